"""A second report appears in the running interface, and is published beside a broken first one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests import small_report
from tests.browser.editor import BROKEN, materialise, save, see, shot
from tests.browser.server import Served

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("mended")]


def test_a_second_report_is_published_though_the_first_is_broken(
    page: Page, served: Served
) -> None:
    """It needs a reload and no code; each package is its own report's."""
    published = served.package()
    small_report.small_report(served.clone.root)
    assert served.reload() == ""
    stages = ("_raw", "_typed", "_valid", "_tables", "")
    assert {f"small_2020{stage}" for stage in stages} <= served.groups()
    save(served, *BROKEN)
    assert materialise(page, served) == "FAILURE"
    assert served.package() == published
    second = served.package(small_report.PACKAGE)
    assert second["data/figures.csv"].count(b"\n") == 1 + len(small_report.FIGURES)
    page.goto(f"{served.address}/assets/small_2020/datapackage")
    see(page, "Latest materialization")
    shot(page, "second-report")
    served.restore()
    assert served.reload() == ""
    assert not any(group.startswith("small_2020") for group in served.groups())
