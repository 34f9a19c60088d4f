"""Settings are saved as soon as they are changed, and show wherever they matter."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import expect

from installers.profile import EXTENSION
from tests.browser.options.person import OPTIONS, PASSWORD, Person


def test_settings_are_saved_at_once_and_stay(person: Person) -> None:
    """Each change is confirmed quietly, is in the vault, and is shown again after logging in anew."""
    person.account("settings@example.org")
    person.go("general")
    person.field("Lock when not used for").select_option("0")
    person.page.get_by_label("Lock with the screen").uncheck()
    person.page.get_by_label("Ask for the code when unlocking").check()
    person.field("Clear copied passwords after").select_option("120")
    expect(person.page.locator(".toast")).to_have_text("Saved")
    expect(person.page.locator(".session-left")).to_have_text("")
    person.log_out()
    person.ask("session.login", email="settings@example.org", master_password=PASSWORD)
    expect(person.heading("General")).to_be_visible()
    chosen = {
        "auto_lock_minutes": 0,
        "lock_with_screen": False,
        "ask_code_on_unlock": True,
        "clear_clipboard_seconds": 120,
    }
    assert person.ask("settings.get").items() >= chosen.items()
    expect(person.field("Lock when not used for")).to_have_value("0")
    expect(person.page.get_by_label("Lock with the screen")).not_to_be_checked()


def test_a_setting_of_another_program_is_shown_as_it_is(person: Person) -> None:
    """A time that the page does not offer is among the choices while it is in use."""
    person.account("unusual@example.org")
    person.ask("settings.set", changes={"auto_lock_minutes": 45})
    person.go("general")
    expect(person.field("Lock when not used for").locator("option:checked")).to_have_text("45 minutes")


def test_language_and_theme_show_at_once_everywhere(person: Person) -> None:
    """In this page with the keyboard where it was, in another open one, and again after logging in elsewhere."""
    person.account("sprache@example.org")
    other = person.browser.open_extension_page(f"{OPTIONS}#about")
    person.go("general")
    language = person.field("Language")
    language.focus()
    language.select_option("de")
    for page in (person.page, other):
        expect(page.locator("html")).to_have_attribute("lang", "de")
    messages = json.loads((EXTENSION / "_locales/de/messages.json").read_text("utf-8"))
    expect(person.heading(messages["options_general"]["message"])).to_be_visible()
    expect(other.get_by_role("heading", name=messages["options_about"]["message"], exact=True)).to_be_visible()
    expect(person.page.locator("select[name=language]")).to_be_focused()
    person.page.locator("select[name=theme]").select_option("dark")
    for page in (person.page, other):
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    other.close()

    person.log_out()
    person.prefer(language="", theme="light")
    expect(person.heading("Log in")).to_be_visible()
    person.ask("session.login", email="sprache@example.org", master_password=PASSWORD)
    expect(person.page.locator("html")).to_have_attribute("lang", "de")
    expect(person.page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_setting_that_cannot_be_saved_is_said(person: Person) -> None:
    """The page does not claim what the vault does not hold."""
    person.account("broken@example.org")
    person.go("general")
    file = Path(person.ask("system.status")["vault_file"])
    file.rename(file.with_suffix(".moved"))
    person.field("Clear copied passwords after").select_option("120")
    expect(person.page.get_by_role("alert")).to_be_visible()
    expect(person.page.locator(".toast")).to_have_count(0)
    expect(person.field("Clear copied passwords after")).to_have_value("30")


def test_about_says_what_runs_and_gives_each_permission_a_reason(person: Person) -> None:
    """Also to somebody who is not logged in."""
    person.go("about")
    main = person.page.get_by_role("main")
    expect(main).to_contain_text(str(person.vaults))
    expect(main).to_contain_text("None that can be used")
    expect(main).to_contain_text("twinlatch status")
    manifest = json.loads((EXTENSION / "manifest.json").read_text("utf-8"))
    for permission in manifest["permissions"]:
        row = main.get_by_role("row").filter(has=person.page.get_by_role("rowheader", name=permission, exact=True))
        expect(row.get_by_role("cell")).not_to_be_empty()
