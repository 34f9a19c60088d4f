"""`twinlatch uninstall`: takes back what `twinlatch install` wrote, and nothing else."""

from __future__ import annotations

import argparse
from pathlib import Path

from twinlatch.cli import browsers, registration, report
from twinlatch.cli.browsers import Browser
from twinlatch.errors import StoreFailed
from twinlatch.i18n import Sentences

add_arguments = report.add_arguments


def run(arguments: argparse.Namespace, say: Sentences) -> int:
    """Without `--browser` it looks at every browser there may ever have been, not only at those found now."""
    known = list(map(browsers.named, browsers.names()))
    meant = report.chosen(arguments, known)
    outcomes = [_uninstall(browser, browser.manifests) for browser in meant if browser.manifests]
    code = report.finish([line for line in outcomes if line], arguments, say, none="cli_nothing_registered")
    if not any(
        registration.names_launcher(browser.family, browser.manifests) for browser in known if browser.manifests
    ):
        registration.remove_launcher()
    return code


def _uninstall(browser: Browser, folder: Path) -> report.Line | None:
    match registration.state(browser.family, folder):
        case "missing":
            return None
        case "elsewhere":
            return report.Line(browser, "left", ok=True)
    try:
        registration.unregister(browser.family, folder)
    except StoreFailed as error:
        return report.Line(browser, "not_removed", ok=False, why=error.data["why"])
    return report.Line(browser, "removed", ok=True)
