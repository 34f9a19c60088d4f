"""What is switched off holds for the page or the site it was chosen for, and for nothing else."""

from __future__ import annotations

import pytest

from twinlatch.errors import InvalidParams, NotFound, WrongSite
from twinlatch.sites.rules import EVERYWHERE, Pauses, Rule, Scope, SiteRules, address_of, require_on

NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("text", "scope", "address"),
    [
        ("https://www.example.com/login?next=/#x", "site", "example.com"),
        ("https://www.example.com/login?next=/#x", "page", "www.example.com/login"),
        ("https://app.example.com:8443/in", "site", "app.example.com"),
        ("https://app.example.com:8443/in", "page", "app.example.com:8443/in"),
        ("http://example.com", "page", "example.com/"),
        ("Example.com.", "site", "example.com"),
        ("www.github.io", "site", "www.github.io"),
        ("www.co.uk", "site", "www.co.uk"),
        ("bücher.example", "site", "xn--bcher-kva.example"),
        ("http://[::1]:3000/a", "site", "[::1]"),
        ("localhost:8080", "page", "localhost:8080/"),
    ],
)
def test_an_address_is_a_host_for_a_site_and_host_port_and_path_for_a_page(
    text: str, scope: Scope, address: str
) -> None:
    assert address_of(text, scope) == address


@pytest.mark.parametrize(
    ("text", "why"), [("my bank", "no_site"), ("about:blank", "no_site"), ("a.test/" + "x" * 512, "too_long")]
)
def test_what_has_no_address_is_refused(text: str, why: str) -> None:
    with pytest.raises(InvalidParams) as refusal:
        address_of(text, "page")
    assert refusal.value.data["why"] == why


@pytest.mark.parametrize(
    ("address", "url", "covered"),
    [
        ("example.com", "https://example.com/", True),
        ("example.com", "http://example.com:8080/a", True),
        ("example.com", "https://www.example.com/", True),
        ("example.com", "https://example.com./", True),
        ("example.com", "https://ana@example.com/", True),
        ("example.com", "https://example.com.evil.test/", False),
        ("example.com", "https://notexample.com/", False),
        ("example.com", "https://com/", False),
        ("app.example.com", "https://example.com/", False),
        ("example.com/login", "https://example.com/login?a=b#c", True),
        ("example.com/login", "http://example.com/login", True),
        ("example.com/login", "https://example.com/login/", False),
        ("example.com/login", "https://www.example.com/login", False),
        ("example.com/login", "https://example.com:8443/login", False),
        ("192.168.1.1", "http://192.168.1.1:8080/", True),
        ("1.1", "http://192.168.1.1/", False),
        ("[::1]", "http://[0:0::1]/", True),
        ("example.com", "about:blank", False),
        ("example.com", "data:text/html,x", False),
    ],
)
def test_a_rule_covers_its_page_or_its_site(address: str, url: str, covered: bool) -> None:
    rules = SiteRules([Rule(address, off=True)])
    assert bool(rules.at(url)) == covered


def test_a_frame_is_covered_by_what_covers_its_page_and_by_what_covers_itself() -> None:
    rules = SiteRules([Rule("example.com", off=True)])
    assert rules.at("https://frame.test/", "https://example.com/")
    assert rules.at("about:blank", "https://example.com/")
    assert rules.at("https://example.com/", "https://top.test/")
    assert not rules.at("https://frame.test/", "https://top.test/")


def test_a_change_leaves_the_rest_of_a_rule_and_a_rule_without_effect_is_gone() -> None:
    rules = SiteRules().changed("example.com", {"never_save": True}).changed("example.com", {"never_fill": True})
    assert list(rules) == [Rule("example.com", never_save=True, never_fill=True)]
    assert SiteRules.of(rules.stored()).stored() == rules.stored()
    rules = rules.changed("example.com", {"never_save": False}).changed("example.com", {"never_fill": False})
    assert list(rules) == []


def test_a_rule_of_a_later_version_is_read_for_what_is_known_of_it() -> None:
    assert list(SiteRules.of([{"address": "a.test", "off": True, "louder": 3}])) == [Rule("a.test", off=True)]


def test_rules_are_in_order_of_their_addresses_and_the_narrowest_speaks_first() -> None:
    rules = SiteRules(Rule(address, off=True) for address in ("example.com", "a.example.com/x", "a.example.com"))
    assert [rule.address for rule in rules] == ["a.example.com", "a.example.com/x", "example.com"]
    assert [rule.address for rule in rules.at("https://a.example.com/x")] == [
        "a.example.com/x",
        "a.example.com",
        "example.com",
    ]


def test_there_is_room_for_a_thousand_rules_and_a_full_list_can_still_be_changed() -> None:
    full = SiteRules(Rule(f"s{number}.test", off=True) for number in range(1000))
    assert full.changed("s1.test", {"never_save": True}).get("s1.test").never_save
    with pytest.raises(InvalidParams) as refusal:
        full.changed("one-more.test", {"off": True})
    assert refusal.value.data["why"] == "too_many"


def test_only_a_rule_that_is_there_can_be_removed() -> None:
    rules = SiteRules([Rule("a.test", off=True)])
    assert list(rules.without("a.test")) == []
    with pytest.raises(NotFound):
        rules.without("b.test")


def test_a_pause_ends_by_itself_or_when_it_is_ended() -> None:
    pauses = Pauses()
    pauses.begin("a.test", NOW + 60)
    pauses.begin("b.test", None)
    assert pauses.at("https://www.a.test/", None, NOW + 59)
    assert not pauses.at("https://www.a.test/", None, NOW + 60)
    assert not pauses.at("https://c.test/", None, NOW)
    assert pauses.at("https://b.test/", None, NOW + 1e9)
    pauses.end("b.test")
    pauses.end("b.test")
    assert pauses.running(NOW) == [("a.test", NOW + 60)]
    assert pauses.running(NOW + 60) == []


def test_a_pause_everywhere_covers_every_document_and_the_longest_pause_counts() -> None:
    pauses = Pauses()
    pauses.begin(EVERYWHERE, None)
    pauses.begin("a.test", NOW + 60)
    for url in ("https://a.test/", "http://[::1]/", "about:blank", ""):
        assert pauses.at(url, None, NOW) == (EVERYWHERE, None)


@pytest.mark.parametrize(
    ("rule", "how"),
    [(Rule("a.test", never_fill=True), "never_fill"), (Rule("a.test", off=True), "off"), (Rule("a.test"), None)],
)
def test_nothing_is_filled_where_that_is_switched_off(rule: Rule, how: str | None) -> None:
    if how is None:
        require_on(SiteRules([rule]), Pauses(), "https://a.test/", None, NOW)
        return
    with pytest.raises(WrongSite) as refusal:
        require_on(SiteRules([rule]), Pauses(), "https://www.a.test/", "https://b.test/", NOW)
    expected = {"reason": "wrong_site", "why": "switched_off", "how": how, "address": "a.test", "host": "www.a.test"}
    assert refusal.value.data == expected


def test_saving_switched_off_leaves_filling_on_and_a_pause_ends_both() -> None:
    never_save, pauses = SiteRules([Rule("a.test", never_save=True)]), Pauses()
    require_on(never_save, pauses, "https://a.test/", None, NOW)
    pauses.begin("a.test", NOW + 60)
    with pytest.raises(WrongSite) as refusal:
        require_on(never_save, pauses, "https://a.test/", None, NOW)
    assert refusal.value.data["how"] == "paused"
