"""A figure taken out of the page: as a text that keeps its cautions, as code that finds it, or by hand."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.opened import Opened, opened

pytestmark = pytest.mark.browser

ALLOWED = ["clipboard-read", "clipboard-write"]
REFUSING = """
Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error()) } });
document.execCommand = () => false;
"""
"""What a browser does that lets no page write to the clipboard."""


@contextmanager
def refusing(browser: Browser, path: Path, hash_: str) -> Iterator[Opened]:
    """The page in a browser that cannot copy."""
    with opened(browser, path) as page:
        page.page.add_init_script(REFUSING)
        page.go(hash_)
        yield page


def test_a_figure_is_copied_as_a_line_that_reads_it(browser: Browser, path: Path) -> None:
    """The Python line is run where the package lies, and gives the printed words."""
    allowed = ["clipboard-read", "clipboard-write"]
    with opened(browser, path, "fig-1.1-001?lang=en", permissions=allowed) as page:
        copied = {}
        for form in ("text", "JSON", "Python", "R"):
            # what was stated of the form before would let this one be read before it is copied
            page.page.locator("dialog .announced").evaluate("each => { each.textContent = '' }")
            page.page.get_by_role("button", name=f"Copy as {form}", exact=True).click()
            expect(page.page.locator("dialog .announced")).to_have_text("Copied")
            copied[form] = page.page.evaluate("navigator.clipboard.readText()")
    imported, _, expression = copied["Python"].partition("; ")
    ran = subprocess.run(
        [sys.executable, "-c", f"{imported}\nprint({expression}['printed'])"],
        cwd=path.parent,
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1"},
    )
    assert ran.stdout.strip() == "超 72 万亿元"
    assert '"value": "72000000000000"' in copied["JSON"]
    assert "72 trillion yuan" in copied["text"]
    assert 'figure_id == "1.1-001"' in copied["R"]


@pytest.mark.parametrize(
    ("figure", "language", "announced"),
    [
        pytest.param(
            "2.5-025", "en",
            ["Xiaomi", "2.1%", "Period: H1 2020", "Base of comparison: year on year (2019-01-01",
             "Printed word: none", "Status: actual", "Inferred by an editor: nothing",
             "Source cited: none named by the report", "Erratum E03: ", "section 2.5, p. 17",
             "“增长 2.1%”", "China Academy of Information and Communications Technology"],
            id="an erratum",
        ),
        pytest.param(
            "3.3.1-020", "en",
            ["less than 1/6 (≈ 0.1667)", "Base of comparison: relative to: United States", "Printed word: 不及 · less than",
             "Source cited: World Bank", "section 3.3.1, p. 25"],
            id="a hedge and a source",
        ),
        pytest.param(
            "3.1-002", "zh",
            ["约 6 万亿元", "限定词：", "大约", "状态：预测值", "第 3.1 节第"],
            id="a forecast in Chinese",
        ),
        pytest.param("0-001", "zh", ["第 1", "状态：实际值", "前言"], id="no page"),
    ],
)  # fmt: skip
def test_the_copied_text_states_all_that_qualifies_the_number(
    browser: Browser, path: Path, figure: str, language: str, announced: list[str]
) -> None:
    """A number pasted into a paper without its base and its hedge states more than the report does."""
    name = {"zh": "复制为文字", "en": "Copy as text"}[language]
    with opened(browser, path, f"fig-{figure}?lang={language}", permissions=ALLOWED) as page:
        page.page.get_by_role("button", name=name, exact=True).click()
        expect(page.page.locator("dialog .announced")).not_to_be_empty()
        copied = page.page.evaluate("navigator.clipboard.readText()")
    assert [words for words in announced if words not in copied] == [], copied


@pytest.mark.parametrize(("language", "announced"), [("zh", "已复制"), ("en", "Copied")])
def test_copying_is_seen_on_the_button_and_stated_aloud(
    browser: Browser, path: Path, language: str, announced: str
) -> None:
    """Within the open view, because a modal dialog silences what is outside of it."""
    places = {
        "fig-1.1-001": ("dialog .acts button >> nth=0", "dialog .announced"),
        "get": ("button[data-copy=cite-en]", "#announced"),
        "figures": ("#share", "#announced"),
    }
    with opened(browser, path, permissions=ALLOWED) as page:
        page.page.clock.install()
        for start, (button, aloud) in places.items():
            page.move(f"{start}?lang={language}")
            page.page.clock.run_for(100)
            named = page.page.locator(button).inner_text()
            page.page.locator(button).click()
            expect(page.page.locator(button)).to_have_text(f"{announced} ✓")
            page.page.clock.run_for(100)
            expect(page.page.locator(aloud)).to_have_text(announced)
            page.page.clock.run_for(2000)
            expect(page.page.locator(button)).to_have_text(named, use_inner_text=True)


@pytest.mark.parametrize(
    ("language", "announced"),
    [("zh", "浏览器不允许复制"), ("en", "The browser does not allow copying")],
)
@pytest.mark.parametrize("place", ["figure", "citation"])
def test_where_copying_is_rejected_the_text_is_offered_to_be_copied_by_hand(
    browser: Browser, path: Path, place: str, language: str, announced: str
) -> None:
    """Nobody pastes an old clipboard in the belief that it holds the figure."""
    button, aloud, words = {
        "figure": ("dialog .acts button >> nth=0", "dialog .announced", "1.1-001"),
        "citation": ("button[data-copy=cite-bibtex]", "#announced", "@"),
    }[place]
    start = {"figure": "fig-1.1-001", "citation": "get", "view": "figures"}[place]
    with refusing(browser, path, f"{start}?lang={language}") as page:
        page.page.evaluate(
            "for (const each of document.querySelectorAll('details')) each.open = true"
        )
        page.page.locator(button).click()
        expect(page.page.locator(aloud)).to_contain_text(announced)
        offered = page.page.get_by_label(announced)
        expect(offered).to_be_focused()
        selected = offered.evaluate(
            "each => each.value.slice(each.selectionStart, each.selectionEnd)"
        )
        assert words in selected
        assert selected == offered.input_value()
