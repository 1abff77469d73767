"""Take a picture of an explorer page, for the documentation: ``screenshot.py PAGE.html OUT.png``.

Needs playwright (``pip install playwright``, no browser download) and a Chromium on the PATH. What
the page shows is chosen by its address: ``--hash "view=matrix"`` opens the matrix.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_browser() -> str:
    """Return the path of an installed Chromium; raises SystemExit when there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise SystemExit(f"no browser found, looked for {', '.join(BROWSERS)}")
    return found


def take(
    page: Path, out: Path, *, size: tuple[int, int], scale: float, dark: bool, address: str
) -> None:
    """Write what `page` looks like at `address` to `out`, `scale` pixels for each of the window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(ARGUMENTS))
        view = browser.new_page(
            viewport={"width": size[0], "height": size[1]},
            device_scale_factor=scale,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        view.goto(f"{page.resolve().as_uri()}{'#' if address else ''}{address}")
        view.wait_for_selector("html[data-ready]", state="attached")
        # Two frames and a pause: the drawing fits itself once the window has its final size.
        view.wait_for_timeout(600)
        view.screenshot(path=out)
        browser.close()


def main() -> None:
    """Read the command line and take the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path, help="an explorer page")
    parser.add_argument("out", type=Path, help="the picture to write")
    parser.add_argument("--size", default="1440x900", help="window, WIDTHxHEIGHT")
    parser.add_argument("--scale", type=float, default=1.0, help="pixels for each of the window")
    parser.add_argument("--dark", action="store_true", help="the dark theme")
    parser.add_argument("--hash", default="", help="what to show, as in the page's address")
    given = parser.parse_args()
    width, height = map(int, given.size.split("x"))
    take(
        given.page,
        given.out,
        size=(width, height),
        scale=given.scale,
        dark=given.dark,
        address=given.hash,
    )


if __name__ == "__main__":
    main()
