"""The same extension, with the real host, in a real Firefox."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from installers.demo_site import DemoSite
from installers.profile import Profile
from tests.browser.firefox import BACKGROUND_IDLE_MS, ORIGIN, Firefox, Page, Popup, wait
from tests.browser.guarded_site import RIGHT, Guarded
from tests.browser.options.person import PASSWORD, make_account
from tests.browser.popup.person import EMAIL, LOGIN, hosts, website

FIELDS = "['username', 'password'].map((name) => document.querySelector(`[name=${name}]`).value)"
FILLED = ["ada", "Otter-51-reed"]
EMPTY = ["", ""]


class Person:
    """Somebody at a Firefox, with the shortest ways to what tests begin with.

    `page` is of the extension, and does nothing by itself until it is sent to the options.
    """

    def __init__(self, firefox: Firefox) -> None:
        self.firefox = firefox
        self.profile = firefox.profile
        self.page = firefox.first_run_page
        self.page.visit(ORIGIN + "manifest.json")

    def open_options(self) -> Page:
        self.page.visit(ORIGIN + "options/options.html")
        return self.page

    def ask(self, method: str, **params: object) -> dict[str, Any]:
        """What the host answers a page of the extension; of a refusal its data."""
        return self._request("ask", method, params)

    def fill(self, item_id: str) -> dict[str, Any]:
        """What the background answers to the wish to fill a login into the tab in front; of a refusal its data."""
        tab = self.page.evaluate("browser.tabs.query({ active: true })")[0]["id"]
        return self._request("tell", "fill", {"wish": {"item_id": item_id, "tab_id": tab, "allowed": {}}})

    def _request(self, function: str, *arguments: object) -> dict[str, Any]:
        call = f"{function}(...{json.dumps(arguments)})"
        refusal = "({ reason, data }) => ({ ...data, reason })"
        answer: dict[str, Any] = self.page.evaluate(
            f"import('/lib/ask.js').then(({{ {function} }}) => {call}).catch({refusal})"
        )
        return answer

    def keep(self, address: str) -> str:
        """Puts a login for a website into the vault; gives its id."""
        kept = self.ask("items.create", item={"type": "login", **LOGIN, **website(address)})
        return str(kept["id"])

    def leave(self) -> None:
        """Ends the session, and forgets all of this person's."""
        self.ask("session.logout")
        for page in self.firefox.pages():
            if page != self.page:
                page.close()
        for file in [*self.profile.vaults.glob("*"), self.profile.state / "accounts.json"]:
            file.unlink(missing_ok=True)


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """No system keyring answers in it."""
    profile = Profile(tmp_path_factory.mktemp("firefox") / "person")
    profile.register_host("firefox")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        with Firefox(profile) as running:
            yield running


@pytest.fixture
def newcomer(firefox: Firefox) -> Iterator[Person]:
    """Somebody without an account. An error in any script of the extension fails the test."""
    person = Person(firefox)
    yield person
    person.leave()
    assert firefox.errors() == []


@pytest.fixture
def person(newcomer: Person) -> Person:
    """Somebody who is logged in to an empty vault."""
    make_account(newcomer.profile, EMAIL)
    newcomer.ask("session.login", email=EMAIL, master_password=PASSWORD)
    return newcomer


@pytest.fixture
def login_page(firefox: Firefox, site: DemoSite) -> Page:
    return firefox.open(site.url)


def test_the_manifest_is_accepted(firefox: Firefox) -> None:
    """Firefox passes over what only Chromium knows, a permission and the key, and has nothing else against it."""
    permission, key = firefox.manifest_warnings()
    assert 'Value "offscreen"' in permission
    assert "processing key: An unexpected property" in key


def test_an_account_is_made_on_the_first_run_page(newcomer: Person) -> None:
    """The page that opened by itself takes what is typed into it, and the host makes the vault."""
    page = newcomer.open_options()
    page.enter("E-mail address", EMAIL)
    page.enter("Master password", PASSWORD)
    page.enter("Master password, again", PASSWORD)
    page.press("Create account")
    page.wait_for_text("Your account is ready")
    assert newcomer.ask("session.state") | {"locks_at": 0} == {
        "state": "unlocked",
        "email": EMAIL,
        "two_factor": False,
        "locks_at": 0,
    }
    assert newcomer.profile.vault_file().exists()


def test_a_login_chosen_in_the_popup_is_filled(person: Person, login_page: Page, site: DemoSite) -> None:
    """The popup shows the empty vault, and once there is a login fills it so that the website lets the person in."""
    with person.firefox.popup(login_page) as popup:
        popup.wait_for_text("No logins yet")
    person.keep(site.url)
    with person.firefox.popup(login_page) as popup:
        popup.wait_for("document.querySelector('.login .row-title').innerText === 'A bank'")
        popup.evaluate("document.querySelector('.login .row').click()")
    login_page.wait_for(f"`${{{FIELDS}}}` === 'ada,Otter-51-reed'")
    login_page.press("Log in")
    login_page.wait_for_text("You are logged in as ada.")
    assert [list(login) for login in site.logins] == [FILLED]


def test_a_login_that_was_typed_is_asked_about_and_saved(person: Person, login_page: Page, site: DemoSite) -> None:
    """After the website has let the person in, and only by a press in the popup."""
    login_page.enter("User name or e-mail", "ada")
    login_page.enter("Password", "Otter-51-reed")
    login_page.press("Log in")
    login_page.wait_for_text("You are logged in as ada.")
    wait(lambda: person.ask("saves.pending")["questions"], "the question")
    assert person.ask("items.list")["total"] == 0
    with person.firefox.popup(login_page) as popup:
        popup.wait_for("document.querySelector('h1').innerText === 'Save this login?'")
        popup.evaluate("document.querySelector('.question [type=submit]').click()")
        popup.wait_for("document.querySelector('.login .row-title') !== null")
    (item,) = person.ask("items.list")["items"]
    kept = person.ask("items.get", id=item["id"])
    assert (kept["username"], kept["password"], kept["urls"][0]["url"]) == (*FILLED, site.url.removesuffix("/"))


def test_another_host_gets_nothing(person: Person, login_page: Page, site: DemoSite) -> None:
    """The same page under another name is another site."""
    item_id = person.keep(site.url)
    login_page.visit(site.url.replace("localhost", "127.0.0.1"))
    assert person.fill(item_id)["reason"] == "wrong_site"
    assert login_page.evaluate(FIELDS) == EMPTY


OVERLAY = """document.body.append(Object.assign(document.createElement("div"), {
    style: "position: fixed; inset: 0; background: white; pointer-events: none" }))"""


@pytest.mark.parametrize(
    ("trick", "reason"),
    [
        (OVERLAY, "no_form"),
        ("document.forms[0].action = 'https://elsewhere.test/'", "wrong_site"),
    ],
    ids=["covered", "sent-elsewhere"],
)
def test_a_page_that_deceives_gets_nothing(
    person: Person, login_page: Page, site: DemoSite, trick: str, reason: str
) -> None:
    """What a person cannot see, or did not choose to send there, is not filled in this browser either."""
    item_id = person.keep(site.url)
    login_page.evaluate(trick)
    assert person.fill(item_id)["reason"] == reason
    assert login_page.evaluate(FIELDS) == EMPTY


def test_a_locked_vault_opens_again(person: Person) -> None:
    """A lock shows on the page at once, and the master password that is typed there opens the vault."""
    page = person.open_options()
    page.wait_for_text("Security")
    person.ask("session.lock")
    assert person.ask("items.list")["reason"] == "locked"
    page.wait_for_text("Unlock your vault")
    page.enter("Master password", PASSWORD)
    page.press("Unlock")
    page.wait_for_text("Security")
    assert person.ask("items.list")["total"] == 0


def host_of(person: Person) -> int:
    """The process that serves this person, once that of somebody before is gone."""
    (pid,) = wait(lambda: found if len(found := hosts(person.profile)) == 1 else None, "one host alone")
    return pid


def test_logging_out_ends_the_host_and_the_next_request_starts_another(person: Person) -> None:
    """An open session keeps the background page awake; without one Firefox puts it to sleep, and a request wakes it."""
    first = host_of(person)
    person.page.evaluate(f"new Promise((over) => setTimeout(over, {3 * BACKGROUND_IDLE_MS}))")
    assert person.ask("session.state")["state"] == "unlocked"
    person.ask("session.logout")
    wait(lambda: not hosts(person.profile), "the host to end")
    wait(lambda: person.firefox.background_state() == "stopped", "the background page to sleep")
    assert person.ask("session.state")["state"] == "logged_out"
    assert host_of(person) != first


def test_the_shortcut_fills(person: Person, login_page: Page, site: DemoSite) -> None:
    """Ctrl+Shift+L is the extension's own in Firefox; no popup is needed."""
    person.keep(site.url)
    login_page.bring_to_front()
    person.firefox.press_shortcut("L")
    login_page.wait_for(f"`${{{FIELDS}}}` === 'ada,Otter-51-reed'")


def test_a_website_that_asks_first_gets_the_login_chosen_in_the_popup(person: Person) -> None:
    """HTTP authentication: the popup opens by itself, and nothing is sent before the choice."""
    guarded = Guarded()
    person.keep(guarded.url)
    page = person.firefox.open(guarded.url)
    page.evaluate("void setTimeout(() => { location.href = '/in'; })")
    popup = Popup(person.page)
    popup.wait_for_text("asks for a login")
    assert guarded.tried == [""]
    popup.wait_for("document.querySelector('.login .row') !== null")
    popup.evaluate("document.querySelector('.login .row').click()")
    page.wait_for_text("Welcome")
    assert guarded.tried == ["", RIGHT]
    guarded.close()


def test_a_copied_password_leaves_the_clipboard(person: Person) -> None:
    """The background page clears it, though it is not the page that is looked at."""
    page = person.page
    page.bring_to_front()
    read = "navigator.clipboard.readText()"
    copy = "import('/lib/clipboard.js').then(({ copy }) => copy('s3cret', %s))"
    page.evaluate(copy % 0)
    assert page.evaluate(read) == "s3cret"
    page.evaluate(copy % 1)
    page.wait_for(f"{read}.then((text) => text === '')")
