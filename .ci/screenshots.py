"""Take pictures of the published page of every report: wide, narrow, and dark; for reviewers without a checkout."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from pipeline.ingest import read_report
from pipeline.ingest.report_folder import report_folders
from pipeline.paths import Paths

VIEWS: dict[str, tuple[ViewportSize, str]] = {
    "wide": ({"width": 1280, "height": 900}, "light"),
    "narrow": ({"width": 390, "height": 844}, "light"),
    "dark": ({"width": 1280, "height": 900}, "dark"),
}


def pages(paths: Paths) -> dict[str, Path]:
    """Return the published page of each report, by the name of the report."""
    read = {each.name: read_report(each, paths.root)[0] for each in report_folders(paths.raw)}
    return {
        name: paths.package(report.package) / "index.html"
        for name, report in read.items()
        if report and not report.draft
    }


def take(browser: Browser, address: str, folder: Path) -> None:
    """Write one PNG per view of a page into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (size, scheme) in VIEWS.items():
        page = browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(address)
        page.screenshot(path=folder / f"{name}.png")
        page.close()


def main() -> None:
    """Write the pictures of each report into a folder of its name below the given folder."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, page in pages(Paths.of_checkout()).items():
            take(browser, page.as_uri(), Path(sys.argv[1]) / name)
        browser.close()


if __name__ == "__main__":
    main()
