"""Saving and updating what was used on websites: when the popup asks, when it does not, and what is stored."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from playwright.sync_api import Page, expect

from tests.browser.options.person import PASSWORD
from tests.browser.popup.person import LOGIN_PAGE, Person, website
from tests.browser.popup.test_look import judge

BANK = "https://bank.test/"
IN = f"{BANK}in"
SECRET = "Heron-77-quay"
FORM = LOGIN_PAGE.replace("ACTION", 'action="/in"')
NAME = "<label>User name <input name=username autocomplete=username></label>"
WELCOME = "<!doctype html><title>Welcome</title><h1>Welcome</h1><a href=/>Home</a>"
CHANGE = """<!doctype html><title>Change password</title>
<form method=post action="/changed"><h1>Change your password</h1>
<label>Current password <input name=old type=password autocomplete=current-password></label>
<label>New password <input name=new type=password autocomplete=new-password></label>
<label>Repeat the new password <input name=again type=password autocomplete=new-password></label>
<button>Change password</button></form>"""

Answer = TypeVar("Answer")


def until(read: Callable[[], Answer], holds: Callable[[Answer], object]) -> Answer:
    """Reads until it holds."""
    end = time.monotonic() + 60
    while not holds(answer := read()):
        assert time.monotonic() < end, f"still {answer}"
        time.sleep(0.05)
    return answer


def questions(person: Person) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = person.ask("saves.pending", tab=None)["questions"]
    return found


def asked(person: Person) -> dict[str, Any]:
    """The question that comes."""
    (question,) = until(lambda: questions(person), bool)
    return question


ATTENDED = """async (url) => {
    const [{ id: tabId }] = await chrome.tabs.query({ url });
    const [{ result }] = await chrome.scripting.executeScript({ target: { tabId }, func: () => typeof freshForms });
    return result === "function";
}"""


def see_attended(page: Page) -> None:
    """Waits until the extension looks after the form: it has all the time that a person takes to type."""
    until(lambda: page.context.service_workers[0].evaluate(ATTENDED, page.url), bool)


def log_in(page: Page, username: str = "ada", password: str = SECRET) -> None:
    """Types and submits, as a person does."""
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password", exact=True).fill(password)
    see_attended(page)
    page.get_by_role("button", name="Log in").click()


def let_it_be_judged(person: Person) -> None:
    """By the time that a log-in begun now is asked about, one that ended before would have been, too."""
    person.pages |= {"https://clock.test/": FORM, "https://clock.test/in": WELCOME}
    other = person.browser.open("https://clock.test/")
    log_in(other, "clock")
    until(lambda: questions(person), lambda found: any(question["username"] == "clock" for question in found))
    other.close()
    until(lambda: questions(person), lambda found: all(question["username"] != "clock" for question in found))


def test_a_log_in_is_asked_about_and_saved_by_a_press_only(person: Person) -> None:
    """Nothing is in the vault before; the badge says that something waits, and no longer afterwards."""
    person.unlock()
    person.pages[IN] = WELCOME
    person.visit(BANK, FORM)
    log_in(person.web)
    assert asked(person)["kind"] == "save"
    until(person.badge, lambda badge: badge == ("+", "Twinlatch: save this login?"))
    assert person.kept() == []
    with person.opened() as popup:
        expect(person.heading("Save this login?")).to_be_focused()
        expect(popup.get_by_text(SECRET)).to_have_count(0)
        person.button("Show: Password").click()
        expect(popup.get_by_text(SECRET)).to_be_visible()
        expect(person.field("Title")).to_have_value("bank.test")
        person.field("User name").fill("ada@bank.test")
        person.button("Save").click()
        expect(person.row("bank.test").first).to_be_visible()
    (item,) = person.kept()
    assert (item["username"], item["password"]) == ("ada@bank.test", SECRET)
    assert item["urls"] == [{"url": "https://bank.test", "match": "domain"}]
    assert person.badge()[0] != "+"


def test_what_was_submitted_is_nowhere_on_the_disk_until_it_is_saved(person: Person) -> None:
    """Neither in the browser's profile nor in the host's folders, in clear."""
    person.unlock()
    person.pages[IN] = WELCOME
    person.visit(BANK, FORM)
    log_in(person.web, password="Zx9-unseen-anywhere-Zx9")
    asked(person)
    found = [
        os.path.join(folder, name)
        for place in (person.profile.browser, person.profile.vaults, person.profile.state)
        for folder, _, names in os.walk(place)
        for name in names
        if holds(os.path.join(folder, name), "Zx9-unseen-anywhere-Zx9")
    ]
    assert found == []


def holds(file: str, text: str) -> bool:
    try:
        with open(file, "rb") as opened:
            content = opened.read()
    except OSError:
        return False
    return text.encode() in content or text.encode("utf-16-le") in content


FETCHED = """<!doctype html><title>App</title><main><form><h1>Log in</h1>
<label>User name <input name=username autocomplete=username></label>
<label>Password <input name=password type=password autocomplete=current-password></label>
<button>Log in</button><p role=alert></p></form></main>
<script>document.forms[0].onsubmit = async (event) => {
  event.preventDefault();
  await fetch("/in", { method: "POST" });
  THEN
};</script>"""
SUCCESSES = {
    "taken-away": 'document.querySelector("main").innerHTML = "<h1>Welcome</h1>";',
    "routed": 'history.pushState({}, "", "/home"); document.querySelector("main").innerHTML = "<h1>Home</h1>";',
    "gone-on": 'location.href = "/in";',
    "hidden": 'document.forms[0].hidden = true; document.title = "Welcome";',
}
FAILURES = {
    "left": 'document.querySelector("[role=alert]").textContent = "Wrong password.";',
    "emptied": 'document.forms[0].reset(); document.querySelector("[role=alert]").textContent = "Wrong.";',
    "drawn-anew": 'document.querySelector("main").innerHTML = document.querySelector("main").innerHTML;',
    "routed-back": 'history.pushState({}, "", "/in?error=1"); document.forms[0].reset();',
}
FAILED_PAGES = {
    "again": FORM.replace("<h1>", "<p role=alert>Wrong password.</p><h1>"),
    "drawn-later": f"""<!doctype html><title>Log in</title><main></main>
        <script>onload = () => setTimeout(() => document.querySelector("main").innerHTML = `{FORM}`, 400);</script>""",
    "first-step": f"<!doctype html><form><h1>Log in</h1><p role=alert>Try again.</p>{NAME}<button>Next</button></form>",
    "forgotten": "<!doctype html><form><h1>Forgot your password?</h1>"
    "<label>Email <input name=email type=email></label><button>Send reset link</button></form>",
    "refused": "",  # not found: so are forbidden and broken ones
}


@contextmanager
def tabs(person: Person, pages: dict[str, tuple[str, str]]) -> Iterator[None]:
    """Logs in at each host, in a tab of its own: there is its log-in page, and the one that it leads to."""
    opened = []
    for host, (page, then) in pages.items():
        person.pages |= {f"https://{host}.test/": page, f"https://{host}.test/in": then}
        opened.append(person.browser.open(f"https://{host}.test/"))
        log_in(opened[-1])
    yield
    for tab in opened:
        tab.close()


def test_a_log_in_by_script_is_asked_about(person: Person) -> None:
    """However the page goes on without its form."""
    person.unlock()
    with tabs(person, {host: (FETCHED.replace("THEN", then), WELCOME) for host, then in SUCCESSES.items()}):
        found = until(lambda: questions(person), lambda found: len(found) == len(SUCCESSES))
    assert {question["host"] for question in found} == {f"{host}.test" for host in SUCCESSES}
    assert {(question["kind"], question["username"]) for question in found} == {("save", "ada")}


def test_a_log_in_that_failed_is_not_asked_about(person: Person) -> None:
    """The page shows its form again, the next one asks again, leads to a new password, or is an error of the server."""
    person.unlock()
    scripts = {host: (FETCHED.replace("THEN", then), WELCOME) for host, then in FAILURES.items()}
    with tabs(person, scripts | {host: (FORM, page) for host, page in FAILED_PAGES.items()}):
        let_it_be_judged(person)
        assert questions(person) == []


def test_who_goes_elsewhere_has_not_logged_in(person: Person) -> None:
    """A log-in that failed in place, then another website by the address bar."""
    person.unlock()
    person.pages["https://news.test/"] = WELCOME
    person.visit(BANK, FETCHED.replace("THEN", FAILURES["left"]))
    log_in(person.web)
    person.visit("https://news.test/")
    let_it_be_judged(person)
    assert questions(person) == []


def test_a_log_in_over_two_pages_is_saved_with_its_name(person: Person) -> None:
    """User name first, the password on the next page."""
    person.unlock()
    person.pages[f"{BANK}next"] = FORM.replace(
        "<label>User name <input name=username autocomplete=username></label>", ""
    )
    person.pages[IN] = WELCOME
    step = f"<form method=post action=/next><h1>Log in</h1>{NAME}<button>Next</button></form>"
    person.visit(BANK, f"<!doctype html>{step}")
    person.web.get_by_label("User name").fill("ada")
    see_attended(person.web)
    person.web.get_by_role("button", name="Next").click()
    person.web.get_by_label("Password").fill(SECRET)
    see_attended(person.web)
    person.web.keyboard.press("Enter")
    question = asked(person)
    assert (question["username"], person.ask("saves.get_password", id=question["id"])) == ("ada", {"password": SECRET})


def test_a_form_without_a_form_is_noticed_by_its_button(person: Person) -> None:
    """Fields and a button that a script listens to; showing the password submits nothing."""
    fields = FORM.partition("<h1>")[2].partition("<button>")[0]
    page = f"""<!doctype html><title>Log in</title><main><h1>{fields}<button type=button>Show password</button>
        <div role=button onclick="document.querySelector('main').textContent = 'Welcome'">Log in</div></main>"""
    person.unlock()
    person.visit(BANK, page)
    person.web.get_by_label("User name").fill("ada")
    person.web.get_by_label("Password", exact=True).fill(SECRET)
    see_attended(person.web)
    person.web.get_by_role("button", name="Show password").click()
    person.web.get_by_label("Password", exact=True).fill(SECRET + "!")
    person.web.get_by_role("button", name="Log in").click()
    assert person.ask("saves.get_password", id=asked(person)["id"]) == {"password": SECRET + "!"}


def test_a_form_in_a_closed_shadow_root_is_noticed(person: Person) -> None:
    """As extensions may look into it."""
    page = f"""<!doctype html><title>Log in</title><log-in></log-in><script>
        const root = document.querySelector("log-in").attachShadow({{ mode: "closed" }});
        root.innerHTML = `{FORM.partition("<form")[1]}{FORM.partition("<form")[2]}`;
        const form = root.querySelector("form");
        form.onsubmit = (event) => {{ event.preventDefault(); form.remove(); }};
        form.username.focus();
        </script>"""
    person.unlock()
    person.visit(BANK, page)
    person.web.keyboard.type("ada")
    person.web.keyboard.press("Tab")
    person.web.keyboard.type(SECRET)
    see_attended(person.web)
    person.web.keyboard.press("Enter")
    assert asked(person)["username"] == "ada"


def test_a_sign_up_saves_what_the_website_got(person: Person) -> None:
    """The new password, under the e-mail address; the log-in page that follows is no failure."""
    sign_up = """<!doctype html><title>Sign up</title><form method=post action=/in><h1>Create an account</h1>
        <label>Email <input name=email type=email autocomplete=email></label>
        <label>Password <input name=new type=password autocomplete=new-password></label>
        <label>Repeat password <input name=again type=password autocomplete=new-password></label>
        <button>Create account</button></form>"""
    person.unlock()
    person.pages[IN] = FORM
    person.visit(BANK, sign_up)
    person.web.get_by_label("Email").fill("ada@example.org")
    person.web.get_by_label("Password", exact=True).fill(SECRET)
    person.web.get_by_label("Repeat password").fill(SECRET)
    see_attended(person.web)
    person.web.get_by_role("button", name="Create account").click()
    question = asked(person)
    assert (question["kind"], question["username"]) == ("save", "ada@example.org")
    assert person.ask("saves.get_password", id=question["id"]) == {"password": SECRET}


def change_password(page: Page, old: str, new: str) -> None:
    page.get_by_label("Current password").fill(old)
    page.get_by_label("New password", exact=True).fill(new)
    page.get_by_label("Repeat the new password").fill(new)
    see_attended(page)
    page.get_by_role("button", name="Change password").click()


def test_a_changed_password_updates_the_login_it_belongs_to(person: Person) -> None:
    """The one with the old password, among several; its title and notes stay."""
    person.keep(
        website(BANK, password="old-ada", notes="mine"),
        website(BANK, title="Joint", username="both", password="old-both"),
    )
    person.unlock()
    person.pages[f"{BANK}changed"] = WELCOME
    person.visit(BANK, CHANGE)
    change_password(person.web, "old-ada", SECRET)
    asked(person)
    with person.opened() as popup:
        expect(person.heading("Update the password of A bank?")).to_be_focused()
        expect(popup.get_by_text("ada", exact=True)).to_be_visible()
        person.button("Update").click()
        expect(person.row("A bank").first).to_be_visible()
    kept = {item["username"]: (item["title"], item["password"], item["notes"]) for item in person.kept()}
    assert kept == {"ada": ("A bank", SECRET, "mine"), "both": ("Joint", "old-both", "")}


def test_a_changed_password_that_could_be_several_logins_is_asked_about(person: Person) -> None:
    """Without a clue the person chooses, by the keyboard too; or saves it as a new login."""
    person.keep(website(BANK), website(BANK, title="Joint", username="both"))
    person.unlock()
    # Many sites show the form again, empty, once it is done.
    person.pages[f"{BANK}changed"] = CHANGE
    person.visit(BANK, CHANGE)
    change_password(person.web, "an older one", SECRET)
    asked(person)
    with person.opened() as popup:
        expect(person.heading("Update the password of which login?")).to_be_focused()
        person.button("Save as a new login").click()
        expect(person.heading("Save this login?")).to_be_visible()
        popup.reload()
        expect(popup.get_by_role("radio")).to_have_count(2)
        popup.get_by_role("radio").first.focus()
        popup.keyboard.press("ArrowDown")
        chosen = popup.locator("label:has(:checked) .row-detail").inner_text()
        person.button("Update").click()
        expect(person.row("Joint").first).to_be_visible()
    assert {item["username"] for item in person.kept() if item["password"] == SECRET} == {chosen}


def test_what_the_vault_has_is_not_asked_about(person: Person) -> None:
    """A login that was filled, or typed as it is stored."""
    person.keep(website(BANK, password=SECRET))
    person.unlock()
    person.pages[IN] = WELCOME
    person.visit(BANK, FORM)
    log_in(person.web)
    let_it_be_judged(person)
    assert questions(person) == []


def test_not_now_and_never_store_nothing(person: Person) -> None:
    """Never holds for the next time, too; not now does not."""
    person.unlock()
    person.pages[IN] = WELCOME
    for answer in ("Not now", "Never for this website"):
        person.visit(BANK, FORM)
        log_in(person.web)
        asked(person)
        with person.opened():
            person.button(answer).click()
            expect(person.search).to_be_visible()
        assert questions(person) == []
    person.visit(BANK, FORM)
    log_in(person.web)
    let_it_be_judged(person)
    assert questions(person) == []
    assert person.kept() == []


def test_a_log_in_over_http_says_so(person: Person) -> None:
    """It is saved as http."""
    person.unlock()
    person.pages["http://bank.test/in"] = WELCOME
    person.visit("http://bank.test/", FORM)
    log_in(person.web)
    asked(person)
    with person.opened() as popup:
        expect(popup.get_by_text("This page is not encrypted (http)")).to_be_visible()
        person.button("Save").click()
        expect(person.search).to_be_visible()
    assert person.kept()[0]["urls"][0]["url"] == "http://bank.test"


def test_what_is_used_while_locked_is_asked_about_after_unlocking(person: Person) -> None:
    """The popup says so at the log-in; before, nobody can see what it is."""
    person.unlock()
    person.ask("session.lock")
    person.pages[IN] = WELCOME
    person.visit(BANK, FORM)
    log_in(person.web)
    until(person.badge, lambda badge: badge[0] == "+")
    with person.opened() as popup:
        expect(popup.get_by_text("Twinlatch can save the login you just used")).to_be_visible()
        expect(popup.get_by_text("ada", exact=True)).to_have_count(0)
        person.field("Master password").fill(PASSWORD)
        person.field("Master password").press("Enter")
        expect(person.heading("Save this login?")).to_be_visible()
        person.button("Save").click()
        expect(person.search).to_be_visible()
    assert [item["password"] for item in person.kept()] == [SECRET]


def test_a_page_cannot_submit_by_itself(person: Person) -> None:
    """What scripts press, type and submit, nobody has used; the password is the page's own."""
    acts = """<script>onload = () => setTimeout(() => {
        const form = document.forms[0];
        form.username.value = "page";
        form.password.value = "of the page";
        form.onsubmit = (event) => event.preventDefault();
        form.password.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true }));
        form.querySelector("button").dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
        form.dispatchEvent(new SubmitEvent("submit", { bubbles: true }));
        form.querySelector("button").click();
        form.requestSubmit();
        setTimeout(() => { form.remove(); document.title = "Done"; }, 200);
    }, 1500);</script>"""
    person.unlock()
    person.visit(BANK, FORM + acts)
    # Playwright looks into a page as if by a gesture of the person's, which is what must not happen here.
    until(
        lambda: person.control.evaluate("() => chrome.tabs.query({ url: 'https://bank.test/*', title: 'Done' })"), bool
    )
    let_it_be_judged(person)
    assert questions(person) == []


def test_a_frame_of_another_site_is_not_asked_about_and_takes_nothing_from_the_page(person: Person) -> None:
    """What could never be filled there is not saved; the page's own log-in, not answered yet, is asked about."""
    person.unlock()
    evil = "https://evil.test/"
    tell = "<script>parent.postMessage('gone', '*')</script>"
    person.pages |= {evil: FORM.replace("/in", f"{evil}in"), f"{evil}in": WELCOME + tell}
    answered = """await new Promise((answered) => onmessage = answered); document.querySelector("main").remove();"""
    person.visit(BANK, FETCHED.replace("THEN", answered) + f"<iframe src={evil} width=600 height=300></iframe>")
    log_in(person.web)
    frame = person.web.frames[1]
    frame.get_by_label("User name").fill("eve")
    frame.get_by_label("Password", exact=True).fill("of another site")
    frame.get_by_role("button", name="Log in").click()
    assert asked(person)["username"] == "ada"
    let_it_be_judged(person)
    assert len(questions(person)) == 1


def put_question(person: Person, **fields: Any) -> str:
    """As if it had been submitted in the tab under the popup, and gone well; gives its id."""
    person.web.bring_to_front()
    (tab,) = person.control.evaluate("() => chrome.tabs.query({ url: 'http://bank.test/*' })")
    params = {"tab": tab["id"], "url": tab["url"], "kind": "login", "username": "ada", "password": SECRET} | fields
    offer_id = str(person.ask("saves.submitted", **params)["id"])
    assert person.ask("saves.settled", id=offer_id, succeeded=True) == {"asks": True}
    return offer_id


def test_the_questions_are_accessible_and_nothing_in_them_is_cut(person: Person) -> None:
    """In a terse and a wordy language, with what websites and people come up with."""
    site = "http://bank.test/"
    person.keep(
        website(site, title="Donaudampfschifffahrtsgesellschaftskapitänsmützenversand", username="x" * 80),
        website(site, title="", username=""),
    )
    person.unlock()
    person.visit(site, WELCOME)
    for language in ("en", "de"):
        person.ask("settings.set", changes={"language": language})
        put_question(person, kind="change", username="", password="unknown", new_password="w" * 90)
        with person.opened() as popup:
            expect(popup.get_by_role("radio")).to_have_count(2)
            judge(person, f"update-which-{language}")
            popup.locator("button.link").click()
            popup.locator(".question .fact button").click()
            expect(popup.get_by_text("w" * 90)).to_be_visible()
            judge(person, f"save-{language}")
            popup.locator(".question .button.ghost").nth(1).click()
            expect(popup.get_by_role("searchbox")).to_be_visible()
    person.ask("saves.settled", id=put_question(person, username="x" * 80), succeeded=True)
    with person.opened() as popup:
        expect(popup.get_by_role("heading", level=1)).to_be_focused()
        judge(person, "update")


def test_a_question_that_was_forgotten_meanwhile_says_so(person: Person) -> None:
    """Nothing is saved, and what to do is said."""
    person.unlock()
    person.visit("http://bank.test/", WELCOME)
    offer_id = put_question(person)
    with person.opened():
        expect(person.heading("Save this login?")).to_be_visible()
        person.ask("saves.settled", id=offer_id, succeeded=False)
        person.button("Save").click()
        expect(person.problem("not_found")).to_contain_text("This question came too long ago.")
    assert person.kept() == []


def test_a_lock_takes_the_question_from_the_screen(person: Person) -> None:
    """With the password that was shown in it."""
    person.unlock()
    person.visit("http://bank.test/", WELCOME)
    put_question(person)
    with person.opened() as popup:
        person.button("Show: Password").click()
        expect(popup.get_by_text(SECRET)).to_be_visible()
        person.ask("session.lock")
        expect(person.field("Master password")).to_be_visible()
        expect(popup.get_by_text(SECRET)).to_have_count(0)
