"""Measure the waiting times in the running user interface: click to success, save to stale.

    PYTHONPATH=. python benchmarks/ui.py

Starts `make ui` in a clean clone of the last commit, and a browser. Success is the moment at which the run
has ended and its status is available. Stale is the moment at which the section shows that its file
has changed. Both are medians of five, after one turn that is not counted.

Dagster evaluates its sensors every five seconds. An editor saves at any moment in between, so the saves are
spread over that interval. Otherwise each would come directly after an evaluation and wait for the next.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.editor import SHOWN_WITHIN, click_materialise
from tests.browser.server import Served
from tests.browser.serving import chromium, make_ui

TIMES = 5
LOOKS_EVERY = 5.0
AIMS = {"from click to green": 10.0, "from save to stale": 5.0}
SECTION = "figures/1.2.csv"


def click_to_green(page: Page, served: Served) -> float:
    """Publish the whole report once; return the seconds."""
    before = served.runs()
    page.goto(f"{served.address}/asset-groups")
    page.get_by_role("button", name="Materialize all").wait_for(timeout=SHOWN_WITHIN)
    began = time.perf_counter()
    click_materialise(page)
    ends = served.ended(before)
    taken = time.perf_counter() - began
    if ends != ["SUCCESS"]:
        raise RuntimeError(f"the run ended as {ends}")
    return taken


def save_to_stale(served: Served, pause: float) -> float:
    """Save one file after a pause and measure; restore it without measuring."""
    time.sleep(pause)
    path = served.project.path(SECTION)
    kept = path.read_bytes()
    began = time.perf_counter()
    path.write_bytes(kept + b"\n")
    served.wait_for_stale(lambda found: found != {})
    taken = time.perf_counter() - began
    path.write_bytes(kept)
    served.wait_for_stale(lambda found: found == {})
    return taken


def measured(folder: Path) -> dict[str, list[float]]:
    """Return the seconds of each turn, without the first."""
    with make_ui(folder) as served, chromium() as browser:
        page = browser.new_page(viewport={"width": 1600, "height": 900})
        green = [click_to_green(page, served) for _ in range(TIMES + 1)]
        served.wait_for_stale(lambda found: found == {})
        stale = [save_to_stale(served, turn * LOOKS_EVERY / TIMES) for turn in range(TIMES + 1)]
    return dict(zip(AIMS, (green[1:], stale[1:]), strict=True))


def main() -> None:
    """Print the medians and the load; exit with 1 if a target is missed."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        runs = measured(Path(folder))
    print(f"load before: {load:.1f} on {os.cpu_count()} cores")
    print("| | median | fastest | slowest | aim |")
    print("|---|---|---|---|---|")
    for name, seconds in runs.items():
        spread = f"{statistics.median(seconds):.1f} s | {min(seconds):.1f} s | {max(seconds):.1f} s"
        print(f"| {name} | {spread} | {AIMS[name]:.0f} s |")
    sys.exit(any(statistics.median(each) > AIMS[name] for name, each in runs.items()))


if __name__ == "__main__":
    main()
