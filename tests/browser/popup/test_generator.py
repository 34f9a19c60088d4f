"""New passwords: as a site wants them, into its page, and none lost on the way."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.popup.person import Person
from tests.browser.popup.test_saves import asked

SHOP = "https://shop.test/"
SIGN_UP = r"""<!doctype html><title>Sign up</title><form method=post ACTION>
<label>E-mail <input name=email type=email autocomplete=email></label>
<label>New password <input name=password type=password autocomplete=new-password minlength=8 maxlength=12
  pattern="(?=.*[0-9])[\w\-]+" passwordrules="required: upper; required: digit; allowed: lower, [-_]" required></label>
<label>New password, again <input name=again type=password autocomplete=new-password required></label>
<button>Sign up</button></form>
<script>
  document.forms[0].onsubmit = (event) => {
    const { password, again } = event.target;
    if (password.value !== again.value) event.preventDefault();
  };
</script>"""
SAID = "This website asks for 8 to 12 characters and of symbols only - _."


def sign_up_page(action: str = "/in") -> str:
    return SIGN_UP.replace("ACTION", f"action={action}")


def generated(person: Person) -> Locator:
    return person.popup.get_by_label("Generated password", exact=True)


def typed(person: Person) -> list[str]:
    """What is in the three fields of the page."""
    return [field.input_value() for field in person.web.locator("input").all()]


def test_a_site_gets_a_password_that_it_takes_into_both_fields(person: Person) -> None:
    """What the site wants is said; signed up, the popup asks to save it. The history has it under the site's name."""
    person.pages[f"{SHOP}in"] = "<title>Welcome</title>"
    person.visit(SHOP, sign_up_page())
    with person.inside() as popup:
        person.button("Generator").click()
        expect(popup.get_by_text(SAID)).to_be_visible()
        expect(popup.get_by_role("radio", name="This website")).to_be_checked()
        expect(generated(person)).to_have_text(re.compile("^[A-Za-z0-9_-]{12}$"))
        person.field("Length").fill("9")
        expect(generated(person)).to_have_text(re.compile("^[A-Za-z0-9_-]{9}$"))
        popup.get_by_role("radio", name="Passphrase").check()
        expect(popup.get_by_text("Too long for this website, which takes at most 12 characters.")).to_be_visible()
        popup.get_by_role("radio", name="This website").check()
        expect(popup.get_by_text("Too long")).to_have_count(0)
        expect(generated(person)).to_have_text(re.compile("^[A-Za-z0-9_-]{9}$"))
        password = generated(person).inner_text()
        person.keep_open()
        person.button("Use on this page").click()
        expect(popup.locator(".filled").get_by_text("Filled on shop.test")).to_be_visible()
    assert typed(person) == ["", password, password]
    person.web.get_by_role("textbox", name="E-mail").fill("ada@example.org")
    person.web.get_by_role("button", name="Sign up").click()
    expect(person.web).to_have_title("Welcome")
    (used,) = person.ask("generator.history")["passwords"]
    assert (used["password"], used["host"]) == (password, "shop.test")
    asked(person)
    with person.opened():
        person.button("Save").click()
        expect(person.row("shop.test").first).to_be_visible()
    (login,) = person.kept()
    assert (login["username"], login["password"]) == ("ada@example.org", password)


def test_a_page_that_came_in_between_gets_nothing(person: Person) -> None:
    """The password was made for the page that the person saw."""
    person.visit(SHOP, sign_up_page())
    with person.inside():
        person.button("Generator").click()
        expect(generated(person)).to_have_text(re.compile(".{12}"))
        person.visit("https://evil.test/", sign_up_page())
        person.button("Use on this page").click()
        expect(person.problem("wrong_site")).to_be_visible()
    assert typed(person) == ["", "", ""]


def test_a_password_that_cannot_be_kept_is_not_used(person: Person) -> None:
    """Else one that only the website knows could be lost with the computer's next breath."""
    person.visit(SHOP, sign_up_page())
    with person.inside():
        person.button("Generator").click()
        expect(generated(person)).to_have_text(re.compile(".{12}"))
        for file in person.profile.vaults.iterdir():
            file.unlink()
        person.button("Use on this page").click()
        expect(person.problem("store_failed")).to_be_visible()
    assert typed(person) == ["", "", ""]


def test_a_form_that_sends_elsewhere_asks_first_and_names_it(person: Person) -> None:
    """As for a login."""
    person.visit(SHOP, sign_up_page("https://collector.test/"))
    with person.inside() as popup:
        person.button("Generator").click()
        person.button("Use on this page").click()
        question = popup.get_by_role("dialog", name="Send to collector.test?")
        expect(question).to_be_visible()
        assert typed(person) == ["", "", ""]
        question.get_by_role("button", name="Fill anyway").click()
        person.see_filled()
    assert typed(person)[1] == typed(person)[2] != ""


def test_a_passphrase_is_made_by_the_keyboard_kept_when_it_is_copied_and_forgotten_on_request(person: Person) -> None:
    """Where no site says anything; the choices are remembered, what was only shown is not."""
    person.visit(SHOP, "<title>Shop</title>")
    with person.inside() as popup:
        person.button("Generator").click()
        expect(popup.get_by_role("radio", name="Characters")).to_be_checked()
        expect(popup.get_by_role("radio", name="This website")).to_have_count(0)
        expect(person.button("Use on this page")).to_have_count(0)
        popup.get_by_role("radio", name="Characters").press("ArrowRight")
        expect(generated(person)).to_have_text(re.compile("^[a-z-]+$"))
        expect(popup.get_by_text("Entropy: 77 bits")).to_be_visible()
        person.field("Words").press("ArrowRight")
        person.field("Between the words").select_option("Space")
        popup.get_by_role("switch", name="Capitalize words").check()
        expect(generated(person)).to_have_text(re.compile("^([A-Z][a-z-]+ ){6}[A-Z][a-z-]+$"))
        passphrase = generated(person).inner_text()
        person.button("Copy password").click()
        person.expect_clipboard(passphrase)
        person.button("History of generated passwords").click()
        expect(popup.get_by_role("listitem").filter(has_text=passphrase)).to_contain_text("shop.test")
        person.button("Back").click()
        expect(person.field("Words")).to_have_value("7")
        expect(generated(person)).not_to_have_text(passphrase)
        person.button("History of generated passwords").click()
        expect(popup.get_by_role("listitem")).to_have_count(1)
        person.button("Clear history").click()
        popup.get_by_role("dialog", name="Clear the history?").get_by_role("button", name="Clear history").click()
        expect(popup.get_by_text("Nothing here yet")).to_be_visible()
    assert person.ask("generator.history") == {"passwords": []}
    assert person.ask("settings.get")["generator"]["words"] == 7
