"""Text messages through a real gateway: set up, proved, and a log-in without the authenticator app."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests import kannel
from tests.browser.options.person import PASSWORD, Person, fresh_code
from tests.kannel import Kannel

pytestmark = pytest.mark.skipif(not kannel.is_installed(), reason="Kannel is not installed here")

NUMBER = "+4915112345678"
SHOWN = "+49 ••• ••78"


@pytest.fixture(scope="module")
def smsc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kannel]:
    yield from kannel.running(tmp_path_factory.mktemp("kannel"))


def enter_gateway(person: Person, smsc: Kannel, password: str) -> None:
    """Kannel, as a person describes it in Settings, and saved."""
    person.page.get_by_label("Provider").select_option(label="Kannel")
    labels = {"host": "Server", "port": "Port", "user": "User name", "sender": "Sender's name or number"}
    for name, value in smsc.fields().items():
        person.field(labels.get(name, "Password")).fill(password if name == "password" else value)
    person.field("Master password").fill(PASSWORD)
    person.button("Save").click()
    expect(person.page.get_by_role("status").filter(has_text="The gateway is saved.")).to_be_visible()


def enter_number(person: Person, typed: str) -> None:
    person.page.get_by_label("Country or region").select_option("DE")
    person.field("Mobile phone number").fill(typed)


def send_test(person: Person) -> None:
    person.button("Send a test").click()
    enter_number(person, "0151 12345678")
    person.page.locator("form").get_by_role("button", name="Send a test").click()


def type_texted(person: Person, code: str) -> None:
    person.field("8-digit code").press_sequentially(code)


def begin_log_in(person: Person) -> None:
    person.enter_email("texts@example.org")
    person.field("Master password").fill(PASSWORD)
    person.button("Log in").click()
    expect(person.heading("Enter the code")).to_be_visible()


def test_from_the_gateway_to_a_log_in_by_text(person: Person, smsc: Kannel) -> None:
    """A gateway that refuses says why; the right one delivers a test, then a code that proves the number, then one that
    logs in, also after the page was closed. The number is never shown whole again."""
    page = person.page
    totp, _ = person.account_with_two_factor("texts@example.org")
    person.link("Text messages").click()
    expect(page.get_by_role("main")).to_contain_text("A phone number can be added once a gateway is set up.")
    person.link("Set up a gateway").click()
    enter_gateway(person, smsc, "a wrong password")
    send_test(person)
    expect(person.problem("sms_failed")).to_contain_text("error=403")
    expect(person.problem("sms_failed")).not_to_contain_text("a wrong password")
    person.link("Change the gateway").click()
    enter_gateway(person, smsc, kannel.PASSWORD)
    send_test(person)
    expect(page.get_by_role("main")).to_contain_text("The gateway took the message.")
    number, text = smsc.received(1)[0]
    assert number == NUMBER
    assert "test" in text

    person.link("Add a phone number").click()
    enter_number(person, "151")
    person.field("Master password").fill(PASSWORD)
    person.type_code(fresh_code(totp))
    person.button("Send a code").click()
    expect(person.problem("invalid_params")).to_contain_text("not a phone number")
    enter_number(person, "(0151) 123 456 78")
    code = smsc.next_code(person.button("Send a code").click)
    expect(page.get_by_role("main")).to_contain_text(SHOWN)
    type_texted(person, f"{(int(code) + 1) % 10**8:08}")
    expect(person.problem("wrong_code")).to_contain_text("newest text message")
    type_texted(person, code)
    expect(page.get_by_role("main")).to_contain_text(f"Codes can be texted to {SHOWN}.")

    person.log_out()
    begin_log_in(person)
    code = smsc.next_code(person.button("Text me a code").click)
    expect(page.get_by_role("main")).to_contain_text(f"A code was sent to {SHOWN}.")
    expect(page.get_by_role("main")).to_contain_text("Another code can be sent in")
    expect(person.field("8-digit code")).to_be_focused()

    page.reload()
    sent = smsc.count()
    begin_log_in(person)
    person.button("Text me a code").click()
    type_texted(person, code)
    expect(person.button("Log out")).to_be_visible()
    assert smsc.count() == sent
    expect(page.get_by_role("main")).to_contain_text("You logged in with a texted code.")
    assert NUMBER[3:] not in page.content()
    assert person.ask("two_factor.status")["phone"] == SHOWN
    newest: dict[str, Any] = person.ask("log.list")["events"][0]
    assert newest["how"] == "text_message"


def test_the_wizard_ends_with_the_phone(person: Person, smsc: Kannel) -> None:
    """Where a gateway is set up, the last step proves a number without another code of the app; it can be skipped."""
    person.account("wizard@example.org")
    answer = person.ask("sms_gateway.set", kind="kannel", fields=smsc.fields(), master_password=PASSWORD)
    assert answer == {}
    person.turn_on()
    person.confirm_codes()
    expect(person.heading("Add a phone number?")).to_be_visible()
    expect(person.button("Skip")).to_be_visible()
    enter_number(person, NUMBER)
    person.field("Master password").fill(PASSWORD)
    type_texted(person, smsc.next_code(person.button("Send a code").click))
    expect(person.heading("Two-factor is on")).to_be_visible()
    expect(person.page.locator(".details")).to_contain_text(SHOWN)


def test_without_a_gateway_the_wizard_says_where_to_set_one_up(person: Person) -> None:
    """One line after the recovery codes, and no step."""
    person.account("later@example.org")
    person.turn_on()
    person.confirm_codes()
    expect(person.heading("Two-factor is on")).to_be_visible()
    person.page.get_by_role("status").get_by_role("button", name="Text messages").click()
    expect(person.heading("Text messages")).to_be_visible()
    person.link("Set up a gateway").click()
    expect(person.heading("Set up a gateway")).to_be_visible()
