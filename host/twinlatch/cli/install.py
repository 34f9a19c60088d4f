"""`twinlatch install`: tells browsers where Twinlatch's host is."""

from __future__ import annotations

import argparse

from twinlatch.cli import browsers, registration, report
from twinlatch.cli.browsers import Browser
from twinlatch.errors import StoreFailed
from twinlatch.i18n import Sentences

_OUTCOMES: dict[registration.State, str] = {
    "missing": "added",
    "elsewhere": "replaced",
    "outdated": "mended",
    "registered": "registered",
}

add_arguments = report.add_arguments


def run(arguments: argparse.Namespace, say: Sentences) -> int:
    lines = [_install(browser) for browser in report.chosen(arguments, browsers.detected())]
    code = report.finish(lines, arguments, say, none="cli_no_browser")
    return code if lines else 1


def _install(browser: Browser) -> report.Line:
    if browser.manifests is None:
        return report.Line(browser, "sandboxed", ok=False)
    before = registration.state(browser.family, browser.manifests)
    try:
        registration.register(browser.family, browser.manifests)
    except StoreFailed as error:
        return report.Line(browser, "not_added", ok=False, why=error.data["why"])
    return report.Line(browser, _OUTCOMES[before], ok=True)
