"""The shared look, part by part, under the extension's own content security policy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from installers.environment import ROOT
from installers.profile import EXTENSION
from tests.browser.axe import violations
from tests.browser.chromium import chromium, page_url

pytestmark = pytest.mark.browser

SCREENSHOTS = ROOT / "test-results"


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[Page]:
    """The gallery, opened as a page of a copy of the extension; any refused script or style fails the test."""
    extension = tmp_path / "extension"
    shutil.copytree(EXTENSION, extension)
    shutil.copytree(Path(__file__).parent / "gallery", extension / "gallery")
    complaints: list[str] = []
    with chromium(tmp_path / "profile", extension) as context:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(page_url("gallery/gallery.html"))
        page.locator(".icons").wait_for()
        yield page
    assert complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_part_is_accessible(gallery: Page, theme: str) -> None:
    """Axe finds nothing against WCAG 2.2 AA, contrast included, in either theme; a screenshot is left to look at."""
    gallery.evaluate("async (theme) => (await import('/lib/preferences.js')).remember({ theme })", theme)
    found = violations(gallery)
    SCREENSHOTS.mkdir(exist_ok=True)
    gallery.screenshot(path=SCREENSHOTS / f"gallery-{theme}.png", full_page=True)
    assert found == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_edges_and_focus_can_be_seen(gallery: Page, theme: str) -> None:
    """What shows where a control is has a contrast of 3 to 1 against all around it (WCAG 2.2, 1.4.11)."""
    gallery.evaluate("async (theme) => (await import('/lib/preferences.js')).remember({ theme })", theme)
    colours = gallery.evaluate(
        """() => {
            const probe = document.body.appendChild(document.createElement("i"));
            const names = ["line-strong", "focus", "accent", "danger", "page", "surface"];
            return Object.fromEntries(names.map((name) => {
                probe.style.color = `var(--${name})`;
                return [name, getComputedStyle(probe).color.match(/[0-9.]+/g).map(Number)];
            }));
        }"""
    )
    for shape in ("line-strong", "focus", "accent", "danger"):
        for ground in ("page", "surface"):
            assert contrast(colours[shape], colours[ground]) >= 3, (shape, ground)


def contrast(one: list[float], other: list[float]) -> float:
    """The contrast ratio of two sRGB colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: list[float]) -> float:
    parts = [value / 255 for value in colour[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_code_is_complete_at_the_sixth_digit(gallery: Page) -> None:
    """Typing six digits is enough; letters are not taken."""
    field = gallery.get_by_label("6-digit code", exact=True)
    field.click()
    gallery.keyboard.type("12a345")
    expect(gallery.locator("#completed")).to_have_text("")
    gallery.keyboard.type("6")
    expect(gallery.locator("#completed")).to_have_text("123456")


def test_a_code_is_found_in_what_is_pasted(gallery: Page) -> None:
    """A whole message with a code in it can be pasted."""
    gallery.evaluate("navigator.clipboard.writeText('Your code is 042 137.')")
    gallery.get_by_label("6-digit code", exact=True).focus()
    gallery.keyboard.press("Control+V")
    expect(gallery.locator("#completed")).to_have_text("042137")


def test_a_password_can_be_shown(gallery: Page) -> None:
    """The button shows and hides the password, and says which it will do."""
    field = gallery.get_by_label("Master password")
    field.fill("correct horse")
    gallery.get_by_role("button", name="Show password").click()
    expect(field).to_have_attribute("type", "text")
    expect(field).to_be_focused()
    gallery.get_by_role("button", name="Hide password").click()
    expect(field).to_have_attribute("type", "password")


def test_enter_and_escape_are_no_to_a_dangerous_question(gallery: Page) -> None:
    """Only the button that names the deed does it, and the keyboard returns to where it was."""
    ask = gallery.locator("#ask")
    for key in ("Enter", "Escape"):
        ask.click()
        expect(gallery.get_by_role("dialog")).to_be_visible()
        gallery.keyboard.press(key)
        expect(gallery.get_by_role("dialog")).to_have_count(0)
        expect(ask).to_have_attribute("data-answer", "false")
        expect(ask).to_be_focused()
    ask.click()
    gallery.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(ask).to_have_attribute("data-answer", "true")


def test_arrow_keys_move_through_a_list(gallery: Page) -> None:
    """Down, End and Home move; the list is one stop for Tab."""
    rows = gallery.locator("#list .row")
    rows.first.focus()
    gallery.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    gallery.keyboard.press("End")
    expect(rows.last).to_be_focused()
    gallery.keyboard.press("Tab")
    expect(gallery.locator("#list :focus")).to_have_count(0)


def test_nothing_is_cut_when_narrow(gallery: Page) -> None:
    """At 400 px nothing needs scrolling sideways."""
    gallery.set_viewport_size({"width": 400, "height": 800})
    assert gallery.evaluate("document.documentElement.scrollWidth <= innerWidth")
