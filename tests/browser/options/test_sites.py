"""Settings > Sites: what is switched off is seen, found, added and undone, and keyboard shortcuts are shown."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.options.person import Person


def open_sites(person: Person, email: str) -> None:
    person.account(email)
    person.go("sites")
    expect(person.heading("Sites")).to_be_visible()


def rows(person: Person) -> Locator:
    return person.page.locator("section", has=person.heading("Switched off")).get_by_role("listitem")


def test_websites_are_added_seen_and_undone(person: Person) -> None:
    """By hand, with the keyboard near when a row goes; an empty list says what to do."""
    open_sites(person, "sites@example.org")
    page = person.page
    expect(page.get_by_text("Nothing is switched off")).to_be_visible()
    person.field("Address").fill("https://www.Example.com/")
    page.get_by_role("switch", name="Never offer to save").check()
    page.get_by_role("switch", name="Never fill").check()
    person.button("Add").first.click()
    expect(rows(person)).to_have_count(1)
    expect(rows(person)).to_contain_text("example.com")
    expect(rows(person)).to_contain_text("Never saves")
    expect(person.field("Address")).to_be_focused()
    page.keyboard.type("bank.test/login")
    page.get_by_role("switch", name="Turn Twinlatch off").check()
    person.field("Address").press("Enter")
    expect(rows(person)).to_have_count(2)
    expect(rows(person).first).to_contain_text("this page only")
    assert person.ask("sites.rules")["rules"] == [
        {"address": "bank.test/login", "scope": "page", "never_save": False, "never_fill": False, "off": True},
        {"address": "example.com", "scope": "site", "never_save": True, "never_fill": True, "off": False},
    ]
    person.button("Undo for bank.test/login").click()
    expect(person.button("Undo for example.com")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing is switched off")).to_be_visible()
    assert person.ask("sites.rules")["rules"] == []


def test_an_address_that_is_none_is_refused_at_its_field(person: Person) -> None:
    open_sites(person, "nosite@example.org")
    address = person.field("Address")
    address.fill("my bank")
    person.button("Add").first.click()
    expect(person.page.get_by_text("Choose at least one thing")).to_be_visible()
    person.page.get_by_role("switch", name="Never fill").check()
    person.button("Add").first.click()
    expect(person.page.get_by_text("This is not the address of a website.")).to_be_visible()
    expect(address).to_have_value("my bank")
    assert person.ask("sites.rules")["rules"] == []


def test_a_long_list_is_searched(person: Person) -> None:
    person.account("many@example.org")
    for number in range(20):
        person.ask("sites.set_rule", url=f"site-{number}.test", off=True)
    person.go("sites")
    expect(rows(person)).to_have_count(20)
    person.page.get_by_role("searchbox", name="Search websites").fill("Site-1")
    expect(rows(person)).to_have_count(11)
    person.page.get_by_role("searchbox", name="Search websites").fill("xyz")
    expect(person.page.get_by_text("No website here contains “xyz”.")).to_be_visible()


def test_twinlatch_is_paused_everywhere_and_resumed(person: Person) -> None:
    open_sites(person, "pause@example.org")
    person.button("Until the browser closes").click()
    expect(person.page.get_by_text("Paused everywhere until the browser closes")).to_be_visible()
    assert person.ask("sites.page", url="https://any.test/")["off"]
    person.button("Resume").click()
    expect(person.button("For an hour")).to_be_visible()
    assert not person.ask("sites.page", url="https://any.test/")["off"]


def test_domains_that_share_logins_are_added_and_removed(person: Person) -> None:
    """What many owners share is refused by name."""
    open_sites(person, "shared@example.org")
    domains = person.field("Domains that belong together")
    for typed, said in (
        ("example.com, co.uk", "“co.uk” belongs to many owners or to none."),
        ("example.com www.example.com", "Enter at least two different domains."),
    ):
        domains.fill(typed)
        domains.press("Enter")
        expect(person.page.get_by_text(said)).to_be_visible()
        expect(domains).to_have_value(typed)
    domains.fill("https://www.example.com/ bücher.example")
    domains.press("Enter")
    expect(person.page.get_by_role("listitem", name="")).to_contain_text(["example.com, xn--bcher-kva.example"])
    expect(domains).to_have_value("")
    kept = [["example.com", "xn--bcher-kva.example"]]
    assert person.ask("sites.equivalent_domains")["groups"] == kept
    person.button("Remove example.com, xn--bcher-kva.example").click()
    expect(person.page.get_by_text("No groups of your own yet")).to_be_visible()
    assert person.ask("sites.equivalent_domains")["groups"] == []


def test_every_keyboard_shortcut_of_the_browser_is_shown(person: Person) -> None:
    """As it is set now, in the chosen language; the button leads to where the browser changes them."""
    person.account("keys@example.org")
    person.go("general")
    card = person.page.locator("section", has=person.heading("Keyboard shortcuts"))
    commands = person.page.evaluate("chrome.commands.getAll()")
    assert len(commands) > 1
    expect(card.locator("dt")).to_have_count(len(commands))
    expect(card.locator("dd")).to_have_text([command["shortcut"] or "Not set" for command in commands])
    person.prefer(language="de")
    expect(person.heading("Tastenkombinationen")).to_be_visible()
    assert card.get_by_text("Open Twinlatch").count() == 0
    with person.browser.context.expect_page() as opened:
        person.button("Im Browser ändern").click()
    opened.value.wait_for_url("chrome://extensions/shortcuts")
    opened.value.close()
