"""The open vault: finding, copying, adding, changing and deleting logins, and new passwords."""

from __future__ import annotations

import base64
import re
import string
import time

from playwright.sync_api import expect

from tests.browser.popup.person import LOGIN_PAGE, Person, website
from tests.host.computers import totp

SECRET = "JBSWY3DPEHPK3PXP"
TOTP = f"otpauth://totp/Bank?secret={SECRET}"
SITE = "http://bank.test/"


def test_this_sites_logins_come_first_then_all(person: Person) -> None:
    """Each with title and user name; the site as the browser names it."""
    person.keep(
        website("https://zoo.test", title="Zoo"), website(SITE, title="My bank"), website(SITE, title="Old bank")
    )
    person.visit(SITE, "<title>Bank</title>")
    with person.inside() as popup:
        expect(person.heading("For bank.test")).to_be_visible()
        expect(person.heading("All logins (3)")).to_be_visible()
        here, everywhere = popup.get_by_role("list").all()
        assert sorted(here.locator(".row-title").all_inner_texts()) == ["My bank", "Old bank"]
        assert everywhere.locator(".row-title").all_inner_texts() == ["My bank", "Old bank", "Zoo"]


def test_titles_and_hosts_are_text_and_punycode_stays(person: Person) -> None:
    """What a person saved draws nothing but letters; a host in mixed scripts is shown in ASCII."""
    person.keep(
        website("https://xn--80ak6aa92e.com", title=""),
        website("https://a.test", title="<img src=x onerror=document.title='hit'>", username="<b>x</b>"),
    )
    with person.inside() as popup:
        expect(person.row("xn--80ak6aa92e.com")).to_be_visible()
        expect(popup.get_by_text("<img src=x onerror=document.title='hit'>")).to_be_visible()
        expect(popup.get_by_text("<b>x</b>")).to_be_visible()
        assert popup.locator("img, b").count() == 0


def test_search_narrows_as_typed_and_says_when_there_is_nothing(person: Person) -> None:
    """Over titles, user names, websites and tags."""
    person.keep(
        website("https://a.test", title="Garden"),
        website("https://b.test", title="Mail", username="rose"),
        website("https://roses.test", title="Shop", tags=["flowers"]),
    )
    with person.inside() as popup:
        person.search.press_sequentially("ros")
        expect(person.heading("2 logins found")).to_be_visible()
        assert person.titles() == ["Mail", "Shop"]
        person.search.fill("flowers")
        expect(person.heading("1 login found")).to_be_visible()
        person.search.fill("xyz")
        expect(popup.get_by_text("Nothing found for “xyz”")).to_be_visible()
        person.search.fill("")
        expect(person.heading("All logins (3)")).to_be_visible()


def test_enter_waits_for_what_was_typed(person: Person) -> None:
    """However slow the answer: the first row of the list before it is not what a person means."""
    person.keep(website("https://here.test", title="Here"), website("https://there.test", title="There"))
    person.visit("https://here.test/", LOGIN_PAGE)
    with person.inside() as popup:
        expect(person.row("Here").first).to_be_visible()
        popup.evaluate(
            """() => {
                const send = chrome.runtime.sendMessage;
                const released = new Promise((release) => (globalThis.release = release));
                chrome.runtime.sendMessage = async (message) => {
                    if (message.method === "items.search") await released;
                    return send.call(chrome.runtime, message);
                };
            }"""
        )
        person.search.fill("there")
        person.search.press("Enter")
        popup.evaluate("release()")
        expect(person.heading("There")).to_be_visible()
    assert person.filled() == ("", "")


def test_a_long_list_comes_in_parts(person: Person) -> None:
    """Twelve at first, and a hundred more each time that the end is in sight, but never under the keyboard."""
    person.keep(*(website("https://a.test", title=f"Login {n:03}") for n in range(130)))
    with person.inside() as popup:
        expect(popup.locator(".login")).to_have_count(12)
        more = person.button("Show more")
        more.focus()
        frame = "() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))"
        popup.evaluate(frame)
        popup.evaluate(frame)
        expect(more).to_be_focused()
        more.press("Enter")
        expect(person.row("Login 012")).to_be_focused()
        expect(popup.locator(".login")).to_have_count(112)
        person.button("Show more").scroll_into_view_if_needed()
        expect(popup.locator(".login")).to_have_count(130)
        expect(person.button("Show more")).to_have_count(0)


def test_user_name_password_and_code_are_copied_from_the_row(person: Person) -> None:
    """With one press each."""
    person.keep(website("https://a.test", title="Bank", totp=TOTP))
    with person.inside():
        person.button("Copy user name: Bank").click()
        person.expect_clipboard("ada")
        person.button("Copy password: Bank").click()
        person.expect_clipboard("Otter-51-reed")
        person.button("Copy one-time code: Bank").click()
        person.expect_clipboard(*codes_around_now())


def test_a_copied_password_leaves_the_clipboard(person: Person) -> None:
    """After the seconds that the settings say, also if the popup is closed before."""
    person.keep(website("https://a.test", title="Bank"))
    with person.inside():
        person.ask("settings.set", changes={"clear_clipboard_seconds": 3})
        person.button("Lock").click()
        person.log_in()
        person.button("Copy password: Bank").click()
        person.expect_clipboard("Otter-51-reed")
    person.control.bring_to_front()
    expect_empty_clipboard(person)


def codes_around_now() -> list[str]:
    """The login's own codes, one of which is shown: a time step may end meanwhile."""
    now = int(time.time())
    return [totp(base64.b32decode(SECRET), now // 30 + step) for step in (-1, 0, 1)]


def expect_empty_clipboard(person: Person) -> None:
    person.control.evaluate(
        """async () => {
            for (let tries = 0; await navigator.clipboard.readText(); tries += 1) {
                if (tries === 400) throw new Error("the clipboard still holds something");
                await new Promise((again) => setTimeout(again, 50));
            }
        }"""
    )


def test_one_time_codes_of_this_site_are_live(person: Person) -> None:
    """The code is shown in two halves, with a ring that runs down, and copied by a press."""
    person.keep(website(SITE, title="Bank", totp=TOTP))
    person.visit(SITE, "<title>Bank</title>")
    with person.inside() as popup:
        live = popup.locator(".live-code").first
        expect(live.locator(".live-digits")).to_have_text(re.compile(r"^\d{3} \d{3}$"))
        live.click()
        person.expect_clipboard(*codes_around_now())
        assert live.evaluate("(button) => button.querySelector('.ring-left').getAnimations().length") == 1


def test_a_login_is_added_for_the_site_under_the_popup(person: Person) -> None:
    """Name and address are there; what is saved is what was typed, and the host keeps it."""
    person.visit(SITE, "<title>Bank</title>")
    with person.inside():
        person.button("Add login").first.click()
        expect(person.field("Title")).to_have_value("bank.test")
        expect(person.field("Website")).to_have_value("http://bank.test")
        person.field("User name").fill("ada")
        person.field("Password").fill("analytical")
        person.field("Secret for one-time codes").fill("JBSW Y3DP EHPK 3PXP")
        person.field("Notes").fill("first\nsecond")
        person.field("Tags").fill("money, home")
        person.field("Favourite").check()
        person.button("Save").click()
        expect(person.heading("bank.test")).to_be_visible()
    (kept,) = person.kept()
    assert kept["urls"] == [{"url": "http://bank.test", "match": "domain"}]
    assert kept["totp"].startswith("otpauth://totp/bank.test?secret=JBSWY3DPEHPK3PXP")
    assert {name: kept[name] for name in ("title", "username", "password", "notes", "tags", "favorite")} == {
        "title": "bank.test",
        "username": "ada",
        "password": "analytical",
        "notes": "first\nsecond",
        "tags": ["money", "home"],
        "favorite": True,
    }


def test_a_code_secret_that_cannot_be_read_is_refused_at_its_field(person: Person) -> None:
    """Nothing is saved, and everything typed is still there."""
    with person.inside():
        person.button("Add login").first.click()
        person.field("Title").fill("Bank")
        person.field("Secret for one-time codes").fill("not a secret!")
        person.button("Save").click()
        expect(person.field("Secret for one-time codes")).to_have_attribute("aria-invalid", "true")
        expect(person.field("Secret for one-time codes")).to_be_focused()
        expect(person.field("Title")).to_have_value("Bank")
    assert person.kept() == []


def test_a_login_is_changed_and_the_rest_of_it_stays(person: Person) -> None:
    """Only what was typed is sent: match modes and fields of other programs are kept."""
    fields = [{"name": "PIN", "value": "1234", "hidden": True}]
    urls = [{"url": "https://a.test", "match": "exact"}, {"url": "https://b.test", "match": "host"}]
    person.keep(website("", title="Bank", urls=urls, custom_fields=fields))
    with person.inside() as popup:
        person.button("Show Bank").click()
        person.button("Edit Bank").click()
        person.field("User name").fill("grace")
        popup.get_by_label("Website", exact=True).nth(1).fill("https://c.test")
        person.button("Save").click()
        expect(popup.get_by_text("grace", exact=True)).to_be_visible()
    (kept,) = person.kept()
    assert kept["username"] == "grace"
    assert kept["urls"] == [urls[0], {"url": "https://c.test", "match": "host"}]
    assert kept["custom_fields"] == fields
    assert kept["version"] == 2


def test_a_change_made_elsewhere_is_never_overwritten(person: Person) -> None:
    """The popup says so, loads the newer version on request and keeps what was typed on top of it."""
    (item_id,) = person.keep(website("https://a.test", title="Bank"))
    with person.inside() as popup:
        person.button("Show Bank").click()
        person.button("Edit Bank").click()
        person.field("User name").fill("grace")
        with person.vault() as other:
            other.library.update(item_id, 1, {"title": "Savings", "username": "someone"}, other.now())
        popup.evaluate("scrollTo(0, document.body.scrollHeight)")
        person.button("Save").click()
        expect(person.problem("conflict")).to_be_in_viewport()
        assert person.kept()[0]["username"] == "someone"
        person.button("Load it, keep what I typed").click()
        expect(person.field("Title")).to_have_value("Savings")
        expect(person.field("User name")).to_have_value("grace")
        person.button("Save").click()
        expect(person.heading("Savings")).to_be_visible()
    assert [(item["title"], item["username"], item["version"]) for item in person.kept()] == [("Savings", "grace", 3)]


def test_deleting_asks_first(person: Person) -> None:
    """Cancel keeps it; the button that names the deed does it."""
    person.keep(website("https://a.test", title="Bank"))
    with person.inside() as popup:
        person.button("Show Bank").click()
        person.button("Edit Bank").click()
        person.button("Delete").click()
        dialog = popup.get_by_role("dialog", name="Delete Bank?")
        dialog.get_by_role("button", name="Cancel").click()
        person.button("Delete").click()
        dialog.get_by_role("button", name="Delete").click()
        expect(popup.get_by_text("No logins yet")).to_be_visible()
    assert person.kept() == []


def test_leaving_with_something_typed_asks_first(person: Person) -> None:
    """Nothing typed, nothing asked."""
    with person.inside() as popup:
        person.button("Add login").first.click()
        person.button("Back").click()
        expect(person.search).to_be_visible()
        person.button("Add login").first.click()
        person.field("User name").fill("ada")
        person.button("Back").click()
        popup.get_by_role("dialog").get_by_role("button", name="Cancel").click()
        expect(person.field("User name")).to_have_value("ada")
        person.button("Back").click()
        person.button("Give up").click()
        expect(person.search).to_be_visible()


def test_an_unsaved_login_is_there_in_a_popup_opened_later(person: Person) -> None:
    """All that was typed; once saved, or given up, the list is back."""
    with person.inside():
        person.button("Add login").first.click()
        person.field("User name").fill("ada")
        person.field("Password").fill("half typed")
    with person.opened():
        expect(person.field("User name")).to_have_value("ada")
        expect(person.field("Password")).to_have_value("half typed")
        person.field("Title").fill("Later")
        person.button("Save").click()
        expect(person.heading("Later")).to_be_visible()
    with person.opened():
        expect(person.row("Later")).to_be_visible()


def test_details_hide_the_password_until_it_is_asked_for(person: Person) -> None:
    """And its length, too."""
    person.keep(website("https://a.test", title="Bank", notes="remember\nthis"))
    with person.inside() as popup:
        person.button("Show Bank").click()
        expect(popup.get_by_text("remember\nthis")).to_be_visible()
        expect(popup.get_by_role("link", name="a.test")).to_have_attribute("href", "https://a.test")
        expect(popup.get_by_text("••••••••••", exact=True)).to_be_visible()
        assert "Otter-51-reed" not in popup.content()
        person.button("Show: Password").click()
        expect(popup.get_by_text("Otter-51-reed")).to_be_visible()
        person.button("Hide: Password").click()
        expect(popup.get_by_text("Otter-51-reed")).to_have_count(0)


def test_a_password_that_was_replaced_is_found_in_its_login_until_it_is_deleted(person: Person) -> None:
    """Hidden like the one in use, with the time it was replaced; nothing is shown of none."""
    person.keep(website("https://a.test", title="Bank"))
    with person.inside() as popup:
        person.button("Show Bank").click()
        person.button("Edit Bank").click()
        expect(person.button("Previous passwords")).to_have_count(0)
        person.field("Password").fill("Heron-77-quay")
        person.button("Save").click()
        person.button("Previous passwords").press("Enter")
        expect(person.heading("Previous passwords")).to_be_visible()
        assert "Otter-51-reed" not in popup.content()
        year = time.localtime().tm_year
        popup.get_by_role("button", name=re.compile(f"^Show: Password until .* {year}")).press("Enter")
        expect(popup.get_by_text("Otter-51-reed")).to_be_visible()
        popup.get_by_role("button", name=re.compile(f"^Copy: Password until .* {year}")).press("Enter")
        person.expect_clipboard("Otter-51-reed")
        dialog = popup.get_by_role("dialog", name="Delete the previous passwords?")
        for answer, is_there in (("Cancel", True), ("Delete", False)):
            person.button("Delete previous passwords").press("Enter")
            dialog.get_by_role("button", name=answer).press("Enter")
            expect(dialog).to_have_count(0)
            assert ("previous_passwords" in person.kept()[0]) == is_there
        expect(person.button("Edit Bank")).to_be_visible()
        expect(person.button("Previous passwords")).to_have_count(0)
    assert person.kept()[0]["password"] == "Heron-77-quay"


def test_a_password_is_generated_to_choice(person: Person) -> None:
    """Length and classes are followed and remembered; one class always stays."""
    with person.inside():
        person.button("Generator").click()
        shown = person.popup.get_by_label("Generated password", exact=True)
        expect(shown).to_have_text(re.compile(".{20}"))
        person.field("Length").fill("32")
        for name in ("Small letters", "Capital letters", "Symbols"):
            person.popup.get_by_role("switch", name=name).uncheck()
        expect(shown).to_have_text(re.compile(r"^\d{32}$"))
        expect(person.popup.get_by_role("switch", name="Digits")).to_be_disabled()
        person.button("Copy password").click()
        person.expect_clipboard(shown.inner_text())
    with person.opened():
        person.button("Generator").click()
        expect(person.field("Length")).to_have_value("32")
        again = person.popup.get_by_label("Generated password", exact=True)
        expect(again).to_have_text(re.compile(r"^\d{32}$"))
        before = again.inner_text()
        person.button("Another password").click()
        expect(again).not_to_have_text(before)


def test_a_generated_password_is_taken_over_into_the_login(person: Person) -> None:
    """With its strength; the generator folds away."""
    with person.inside() as popup:
        person.button("Add login").first.click()
        person.button("Generate password").click()
        shown = popup.get_by_label("Generated password", exact=True)
        expect(shown).to_have_text(re.compile(".{20}"))
        generated = shown.inner_text()
        person.button("Use this password").click()
        expect(person.field("Password")).to_have_value(generated)
        expect(shown).to_have_count(0)
        expect(popup.get_by_role("meter")).to_have_attribute("aria-valuetext", "Very strong")
    assert set(generated) <= set(string.printable)


def test_the_keyboard_alone_is_enough(person: Person) -> None:
    """From the search down into the list, along a row, into a login, back and out."""
    person.keep(website("https://a.test", title="Apple"), website("https://b.test", title="Bank"))
    with person.inside() as popup:
        expect(person.search).to_be_focused()
        expect(person.row("Bank")).to_be_visible()
        popup.keyboard.press("ArrowDown")
        popup.keyboard.press("ArrowDown")
        expect(person.row("Bank")).to_be_focused()
        popup.keyboard.press("ArrowRight")
        expect(person.button("Copy user name: Bank")).to_be_focused()
        popup.keyboard.press("Enter")
        expect(person.button("Copy user name: Bank").locator("svg path")).to_have_attribute("d", re.compile("^M5 12"))
        popup.keyboard.press("Tab")
        popup.keyboard.press("Tab")
        popup.keyboard.press("Tab")
        expect(person.button("Generator")).to_be_focused()
        popup.keyboard.press("Shift+Tab")
        popup.keyboard.press("Enter")
        expect(person.heading("Bank")).to_be_visible()
        person.button("Back").press("Enter")
        expect(person.search).to_be_focused()
        popup.keyboard.press("ArrowDown")
        popup.keyboard.press("ArrowUp")
        expect(person.search).to_be_focused()


def test_settings_open_in_a_tab(person: Person) -> None:
    """And the popup closes."""
    opening = person.browser.context.expect_page
    with person.inside() as popup, opening() as opened, popup.expect_event("close"):
        person.button("Settings").click()
    assert "/options/options.html" in opened.value.url
    opened.value.close()
