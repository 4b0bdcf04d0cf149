"""An editor's round in the real user interface: publish, break a cell, see it, fix it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from pipeline.defs.tables import NODES
from tests.browser.editor import (
    BROKEN,
    FILE,
    RAW,
    SHOWN_WITHIN,
    materialise,
    save,
    see,
    see_check,
    shot,
)
from tests.browser.server import Served

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("mended")]

UNSYNCED = re.compile("Unsynced|Upstream data")
HANGING = (
    "transcription/section_1_2",
    "validated/section_1_2",
    *(f"tables/{each}" for each in NODES),
)
STALE = {
    f"caict_2020/{name}": [f"{RAW} has a new data version"]
    for name in (*HANGING, "quality", "datapackage")
}
CHECK = "caict_2020/validated/section_1_2:figures"
WHOLE = ("identities", "errata", "sections")
CHECKS = """{ assetNodes { assetKey { path } assetChecksOrError { ... on AssetChecks { checks { name
  executionForLatestMaterialization { status evaluation { severity description } } } } } } }"""
MADE = """{ assetNodes { assetKey { path } isMaterializable
  assetMaterializations(limit: 1) { runId } } }"""


def made_by(served: Served) -> dict[str, str]:
    """The run that last made each asset."""
    return {
        "/".join(node["assetKey"]["path"]): node["assetMaterializations"][0]["runId"]
        for node in served.ask(MADE)["assetNodes"]
        if node["isMaterializable"]
    }


def checks(served: Served) -> dict[str, tuple[str, str]]:
    """The status of the latest execution of each check, and what it states."""
    found: dict[str, tuple[str, str]] = {}
    for node in served.ask(CHECKS)["assetNodes"]:
        for check in node["assetChecksOrError"].get("checks", []):
            last = check["executionForLatestMaterialization"] or {"status": "NONE"}
            stated = last.get("evaluation") or {"severity": "", "description": ""}
            name = f"{'/'.join(node['assetKey']['path'])}:{check['name']}"
            found[name] = (f"{last['status']} {stated['severity']}", stated["description"] or "")
    return found


def test_one_click_publishes_everything(page: Page, served: Served) -> None:
    """From a clean clone to a package with the committed bytes; nothing is stale after it."""
    committed = served.package()
    assert materialise(page, served) == "SUCCESS"
    assert len(set(made_by(served).values())) == 1
    served.wait_for_stale(lambda found: found == {})
    # the graph asks Dagster for news every few seconds
    page.wait_for_timeout(8000)
    shot(page, "graph")
    assert served.package() == committed


def test_a_saved_cell_is_stale_at_once_and_restored_without_a_run(
    page: Page, served: Served
) -> None:
    """All that hangs on the file is stale and names it; restoring it makes all fresh."""
    if served.stale():
        assert materialise(page, served) == "SUCCESS"
    runs = served.runs()
    save(served, *BROKEN)
    served.wait_for_stale(lambda found: found == STALE)
    for name in ("datapackage", "transcription/section_1_2"):
        page.goto(f"{served.address}/assets/caict_2020/{name}")
        page.get_by_text(UNSYNCED).locator("visible=true").first.hover(timeout=SHOWN_WITHIN)
        see(page, "1 change since last materialization")
        see(page, "has a new data version")
        shot(page, f"stale-{name.split('/')[0]}")
    page.goto(f"{served.address}/assets/{RAW}")
    see(page, FILE)
    save(served, *reversed(BROKEN))
    served.wait_for_stale(lambda found: found == {})
    assert served.runs() == runs


def test_a_broken_cell_shows_its_row_and_publishes_nothing(page: Page, served: Served) -> None:
    """Materialising the section and what follows it fails; the check states where, what and how."""
    published = served.package()
    save(served, *BROKEN)
    served.wait_for_stale(lambda found: found == STALE)
    before = made_by(served)
    assert materialise(page, served, f'key:"{RAW}"+') == "FAILURE"
    made = {name for name, run in made_by(served).items() if run != before[name]}
    assert {"caict_2020/transcription/section_1_2", "caict_2020/quality"} <= made
    valid = ("validated/section_1_2", "tables/figures", "datapackage")
    assert not {f"caict_2020/{each}" for each in valid} & made
    results = checks(served)
    assert [name for name, (status, _) in results.items() if status == "FAILED ERROR"] == [CHECK]
    silent = {name for name, (_, text) in results.items() if "not run: section 1.2" in text}
    assert silent == {f"caict_2020/quality:{each}" for each in ("ledger", *WHOLE)}
    assert not [name for name, (status, _) in results.items() if "EXECUTION_FAILED" in status]
    see_check(page, served, "caict_2020/validated/section_1_2", "figures")
    for text in ("Failed", f"{FILE}:2", "number", "E223 number-differs", "录入为 '41'"):
        see(page, text)
    shot(page, "check")
    assert served.package() == published
    save(served, *reversed(BROKEN))
    served.wait_for_stale(lambda found: found != {})
    assert materialise(page, served, f'key:"{RAW}"+') == "SUCCESS"
    served.wait_for_stale(lambda found: found == {})
    assert served.package() == published
