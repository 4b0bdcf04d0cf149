"""An editor's day: a text becomes a published report, decided with the keyboard in one offline page."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import build_package
from pipeline.package.metadata.package_model import NAME as PROGRAM
from pipeline.package.metadata.package_model import VERSION
from tests.browser.opened import opened
from tests.browser.reviewer import Reviewer, Truth
from tests.small_report import NAME
from tests.tools.draft.reviewing import JOINED, JOINED_ROWS, ROWS, Reviewed

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


def test_a_joined_figure_becomes_two_by_one_decision(browser: Browser, tmp_path: Path) -> None:
    """Both halves are kept when the page is opened again, can be joined, and are published as two figures."""
    project = Reviewed(tmp_path, JOINED)
    assert project.run().exit_code == 0
    open_numerals = project.review().open

    def truth(numerals: list[int]) -> Truth:
        tokens = [open_numerals[n] for n in numerals]
        row = JOINED_ROWS.get(tokens[0].token.text.removesuffix("万亿"))
        return row or [each.decision.reason or "name" for each in tokens]

    with opened(
        browser, project.drafts / "review.html", "?lang=zh", accept_downloads=True
    ) as shown:
        page, reviewer = shown.page, Reviewer(shown.page, truth)
        items = reviewer.left()
        while not (len(reviewer.numerals()) > 1 and page.locator("#c-decision").count()):
            reviewer.command("n")
        joined = reviewer.numerals()
        reviewer.command("t")
        assert (reviewer.numerals(), reviewer.left()) == (joined[:1], items + 1)
        assert "合为一个数字" in page.locator(".acts").inner_text()
        assert_accessible(page)
        reviewer.decide()
        assert reviewer.numerals() == joined[1:]
        reviewer.command("t")
        assert (reviewer.numerals(), reviewer.left()) == (joined, items)
        reviewer.command("t")
        page.reload()
        shown.ready()
        assert reviewer.left() == items + 1
        reviewer.decide_all()
        with page.expect_download() as saved:
            page.keyboard.press("s")
        saved.value.save_as(tmp_path / "decisions.json")
        assert shown.violations() == shown.complaints == []
    done = project.run("--apply", str(tmp_path / "decisions.json"))
    assert done.exit_code == 0, done.output
    rows = (project.folder / "figures" / "1.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + len(JOINED_ROWS)
    assert "37.8〔万亿元〕" in rows[3]


@pytest.mark.parametrize(
    ("reading", "chinese", "english"),
    [
        ("", "由人在不看草稿的情况下重新录入", "keyed number, multiplier, unit and hedge"),
        ("R1", "第二次阅读 R1（2026-11-23）", "Second reading R1 of 2026-11-23"),
    ],
)
def test_a_published_figure_states_who_confirmed_its_draft(
    browser: Browser, tmp_path: Path, reading: str, chinese: str, english: str
) -> None:
    """The view of the figure names the program and the confirmation, in both languages."""
    project = Reviewed(tmp_path)
    if reading:
        project.record_reading()
    options = ("--reading", reading) if reading else ()
    done = project.apply(project.document(reading), *options)
    assert done.exit_code == 0, done.output
    files = build_package(load_reports(project.paths)[NAME]).files
    (tmp_path / "index.html").write_bytes(files["index.html"])
    with opened(browser, tmp_path / "index.html") as shown:
        for language, stated in (("zh", chinese), ("en", english)):
            shown.go(f"fig-1-001?lang={language}")
            view = shown.page.locator("#figure-view").inner_text()
            assert f"{PROGRAM} {VERSION}" in view
            assert stated in view
            assert_accessible(shown.page)
        assert shown.violations() == shown.complaints == []
