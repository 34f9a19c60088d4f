"""How well the form finder reads the pages of this folder: precision and recall per kind, clean pages, milliseconds.

    python tests/forms/measure.py [--misses] [pages | holdout | captured | captured_holdout]

`pages` and `captured` are what the finder was tuned on, the other two what it was not. The captured ones have the
noise of pages saved from real sites: search and newsletter beside the login, generated names, decoys, a hundred kinds
of site in thirty languages.
Each page names what a careful person would say of its fields in `data-expect="<form kind>:<field kind>"`; the labels
are taken off before the finder runs. A page without labels must stay clean.
"""

from __future__ import annotations

import argparse
import statistics
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
CONTENT = HERE.parent.parent / "extension" / "content"
FINDER = [CONTENT / "find_forms_words.js", CONTENT / "find_forms.js"]
FOLDERS = ("pages", "holdout", "captured", "captured_holdout")
KINDS = ("username", "email", "current-password", "new-password", "one-time-code")

TAKE_LABELS = """() => {
  const labelled = [];
  const visit = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.dataset?.expect) labelled.push([element, element.dataset.expect]);
      element.removeAttribute("data-expect");
      if (element.shadowRoot) visit(element.shadowRoot);
      if (element.localName === "iframe" && element.contentDocument) visit(element.contentDocument);
    }
  };
  Document.prototype.querySelectorAll.call(document, "*");
  visit({ querySelectorAll: (selector) => Document.prototype.querySelectorAll.call(document, selector) });
  globalThis.labelled = labelled;
}"""

COMPARE = """() => {
  const started = performance.now();
  const found = findForms(document);
  const cold = performance.now() - started;
  const warm = Math.min(...[1, 2, 3].map(() => {
    const again = performance.now();
    findForms(document);
    return performance.now() - again;
  }));
  const named = (element) =>
    element.getAttribute("name") || element.id || element.getAttribute("placeholder") || element.type;
  const answers = new Map(
    found.flatMap(({ kind, fields }) => fields.map((field) => [field.element, `${kind}:${field.kind}`])));
  const rows = labelled.map(([element, expected]) => [named(element), expected, answers.get(element) ?? ""]);
  const known = new Set(labelled.map(([element]) => element));
  for (const [element, answer] of answers) if (!known.has(element)) rows.push([named(element), "", answer]);
  return { rows, cold, warm };
}"""


@dataclass
class Tally:
    """Counts over a set of pages; times in milliseconds."""

    hits: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    form_hits: int = 0
    pages: int = 0
    empty_pages: int = 0
    clean_pages: int = 0
    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def scores(self, *kinds: str) -> tuple[float, float, float]:
        """Precision, recall and F1 over `kinds`."""
        hits = sum(self.hits[kind] for kind in kinds)
        precision = hits / max(1, hits + sum(self.wrong[kind] for kind in kinds))
        recall = hits / max(1, hits + sum(self.missed[kind] for kind in kinds))
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)

    @property
    def clean_rate(self) -> float:
        """The part of the pages without a login that the finder left alone."""
        return self.clean_pages / max(1, self.empty_pages)

    @property
    def form_rate(self) -> float:
        """The part of the rightly found fields whose form has the right kind too."""
        return self.form_hits / max(1, self.hits.total())

    def count(self, name: str, rows: list[tuple[str, str, str]]) -> None:
        """Add one page's rows of (field, expected, answered)."""
        self.pages += 1
        expects = any(expected for _, expected, _ in rows)
        self.empty_pages += not expects
        self.clean_pages += not rows
        for element, expected, answered in rows:
            want, got = expected.partition(":")[2], answered.partition(":")[2]
            if want == got:
                self.hits[want] += 1
                self.form_hits += expected == answered
            else:
                self.wrong[got] += bool(got)
                self.missed[want] += bool(want)
            if expected != answered:
                self.misses.append(f"{name}: {element}: expected {expected or 'nothing'}, got {answered or 'nothing'}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """One headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"], timeout=60_000)
        yield browser
        browser.close()


def read(page: Page, path: Path, source: str) -> dict[str, Any]:
    """Load a page from disk, take its labels off, and let the finder answer."""
    page.goto(path.as_uri())
    page.evaluate(TAKE_LABELS)
    page.evaluate(source)
    result: dict[str, Any] = page.evaluate(COMPARE)
    return result


def measure(browser: Browser, *folders: Path) -> Tally:
    """Run the finder over every page of some folders."""
    source = "\n".join(path.read_text() for path in FINDER)
    tally = Tally()
    page = browser.new_page()
    for path in sorted(path for folder in folders for path in folder.glob("*.html")):
        result = read(page, path, source)
        tally.count(path.stem, result["rows"])
        tally.cold.append(result["cold"])
        tally.warm.append(result["warm"])
    page.close()
    return tally


def report(name: str, tally: Tally) -> None:
    """Print one folder's figures."""
    print(f"{name}: {tally.pages} pages, {tally.empty_pages} without a login")
    for kind in (*KINDS, "all"):
        precision, recall, f1 = tally.scores(*(KINDS if kind == "all" else (kind,)))
        right = tally.hits.total() if kind == "all" else tally.hits[kind]
        print(f"  {kind:18} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  ({right} right)")
    print(f"  form kind right {tally.form_rate:.3f}   pages left clean {tally.clean_rate:.3f}")
    print(
        f"  first run median {statistics.median(tally.cold):.1f} ms, worst {max(tally.cold):.1f} ms;"
        f" again median {statistics.median(tally.warm):.1f} ms, worst {max(tally.warm):.1f} ms"
    )


def main() -> None:
    """Measure the folders named on the command line, all by default."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", default=FOLDERS)
    parser.add_argument("--misses", action="store_true", help="print every field that was read wrongly")
    options = parser.parse_args()
    with chromium() as browser:
        for name in options.folders:
            tally = measure(browser, HERE / name)
            if options.misses:
                print("\n".join(tally.misses))
            report(name, tally)


if __name__ == "__main__":
    main()
