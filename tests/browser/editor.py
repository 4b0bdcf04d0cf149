"""What an editor does in the user interface: looks at a place, clicks, and keeps what was seen."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page

from tests.browser.server import Served
from tests.project import CHECKOUT

SHOTS = CHECKOUT / "build" / "screenshots"
SECTION = "figures/1.2.csv"
FILE = f"raw/caict-2020/{SECTION}"
RAW = "caict_2020/raw/section_1_2"
BROKEN = ("超过 40 万亿元,retail_sales,CN,超过,40,", "超过 40 万亿元,retail_sales,CN,超过,41,")
SHOWN_WITHIN = 60_000
CLICKS = 3
MATERIALISE = re.compile("Materialize (all|selected)")


def shot(page: Page, name: str) -> Path:
    """Keep what the editor sees."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    path = SHOTS / f"{name}.png"
    page.screenshot(path=str(path))
    return path


def see(page: Page, text: str) -> None:
    """Wait until a text stands on the page."""
    page.get_by_text(text).locator("visible=true").first.wait_for(timeout=SHOWN_WITHIN)


def start(page: Page, served: Served, place: str) -> dict[str, str]:
    """Open a place, click the button that starts a run, and return the runs before it.

    A page that learns of reloaded definitions while it is clicked may lose the click: people click again.
    """
    before = served.runs()
    for _ in range(CLICKS):
        page.goto(f"{served.address}{place}")
        page.get_by_role("button", name=MATERIALISE).first.click(timeout=SHOWN_WITHIN)
        if served.has_begun(before):
            return before
    raise AssertionError(f"no run begins at {place}")


def materialise(page: Page, served: Served, selection: str = "") -> str:
    """Open the graph of a selection (all, if blank), click “Materialize”, wait for the run's end."""
    query = f"?asset-selection={quote(selection)}" if selection else ""
    return served.ended(start(page, served, f"/asset-groups{query}"))[0]


def see_check(page: Page, served: Served, asset: str, check: str) -> None:
    """Open a check of an asset."""
    page.goto(f"{served.address}/assets/{asset}?view=checks&checkDetail={check}")
    see(page, check)


def save(served: Served, before: str, after: str) -> None:
    """Change a cell of the section as an editor would."""
    served.project.replace(SECTION, before, after)
