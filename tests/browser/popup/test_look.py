"""Every screen of the popup: for screen readers and eyes, in light and dark, enlarged, and in a wordy language.

Pictures of all of them are left in test-results/popup/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.options.person import PASSWORD, make_account_with_two_factor
from tests.browser.popup.person import EMAIL, PICTURES, Person, website

SITE = "http://bank.test/"
SIGN_UP = """<title>Bank</title><form>
<input type=password autocomplete=new-password aria-label="New password" pattern="(.)\\1" minlength=8 maxlength=20
  passwordrules="max-consecutive: 2; required: lower; required: digit; allowed: [-_]"></form>"""
TOTP = "otpauth://totp/Bank?secret=JBSWY3DPEHPK3PXP"

CUT = """() => {
    const isMeantToBe = (element) => element.closest(".row-title, .row-detail, .visually-hidden, input, select");
    const name = (element) => `${element.localName}.${element.className}: ${element.textContent.slice(0, 40)}`;
    const wide = document.documentElement.clientWidth;
    const isShown = (element) => element.checkVisibility() && !isMeantToBe(element);
    const all = [...document.querySelectorAll("body *")].filter(isShown);
    return [
        ...(document.documentElement.scrollWidth > wide ? ["the page scrolls sideways"] : []),
        ...all.filter((element) => element.getBoundingClientRect().right > wide + 1).map(name),
        ...all.filter((element) => element instanceof HTMLElement && getComputedStyle(element).overflowX !== "visible"
            && element.scrollWidth > element.clientWidth + 1).map(name),
    ];
}"""
"""What is not wholly on the screen, or would have to be scrolled to sideways."""

Look = Callable[[str], None]


def judge(person: Person, name: str) -> None:
    """Axe finds nothing against WCAG 2.2 AA in either theme, and nothing is cut."""
    popup = person.popup
    (PICTURES / "popup").mkdir(parents=True, exist_ok=True)
    for theme in ("light", "dark"):
        popup.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
        found = violations(popup)
        popup.screenshot(path=PICTURES / "popup" / f"{name}-{theme}.png")
        assert found == [], f"{name}, {theme}"
    assert popup.evaluate(CUT) == [], name


def walk_in(person: Person, look: Look) -> None:
    """All screens of somebody who is not in, with two-factor on."""
    person.field("Master password").fill("not it")
    person.field("Master password").press("Enter")
    expect(person.problem("bad_credentials")).to_be_visible()
    look("log-in")
    person.popup.locator("summary").click()
    look("forgot")
    person.field("Master password").fill(PASSWORD)
    person.field("Master password").press("Enter")
    expect(person.popup.locator(".code-input")).to_be_focused()
    look("code")
    links = person.popup.locator("button.link:visible")
    links.first.click()
    expect(person.popup.locator("[name=recovery_code]")).to_be_focused()
    look("recovery-code")
    links.nth(1).click()


@pytest.fixture
def furnished(person: Person) -> Person:
    """Somebody with a few logins, one of them for the page under the popup."""
    bank, *_ = person.keep(
        website(
            SITE,
            title="Bank of the Lakes",
            totp=TOTP,
            favorite=True,
            notes="Branch 12\nask for Ms Hopper",
            tags=["money"],
        ),
        website(
            "https://a.test",
            title="Donaudampfschifffahrtsgesellschaftskapitänsmützenversand",
            username="x" * 80,
            totp=TOTP,
        ),
        website("https://xn--80ak6aa92e.com", title="", username=""),
        website("", title="みずほ銀行", urls=[]),
    )
    with person.vault() as session:
        for version, password in enumerate(("Heron-77-quay", "w" * 90, "Plover-3-moor"), 1):
            session.library.update(bank, version, {"password": password}, session.now())
    person.visit(SITE, SIGN_UP)
    return person


def back(popup: Page) -> None:
    """One panel back, as far as that it is there."""
    panel = popup.locator(".panel").element_handle()
    popup.locator(".panel-header button").first.click()
    panel.wait_for_element_state("hidden")


def walk_around(person: Person, look: Look) -> None:
    """All screens of an open vault, by what the controls are and not by their words."""
    popup = person.popup
    popup.locator(".login").first.wait_for()
    look("vault")
    site_rules = popup.locator(".list-title + button")
    if site_rules.count():  # over a website
        site_rules.click()
        popup.locator("[name=off]").check()
        expect(popup.locator("[name=never_fill]")).to_be_disabled()
        look("site-rules")
        popup.locator("[name=off]").uncheck()
        expect(popup.locator("[name=never_fill]")).to_be_enabled()
        back(popup)
        popup.locator(".login").first.wait_for()
    popup.locator("input[type=search]").fill("zzz")
    popup.locator(".empty").wait_for()
    look("nothing-found")
    popup.locator("input[type=search]").fill("bank")
    popup.locator(".login").first.wait_for()
    popup.locator(".row-actions button").last.click()
    popup.locator(".login-facts").wait_for()
    look("details")
    popup.locator(".login-facts + .button").click()
    popup.locator(".fact button").first.click()
    look("previous-passwords")
    back(popup)
    popup.locator(".login-facts + .button").wait_for()
    popup.locator(".panel-header button").last.click()
    popup.locator("[aria-controls^=generator]").click()
    popup.locator(".generated").wait_for()
    popup.locator("[aria-controls^=website]").click()
    popup.locator(".editing [role=group]").last.locator("button").last.click()
    look("edit")
    popup.locator(".editing form > .cluster .ghost").click()
    popup.locator("dialog").wait_for()
    look("delete")
    popup.keyboard.press("Escape")
    back(popup)
    back(popup)
    popup.locator(".tool").first.click()
    expect(popup.locator(".generated")).not_to_be_empty()
    look("generator")
    popup.get_by_role("radio").last.check()
    popup.locator("select").wait_for()
    look("passphrase")
    popup.locator(".generator-output ~ .cluster .button").last.click()
    popup.locator(".panel-header button").last.click()
    popup.locator(".used-password").wait_for()
    look("generated")
    back(popup)
    back(popup)
    popup.locator(".tool").nth(2).click()
    expect(popup.locator("[type=password]")).to_be_focused()
    look("unlock")


def test_the_beginning(newcomer: Person) -> None:
    """Welcome, creating an account, an empty vault."""
    with newcomer.opened():
        judge(newcomer, "welcome")
        newcomer.button("Create account").click()
        newcomer.field("E-mail address").fill("not an address")
        newcomer.field("Master password").fill("password12")
        newcomer.button("Create account").click()
        expect(newcomer.field("E-mail address")).to_have_attribute("aria-invalid", "true")
        newcomer.popup.get_by_role("meter").wait_for()
        judge(newcomer, "create-account")
        newcomer.field("E-mail address").fill(EMAIL)
        newcomer.field("Master password").fill(PASSWORD)
        newcomer.field("Master password, again").fill(PASSWORD)
        newcomer.button("Create account").click()
        expect(newcomer.popup.get_by_text("No logins yet")).to_be_visible()
        judge(newcomer, "empty")


def test_the_way_in(newcomer: Person) -> None:
    """Log-in, code, recovery code, and what it leaves behind."""
    _, codes = make_account_with_two_factor(newcomer.profile, EMAIL)
    with newcomer.opened():
        walk_in(newcomer, lambda name: judge(newcomer, name))
        newcomer.field("Master password").press("Enter")
        newcomer.button("Use a recovery code").click()
        newcomer.field("Recovery code").fill(codes[0])
        newcomer.field("Recovery code").press("Enter")
        expect(newcomer.heading("Two-factor is off now.")).to_be_visible()
        judge(newcomer, "two-factor-off")


def test_the_open_vault(furnished: Person) -> None:
    """Lists, details, editing, questions, the generator."""
    with furnished.inside():
        walk_around(furnished, lambda name: judge(furnished, name))


def test_no_host(person: Person) -> None:
    """The cause, and the command that mends it."""
    manifests = {file: file.read_bytes() for file in (person.profile.browser / "NativeMessagingHosts").glob("*.json")}
    try:
        for file in manifests:
            file.unlink()
        with person.opened():
            expect(person.problem("host_missing")).to_be_visible()
            judge(person, "no-host")
    finally:
        for file, content in manifests.items():
            file.write_bytes(content)


@pytest.fixture
def enlarged(furnished: Person) -> Iterator[Person]:
    """The popup as large as browsers let it be, at 200 % zoom; in a tab, for tests cannot zoom the real one."""
    page = furnished.browser.open_extension_page("popup/popup.html")
    page.set_viewport_size({"width": 720, "height": 600})
    zoom = "async (factor) => chrome.tabs.setZoom((await chrome.tabs.getCurrent()).id, factor)"
    page.evaluate(zoom, 2)
    furnished.popup = page
    yield furnished
    page.evaluate(zoom, 1)
    page.close()


def test_nothing_is_cut_at_twice_the_size(enlarged: Person) -> None:
    """Everything can be reached by scrolling down alone."""

    def look(name: str) -> None:
        assert enlarged.popup.evaluate("[innerWidth, innerHeight]") == [360, 300]
        question = enlarged.popup.get_by_role("dialog")
        if question.count():
            expect(question.get_by_role("button", name="Delete")).to_be_in_viewport(ratio=1)
        enlarged.popup.screenshot(path=PICTURES / "popup" / f"{name}-200.png")
        assert enlarged.popup.evaluate(CUT) == [], name

    enlarged.log_in()
    walk_around(enlarged, look)


@pytest.mark.parametrize("language", ["de", "fr", "ja"])
def test_nothing_is_cut_in_another_language(furnished: Person, language: str) -> None:
    """Words may be longer, or none of them may be broken at spaces."""

    def look(name: str) -> None:
        assert furnished.popup.evaluate("document.documentElement.lang") == language
        furnished.popup.screenshot(path=PICTURES / "popup" / f"{name}-{language}.png")
        assert furnished.popup.evaluate(CUT) == [], name

    with furnished.vault() as session:
        session.change_settings({"language": language})
    with furnished.opened() as popup:
        furnished.field("Master password").fill(PASSWORD)
        furnished.field("Master password").press("Enter")
        expect(popup.locator("html")).to_have_attribute("lang", language)
        walk_around(furnished, look)
