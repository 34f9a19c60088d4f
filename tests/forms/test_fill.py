"""The filler in a real Chromium: what it fills, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.forms.measure import CONTENT, FINDER

SOURCES = [path.read_text() for path in (*FINDER, CONTENT / "visibility.js", CONTENT / "fill.js")]
VALUES = {
    "username": "mira",
    "email": "mira@example.org",
    "current-password": "correct horse",
    "one-time-code": "287082",
}
USER = '<label>User name <input id="user" name="user" autocomplete="username"></label>'
PASS = '<label>Password <input id="pass" type="password" autocomplete="current-password"></label>'
FORM = f"<form id=form>{USER}{PASS}<button>Log in</button></form>"
WATCH = """() => {
  globalThis.submitted = 0;
  HTMLFormElement.prototype.submit = () => submitted++;
  addEventListener("submit", (event) => { event.preventDefault(); submitted++; }, true);
  addEventListener("click", () => submitted++, true);
}"""
FILL = "(values) => fillFields((chooseForm(findForms(document), values) ?? { fields: [] }).fields, values)"
FILL_ALL = """([selector, kind, values]) =>
  fillFields([...document.querySelectorAll(selector)].map((element) => ({ element, kind })), values)"""


def load(page: Page, html: str) -> None:
    """Show a page, watch it for submits, and put the content scripts into it."""
    page.set_content(html)
    page.evaluate(WATCH)
    for source in SOURCES:
        page.evaluate(source)


def value(page: Page, selector: str) -> str:
    """What a field holds."""
    return page.locator(selector).input_value()


def fill(page: Page, html: str, values: dict[str, str] | None = None) -> Any:
    """Load a page and fill its best form."""
    load(page, html)
    return page.evaluate(FILL, VALUES if values is None else values)


def test_a_plain_form_is_filled_and_not_submitted(page: Page) -> None:
    """User name and password arrive; nothing is clicked or sent."""
    report = fill(page, FORM)
    assert report == {"filled": ["username", "current-password"], "refused": []}
    assert (value(page, "#user"), value(page, "#pass")) == ("mira", "correct horse")
    assert page.evaluate("submitted") == 0


CONTROLLED = """() => {
  for (const input of document.querySelectorAll("input")) {
    const { get, set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    let tracked = "", state = "";
    Object.defineProperty(input, "value", { configurable: true, get() { return get.call(this); },
      set(next) { tracked = next; set.call(this, next); } });
    const render = () => { if (get.call(input) !== state) set.call(input, state); };
    document.addEventListener("input", (event) => {
      if (event.target !== input) return;
      if (get.call(input) !== tracked) { tracked = get.call(input); state = tracked; }
      render();
    });
    input.addEventListener("blur", render);
    globalThis.states = { ...globalThis.states, get [input.id]() { return state; } };
    Object.defineProperty(input, "renderNow", { value: render });
  }
}"""


def test_a_controlled_input_keeps_what_was_filled(page: Page) -> None:
    """A framework that wraps `value` and forgets what it did not hear of as an input event has heard of it."""
    load(page, FORM)
    page.evaluate(CONTROLLED)
    page.evaluate(FILL, VALUES)
    page.evaluate("document.querySelectorAll('input').forEach((input) => input.renderNow())")
    assert (value(page, "#user"), value(page, "#pass")) == ("mira", "correct horse")


def test_the_events_of_typing_reach_listeners_outside_a_shadow_root(page: Page) -> None:
    """keydown, input and keyup cross the shadow edge as real ones do; change stays inside as a real one does."""
    load(page, "<x-login></x-login>")
    page.evaluate(
        """(html) => {
          const host = document.querySelector("x-login");
          host.attachShadow({ mode: "open" }).innerHTML = html;
          globalThis.heard = { inside: [], outside: [] };
          for (const type of ["keydown", "input", "keyup", "change"]) {
            host.shadowRoot.addEventListener(type, () => heard.inside.push(type));
            host.addEventListener(type, () => heard.outside.push(type));
          }
        }""",
        FORM,
    )
    page.evaluate(FILL, VALUES)
    assert page.evaluate("heard.inside.slice(0, 4)") == ["keydown", "input", "keyup", "change"]
    assert page.evaluate("heard.outside.slice(0, 3)") == ["keydown", "input", "keyup"]
    assert page.evaluate("heard.outside.includes('change')") is False


HIDING = {
    "display": "display:none",
    "visibility": "visibility:hidden",
    "opacity": "opacity:0.05",
    "filter": "filter:opacity(3%)",
    "size": "width:1px;height:1px;padding:0;border:0;overflow:hidden",
    "off-screen left": "position:absolute;left:-4000px",
    "off-screen top": "position:absolute;top:-4000px",
    "clip": "position:absolute;clip:rect(0,0,0,0)",
    "clip-path": "clip-path:inset(50%)",
    "scale": "transform:scale(0.01)",
}


@pytest.mark.parametrize("where", ["field", "parent"])
@pytest.mark.parametrize("style", HIDING.values(), ids=HIDING.keys())
def test_a_field_that_cannot_be_seen_gets_nothing(page: Page, style: str, where: str) -> None:
    """However a field or what holds it is hidden, the value is refused and the reason said."""
    field = '<input id="pass" type="password"{}>'
    styled = field.format(f' style="{style}"') if where == "field" else f'<div style="{style}">{field.format("")}</div>'
    load(page, f"<form>{styled}</form>")
    report = page.evaluate(FILL_ALL, ["#pass", "current-password", VALUES])
    assert report["filled"] == []
    assert report["refused"][0]["reason"] in {"hidden", "covered"}
    assert value(page, "#pass") == ""


def test_opacity_adds_up_over_ancestors(page: Page) -> None:
    """Three ancestors at half opacity hide a field as one at an eighth would."""
    nested = "<div style='opacity:.5'>" * 3 + '<input id="pass" type="password">' + "</div>" * 3
    load(page, nested)
    assert page.evaluate(FILL_ALL, ["#pass", "current-password", VALUES])["refused"][0]["reason"] == "hidden"


WHOLE = "inset:0;width:100vw;height:100vh;max-width:none;max-height:none;background:white"
COVER = f'<div style="position:fixed;{WHOLE};z-index:9;%s"></div>'
COVERS = {
    "overlay": COVER % "",
    "overlay that ignores the mouse": COVER % "pointer-events:none",
    "overlay that insists on ignoring the mouse": COVER % "pointer-events:none !important",
    "overlay with a rule of its own": COVER % "" + "<style>body > div { pointer-events: none !important }</style>",
    "picture": f'<img src="data:," style="position:fixed;{WHOLE}">',
    "popover": f'<div popover id="pop" style="{WHOLE}"></div><script>pop.showPopover()</script>',
    "dialog": f'<dialog id="dlg" style="{WHOLE}"></dialog><script>dlg.showModal()</script>',
}


@pytest.mark.parametrize("cover", COVERS.values(), ids=COVERS.keys())
def test_a_covered_field_gets_nothing(page: Page, cover: str) -> None:
    """What lies over a field hides it, whether or not it takes the mouse."""
    load(page, FORM + cover)
    report = page.evaluate(FILL_ALL, ["#pass", "current-password", VALUES])
    assert report == {"filled": [], "refused": [{"kind": "current-password", "reason": "covered"}]}
    assert value(page, "#pass") == ""


def test_a_label_that_floats_over_a_field_does_not_cover_it(page: Page) -> None:
    """The see-through label and outline of a styled field leave it visible."""
    floating = """<div style="position:relative"><input id="pass" type="password">
      <label for="pass" style="position:absolute;left:4px;top:2px;pointer-events:none">Password</label>
      <fieldset style="position:absolute;inset:0;pointer-events:none;border:1px solid"></fieldset></div>"""
    load(page, floating)
    assert page.evaluate(FILL_ALL, ["#pass", "current-password", VALUES])["filled"] == ["current-password"]


def test_a_field_below_the_fold_is_scrolled_to_and_filled(page: Page) -> None:
    """Far down on the page is not hidden."""
    load(page, f"<div style='height:5000px'></div>{FORM}<div style='height:5000px'></div>")
    assert page.evaluate(FILL, VALUES)["filled"] == ["username", "current-password"]


def test_a_field_hidden_by_the_page_while_filling_gets_nothing(page: Page) -> None:
    """Visibility is looked at again before each field: hearing of the first does not open the second."""
    load(page, FORM)
    page.evaluate("() => user.addEventListener('input', () => { pass.style.opacity = 0; })")
    report = page.evaluate(FILL, VALUES)
    assert report == {"filled": ["username"], "refused": [{"kind": "current-password", "reason": "hidden"}]}
    assert value(page, "#pass") == ""


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("pass.remove()", "detached"),
        ("pass.disabled = true", "disabled"),
        ("pass.readOnly = true", "readonly"),
        ("pass.maxLength = 5", "too-long"),
        ("pass.addEventListener('input', () => { pass.value = ''; })", "rejected"),
    ],
)
def test_a_refusal_names_its_reason(page: Page, change: str, reason: str) -> None:
    """Each way a field can turn a value down is told apart, and nothing cut short is left in it."""
    load(page, FORM)
    page.evaluate("() => { globalThis.fields = [{ element: pass, kind: 'current-password' }]; }")
    page.evaluate(f"() => {{ {change}; }}")
    report = page.evaluate("(values) => fillFields(fields, values)", VALUES)
    assert report == {"filled": [], "refused": [{"kind": "current-password", "reason": reason}]}
    assert page.evaluate("fields[0].element.value") == ""


def test_a_field_that_opens_on_focus_is_filled(page: Page) -> None:
    """The trick of a read-only field that unlocks when entered is no refusal."""
    load(page, FORM)
    page.evaluate("() => { pass.readOnly = true; pass.onfocus = () => pass.removeAttribute('readonly'); }")
    assert page.evaluate(FILL, VALUES)["filled"] == ["username", "current-password"]


def test_a_code_is_spread_over_its_boxes(page: Page) -> None:
    """Six boxes of one character take the six digits in order."""
    boxes = "".join(f'<input class="b" maxlength="1" inputmode="numeric" aria-label="Digit {n}">' for n in range(1, 7))
    report = fill(page, f"<form><h1>Enter the code we sent</h1>{boxes}<button>Verify</button></form>")
    assert report["filled"] == ["one-time-code"] * 6
    assert page.evaluate("[...document.querySelectorAll('.b')].map((box) => box.value).join('')") == "287082"


def test_a_code_of_another_length_fills_no_box(page: Page) -> None:
    """Half a code helps nobody."""
    boxes = "".join('<input class="b" maxlength="1">' for _ in range(6))
    load(page, f"<form>{boxes}</form>")
    report = page.evaluate(FILL_ALL, [".b", "one-time-code", {"one-time-code": "12345678"}])
    assert report == {"filled": [], "refused": [{"kind": "one-time-code", "reason": "wrong-length"}]}


def test_the_first_step_takes_the_user_name_only(page: Page) -> None:
    """On a page that asks for the name first, a hidden password field waits in vain."""
    hidden = '<input id="pass" type="password" style="position:absolute;left:-9999px">'
    report = fill(page, f"<h1>Sign in</h1><form>{USER}{hidden}<button>Next</button></form>")
    assert report["filled"] == ["username"]
    assert value(page, "#pass") == ""


def test_the_second_step_takes_the_password(page: Page) -> None:
    """On the next page the password is asked for alone."""
    report = fill(page, f"<h1>Welcome back</h1><form>{PASS}<button>Log in</button></form>")
    assert report["filled"] == ["current-password"]


def test_the_form_the_person_stands_in_is_the_one_filled(page: Page) -> None:
    """With two log-ins on a page, focus decides; without focus, the first."""
    two = FORM + FORM.replace("user", "user2").replace('"pass"', '"pass2"')
    load(page, two)
    page.focus("#user2")
    page.evaluate(FILL, VALUES)
    assert (value(page, "#user"), value(page, "#user2")) == ("", "mira")


def test_a_login_is_preferred_to_a_sign_up(page: Page) -> None:
    """A saved password goes into the log-in of a page that offers both."""
    join = """<form><h2>Create account</h2><input id="e" type="email" name="email">
      <input type="password" autocomplete="new-password"><button>Sign up</button></form>"""
    assert fill(page, join + FORM)["filled"] == ["username", "current-password"]
    assert value(page, "#e") == ""


def test_an_email_field_takes_the_user_name_when_no_address_is_known(page: Page) -> None:
    """A login whose user name is its address needs no second entry."""
    form = '<form><input id="e" type="email" name="email">' + PASS + "<button>Log in</button></form>"
    fill(page, form, {"username": "mira@example.org", "current-password": "x"})
    assert value(page, "#e") == "mira@example.org"
