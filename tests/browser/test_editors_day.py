"""An editor's round in the real user interface: publish, break a cell, see it, mend it."""

from __future__ import annotations

import json
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Served
from tests.project import CHECKOUT

pytestmark = pytest.mark.browser

SHOTS = CHECKOUT / "build" / "screenshots"
GRAPH = "/asset-groups"
RUN_WITHIN = 180
SECTION = "figures/1.2.csv"
BROKEN = ("超过 40 万亿元,retail_sales,CN,超过,40,", "超过 40 万亿元,retail_sales,CN,超过,41,")

RUNS = "{ runsOrError(limit: 50) { ... on Runs { results { runId status } } } }"
ASSETS = """{ assetNodes { assetKey { path } isMaterializable
  assetMaterializations(limit: 1) { runId } } }"""


def ask(served: Served, query: str) -> Any:
    """What Dagster's own GraphQL says."""
    request = urllib.request.Request(  # noqa: S310 - an address on this machine
        f"{served.address}/graphql",
        json.dumps({"query": query}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return json.load(answer)["data"]


def runs(served: Served) -> dict[str, str]:
    """The status of every run."""
    return {each["runId"]: each["status"] for each in ask(served, RUNS)["runsOrError"]["results"]}


def wait_for_one_run(served: Served, before: dict[str, str]) -> str:
    """The status with which the one new run ends."""
    until = time.monotonic() + RUN_WITHIN
    while time.monotonic() < until:
        new = {run: status for run, status in runs(served).items() if run not in before}
        if new and all(status in ("SUCCESS", "FAILURE", "CANCELED") for status in new.values()):
            assert len(new) == 1
            return next(iter(new.values()))
        time.sleep(1)
    raise AssertionError("the run did not end")


def materialise_all(page: Page, served: Served) -> str:
    """Click “Materialize all” in the graph of all assets and wait for the end of the run."""
    before = runs(served)
    page.goto(f"{served.address}{GRAPH}")
    button = page.get_by_role("button", name="Materialize all")
    button.wait_for(timeout=60_000)
    button.click()
    return wait_for_one_run(served, before)


def package(served: Served) -> dict[str, bytes]:
    """The published files by path."""
    folder = served.project.root / "datapackage"
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def edit(served: Served, before: str, after: str) -> None:
    """Change a cell as an editor would."""
    path = served.project.path(SECTION)
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8", newline="")


def shot(page: Page, name: str) -> Path:
    """Keep what the editor sees."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    path = SHOTS / f"{name}.png"
    page.screenshot(path=str(path))
    return path


@pytest.fixture
def page(browser: Browser) -> Page:
    """A page as wide as an editor's screen."""
    return browser.new_page(viewport={"width": 1600, "height": 900})


def test_an_editor_publishes_breaks_a_cell_sees_it_and_mends_it(page: Page, served: Served) -> None:
    """All green by one click; a broken cell shows its row; nothing is published; mended is green."""
    assert materialise_all(page, served) == "SUCCESS"
    nodes = [node for node in ask(served, ASSETS)["assetNodes"] if node["isMaterializable"]]
    assert len({node["assetMaterializations"][0]["runId"] for node in nodes}) == 1
    # the graph asks Dagster for news every few seconds
    page.wait_for_timeout(8000)
    shot(page, "graph")
    published = package(served)
    assert "data/figures.csv" in published

    edit(served, *BROKEN)
    assert materialise_all(page, served) == "FAILURE"
    page.goto(
        f"{served.address}/assets/caict_2020/validated/section_1_2?view=checks&checkDetail=double_entry"
    )
    page.get_by_text("double_entry").first.wait_for(timeout=60_000)
    page.get_by_text("Failed").first.wait_for(timeout=60_000)
    page.get_by_text("raw/caict-2020/figures/1.2.csv").first.wait_for(timeout=60_000)
    page.get_by_text("录入为 '41'").first.wait_for(timeout=60_000)
    shot(page, "check")
    assert package(served) == published

    edit(served, *reversed(BROKEN))
    assert materialise_all(page, served) == "SUCCESS"
    assert package(served) == published
