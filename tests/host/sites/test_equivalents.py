"""Domains of one owner share their logins; only those on a list, and only in the direction it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.equivalent_domains import listing
from twinlatch.errors import InvalidParams
from twinlatch.sites import equivalents
from twinlatch.sites.equivalents import Equivalents
from twinlatch.sites.public_suffix import registrable_domain

SHIPPED = Path(equivalents.__file__).with_name("equivalent_domains.txt")
FACTS = Path(__file__).parents[4] / "shared" / "data" / "apple" / "shared-credentials.json"


@pytest.mark.skipif(not FACTS.is_file(), reason="the published facts are not here: not checked")
def test_the_shipped_list_is_what_the_published_facts_make() -> None:
    assert SHIPPED.read_text("utf-8") == listing(json.loads(FACTS.read_text("utf-8")))


def test_no_public_suffix_is_on_the_shipped_list() -> None:
    hosts = [word for line in SHIPPED.read_text("ascii").splitlines() if line[0] != "#" for word in line.split()]
    assert len(hosts) > 400
    assert [host for host in hosts if host != ">" and registrable_domain(host) is None] == []


@pytest.mark.parametrize(
    ("host", "saved", "shared"),
    [
        ("airfrance.com", "klm.com", True),
        ("klm.com", "airfrance.com", True),
        ("login.klm.com", "airfrance.com", True),
        ("x.com", "twitter.com", True),
        ("twitter.com", "x.com", False),
        ("id.npo.nl", "eo.nl", True),
        ("npo.nl", "eo.nl", False),
        ("evilklm.com", "airfrance.com", False),
        ("klm.com.evil.test", "airfrance.com", False),
        ("example.com", "klm.com", False),
        ("127.0.0.1", "klm.com", False),
    ],
)
def test_a_shipped_group_shares_in_its_direction(host: str, saved: str, shared: bool) -> None:
    assert (saved in Equivalents().of(host)) == shared


def test_a_persons_own_groups_stand_beside_the_shipped_ones_and_do_not_join_them() -> None:
    own = Equivalents([["example.com", "klm.com"], ["example.com", "example.org"]])
    assert own.of("www.example.com") == {"klm.com", "example.org"}
    assert own.of("example.org") == {"example.com"}
    assert own.of("klm.com") > {"example.com", "airfrance.com"}
    assert "airfrance.com" not in own.of("example.com")


def test_own_groups_are_kept_as_registrable_domains_in_ascii() -> None:
    entered = [["https://www.Example.com/login", "bücher.example", "example.com."], ["example.org"], []]
    assert equivalents.checked(entered) == [["example.com", "xn--bcher-kva.example"]]


def test_there_is_room_for_a_thousand_domains() -> None:
    full = [[f"a{number}.test", f"b{number}.test"] for number in range(500)]
    assert equivalents.checked(full) == full
    with pytest.raises(InvalidParams) as refusal:
        equivalents.checked([*full, ["one-more.test", "example.com"]])
    assert (refusal.value.data["field"], refusal.value.data["why"]) == ("groups", "too_many")


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("co.uk", "not_registrable"),
        ("github.io", "not_registrable"),
        ("com", "not_registrable"),
        ("localhost", "not_registrable"),
        ("192.168.1.1", "not_registrable"),
        ("[::1]", "not_registrable"),
        ("my bank", "no_site"),
        ("", "no_site"),
        ("*.example.com", "no_site"),
    ],
)
def test_what_many_owners_share_or_nobody_registered_is_refused(entry: str, why: str) -> None:
    with pytest.raises(InvalidParams) as refusal:
        equivalents.checked([["example.com", "example.org"], ["example.net", entry]])
    assert (refusal.value.data["field"], refusal.value.data["why"]) == ("groups.1.1", why)
