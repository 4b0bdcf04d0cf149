"""Take pictures of the published page for reviewers without a checkout: wide, narrow, and dark."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

PAGE = Path(__file__).resolve().parent.parent / "datapackage" / "index.html"
VIEWS: dict[str, tuple[ViewportSize, str]] = {
    "wide": ({"width": 1280, "height": 900}, "light"),
    "narrow": ({"width": 390, "height": 844}, "light"),
    "dark": ({"width": 1280, "height": 900}, "dark"),
}


def main() -> None:
    """Write one PNG per view into the given folder."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, (size, scheme) in VIEWS.items():
            page = browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(PAGE.as_uri())
            page.screenshot(path=folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
