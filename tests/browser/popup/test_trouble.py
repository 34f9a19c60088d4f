"""The host goes, the vault locks, the service worker dies: what was typed stays, and the popup says what happened."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.browser.options.person import PASSWORD, make_account
from tests.browser.popup.person import EMAIL, Person, hosts, kill_host, website


def type_login(person: Person) -> None:
    person.button("Add login").first.click()
    person.field("Title").fill("Bank")
    person.field("Password").fill("typed before")


def see_saved(person: Person) -> None:
    expect(person.heading("Bank")).to_be_visible()
    (kept,) = person.kept()
    assert (kept["title"], kept["password"]) == ("Bank", "typed before")


def test_a_host_killed_while_typing_loses_nothing(person: Person) -> None:
    """The popup says that it stopped, starts it again, asks for the master password and saves."""
    with person.inside() as popup:
        type_login(person)
        kill_host(person.profile)
        expect(person.problem("host_crashed")).to_be_visible()
        person.button("Log in and save").click()
        dialog = popup.get_by_role("dialog", name="Unlock your vault")
        expect(dialog.get_by_label("Master password", exact=True)).to_be_focused()
        dialog.get_by_label("Master password", exact=True).fill(PASSWORD)
        popup.keyboard.press("Enter")
        see_saved(person)


def test_what_is_too_large_for_the_host_is_refused_and_ends_nothing(person: Person) -> None:
    """Nine MiB, as a paste may be: the same host goes on, and the vault stays open."""
    person.unlock()
    before = hosts(person.profile)
    refused = person.control.evaluate(
        """async () => {
            const { ask } = await import("/lib/ask.js");
            const { describeError } = await import("/lib/errors.js");
            const query = "x".repeat(9 * 1024 * 1024);
            return ask("items.search", { query }).then(() => null, (error) => describeError(error).title);
        }"""
    )
    assert refused == "error_too_large"
    assert person.ask("session.state")["state"] == "unlocked"
    assert hosts(person.profile) == before != []


def test_a_vault_that_locks_while_typing_loses_nothing(person: Person) -> None:
    """It waits where nobody can read it; saving asks for the master password first."""
    with person.inside() as popup:
        type_login(person)
        person.ask("session.lock")
        expect(person.problem("locked")).to_be_visible()
        expect(person.field("Title")).to_have_count(0)
        assert "typed before" not in popup.evaluate("[...document.querySelectorAll('input')].map(({ value }) => value)")
        person.button("Save").click()
        person.button("Log in and save").click()
        dialog = popup.get_by_role("dialog", name="Unlock your vault")
        dialog.get_by_label("Master password", exact=True).fill("not it")
        popup.keyboard.press("Enter")
        expect(dialog.locator("[data-reason=bad_credentials]")).to_be_visible()
        dialog.get_by_label("Master password", exact=True).fill(PASSWORD)
        popup.keyboard.press("Enter")
        see_saved(person)


def test_a_login_that_was_only_opened_to_be_changed_goes_with_the_lock(person: Person) -> None:
    """Nothing was typed, so the stored password has no reason to stay on the screen."""
    person.keep({"title": "Bank", "password": "stored before"})
    with person.inside():
        person.button("Show Bank").first.click()
        person.button("Edit Bank").click()
        expect(person.field("Password")).to_have_value("stored before")
        person.ask("session.lock")
        expect(person.field("Master password")).to_be_focused()
        expect(person.field("Password")).to_have_count(0)


def test_what_was_typed_is_back_once_the_vault_is_open_again(person: Person) -> None:
    """Opened from elsewhere, such as a tab with the settings."""
    with person.inside():
        type_login(person)
        person.ask("session.lock")
        expect(person.field("Password")).to_have_count(0)
        person.unlock()
        expect(person.field("Password")).to_have_value("typed before")


@pytest.mark.parametrize("locked", [True, False])
def test_what_one_person_typed_never_reaches_anothers_vault(person: Person, locked: bool) -> None:
    """Neither from the popup that was open meanwhile, nor from one that is opened later."""
    make_account(person.profile, "bob@example.org")
    with person.inside() as popup:
        type_login(person)
        if locked:
            person.ask("session.lock")
            expect(person.problem("locked")).to_be_visible()
        person.ask("session.login", email="bob@example.org", master_password=PASSWORD)
        expect(person.search).to_be_visible()
        expect(person.field("Password")).to_have_count(0)
        expect(person.button("Log in and save")).to_have_count(0)
        popup.reload()
        expect(person.search).to_be_visible()
    assert person.kept() == []


def test_nothing_of_an_unsaved_login_outlives_the_lock(person: Person) -> None:
    """A popup opened after the lock has only the way in; after it, the list."""
    with person.inside():
        type_login(person)
    person.ask("session.lock")
    with person.inside():
        expect(person.field("Password")).to_have_count(0)


def test_a_killed_host_is_named_and_started_again(person: Person) -> None:
    """With the list on the screen the popup turns to the log-in and says why."""
    person.keep(website("https://a.test", title="Bank"))
    with person.inside():
        kill_host(person.profile)
        expect(person.problem("host_crashed")).to_be_visible()
        expect(person.field("E-mail address")).to_have_value(EMAIL)
        person.log_in()
        expect(person.row("Bank")).to_be_visible()


def test_a_vault_that_locks_by_itself_shows_the_way_in(person: Person) -> None:
    """From wherever one is."""
    person.keep(website("https://a.test", title="Bank"))
    with person.inside():
        person.button("Show Bank").click()
        expect(person.heading("Bank")).to_be_visible()
        person.ask("session.lock")
        expect(person.heading("Unlock your vault")).to_be_visible()
        person.log_in()


def test_a_host_that_comes_back_is_found_by_itself(person: Person) -> None:
    """Without a registered host the popup names the command; once it ran, the popup goes on without a press."""
    for manifest in (person.profile.browser / "NativeMessagingHosts").glob("*.json"):
        manifest.unlink()
    try:
        with person.opened():
            expect(person.problem("host_missing")).to_contain_text("twinlatch install")
            expect(person.button("Try again")).to_be_visible()
            person.profile.register_host()
            expect(person.field("Master password")).to_be_visible()
            person.log_in()
    finally:
        person.profile.register_host()


def test_a_dead_service_worker_is_woken(person: Person) -> None:
    """Its host and session go with it: the popup says so at the next press, and the way in works."""
    person.keep(website("https://a.test", title="Bank"))
    with person.inside():
        devtools = person.browser.context.new_cdp_session(person.control)
        devtools.send("ServiceWorker.enable")
        devtools.send("ServiceWorker.stopAllWorkers")
        person.control.evaluate(
            """async () => {
                while ((await chrome.runtime.getContexts({ contextTypes: ["BACKGROUND"] })).length) {
                    await new Promise((again) => setTimeout(again, 20));
                }
            }"""
        )
        person.button("Show Bank").click()
        expect(person.field("Master password")).to_be_visible()
        person.log_in()
        expect(person.row("Bank")).to_be_visible()


def test_what_lasts_is_told_once(person: Person) -> None:
    """A vault that cannot be read stays so at every look: the same words are not put before a screen reader again."""
    assert person.ask("session.login", email=EMAIL, master_password=PASSWORD)["state"] == "unlocked"
    (file,) = person.profile.vaults.glob("*.twinlatch")
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE root SET sealed = zeroblob(8228)")
    with person.opened() as popup:
        expect(person.problem("damaged")).to_be_visible()
        told = person.problem("damaged").element_handle()
        popup.evaluate(
            """() => {
                const { runtime } = chrome;
                const send = runtime.sendMessage.bind(runtime);
                globalThis.looks = 0;
                runtime.sendMessage = (message, ...more) => {
                    looks += message.type === "standing";
                    return send(message, ...more);
                };
            }"""
        )
        popup.wait_for_function("() => looks === 3")
        assert told.evaluate("(element) => element.isConnected")
