"""What is asked about a login that was used on a website, and how long it is remembered."""

from __future__ import annotations

import pytest

from twinlatch.errors import NotFound, WrongSite
from twinlatch.items.entry import Entry
from twinlatch.items.offers import LIFETIME_S, Found, Offers, Typed, question
from twinlatch.sites.matching import Fit

NOW = 1_800_000_000.0
URL = "https://bank.example/login"
TYPED = Typed("login", "ana", "pw-new")


def saved(username: str, *, secure: bool = True, favorite: bool = False) -> Found:
    """A login of the vault, named like its user."""
    entry = Entry(username or "nobody", 1, "login", "Bank", username, (), (), favorite, False, NOW, NOW)
    return entry, Fit(secure, True, True, True, True, "bank.example")


# What was submitted, what the vault has with which passwords, what is asked and which logins are offered for it.
QUESTIONS = {
    "a new login": (TYPED, {}, "save", []),
    "the vault has exactly it": (TYPED, {"ana": "pw-new"}, None, []),
    "the case of a name is no other name": (Typed("login", " ANA ", "pw-new"), {"ana": "pw-new"}, None, []),
    "another password": (TYPED, {"ana": "pw-old"}, "update", ["ana"]),
    "another name": (TYPED, {"bob": "pw-old"}, "save", []),
    "another name with the same password": (TYPED, {"bob": "pw-new"}, "save", []),
    "no name, one login": (Typed("login", "", "pw-new"), {"ana": "pw-old"}, "update", ["ana"]),
    "no name, several logins": (Typed("login", "", "pw-new"), {"ana": "1", "bob": "2"}, "update", ["ana", "bob"]),
    "no name, and one of the passwords": (Typed("login", "", "pw-new"), {"ana": "1", "bob": "pw-new"}, None, []),
    "no name, no login": (Typed("login", "", "pw-new"), {}, "save", []),
    "a login without a name gets none by itself": (TYPED, {"": "pw-old"}, "save", []),
    "a sign-up": (Typed("signup", "ana", "pw-new"), {"bob": "1"}, "save", []),
    "a change, by name": (Typed("change", "ana", "pw-new", "pw-old"), {"ana": "x", "bob": "pw-old"}, "update", ["ana"]),
    "a change, by the old password": (
        Typed("change", "", "pw-new", "pw-old"),
        {"ana": "other", "bob": "pw-old"},
        "update",
        ["bob"],
    ),
    "a change under a name the vault does not have": (
        Typed("change", "ana@example.com", "pw-new", "pw-old"),
        {"ana": "pw-old", "bob": "x"},
        "update",
        ["ana"],
    ),
    "a change without a clue": (Typed("change", "", "pw-new", ""), {"ana": "1", "bob": "2"}, "update", ["ana", "bob"]),
    "a change that was taken over": (Typed("change", "", "pw-new", "pw-old"), {"ana": "pw-new"}, None, []),
    "a change of a login that is not kept": (Typed("change", "ana", "pw-new", "pw-old"), {}, "save", []),
}


@pytest.mark.parametrize("case", QUESTIONS)
def test_a_question_is_asked_only_where_the_vault_would_gain(case: str) -> None:
    typed, vault, kind, names = QUESTIONS[case]
    asked = question(typed, [saved(username) for username in vault], lambda name: vault.get(name, vault.get("", "")))
    assert (asked.kind if asked else None) == kind
    assert [entry.username for entry, _ in asked.logins] == names if asked else names == []


def test_a_page_over_http_updates_no_login_saved_for_https() -> None:
    asked = question(TYPED, [saved("ana", secure=False)], lambda _: "pw-old")
    assert asked
    assert (asked.kind, asked.logins) == ("save", [])


def test_only_so_many_logins_are_decrypted_for_a_question() -> None:
    read: list[str] = []

    def password_of(item_id: str) -> str:
        read.append(item_id)
        return ""

    question(TYPED, [saved(f"user{number}") for number in range(500)], password_of)
    assert len(read) == 20


def test_an_offer_is_ready_once_it_succeeded_and_only_in_its_tab() -> None:
    offers = Offers()
    offer = offers.add(1, URL, None, TYPED, NOW)
    assert offers.ready(None, NOW) == []
    offers.succeed(offer.id, NOW)
    assert [ready.id for ready in offers.ready(1, NOW)] == [offer.id]
    assert offers.ready(2, NOW) == []


def test_an_offer_is_forgotten_after_ten_minutes_and_when_the_clock_is_set_back() -> None:
    for later in (LIFETIME_S, -1.0):
        offers = Offers()
        offer = offers.succeed(offers.add(1, URL, None, TYPED, NOW).id, NOW)
        assert offers.seconds_left(NOW + 1) == LIFETIME_S - 1
        assert offers.ready(1, NOW + LIFETIME_S - 1)
        offers.forget_old(NOW + later)
        assert offers.seconds_left(NOW) is None
        with pytest.raises(NotFound):
            offers.get(offer.id, NOW)


def test_a_second_try_takes_the_place_of_one_that_came_to_nothing() -> None:
    offers = Offers()
    first = offers.add(1, URL, None, TYPED, NOW)
    offers.add(1, URL, None, TYPED, NOW)
    with pytest.raises(NotFound):
        offers.get(first.id, NOW)


def test_what_a_frame_submits_takes_the_place_of_a_frames_but_not_of_its_pages() -> None:
    offers = Offers()
    of_page, of_frame, of_frame_again = (offers.add(1, URL, top_url, TYPED, NOW) for top_url in (None, URL, URL))
    assert offers.get(of_page.id, NOW) == of_page
    offers.add(1, URL, None, TYPED, NOW)
    for gone in (of_page, of_frame, of_frame_again):
        with pytest.raises(NotFound):
            offers.get(gone.id, NOW)


def test_a_login_after_its_sign_up_is_asked_about_once() -> None:
    offers = Offers()
    offers.succeed(offers.add(1, URL, None, Typed("signup", "ana@example.com", "pw-new"), NOW).id, NOW)
    login = offers.succeed(offers.add(1, URL, None, TYPED, NOW).id, NOW)
    assert [ready.id for ready in offers.ready(1, NOW)] == [login.id]


def test_a_failed_login_leaves_the_sign_up_before_it() -> None:
    offers = Offers()
    signup = offers.succeed(offers.add(1, URL, None, Typed("signup", "ana", "pw-new"), NOW).id, NOW)
    login = offers.add(1, URL, None, Typed("login", "ana", "pw-nwe"), NOW)
    offers.drop(login.id)
    assert [ready.id for ready in offers.ready(1, NOW)] == [signup.id]


def test_a_user_name_of_the_page_before_is_taken_on_the_same_site_in_the_same_tab_only() -> None:
    offers = Offers()
    offers.name(1, "https://login.bank.example/", "https://bank.example/", "ana", NOW)
    nameless = TYPED._replace(username="")
    assert offers.add(1, URL, None, nameless, NOW).typed.username == "ana"
    assert offers.add(1, URL, None, TYPED._replace(username="bob"), NOW).typed.username == "bob"
    assert offers.add(2, URL, None, nameless, NOW).typed.username == ""
    assert offers.add(1, "https://evil.example/", None, nameless, NOW).typed.username == ""
    assert offers.add(1, URL, None, nameless, NOW + 300).typed.username == ""


@pytest.mark.parametrize(
    ("url", "top_url"),
    [
        ("https://evil.example/", "https://bank.example/"),
        ("https://bank.example/", "https://evil.example/"),
        ("https://a.github.io/", "https://b.github.io/"),
        ("https://bank.example/", "about:blank"),
        ("file:///etc/passwd", None),
        ("data:text/html,x", None),
        ("", None),
    ],
)
def test_a_page_without_a_site_and_a_frame_of_another_one_are_refused(url: str, top_url: str | None) -> None:
    offers = Offers()
    offers.name(1, URL, None, "ana", NOW)
    with pytest.raises(WrongSite):
        offers.add(1, url, top_url, TYPED, NOW)
    with pytest.raises(WrongSite):
        offers.name(1, url, top_url, "mallory", NOW)
    assert offers.add(1, URL, None, TYPED._replace(username=""), NOW).typed.username == "ana"


def test_no_page_can_make_it_grow() -> None:
    offers = Offers()
    for number in range(1000):
        offers.name(number, URL, None, "ana", NOW)
        offers.succeed(offers.add(number, URL, None, TYPED, NOW).id, NOW)
    assert len(offers.ready(None, NOW)) == 8
    assert (
        sum(bool(offers.add(tab, URL, None, TYPED._replace(username=""), NOW).typed.username) for tab in range(1000))
        == 8
    )


def test_a_tab_pushes_out_no_question_of_another() -> None:
    offers = Offers()
    first = offers.succeed(offers.add(1, URL, None, TYPED, NOW).id, NOW)
    for number in range(20):
        typed = TYPED._replace(username=f"user{number}", password=f"password {number}")
        offers.succeed(offers.add(2, URL, None, typed, NOW).id, NOW)
    assert offers.ready(1, NOW) == [first]
    assert [offer.typed.username for offer in offers.ready(2, NOW)] == ["user17", "user18", "user19"]
