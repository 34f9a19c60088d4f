"""A regular expression fits only by the page's own site, and no pattern and no page takes long."""

from __future__ import annotations

import time
from itertools import product

import pytest

from twinlatch.errors import InvalidParams
from twinlatch.sites import patterns
from twinlatch.sites.url import page_url

FITS = [
    (r"https://www\.example\.com/login", "https://www.example.com/login"),
    (r"https://www\.example\.com/login\?.*", "https://www.example.com/login?next=/a#b"),
    (r"^https://(.*\.)?example\.com/.*$", "https://example.com/"),
    (r"https://(.*\.)?example\.com/.*", "https://login.example.com/a?b=c"),
    (r".*[/.]example\.com/.*", "https://www.example.com/"),
    (r"HTTPS://Example\.COM/.*", "https://EXAMPLE.com/Login"),
    (r"https://example\.com:8443/.*", "https://example.com:8443/"),
    (r"https://example\.com/.*", "https://ana:secret@example.com.:443/"),
    (r"https://www\.amazon\.[a-z.]+/.*", "https://www.amazon.co.uk/ap/signin"),
    (r"https://xn--bcher-kva\.example/.*", "https://bücher.example/"),
    (r"https://[a-z]+\.good\.github\.io/.*", "https://a.good.github.io/"),
    (r"http://192\.168\.1\.\d+/.*", "http://192.168.1.77/"),
    (r"http://\[::1\]:\d+/", "http://[::1]:3000/"),
    (r"http://localhost:\d+/.*", "http://localhost:3000/x"),
    (r"https?://router/", "http://router/"),
]

FITS_NOT = [
    (r"https://www\.example\.com", "https://www.example.com/"),
    (r"example\.com", "https://example.com/"),
    (r"https://example\.com/.*", "http://example.com/"),
    (r"https://example\.com/.*", "https://example.com:8443/"),
    (r"https://example.com/.*", "https://exampleXcom.test/"),
    (r"https://example\.com.*", "https://example.com.evil.test/"),
    (r"https://example\.com.*", "https://example.com.evil.com/"),
    (r"https://example\.com.*", "https://example.com@evil.test/"),
    (r".*example\.com.*", "https://evil.test/?example.com"),
    (r".*example\.com.*", "https://evil.test/example.com/"),
    (r".*example\.com.*", "https://example.com.evil.test/"),
    (r".*example\.com.*", "https://evilexample.com/"),
    (r"https://.*example\.com/.*", "https://evilexample.com/"),
    (r"https://.*example\.com/.*", "https://example.com/"),
    (r"https://example[^/]*/.*", "https://example-login.com/"),
    (r"https://.*\.example\.com/.*", "https://evil.test/.example.com/"),
    (r"https://www\.amazon\.[a-z.]+/.*", "https://www.amazon.evil.test/"),
    (r"https://[a-z]+\.github\.io/.*", "https://evil.github.io/"),
    (r"https://good.*", "https://evil.test/"),
    (r"http://192\.168\.1\.\d+.*", "http://192.168.1.7.evil.test/"),
    (r"http://\d+\.\d+\.\d+\.\d+/", "http://6.6.6.6/"),
    (r"https://apple\.com/.*", "https://\u0430pple.com/"),
    (r"https?://[^/]*/.*", "https://example.com/"),
    (r".*", "https://example.com/"),
    ("", "https://example.com/"),
]


@pytest.mark.parametrize(("pattern", "page"), FITS)
def test_a_pattern_fits_the_pages_of_its_site(pattern: str, page: str) -> None:
    patterns.check(pattern, "url")
    assert patterns.fits(pattern, page_url(page))


@pytest.mark.parametrize(("pattern", "page"), FITS_NOT)
def test_a_pattern_fits_no_other_page_however_loosely_it_was_written(pattern: str, page: str) -> None:
    assert not patterns.fits(pattern, page_url(page))


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(", "pattern_syntax"),
        ("[", "pattern_syntax"),
        ("*", "pattern_syntax"),
        ("https://example\\.com/\\", "pattern_syntax"),
        (r"https://(?!evil)example\.com/", "pattern_unsupported"),
        (r"https://(?<=s)example\.com/", "pattern_unsupported"),
        (r"https://(.)\1example\.com/", "pattern_unsupported"),
        ("https://bücher\\.example/", "pattern_ascii"),
        ("https://example\\.com/" + "a" * 1000, "pattern_too_large"),
        (r"https://example\.com/(a{1000}){1000}", "pattern_too_large"),
        (r"https://example\.com/((((a{9}){9}){9}){9}){9}", "pattern_too_large"),
        (".*", "pattern_any_site"),
        ("https?://.*", "pattern_any_site"),
        (r"https://[\w.]+\.com/.*", "pattern_any_site"),
    ],
)
def test_a_pattern_that_cannot_work_is_refused_when_saved_and_says_why(pattern: str, why: str) -> None:
    with pytest.raises(InvalidParams) as refusal:
        patterns.check(pattern, "urls.0.url")
    assert refusal.value.data == {"reason": "invalid_params", "field": "urls.0.url", "why": why}


def test_a_refused_pattern_is_not_repeated_on_the_errors_of_the_process(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InvalidParams):
        patterns.check("https://(secret", "url")
    assert capfd.readouterr() == ("", "")


HOSTILE = [r"https://example\.com/(a*)*b", r"https://example\.com/((a|aa)+)+c", r"https://example\.com/(.*a){50}b"]


@pytest.mark.parametrize("pattern", HOSTILE)
def test_no_pattern_takes_long_on_any_page(pattern: str) -> None:
    patterns.check(pattern, "url")
    pages = [page_url("https://example.com/" + "a" * length) for length in (10, 1000, 4000, 1_000_000)]
    started = time.perf_counter()
    assert not any(patterns.fits(pattern, page) for page in pages)
    assert time.perf_counter() - started < 2


def test_a_page_with_a_longer_url_than_browsers_show_fits_no_pattern() -> None:
    assert patterns.fits(r"https://example\.com/a*", page_url("https://example.com/" + "a" * 4000))
    assert not patterns.fits(r"https://example\.com/a*", page_url("https://example.com/" + "a" * 5000))


def test_where_a_pattern_says_nothing_of_the_site_no_host_is_special() -> None:
    lax = [r"https://.{4,15}test/", r".*\.test/.*"]
    hosts = ["evil.test", "a.test", "login.evil.test"]
    assert not any(patterns.fits(pattern, page_url(f"https://{host}/")) for pattern, host in product(lax, hosts))
