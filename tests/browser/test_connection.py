"""Extension and host find each other in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from installers.browser import Chromium
from installers.demo_site import DemoSite
from installers.profile import Profile


def test_the_first_run_page_opens_and_the_host_answers(browser: Chromium) -> None:
    """After installation the options page opens by itself and shows no fault."""
    page = browser.first_run_page
    expect(page.get_by_role("heading", name="Twinlatch")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.without_host
def test_a_missing_host_is_named_with_the_command_that_mends_it(
    browser: Chromium, profile: Profile, site: DemoSite
) -> None:
    """Without a registered host the popup names `twinlatch install`; once that ran, trying again works."""
    website = browser.open(site.url)
    with browser.popup(website) as popup:
        alert = popup.get_by_role("alert")
        expect(alert).to_contain_text("twinlatch install")
        profile.register_host()
        popup.get_by_role("button", name="Try again").click()
        expect(alert).to_have_count(0)
