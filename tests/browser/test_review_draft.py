"""An editor's day: a text becomes a published report, decided with the keyboard in one offline page."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import build_package
from tests.browser.opened import opened
from tests.browser.reviewer import Reviewer, Truth
from tests.small_report import NAME
from tests.tools.draft.reviewing import ROWS, Reviewed

pytestmark = pytest.mark.browser

MOST_DECISIONS = 6


def assert_accessible(page: Page) -> None:
    """No rule of axe-core is broken."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_text_is_published_with_few_decisions(browser: Browser, tmp_path: Path) -> None:
    """The person keys the protected cells before the row is in view; nothing in the text acts."""
    project = Reviewed(tmp_path)
    assert project.run().exit_code == 0
    open_numerals = project.review().open

    def truth(numerals: list[int]) -> Truth:
        tokens = [open_numerals[n] for n in numerals]
        row = ROWS.get(tokens[0].token.text.removesuffix("万亿"))
        return row or [each.decision.reason or "name" for each in tokens]

    options = {"viewport": {"width": 1024, "height": 768}, "accept_downloads": True}
    with opened(browser, project.drafts / "review.html", "?lang=zh", **options) as shown:
        page, reviewer = shown.page, Reviewer(shown.page, truth)
        reviewer.decide()
        while page.locator("#c-decision").count() == 0:
            reviewer.decide()
        first = ROWS[open_numerals[reviewer.numerals()[0]].token.text.removesuffix("万亿")]
        assert {reviewer.value(name) for name in ("number", "multiplier", "unit", "hedge")} == {""}
        assert page.locator("#row [name=printed], #row small:not(:empty), #row .chips").count() == 0
        assert_accessible(page)
        before = reviewer.decisions
        reviewer.key("number", f"{first['number']}1")
        reviewer.key("unit", first["unit"])
        reviewer.press("Enter")
        assert "不一致：" in page.get_by_role("alert").inner_text()
        reviewer.press("k")
        assert reviewer.value("number") == ""
        reviewer.decisions = before
        reviewer.decide()
        page.reload()
        shown.ready()
        page.locator("#lang-en").focus()
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Escape")
        assert_accessible(page)
        reviewer.decide_all()
        assert reviewer.decisions <= MOST_DECISIONS * len(ROWS)
        with page.expect_download() as saved:
            page.keyboard.press("s")
        saved.value.save_as(tmp_path / "decisions.json")
        assert page.locator("#sentence img").count() == 0
        assert shown.violations() == shown.complaints == []
        assert all(address.startswith(("file:", "blob:")) for address in shown.asked)
    done = project.run("--apply", str(tmp_path / "decisions.json"))
    assert done.exit_code == 0, done.output
    table = build_package(load_reports(project.paths)[NAME]).files["data/figures.csv"]
    assert len(table.decode().splitlines()) == 1 + len(ROWS)
