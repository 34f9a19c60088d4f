"""Draw the toolbar and store icons: extension/icons/*.svg as PNG, at the sizes the manifest names.

Run it after changing a drawing: `python tools/render_icons.py`. It needs playwright and an installed Chromium.
"""

from __future__ import annotations

import base64
from pathlib import Path

from playwright.sync_api import sync_playwright

ICONS = Path(__file__).parents[1] / "extension" / "icons"
SIZES = {"twinlatch": (16, 32, 48, 128), "twinlatch-locked": (16, 32, 48)}
CHROMIUM = "/usr/bin/chromium"


def main() -> None:
    """Write `<name>-<size>.png` beside each drawing."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        for name, sizes in SIZES.items():
            source = base64.b64encode((ICONS / f"{name}.svg").read_bytes()).decode()
            for size in sizes:
                page.set_viewport_size({"width": size, "height": size})
                page.set_content(
                    "<style>body { margin: 0 } img { display: block }</style>"
                    f'<img width="{size}" height="{size}" src="data:image/svg+xml;base64,{source}">'
                )
                page.screenshot(path=ICONS / f"{name}-{size}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
