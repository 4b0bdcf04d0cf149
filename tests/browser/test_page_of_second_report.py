"""The page of a report without printed pages, policies and the like: nothing that it does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import build_package
from tests.browser.opened import Opened, opened, written
from tests.project import Project
from tests.reports.second_report import SECOND, add_second_report

pytestmark = pytest.mark.browser

LEADING_NOWHERE = """() => [...document.querySelectorAll('a[href^="#"], svg a')]
  .map((each) => each.getAttribute('href'))
  .filter((href) => href !== '#main' && !href.includes('?'))
  .filter((href) => !document.getElementById(href.slice(1)))"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the second report, in its package."""
    project = Project.copied(tmp_path_factory.mktemp("second"))
    add_second_report(project.root)
    built = build_package(load_reports(project.paths)[SECOND])
    return written(tmp_path_factory.mktemp("page"), built.files)


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Opened]:
    """The page, opened in English."""
    with opened(browser, file) as found:
        found.page.locator("#lang-en").check()
        yield found


def test_its_menu_names_only_what_it_has(page: Opened) -> None:
    """No part about policies, because there are none; every link leads somewhere."""
    names = page.page.locator("nav a [lang=en]").all_inner_texts()
    assert names == [
        "Overview",
        "Charts",
        "Figures",
        "Compare with text",
        "Evidence",
        "Download & cite",
    ]
    assert page.page.evaluate(LEADING_NOWHERE) == []
    assert page.violations() == []


def test_it_speaks_of_nothing_that_it_does_not_have(page: Opened) -> None:
    """Neither in a heading nor in a sentence that is shown."""
    text = page.page.locator("main").inner_text()
    assert not re.search(r"[Pp]olicies|preface|contradicts itself|p\. ", text)


def test_a_figure_is_cited_by_its_section(page: Opened) -> None:
    """A figure without a page is not one of the preface."""
    page.go("fig-1-001")
    view = page.page.locator("#figure-view")
    expect(view).to_contain_text(", 2025, section 1, “1349084 亿元”. Figure 1-001")
    expect(view).not_to_contain_text("preface")
    expect(view).not_to_contain_text("Policies named in the same section")
