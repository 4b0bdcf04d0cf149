"""Take pictures of the published page of every report, each view, for reviewers without a checkout."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from pipeline.ingest import read_report
from pipeline.ingest.report_folder import report_folders
from pipeline.paths import Paths

VIEWS = ("overview", "charts", "figures", "facts", "compare", "evidence", "get")
WAYS: tuple[tuple[int, int, str, str], ...] = (
    (1440, 900, "light", "en"),
    (1440, 900, "dark", "zh"),
    (1024, 768, "light", "zh"),
    (390, 844, "light", "en"),
    (390, 844, "dark", "zh"),
)
"""Width, height, colours and language of a picture; every view is taken in each way."""


def pages(paths: Paths) -> dict[str, Path]:
    """Return the published page of each report, by the name of the report."""
    read = {each.name: read_report(each, paths.root)[0] for each in report_folders(paths.raw)}
    return {
        name: paths.package(report.package) / "index.html"
        for name, report in read.items()
        if report and not report.draft
    }


def take(browser: Browser, address: str, folder: Path) -> None:
    """Write one PNG per view and way of a page into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for width, height, scheme, language in WAYS:
        size: ViewportSize = {"width": width, "height": height}
        page = browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
        for view in VIEWS:
            page.goto(f"{address}#{view}?lang={language}")
            page.locator("html[data-ready]").wait_for(state="attached")
            page.screenshot(path=folder / f"{view}-{width}-{scheme}-{language}.png")
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
