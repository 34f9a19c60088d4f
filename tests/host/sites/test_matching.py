"""A login is offered and filled only where its saved URLs say it belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from twinlatch.errors import WrongSite
from twinlatch.sites.equivalents import Equivalents
from twinlatch.sites.matching import Fit, SavedUrl, bucket, find, require_fit


@dataclass
class Login:
    urls: Sequence[SavedUrl] = field(default_factory=list)
    favorite: bool = False
    updated_at: float = 0.0
    search_text: str = ""


def login(*urls: str, match: str = "domain", favorite: bool = False, updated_at: float = 0.0, title: str = "") -> Login:
    return Login([(url, match, bucket(url, match)) for url in urls], favorite, updated_at, title)


def find_in(logins: dict[str, Login], url: str, top_url: str | None = None) -> list[str]:
    """Ids, best first, from an index made as the vault makes it."""
    by_bucket: dict[str, set[str]] = defaultdict(set)
    for login_id, each in logins.items():
        for *_, key in each.urls:
            by_bucket[key].add(login_id)
    names = {id(each): login_id for login_id, each in logins.items()}
    return [names[id(each)] for each, _ in find(logins, by_bucket, url, top_url)]


def why(each: Login, url: str, top_url: str | None = None, *, allow_insecure: bool = False) -> str:
    """Whether it is filled, or why not. What is listed must agree with that, but for the question about http."""
    listed = bool(find_in({"it": each}, url, top_url))
    try:
        require_fit(each, url, top_url, allow_insecure=allow_insecure)
    except WrongSite as refusal:
        reason = refusal.data["why"]
        assert listed == (reason == "insecure")
        return str(reason)
    assert listed
    return "filled"


MATCHES = [
    # saved, mode, page
    ("https://example.com", "domain", "https://example.com/"),
    ("https://example.com", "domain", "https://www.example.com/login"),
    ("https://login.example.com/a", "domain", "https://www.example.com/b"),
    ("https://example.com", "domain", "https://example.com:8443/"),
    ("https://example.com", "domain", "https://example.com./"),
    ("https://example.com", "domain", "https://someone@example.com/"),
    ("http://example.com", "domain", "https://example.com/"),
    ("Example.COM", "domain", "https://example.com/"),
    ("https://example.co.uk", "domain", "https://www.example.co.uk/"),
    ("https://good.github.io", "domain", "https://a.good.github.io/"),
    ("https://bücher.example", "domain", "https://www.xn--bcher-kva.example/"),
    ("http://192.168.1.1", "domain", "http://192.168.1.1:8080/"),
    ("http://[::1]", "domain", "http://[::1]:3000/"),
    ("localhost:8080", "domain", "http://localhost:3000/"),
    ("http://router", "domain", "http://router/"),
    ("https://www.example.com", "host", "https://www.example.com:8443/x"),
    ("https://www.example.com:8443", "host_port", "https://www.example.com:8443/x"),
    ("https://www.example.com", "host_port", "https://www.example.com:443/x"),
    ("https://example.com", "starts_with", "https://example.com/any/where?x=y"),
    ("https://example.com/app", "starts_with", "https://example.com/app"),
    ("https://example.com/app", "starts_with", "https://example.com/app/login"),
    ("https://example.com/app", "starts_with", "https://example.com/app?x"),
    ("https://example.com/app/", "starts_with", "https://example.com/app/login"),
    ("https://example.com/login?app=1", "starts_with", "https://example.com/login?app=1&state=2"),
    ("https://example.com/login", "exact", "https://example.com/login"),
    ("https://example.com/login?a=1", "exact", "https://example.com/login?a=1#top"),
    (r"https://(.*\.)?example\.com/.*", "regex", "https://www.example.com/login"),
]

REFUSALS = [
    ("https://example.com", "domain", "https://example.com.evil.test/"),
    ("https://example.com", "domain", "https://evil.test/example.com"),
    ("https://example.com", "domain", "https://example.com@evil.test/"),
    ("https://example.com", "domain", "https://evil-example.com/"),
    ("https://example.com", "domain", "https://examp1e.com/"),
    ("https://example.com", "domain", "https://example.co/"),
    ("https://apple.com", "domain", "https://\u0430pple.com/"),
    ("https://apple.com", "domain", "https://xn--pple-43d.com/"),
    ("https://good.github.io", "domain", "https://evil.github.io/"),
    ("https://good.github.io", "domain", "https://github.io/"),
    ("https://github.io", "domain", "https://evil.github.io/"),
    ("https://co.uk", "domain", "https://evil.co.uk/"),
    ("com", "domain", "https://evil.com/"),
    ("http://192.168.1.1", "domain", "http://192.168.1.2/"),
    ("http://1.168.192.1", "domain", "http://2.168.192.1/"),
    ("http://192.168.1.1", "domain", "http://192.168.1.1.evil.test/"),
    ("http://127.0.0.1", "domain", "http://[::ffff:127.0.0.1]/"),
    ("http://[2001:db8::1]", "domain", "http://[2001:db8::2]/"),
    ("http://localhost", "domain", "http://localhost.evil.test/"),
    ("http://localhost", "domain", "http://127.0.0.1/"),
    ("http://router", "domain", "http://router2/"),
    ("https://www.example.com", "host", "https://example.com/"),
    ("https://example.com", "host", "https://www.example.com/"),
    ("https://www.example.com:8443", "host_port", "https://www.example.com/"),
    ("https://www.example.com", "host_port", "https://www.example.com:8443/"),
    ("https://a.com", "starts_with", "https://a.com.evil/"),
    ("https://a.com", "starts_with", "https://a.com:8443/"),
    ("https://a.com", "starts_with", "https://a.com@evil.test/"),
    ("https://a.com/app", "starts_with", "https://a.com/application"),
    ("https://a.com/app", "starts_with", "https://www.a.com/app"),
    ("https://a.com/app/", "starts_with", "https://a.com/app"),
    ("https://a.com/login", "exact", "https://a.com/login/"),
    ("https://a.com/login", "exact", "https://a.com/login?x"),
    ("https://a.com/login", "exact", "https://www.a.com/login"),
    (r"https://example\.com.*", "regex", "https://example.com.evil.test/"),
    ("https://twitter.com", "host", "https://x.com/"),
    ("https://x.com", "domain", "https://twitter.com/"),
    ("https://example.com", "never", "https://example.com/"),
    ("https://example.com", "a mode of some later version", "https://example.com/"),
    ("my bank", "domain", "https://my/"),
    ("", "domain", "https://example.com/"),
    ("ana@example.com", "domain", "https://example.com/"),
    ("androidapp://com.example", "domain", "https://com.example/"),
]


@pytest.mark.parametrize(("saved", "match", "page"), MATCHES)
def test_a_login_fills_where_it_belongs(saved: str, match: str, page: str) -> None:
    assert why(login(saved, match=match), page) == "filled"


@pytest.mark.parametrize(("saved", "match", "page"), REFUSALS)
def test_a_login_is_refused_where_it_does_not_belong(saved: str, match: str, page: str) -> None:
    assert why(login(saved, match=match), page) == "no_match"


@pytest.mark.parametrize(("saved", "match", "page"), MATCHES)
def test_no_mode_reaches_beyond_the_site(saved: str, match: str, page: str) -> None:
    elsewhere = page.replace("://", "://elsewhere.test/", 1)
    assert why(login(saved, match=match), elsewhere) == "no_match"


@pytest.mark.parametrize(
    "page",
    [
        "about:blank",
        "about:srcdoc",
        "data:text/html,x",
        "blob:https://example.com/1",
        "file:///example.com",
        "chrome-extension://a/",
        "null",
        "",
    ],
)
def test_an_opaque_page_lists_and_fills_nothing(page: str) -> None:
    assert why(login("https://example.com"), page) == "opaque"


def test_a_login_saved_for_https_fills_http_only_after_an_explicit_choice() -> None:
    saved = login("https://example.com")
    assert why(saved, "http://www.example.com/") == "insecure"
    assert why(saved, "http://www.example.com/", allow_insecure=True) == "filled"
    assert why(login("example.com"), "http://example.com/") == "insecure"


def test_the_insecure_refusal_names_the_pages_host() -> None:
    with pytest.raises(WrongSite) as refusal:
        require_fit(login("https://example.com"), "http://www.example.com/", None)
    assert refusal.value.data["host"] == "www.example.com"


def test_http_asks_nothing_where_the_login_was_saved_for_it_or_nothing_leaves_the_computer() -> None:
    assert why(login("http://example.com"), "http://example.com/") == "filled"
    assert why(login("https://example.com", "http://example.com"), "http://example.com/") == "filled"
    assert why(login("localhost:8080"), "http://localhost:8080/") == "filled"


def test_allowing_http_allows_nothing_else() -> None:
    assert why(login("https://example.com"), "http://evil.test/", allow_insecure=True) == "no_match"
    assert why(login("https://a.com"), "http://a.com/", "http://b.com/", allow_insecure=True) == "cross_origin"


@pytest.mark.parametrize(
    ("frame", "top", "expected"),
    [
        ("https://login.example.com/", "https://www.example.com/", "filled"),
        ("https://example.com/", "https://evil.test/", "cross_origin"),
        ("https://example.com/", "https://example.com.evil.test/", "cross_origin"),
        ("https://example.com/", "data:text/html,x", "cross_origin"),
        ("https://example.com/", "about:blank", "cross_origin"),
        ("https://example.com/", "", "cross_origin"),
        ("https://evil.test/", "https://example.com/", "no_match"),
        ("about:blank", "https://example.com/", "opaque"),
        ("https://example.com/", "http://example.com/", "insecure"),
        ("http://example.com/", "https://example.com/", "insecure"),
    ],
)
def test_a_frame_gets_a_login_only_when_it_is_the_tabs_as_well(frame: str, top: str, expected: str) -> None:
    assert why(login("https://example.com"), frame, top) == expected


def test_a_login_saved_for_both_sites_fills_one_inside_the_other() -> None:
    both = login("https://example.com", "https://sign-in.test")
    assert why(both, "https://sign-in.test/", "https://example.com/") == "filled"


def test_a_login_of_an_equivalent_domain_fills_and_comes_last() -> None:
    logins = {
        "equivalent": login("https://login.airfrance.com", favorite=True, updated_at=9),
        "site": login("https://www.klm.com"),
        "other": login("https://other.test"),
    }
    assert find_in(logins, "https://klm.com/") == ["site", "equivalent"]
    assert require_fit(logins["equivalent"], "https://klm.com/", None) == Fit(
        secure=True, same_site=False, same_host=False, same_port=True, same_path=True, host="login.airfrance.com"
    )
    assert why(logins["equivalent"], "http://klm.com/") == "insecure"
    assert why(logins["equivalent"], "https://klm.com/", "https://www.airfrance.com/") == "filled"
    assert why(logins["equivalent"], "https://klm.com/", "https://evil.test/") == "cross_origin"


def test_only_the_domain_mode_follows_equivalent_domains() -> None:
    for mode in ("host", "host_port", "starts_with", "exact", "never"):
        assert why(login("https://klm.com", match=mode), "https://airfrance.com/") == "no_match"


def test_a_persons_own_group_fills_as_a_shipped_one_does() -> None:
    own, saved = Equivalents([["example.com", "example.org"]]), login("https://in.example.com")
    assert require_fit(saved, "https://www.example.org/", None, own).host == "in.example.com"
    assert find({"it": saved}, {"example.com": {"it"}}, "https://www.example.org/", None, own)
    assert why(saved, "https://www.example.org/") == "no_match"


@pytest.mark.parametrize(
    ("pattern", "page", "expected"),
    [
        (r"https://example\.com/.*", "https://example.com/", "filled"),
        (r"https?://example\.com/.*", "http://example.com/", "insecure"),
        (r"http://example\.com/.*", "http://example.com/", "filled"),
        (r"https?://localhost:\d+/.*", "http://localhost:3000/", "filled"),
    ],
)
def test_a_pattern_fills_over_http_only_where_it_says_so_alone(pattern: str, page: str, expected: str) -> None:
    assert why(login(pattern, match="regex"), page) == expected


def test_the_best_fit_comes_first() -> None:
    logins = {
        "site": login("https://example.com", favorite=True, updated_at=9),
        "host": login("https://app.example.com:8443", updated_at=8),
        "host and port": login("https://app.example.com", updated_at=7),
        "page": login("https://app.example.com/login", updated_at=1, title="a"),
        "page, newer": login("https://app.example.com/login", updated_at=2, title="b"),
        "page, favourite": login("https://app.example.com/login", favorite=True, updated_at=0),
        "other": login("https://other.test"),
    }
    assert find_in(logins, "https://app.example.com/login") == [
        "page, favourite",
        "page, newer",
        "page",
        "host and port",
        "host",
        "site",
    ]


def test_logins_that_fit_alike_are_in_order_of_their_titles() -> None:
    logins = {name: login("https://example.com", title=name) for name in ("c", "a", "d", "b")}
    assert find_in(logins, "https://example.com/") == ["a", "b", "c", "d"]


def test_a_page_over_http_offers_what_was_saved_for_http_first() -> None:
    logins = {"https": login("https://example.com/a", favorite=True), "http": login("http://www.example.com")}
    assert find_in(logins, "http://example.com/a") == ["http", "https"]


def test_the_fit_names_the_host_the_login_was_saved_for() -> None:
    saved = login("https://login.example.com/x", "https://www.example.com")
    assert require_fit(saved, "https://www.example.com/", None) == Fit(True, True, True, True, True, "www.example.com")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.example.com/login", "example.com"),
        ("www.example.co.uk", "example.co.uk"),
        ("https://a.good.github.io", "good.github.io"),
        ("http://192.168.1.1:8080", "192.168.1.1"),
        ("http://[::1]", "[::1]"),
        ("localhost", "localhost"),
        ("my bank", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_saved_url_is_filed_under_its_site(url: str, expected: str) -> None:
    assert bucket(url, "domain") == expected
    assert bucket(url, "regex") == "*"


def test_a_login_filed_by_an_older_list_is_found_and_judged_by_the_current_one() -> None:
    filed_before_the_suffix_was_listed = [("https://good.github.io", "domain", "github.io")]
    logins = {"it": Login(filed_before_the_suffix_was_listed)}
    assert find_in(logins, "https://good.github.io/") == ["it"]
    assert find_in(logins, "https://evil.github.io/") == []


class Uncountable(dict[str, Login]):
    """An index that must not be walked."""

    def __iter__(self) -> object:  # type: ignore[override]
        raise AssertionError("a match walked over every login")

    keys = values = items = __iter__  # type: ignore[assignment]


def test_a_match_looks_only_at_the_logins_of_the_site() -> None:
    wanted = login("https://example.com")
    logins = Uncountable({"it": wanted})
    assert [each for each, _ in find(logins, {"example.com": {"it"}}, "https://example.com/", None)] == [wanted]
