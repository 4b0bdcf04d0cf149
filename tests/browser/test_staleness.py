"""Edit, then see: what a running Dagster calls stale after a file is saved, and once it is restored."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Served
from tests.browser.test_editors_day import ask, materialise_all, page

__all__ = ["page"]  # the fixture of the browser's page

pytestmark = pytest.mark.browser

SECTION = "figures/1.3.csv"
WITHIN = 60
STALE = """{ assetNodes { assetKey { path } isMaterializable staleStatus
  staleCauses { reason key { path } } } }"""


def stale(served: Served) -> dict[str, list[str]]:
    """Each stale asset with the assets that make it so."""
    return {
        "/".join(node["assetKey"]["path"]): [
            f"{'/'.join(cause['key']['path'])} {cause['reason']}" for cause in node["staleCauses"]
        ]
        for node in ask(served, STALE)["assetNodes"]
        if node["isMaterializable"] and node["staleStatus"] != "FRESH"
    }


def wait_until(served: Served, wanted: dict[str, list[str]]) -> None:
    """Wait until exactly these assets are stale."""
    began = time.monotonic()
    while (found := stale(served)) != wanted:
        assert time.monotonic() - began < WITHIN, found
        time.sleep(0.25)


def test_a_saved_file_makes_its_section_stale_and_a_restored_one_fresh(
    page: Page, served: Served
) -> None:
    """Seconds after saving, the section says which file changed; restoring it needs no run."""
    assert materialise_all(page, served) == "SUCCESS"
    wait_until(served, {})
    path = served.project.path(SECTION)
    before = path.read_bytes()
    path.write_bytes(before + b"\n")
    why = "caict_2020/raw/section_1_3 has a new data version"
    wait_until(served, {"caict_2020/transcription/section_1_3": [why]})
    path.write_bytes(before)
    wait_until(served, {})
