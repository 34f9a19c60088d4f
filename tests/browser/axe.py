"""axe-core, run in a page that stands still."""

from __future__ import annotations

from playwright.sync_api import Page

from installers.environment import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")

STILL = """() => document.getAnimations()
    .filter((animation) => animation.effect.getComputedTiming().iterations !== Infinity)
    .filter((animation) => animation.effect.getTiming().duration < 1000)
    .forEach((animation) => animation.finish())"""
"""Brings what fades or slides to its end; a ring that runs down for half a minute, or one that turns, is left alone."""

RUN = """async () => {
    const { violations } = await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] });
    const place = ({ html, failureSummary }) => [html, failureSummary];
    return violations.map(({ id, nodes }) => [id, nodes.map(place)]);
}"""


def be_still(page: Page) -> None:
    """Colours and places are what they will be, also those of what comes meanwhile."""
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    page.evaluate(STILL)


def violations(page: Page) -> list[object]:
    """What axe finds against WCAG 2.2 AA and good practice: the rule, and each place with what is wrong there."""
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(AXE)
    be_still(page)
    found: list[object] = page.evaluate(RUN)
    return found
