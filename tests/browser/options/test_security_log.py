"""The security log and the emergency kit on the options page."""

from __future__ import annotations

import csv
import io
import re

from playwright.sync_api import expect

from tests.browser.options.person import PASSWORD, Person, fresh_code, make_account_with_two_factor, wrong_code

CODE = re.compile(r"(?:[A-Z2-7]{4}-){6}[A-Z2-7]{4}")


def test_wrong_codes_lead_to_the_log(person: Person) -> None:
    """The notice after the log-in links to it; the newest is first, and the saved file holds the same."""
    page, email = person.page, "guessed-at@example.org"
    totp, _ = make_account_with_two_factor(person.browser.profile, email)
    guess = person.ask("session.login", email=email, master_password=PASSWORD, code=wrong_code(totp))
    assert guess["reason"] == "wrong_code"
    page.reload()
    person.enter_email(email)
    person.field("Master password").fill(PASSWORD)
    person.button("Log in").click()
    person.type_code(totp.now())
    alert = page.get_by_role("alert").filter(has_text="1 wrong code since your last log-in")
    alert.get_by_role("link", name="See the security log").click()
    expect(person.heading("Security log")).to_be_focused()
    expect(page.get_by_role("listitem").filter(has_text="Logged in with the app's code")).to_be_visible()
    events = page.locator(".log-event .grow").all_inner_texts()
    assert [event.split(" · ")[0] for event in events[:2]] == ["Logged in with the app's code", "Wrong code"]

    with page.expect_download() as downloading:
        person.link("Save as a file").click()
    download = downloading.value
    assert re.fullmatch(r"twinlatch-security-log-\d{4}-\d\d-\d\d\.csv", download.suggested_filename)
    text = download.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["Time", "Event", "Computer"]
    assert [row[1] for row in rows[1:]] == [event.split(" · ")[0] for event in events]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", row[0]) for row in rows[1:])


def test_an_empty_log_says_what_comes(person: Person) -> None:
    """An account that was just made has none, and nothing to save."""
    person.ask("account.create", email="nothing-yet@example.org", master_password=PASSWORD)
    expect(person.heading("Security")).to_be_visible()
    person.go("security-log")
    expect(person.page.get_by_text("Nothing has happened yet")).to_be_visible()
    expect(person.link("Save as a file")).to_have_count(0)


def test_the_emergency_kit(person: Person) -> None:
    """It names account and vault file, leaves lines for what is not known, fits one page of A4 and of Letter, and is
    gone when the panel is."""
    page = person.page
    person.account_with_two_factor("kit@example.org")
    person.link("Emergency kit").click()
    expect(person.button("Print emergency kit")).to_be_visible()
    page.emulate_media(media="print")
    expect(person.button("Print emergency kit")).to_be_hidden()
    expect(page.locator("#header")).to_be_hidden()
    paper = page.locator(".kit")
    expect(paper).to_contain_text("kit@example.org")
    expect(paper).to_contain_text(person.ask("system.status")["vault_file"])
    assert paper.locator(".kit-blank:visible").count() == 12
    assert CODE.findall(paper.inner_text()) == []
    for paper_size in ("A4", "Letter"):
        assert pages(page.pdf(format=paper_size, prefer_css_page_size=False)) == 1
    page.emulate_media(media="screen")
    person.go("security")
    expect(person.heading("Security")).to_be_visible()
    assert page.locator(".kit").count() == 0


def test_the_kit_with_codes_that_were_just_issued(person: Person) -> None:
    """On paper: account, vault file and the ten codes, and nothing of the page; saved, they are gone."""
    page = person.page
    totp, _ = person.account_with_two_factor("paper@example.org")
    person.go("recovery-codes")
    person.field("Master password").fill(PASSWORD)
    person.type_code(fresh_code(totp))
    person.button("Get new recovery codes").click()
    expect(page.locator(".kit")).to_be_attached()
    codes = person.shown_codes()
    page.emulate_media(media="print")
    printed = page.locator("body").inner_text()
    assert printed == page.locator(".kit").inner_text()
    assert CODE.findall(printed) == codes
    assert "paper@example.org" in printed
    assert pages(page.pdf(format="Letter")) == 1
    page.emulate_media(media="screen")
    person.confirm_codes()
    expect(person.heading("Two-factor is on")).to_be_visible()
    assert codes[0] not in page.content()


def pages(pdf: bytes) -> int:
    """How many a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
