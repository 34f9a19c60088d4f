"""Filling, in real pages and frames: where the login belongs, where it does not, and what pages try."""

from __future__ import annotations

import pytest
from playwright.sync_api import Frame, expect

from installers.demo_site import DemoSite
from tests.browser.popup.person import LOGIN_PAGE, Person, website

BANK = "https://bank.test/"
FILLED = ("ada", "Otter-51-reed")
EMPTY = ("", "")


def login_page(action: str = "") -> str:
    return LOGIN_PAGE.replace("ACTION", f'action="{action}"' if action else "")


def fill(person: Person) -> None:
    """Chooses the site's login."""
    person.row("A bank").first.click()


def fill_from_details(person: Person) -> None:
    """Chooses a login of another site."""
    person.button("Show A bank").first.click()
    person.button("Fill on this page").click()


def frame_of(person: Person) -> Frame:
    return person.web.frames[1]


def test_enter_fills_the_best_login_into_a_real_website(person: Person, site: DemoSite) -> None:
    """Over the network, on this computer; the popup says so and closes, and the website lets the person in."""
    person.keep(website(site.url, title="Library"))
    person.visit(site.url)
    with person.inside() as popup:
        expect(person.row("Library").first).to_be_visible()
        person.keep_open()
        popup.keyboard.press("Enter")
        expect(popup.locator(".filled").get_by_text("Filled on localhost")).to_be_visible()
        expect(popup).to_have_title("Closed")
    assert person.filled() == FILLED
    person.web.get_by_role("button", name="Log in").click()
    expect(person.web.get_by_text("You are logged in as ada.")).to_be_visible()
    assert site.logins == [FILLED]


def test_arrow_keys_choose_and_enter_fills(person: Person) -> None:
    """The second login of a site, by the keyboard alone."""
    person.keep(website(BANK), website(BANK, title="Joint account", username="both", favorite=True))
    person.visit(BANK, login_page())
    with person.inside() as popup:
        expect(person.row("A bank").first).to_be_visible()
        popup.keyboard.press("ArrowDown")
        expect(person.row("Joint account").first).to_be_focused()
        popup.keyboard.press("ArrowDown")
        popup.keyboard.press("Enter")
        person.see_filled()
    assert person.filled() == FILLED


def test_a_click_fills_and_the_page_hears_of_it_as_of_typing(person: Person) -> None:
    """Frameworks that listen to input and change see what a person would have typed."""
    listening = "<script>onchange = (event) => { document.title += event.target.name; };</script>"
    person.keep(website(BANK))
    person.visit(BANK, login_page() + listening)
    with person.inside():
        fill(person)
        person.see_filled()
    assert person.filled() == FILLED
    assert person.web.title() == "Log inusernamepassword"


def test_another_host_gets_nothing_and_is_told_why(person: Person) -> None:
    """However much its page looks the same; what can be done instead is offered."""
    person.keep(website(BANK))
    person.visit("https://bank.evil.test/", login_page())
    with person.inside() as popup:
        expect(popup.get_by_text("No login for this website yet.")).to_be_visible()
        fill_from_details(person)
        expect(person.problem("wrong_site")).to_contain_text("does not belong to this page")
        expect(person.problem("wrong_site").get_by_role("button", name="Copy password")).to_be_visible()
    assert person.filled() == EMPTY


def test_a_page_that_is_not_encrypted_asks_first_and_names_its_host(person: Person) -> None:
    """No is the safe answer; only "Fill anyway" fills."""
    person.keep(website(BANK))
    person.visit("http://bank.test/", login_page())
    with person.inside() as popup:
        fill(person)
        question = popup.get_by_role("dialog", name="Fill on http://bank.test?")
        question.get_by_role("button", name="Cancel").click()
        expect(question).to_have_count(0)
        assert person.filled() == EMPTY
        fill(person)
        question.get_by_role("button", name="Fill anyway").click()
        person.see_filled()
    assert person.filled() == FILLED


@pytest.mark.parametrize("action", ["https://collector.test/", "//collector.test/x"])
def test_a_form_that_sends_to_another_site_asks_first_and_names_it(person: Person, action: str) -> None:
    """The host that would get the password is named before anything is filled."""
    person.keep(website(BANK))
    person.visit(BANK, login_page(action))
    with person.inside() as popup:
        fill(person)
        question = popup.get_by_role("dialog", name="Send to collector.test?")
        expect(question).to_be_visible()
        assert person.filled() == EMPTY
        question.get_by_role("button", name="Fill anyway").click()
        person.see_filled()
    assert person.filled() == FILLED


def test_a_form_that_sends_unencrypted_asks_first(person: Person) -> None:
    """An https page whose form sends over http."""
    person.keep(website(BANK))
    person.visit(BANK, login_page("http://bank.test/login"))
    with person.inside() as popup:
        fill(person)
        expect(popup.get_by_role("dialog", name="Fill on http://bank.test?")).to_be_visible()
    assert person.filled() == EMPTY


@pytest.mark.parametrize(
    ("page", "action", "questions"),
    [
        (BANK, "http://collector.test/", ["Send to collector.test?", "Fill on http://collector.test?"]),
        (
            "http://bank.test/",
            "http://other.bank.test/",
            ["Fill on http://bank.test?", "Fill on http://other.bank.test?"],
        ),
    ],
)
def test_every_danger_is_named_once_before_a_fill(person: Person, page: str, action: str, questions: list[str]) -> None:
    """A yes to one host or one danger is none to another, and is not asked for again."""
    person.keep(website(BANK))
    person.visit(page, login_page(action))
    with person.inside() as popup:
        fill(person)
        for question in questions:
            assert person.filled() == EMPTY
            popup.get_by_role("dialog", name=question).get_by_role("button", name="Fill anyway").click()
        person.see_filled()
    assert person.filled() == FILLED


def test_a_button_cannot_send_elsewhere_unnoticed(person: Person) -> None:
    """The address on a button counts as the form's does, and fields named like the form's own do not hide it."""
    trick = login_page().replace(
        "<button>", "<input name=action hidden><input name=elements hidden><button formaction=https://collector.test/>"
    )
    person.keep(website(BANK))
    person.visit(BANK, trick)
    with person.inside() as popup:
        fill(person)
        expect(popup.get_by_role("dialog", name="Send to collector.test?")).to_be_visible()
    assert person.filled() == EMPTY


def test_a_picture_that_sends_counts_as_a_button(person: Person) -> None:
    """Browsers leave `<input type=image>` out of a form's elements, and submit to its address all the same."""
    person.keep(website(BANK))
    person.visit(
        BANK, login_page().replace("<button>", "<input type=IMAGE alt=Go formaction=https://collector.test/><button>")
    )
    with person.inside() as popup:
        fill(person)
        expect(popup.get_by_role("dialog", name="Send to collector.test?")).to_be_visible()
    assert person.filled() == EMPTY


def test_a_form_that_could_send_to_a_thousand_addresses_is_no_log_in(person: Person) -> None:
    """The host is not asked about each: that would take as long as the page likes, and keep the vault open."""
    buttons = "".join(f"<button formaction=/{number}>Log in</button>" for number in range(1000))
    person.keep(website(BANK))
    person.visit(BANK, login_page().replace("<button>", f"{buttons}<button>"))
    with person.inside():
        fill(person)
        expect(person.problem("no_form")).to_be_visible()
    assert person.filled() == EMPTY


def test_a_frame_of_the_same_site_is_filled(person: Person) -> None:
    """Where the page itself has no form."""
    person.keep(website(BANK))
    person.pages["https://login.bank.test/"] = login_page()
    person.visit(BANK, "<h1>Bank</h1><iframe src=https://login.bank.test/ width=600 height=300></iframe>")
    with person.inside():
        fill(person)
        person.see_filled()
    assert person.filled(frame_of(person)) == FILLED


def test_a_frame_of_another_site_gets_nothing(person: Person) -> None:
    """Neither where the login is the page's, nor where it is the frame's."""
    person.keep(website(BANK), website("https://evil.test", title="Theirs"))
    person.pages["https://evil.test/"] = login_page()
    person.visit(BANK, "<h1>Bank</h1><iframe src=https://evil.test/ width=600 height=300></iframe>")
    with person.inside() as popup:
        fill(person)
        expect(person.problem("wrong_site")).to_be_visible()
        popup.get_by_role("button", name="Show Theirs").click()
        person.button("Fill on this page").click()
        expect(person.problem("wrong_site")).to_be_visible()
    assert person.filled(frame_of(person)) == EMPTY


@pytest.mark.parametrize(
    "frame",
    [
        '<iframe sandbox="allow-scripts allow-forms" src=https://bank.test/frame width=600 height=300></iframe>',
        '<iframe sandbox="allow-forms" srcdoc="FORM" width=600 height=300></iframe>',
        '<iframe src="data:text/html,FORM" width=600 height=300></iframe>',
    ],
)
def test_a_frame_without_an_origin_gets_nothing(person: Person, frame: str) -> None:
    """Sandboxed or made of data, whatever address it shows."""
    person.keep(website(BANK))
    person.pages["https://bank.test/frame"] = login_page()
    person.visit(BANK, "<h1>Bank</h1>" + frame.replace("FORM", login_page().replace('"', "")))
    with person.inside():
        fill(person)
        expect(person.popup.locator("[data-reason]")).to_be_visible()
    assert person.filled(frame_of(person)) == EMPTY


def test_a_page_without_a_form_says_so_and_offers_to_copy(person: Person) -> None:
    """Nothing was filled, and the way on is one press away."""
    person.keep(website(BANK))
    person.visit(BANK, "<h1>Bank</h1><input type=search name=q>")
    with person.inside():
        fill(person)
        problem = person.problem("no_form")
        expect(problem).to_contain_text("No log-in form can be seen")
        problem.get_by_role("button", name="Copy user name").click()
        person.expect_clipboard("ada")
    assert person.web.locator("[name=q]").input_value() == ""


def test_a_hidden_form_gets_nothing(person: Person) -> None:
    """What a person cannot see is not filled."""
    person.keep(website(BANK))
    person.visit(BANK, login_page().replace("<form", "<form style='opacity: 0.01'"))
    with person.inside():
        fill(person)
        expect(person.problem("no_form")).to_be_visible()
    assert person.filled() == EMPTY


def test_a_page_that_changes_before_it_is_filled_gets_nothing(person: Person) -> None:
    """The tab went to another site while the question was on the screen."""
    person.keep(website(BANK))
    person.pages["https://evil.test/"] = login_page()
    person.visit("http://bank.test/", login_page())
    with person.inside() as popup:
        fill(person)
        question = popup.get_by_role("dialog")
        expect(question).to_be_visible()
        person.web.evaluate("() => { location = 'https://evil.test/'; }")
        person.web.wait_for_url("https://evil.test/")
        question.get_by_role("button", name="Fill anyway").click()
        expect(person.problem("wrong_site")).to_be_visible()
    assert person.filled() == EMPTY


def test_fill_anyway_is_for_the_host_that_was_named(person: Person) -> None:
    """A page that moves to another host of the site while the question is up is asked about anew."""
    person.keep(website(BANK))
    person.pages["http://other.bank.test/"] = login_page()
    person.visit("http://bank.test/", login_page())
    with person.inside() as popup:
        fill(person)
        question = popup.get_by_role("dialog", name="Fill on http://bank.test?")
        expect(question).to_be_visible()
        person.web.evaluate("() => { location = 'http://other.bank.test/'; }")
        person.web.wait_for_url("http://other.bank.test/")
        question.get_by_role("button", name="Fill anyway").click()
        expect(popup.get_by_role("dialog", name="Fill on http://other.bank.test?")).to_be_visible()
    assert person.filled() == EMPTY


def test_a_log_in_in_two_steps_gets_what_each_step_asks_for(person: Person) -> None:
    """The user name alone where there is no password field yet."""
    person.keep(website(BANK))
    field = "<label>User name <input name=username autocomplete=username></label>"
    step = f"<form><h1>Log in</h1>{field}<button>Next</button></form>"
    person.visit(BANK, step)
    with person.inside():
        fill(person)
        person.see_filled()
    assert person.web.locator("[name=username]").input_value() == "ada"


def test_a_page_of_the_browser_cannot_be_filled(person: Person) -> None:
    """Nothing is offered that could not work."""
    person.keep(website(BANK))
    person.web.goto("chrome://version")
    with person.inside():
        person.button("Show A bank").click()
        expect(person.heading("A bank")).to_be_visible()
        expect(person.button("Fill on this page")).to_have_count(0)


def test_a_page_cannot_ask_for_a_fill(person: Person) -> None:
    """A content script's world may not send the popup's message: the router answers only pages of the extension."""
    person.keep(website(BANK))
    person.visit(BANK, login_page())
    with person.inside():
        (item_id,) = [item["id"] for item in person.kept()]
        answer = person.control.evaluate(
            """async (item_id) => {
                const [tab] = await chrome.tabs.query({ url: "https://bank.test/*" });
                const ask = async (item_id, tab_id) => {
                    const message = { type: "fill", wish: { item_id, tab_id, allowed: {} } };
                    return (await chrome.runtime.sendMessage(message).catch(() => null)) ?? "refused";
                };
                const asking = { target: { tabId: tab.id }, func: ask, args: [item_id, tab.id] };
                const [{ result }] = await chrome.scripting.executeScript(asking);
                return result;
            }""",
            item_id,
        )
    assert answer == "refused"
    assert person.filled() == EMPTY
