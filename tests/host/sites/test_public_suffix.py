"""Registrable domains follow the Public Suffix List with its private section."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from twinlatch.sites.public_suffix import registrable_domain, site_of

_SHARED = Path(os.environ.get("TWINLATCH_VECTORS") or Path(__file__).parents[4] / "shared" / "vectors")
_VECTORS = _SHARED / "psl" / "test_psl.txt"
_CASE = re.compile(r"^checkPublicSuffix\('([^']+)', (?:null|'([^']+)')\);", re.MULTILINE)


@pytest.mark.skipif(not _VECTORS.is_file(), reason="the Public Suffix List's own cases are not here: not checked")
def test_every_case_of_the_lists_own_tests_gives_its_registrable_domain() -> None:
    cases = _CASE.findall(_VECTORS.read_text(encoding="utf-8"))
    assert len(cases) > 70
    assert {host: registrable_domain(host) or "" for host, _ in cases} == dict(cases)


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("example.com", "example.com"),
        ("www.login.example.com", "example.com"),
        ("www.example.co.uk", "example.co.uk"),
        ("good.github.io", "good.github.io"),
        ("a.good.github.io", "good.github.io"),
        ("github.io", "github.io"),
        ("co.uk", "co.uk"),
        ("com", "com"),
        ("localhost", "localhost"),
        ("router", "router"),
        ("app.corp", "app.corp"),
        ("192.168.1.1", "192.168.1.1"),
        ("[2001:db8::1]", "[2001:db8::1]"),
        ("www.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"),
    ],
)
def test_hosts_of_one_owner_share_a_site_and_others_stand_alone(host: str, site: str) -> None:
    assert site_of(host) == site
