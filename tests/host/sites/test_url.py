"""URLs are parsed strictly: what a page can write differently changes nothing, what is odd has no site."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinlatch.errors import WrongSite
from twinlatch.sites.url import SiteUrl, is_ip, page_url, saved_url

NORMAL = {
    "https://example.com": ("https", "example.com", None, "/"),
    "https://example.com/": ("https", "example.com", None, "/"),
    "HTTPS://EXAMPLE.COM/Login": ("https", "example.com", None, "/Login"),
    "https://example.com./login": ("https", "example.com", None, "/login"),
    "https://example.com:443/": ("https", "example.com", None, "/"),
    "http://example.com:80/": ("http", "example.com", None, "/"),
    "http://example.com:443/": ("http", "example.com", 443, "/"),
    "https://example.com:8443/": ("https", "example.com", 8443, "/"),
    "https://example.com?next=/a": ("https", "example.com", None, "/?next=/a"),
    "https://example.com/a?b=c#d": ("https", "example.com", None, "/a?b=c"),
    "https://example.com#/login": ("https", "example.com", None, "/"),
    "https://ana:secret@example.com/": ("https", "example.com", None, "/"),
    "https://example.com@evil.test/": ("https", "evil.test", None, "/"),
    "https://example.com:443@evil.test/": ("https", "evil.test", None, "/"),
    "https://evil.test/@example.com": ("https", "evil.test", None, "/@example.com"),
    "https://evil.test?@example.com": ("https", "evil.test", None, "/?@example.com"),
    "https://evil.test#@example.com": ("https", "evil.test", None, "/"),
    "https://bücher.example/": ("https", "xn--bcher-kva.example", None, "/"),
    "https://xn--bcher-kva.example/": ("https", "xn--bcher-kva.example", None, "/"),
    "https://faß.example/": ("https", "xn--fa-hia.example", None, "/"),
    "https://example\u3002com/": ("https", "example.com", None, "/"),
    "https://\uff45\uff58\uff41\uff4d\uff50\uff4c\uff45.com/": ("https", "example.com", None, "/"),
    "https://exam\u00adple.com/": ("https", "example.com", None, "/"),
    "https://\u0430pple.com/": ("https", "xn--pple-43d.com", None, "/"),
    "https://a_b--c.example.com/": ("https", "a_b--c.example.com", None, "/"),
    "http://localhost:8080/": ("http", "localhost", 8080, "/"),
    "http://192.168.1.1/": ("http", "192.168.1.1", None, "/"),
    "http://192.168.1.1./": ("http", "192.168.1.1", None, "/"),
    "http://\uff11\uff12\uff17.0.0.1/": ("http", "127.0.0.1", None, "/"),
    "http://[::1]:3000/": ("http", "[::1]", 3000, "/"),
    "http://[0:0:0:0:0:0:0:1]/": ("http", "[::1]", None, "/"),
    "http://[2001:DB8::00ff]/": ("http", "[2001:db8::ff]", None, "/"),
    "https://example.com/ключ": ("https", "example.com", None, "/%D0%BA%D0%BB%D1%8E%D1%87"),
    "https://example.com/a b": ("https", "example.com", None, "/a%20b"),
    'https://example.com/{"a"}': ("https", "example.com", None, "/%7B%22a%22%7D"),
    "https://example.com/%7B%22a%22%7D": ("https", "example.com", None, "/%7B%22a%22%7D"),
    "https://example.com/a:b@c,d;e?f=g+h&i": ("https", "example.com", None, "/a:b@c,d;e?f=g+h&i"),
}

NO_SITE = [
    "",
    " ",
    "https://",
    "https:///example.com",
    "https://@/",
    "https://.",
    "https://.com",
    "https://example..com",
    "https://example.com..",
    "https://exa mple.com",
    "https://exa\tmple.com",
    "https://example.com\n",
    "\nhttps://example.com",
    "https://example.com\x00.evil.test",
    "https://evil.test\\@example.com",
    "https:\\\\example.com",
    "https:/example.com",
    "https://ex%61mple.com",
    "https://example.com%2eevil.test",
    "https://example.com:port",
    "https://example.com:",
    "https://example.com:65536",
    "https://example.com:-1",
    "https://exa<mple.com",
    "https://exa|mple.com",
    "https://*.example.com",
    "https://" + "a" * 64 + ".com",
    "https://" + "a." * 127 + "com",
    "https://a\u200b\u202eb.\U0001f4a9.com",
    "http://0x7f.1",
    "http://0177.0.0.1",
    "http://127.1",
    "http://2130706433",
    "http://1.2.3.256",
    "http://1.2.3.4.5",
    "http://example.0x",
    "http://[::1",
    "http://::1",
    "http://[::1]evil.test",
    "http://[fe80::1%25eth0]",
    "http://[fe80::1%eth0]",
    "http://[example.com]",
    "about:blank",
    "about:srcdoc",
    "blob:https://example.com/0b5b7b4e-4a1e-4c0a-9f5e-2f6f6c7b8a90",
    "chrome-extension://abcdefghijklmnopabcdefghijklmnop/popup.html",
    "moz-extension://5e2b7a4e-0000-4000-8000-000000000000/popup.html",
    "data:text/html,https://example.com/",
    "data://example.com/",
    "file:///etc/passwd",
    "file://example.com/",
    "filesystem:https://example.com/temporary/",
    "ftp://example.com/",
    "javascript:location='https://example.com/'",
    "javascript://example.com/%0aalert(1)",
    "mailto:ana@example.com",
    "view-source:https://example.com/",
    "ws://example.com/",
]


@pytest.mark.parametrize(("text", "normal"), NORMAL.items())
def test_a_url_has_one_normal_form(text: str, normal: tuple[str, str, int | None, str]) -> None:
    assert page_url(text) == SiteUrl(*normal)
    assert saved_url(text) == SiteUrl(*normal)


@pytest.mark.parametrize("text", NO_SITE)
def test_a_page_with_an_opaque_or_odd_url_has_no_site(text: str) -> None:
    with pytest.raises(WrongSite) as refusal:
        page_url(text)
    assert refusal.value.data["why"] == "opaque"


@pytest.mark.parametrize("text", [text for text in NO_SITE if text == text.strip()])
def test_a_saved_text_that_is_no_url_has_no_site(text: str) -> None:
    with pytest.raises(WrongSite):
        saved_url(text)


@pytest.mark.parametrize("text", ["example.com", "localhost:8080", "//example.com", "example.com/login"])
def test_a_page_is_never_known_without_its_scheme(text: str) -> None:
    with pytest.raises(WrongSite):
        page_url(text)


@pytest.mark.parametrize(
    ("text", "normal"),
    {
        "example.com": ("https", "example.com", None, "/"),
        "  Example.com.  ": ("https", "example.com", None, "/"),
        "example.com/login?a=b#c": ("https", "example.com", None, "/login?a=b"),
        "example.com:8443": ("https", "example.com", 8443, "/"),
        "example.com:443": ("https", "example.com", None, "/"),
        "example.com:80": ("http", "example.com", None, "/"),
        "localhost:8080": ("https", "localhost", 8080, "/"),
        "192.168.1.1": ("https", "192.168.1.1", None, "/"),
        "[::1]:8080": ("https", "[::1]", 8080, "/"),
        "router": ("https", "router", None, "/"),
        "bücher.example": ("https", "xn--bcher-kva.example", None, "/"),
    }.items(),
)
def test_a_person_may_save_a_host_alone_and_means_https(text: str, normal: tuple[str, str, int | None, str]) -> None:
    assert saved_url(text) == SiteUrl(*normal)


@pytest.mark.parametrize("text", ["ana@example.com", "ana:secret@example.com", "mailto:ana@example.com"])
def test_a_saved_mail_address_is_no_host(text: str) -> None:
    with pytest.raises(WrongSite):
        saved_url(text)


@given(st.text(max_size=60) | st.text(alphabet="htps:/@.\\[]%?#0x17aé。 \n", max_size=30))
def test_any_text_parses_to_a_normal_form_that_stays_or_is_refused(text: str) -> None:
    try:
        found = saved_url(text)
    except WrongSite:
        return
    host = found.host if found.port is None else f"{found.host}:{found.port}"
    assert page_url(f"{found.scheme}://{host}{found.path}") == found
    assert found.host.isascii()
    assert found.path.startswith("/")


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("[::1]", True), ("example.com", False), ("localhost", False), ("1.example", False)],
)
def test_addresses_are_told_from_names(host: str, expected: bool) -> None:
    assert is_ip(host) is expected


@pytest.mark.parametrize("url", ["http://localhost/", "http://a.localhost:1/", "http://127.9.9.9/", "http://[::1]/"])
def test_loopback_never_leaves_the_computer(url: str) -> None:
    assert page_url(url).is_loopback


@pytest.mark.parametrize("url", ["http://127.example.com/", "http://localhost.evil.test/", "http://128.0.0.1/"])
def test_hosts_that_look_like_loopback_are_not(url: str) -> None:
    assert not page_url(url).is_loopback
