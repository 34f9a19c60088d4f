"""Where a login fills, and where nothing is filled at all: chosen, seen and undone in the popup."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.browser.popup.person import LOGIN_PAGE, Person, website

BANK = "https://www.bank.test/login"
PAGE = LOGIN_PAGE.replace("ACTION", "")
FILLED = ("ada", "Otter-51-reed")
EMPTY = ("", "")


def edit(person: Person) -> None:
    person.button("Show A bank").first.click()
    person.button("Edit A bank").click()


def saved(person: Person) -> dict[str, object]:
    person.button("Save").click()
    expect(person.heading("Login")).to_be_visible()
    (login,) = person.kept()
    return login


def open_menu(person: Person) -> None:
    person.button("Switch off on this website").click()
    expect(person.heading("Twinlatch on www.bank.test")).to_be_visible()


def switch(person: Person, name: str) -> None:
    """Presses a switch and waits until that is stored: then all of them are drawn anew."""
    pressed = person.popup.get_by_role("switch", name=name).element_handle()
    pressed.click()
    pressed.wait_for_element_state("hidden")


def test_each_address_says_where_it_fills(person: Person) -> None:
    """The usual is folded away; a choice is saved with its own address and no other."""
    person.keep(website("https://bank.test"))
    with person.inside() as popup:
        edit(person)
        expect(person.field("Fill on")).to_be_hidden()
        person.button("Where this address fills").click()
        expect(person.field("Fill on")).to_be_focused()
        person.field("Fill on").select_option("This host only")
        expect(popup.get_by_text("Only the same host name")).to_be_visible()
        person.button("Add website").click()
        person.field("Website").nth(1).fill(r"https://(dev|test)\.bank\.test/.*")
        person.button("Where this address fills").nth(1).click()
        person.field("Fill on").nth(1).select_option("Regular expression")
        assert saved(person)["urls"] == [
            {"url": "https://bank.test", "match": "host"},
            {"url": r"https://(dev|test)\.bank\.test/.*", "match": "regex"},
        ]
        person.button("Edit A bank").click()
        expect(person.field("Fill on")).to_have_count(2)
        expect(person.field("Fill on").first).to_have_value("host")


def test_a_regular_expression_that_cannot_work_is_refused_at_its_field(person: Person) -> None:
    """With what to do about it; nothing is stored, and what was typed stays."""
    pattern = {"url": r"https://dev\.bank\.test/.*", "match": "regex"}
    person.keep(website("", urls=[{"url": "https://bank.test", "match": "domain"}, pattern]))
    with person.inside() as popup:
        edit(person)
        field = person.field("Website").nth(1)
        for typed, said in (
            ("https://(dev", "not a complete regular expression"),
            (r"https://(?!evil)dev\.bank\.test/", "cannot be used here"),
            ("https?://.*", "would fit any website"),
        ):
            field.fill(typed)
            person.button("Save").click()
            expect(field).to_have_attribute("aria-invalid", "true")
            expect(field).to_be_focused()
            expect(popup.locator(".field-error", has_text=said)).to_be_visible()
            expect(field).to_have_value(typed)
        assert person.kept()[0]["urls"][1] == pattern
        field.fill(r"https://test\.bank\.test/.*")
        assert saved(person)["urls"] == [
            {"url": "https://bank.test", "match": "domain"},
            {"url": r"https://test\.bank\.test/.*", "match": "regex"},
        ]


def test_a_regular_expression_fills_where_it_fits_alone(person: Person) -> None:
    """Not where its words stand elsewhere in an address."""
    person.keep(website("", urls=[{"url": r".*//dev-\d\.bank\.test.*", "match": "regex"}]))
    person.visit("https://dev-7.bank.test/", PAGE)
    with person.inside():
        expect(person.row("A bank")).to_have_count(2)
        person.row("A bank").first.click()
        person.see_filled()
    assert person.filled() == FILLED
    person.visit("https://evil.test/?//dev-7.bank.test/", PAGE)
    with person.opened() as popup:
        expect(popup.get_by_text("No login for this website yet.")).to_be_visible()


def test_fields_of_ones_own_are_added_changed_and_removed(person: Person) -> None:
    """Hidden ones are typed unseen; several lines stay several lines."""
    lines = {"name": "Recovery", "value": "one\ntwo", "hidden": True}
    person.keep(website("https://bank.test", custom_fields=[lines, {"name": "Old", "value": "x", "hidden": False}]))
    with person.inside() as popup:
        edit(person)
        person.button("Remove this field").nth(1).click()
        person.button("Add field").click()
        expect(person.field("Name").nth(1)).to_be_focused()
        popup.keyboard.type("PIN")
        person.field("Value").nth(1).fill("9871")
        popup.get_by_role("switch", name="Hide the value").nth(1).check()
        expect(person.field("Value").nth(1)).to_have_attribute("type", "password")
        person.button("Add field").click()
        assert saved(person)["custom_fields"] == [lines, {"name": "PIN", "value": "9871", "hidden": True}]


@pytest.mark.parametrize("name", ["Never fill", "Turn Twinlatch off"])
def test_what_is_switched_off_is_not_filled_until_it_is_undone(person: Person, name: str) -> None:
    """The refusal says so and leads to where it is undone."""
    person.keep(website("https://bank.test"))
    person.visit(BANK, PAGE)
    with person.inside() as popup:
        open_menu(person)
        expect(popup.get_by_label("The whole website")).to_be_checked()
        switch(person, name)
        person.button("Back").click()
        said = "Twinlatch is off on www.bank.test." if "off" in name else "Filling is off on www.bank.test."
        expect(popup.get_by_text(said)).to_be_visible()
        person.row("A bank").first.click()
        expect(person.problem("wrong_site")).to_contain_text("Filling is switched off on www.bank.test.")
        assert person.filled() == EMPTY
        person.problem("wrong_site").get_by_role("button", name="Change").click()
        switch(person, name)
        person.button("Back").click()
        expect(person.button("Change")).to_have_count(0)
        person.row("A bank").first.click()
        person.see_filled()
    assert person.filled() == FILLED


def test_a_page_alone_can_be_switched_off(person: Person) -> None:
    """The other pages of the website go on as before."""
    person.keep(website("https://bank.test"))
    person.visit(BANK, PAGE)
    with person.inside() as popup:
        open_menu(person)
        popup.get_by_label("This page only").check()
        switch(person, "Never fill")
        expect(popup.get_by_label("This page only")).to_be_checked()
        expect(popup.get_by_role("switch", name="Never fill")).to_be_checked()
    (rule,) = person.ask("sites.rules")["rules"]
    assert (rule["address"], rule["scope"]) == ("www.bank.test/login", "page")
    person.visit("https://www.bank.test/other", PAGE)
    with person.opened() as popup:
        expect(person.row("A bank").first).to_be_visible()
        open_menu(person)
        expect(popup.get_by_role("switch", name="Never fill")).not_to_be_checked()


def test_a_pause_says_until_when_and_ends_when_asked(person: Person) -> None:
    """It is nothing that is kept."""
    person.keep(website("https://bank.test"))
    person.visit(BANK, PAGE)
    with person.inside() as popup:
        open_menu(person)
        person.button("For an hour").click()
        expect(popup.get_by_text("Twinlatch is paused on www.bank.test until")).to_be_visible()
        assert person.ask("sites.rules")["rules"] == []
        person.button("Back").click()
        person.button("Change").click()
        person.button("Resume").click()
        expect(person.button("For an hour")).to_be_visible()
        person.button("Back").click()
        person.row("A bank").first.click()
        person.see_filled()
    assert person.filled() == FILLED


def test_a_website_can_be_switched_off_before_there_is_any_login(person: Person) -> None:
    person.visit(BANK, PAGE)
    with person.inside():
        open_menu(person)
        switch(person, "Never offer to save")
    assert person.ask("sites.page", url=BANK)["never_save"]


def test_fill_anyway_is_asked_once_however_the_host_is_written(person: Person) -> None:
    """A dot at the end of its name changes nothing."""

    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body=PAGE)

    person.browser.context.route("http://bank.test./", answer)
    person.keep(website("https://bank.test"))
    person.visit("http://bank.test./")
    with person.inside() as popup:
        person.row("A bank").first.click()
        popup.get_by_role("button", name="Fill anyway").click()
        person.see_filled()
    assert person.filled() == FILLED
    person.browser.context.unroute("http://bank.test./", answer)
