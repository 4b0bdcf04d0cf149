"""Measure the page: this report's, and one of many figures made by repetition.

    PYTHONPATH=. python benchmarks/page.py [FIGURES]

Exits with 1 if an answer of the large page exceeds the limit.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from playwright.sync_api import Browser, Page, sync_playwright

from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import BuiltPackage, build_package
from pipeline.package.statistics import quality
from pipeline.paths import Paths
from pipeline.transform.tables import Tables
from pipeline.website import page

ROOT = Path(__file__).resolve().parent.parent
REPORT = "caict-2020"
MANY = 10_000
TIMES = 5
LIMIT = 0.2
"""Limit in seconds for an answer of the page with ten thousand figures."""


def repeated(frames: Tables, length: int) -> dict[str, pd.DataFrame]:
    """Repeat figures, numerals and measured check coverage under new identifiers."""
    figures, numerals = frames["figures"], frames["numerals"]
    copies = -(-length // len(figures))
    made: dict[str, list[pd.DataFrame]] = {"figures": [], "numerals": [], "check_coverage": []}
    for number in range(copies):
        mark = f"r{number:02d}-" if number else ""
        made["figures"].append(figures.assign(figure_id=mark + figures["figure_id"]))
        claimed = numerals["figure"].where(numerals["figure"] == "", mark + numerals["figure"])
        made["numerals"].append(numerals.assign(figure=claimed))
        check_coverage = frames["check_coverage"]
        made["check_coverage"].append(check_coverage.assign(figure=mark + check_coverage["figure"]))
    joined = {name: pd.concat(parts, ignore_index=True) for name, parts in made.items()}
    kept = set(joined["figures"]["figure_id"][:length])
    joined["figures"] = joined["figures"][:length]
    for name in ("check_coverage", "numerals"):
        joined[name] = joined[name][joined[name]["figure"].isin(kept | {""})]
    return {**frames, **joined}


def page_of(published: BuiltPackage, frames: Tables) -> bytes:
    """Render the page of these tables, as in the package."""
    files = {path: data for path, data in published.files.items() if path != "index.html"}
    return page(published.report, frames, quality(frames, published.ledger), files)


def median_of(action: Callable[[], float]) -> float:
    """Return the median of several runs, in milliseconds."""
    return statistics.median(action() for _ in range(TIMES)) * 1000


def opening(browser: Browser, path: Path) -> float:
    """Return the seconds from navigation to an interactive page, in a new context."""
    context = browser.new_context()
    tab = context.new_page()
    began = time.perf_counter()
    tab.goto(f"{path.as_uri()}#?lang=en")
    tab.locator("html[data-ready]").wait_for(state="attached")
    taken = time.perf_counter() - began
    context.close()
    return taken


ACTIONS = {
    "search": "const q = document.getElementById('f-q'); q.value = q.value === '5G' ? 'China' : '5G'; "
    "document.getElementById('f-unit').dispatchEvent(new Event('input', {bubbles: true}))",
    "sort": "const s = document.getElementById('f-sort'); s.value = s.value === 'up' ? 'down' : 'up'; "
    "s.dispatchEvent(new Event('input', {bubbles: true}))",
    "language": "document.getElementById(document.documentElement.lang === 'en' ? 'lang-zh' : 'lang-en').click()",
    "figure": "const v = document.getElementById('figure-view'); if (v.open) v.close(); "
    "document.querySelector('#rows .id').click()",
}


def answering(tab: Page, action: str) -> float:
    """Return the seconds from an action to the layout of its result; the page answers after a timer."""
    script = f"""() => new Promise((done) => {{
      const began = performance.now();
      {action};
      setTimeout(() => {{ document.body.offsetHeight; done(performance.now() - began); }}, 0);
    }})"""
    return float(tab.evaluate(script)) / 1000


def measured(browser: Browser, data: bytes, figures: int) -> bool:
    """Print the size and response times of one page; return whether they are within the limit."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.html"
        path.write_bytes(data)
        interactive = median_of(lambda: opening(browser, path))
        tab = browser.new_page()
        tab.goto(f"{path.as_uri()}#?lang=en")
        tab.locator("html[data-ready]").wait_for(state="attached")
        nodes = tab.evaluate("document.querySelectorAll('*').length")
        taken = {
            name: median_of(lambda action=action: answering(tab, action))  # type: ignore[misc]
            for name, action in ACTIONS.items()
        }
        tab.close()
    answers = ", ".join(f"{name} {ms:.0f} ms" for name, ms in taken.items())
    sys.stdout.write(
        f"{figures} figures: {len(data):,} bytes, {nodes} elements, "
        f"interactive after {interactive:.0f} ms; {answers}\n"
    )
    return max(taken.values()) < LIMIT * 1000


def main(many: int = MANY) -> int:
    """Measure both pages; return 1 if the large one exceeds the limit."""
    published = build_package(load_reports(Paths(ROOT))[REPORT])
    small = published.frames
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        measured(browser, page_of(published, small), len(small["figures"]))
        usable = measured(browser, page_of(published, repeated(small, many)), many)
        browser.close()
    return 0 if usable else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
