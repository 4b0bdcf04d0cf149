"""A reader's own text held against the page: fingerprints made again in JavaScript, and what they confirm."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.parsing.normalization import normalize_text
from pipeline.parsing.numeral_tokens import core, tokens
from pipeline.schema import NUMERALS
from pipeline.tools.source_text import Scan, ledger_template, scan
from pipeline.transform.tables import Tables
from pipeline.website.page import script
from tests.browser.opened import Opened, opened, written
from tests.package.committed import made
from tests.tools.source_text.conftest import FIGURES, REPORT, ROOT
from tests.tools.source_text.specimen import (
    IMPRINT,
    PAGES,
    SECTIONS,
    write_markdown,
    write_plain_text,
)
from tests.website.inspected import paged

pytestmark = pytest.mark.browser

TEXTS = [
    "## **一、** 海岛 1,300 艘，1,300，12,3456",
    "前言<sup>12</sup>后[^3]文²³字",
    "（全角）％１２．５，①½㎡ ℃ Ⅳ",
    "制表\t空 格\u3000\u00a0\u2028换 *星* 号",
    "⽇⽉康熙部首 ﬁ ﾊﾝｶｸ",
    "1,234,567.8 和 1,23 和 0,123,456",
    "增长 3 至 5 倍，240 余万，上亿，几十家，10 个百分点，两千多万，数百万",
    "\ufeff开头 \x1c\x1f\x85 控制",
    "表1 2024年 0.2\t0.3\u3000十 1. 2 第一 二〇 72 万 72\u3000万 1\u2009349\u2009084 1 * 2",
    "",
]
WRITERS: dict[str, Callable[[Path], Path]] = {
    "Markdown": write_markdown,
    "plain text, whole paragraphs": write_plain_text,
    "plain text in print lines": lambda folder: write_plain_text(folder, columns=28),
}


@pytest.fixture(scope="module")
def functions(browser: Browser) -> Iterator[Page]:
    """A blank page in which the scripts' functions can be called."""
    page = browser.new_page()
    yield page
    page.close()


def called(page: Page, body: str, given: Any) -> Any:
    """What an expression over the scripts' functions gives; `given` is its argument."""
    source = script(("decimal", "sha256", "normal", "sentences", "proof", "csv"))
    source = source.removesuffix("})();") + f"\nreturn ({body})(given);\n}})()"
    return page.evaluate(f"given => {source}", given)


def test_texts_are_normalised_as_the_pipeline_does(functions: Page) -> None:
    """One character apart, and no sentence with it would ever be found."""
    assert called(functions, "texts => texts.map(normalised)", TEXTS) == [
        normalize_text(text) for text in TEXTS
    ]


def test_fingerprints_are_sha256(functions: Page) -> None:
    """Around the lengths at which a block is filled, and with every kind of character."""
    texts = ["", "abc", "信息消费", "𠀀", *("é" * n for n in range(26, 36)), "x" * 1000]
    expected = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    assert called(functions, "texts => texts.map(sha256)", texts) == expected


def test_numerals_are_cut_as_the_pipeline_does(functions: Page) -> None:
    """Ordinals of the ledger count these tokens."""
    found = [[(t.text, t.start, t.end) for t in tokens(normalize_text(text))] for text in TEXTS]
    body = (
        "texts => texts.map((t) => numeralsIn(normalised(t)).map((n) => [n.text, n.start, n.end]))"
    )
    given = called(functions, body, TEXTS)
    assert [[tuple(each) for each in one] for one in given] == found
    words = ["240余万", "72万亿", "两千", "几十", "万", "1800"]
    assert called(functions, "words => words.map(coreOf)", words) == [core(w) for w in words]


def test_decimals_are_compared_without_floats(functions: Page) -> None:
    """Numbers that a double cannot report apart, signs, and zeros at both ends."""
    pairs = [("0.1", "0.10"), ("9007199254740993", "9007199254740992"), ("-2", "-10"), ("-0", "0"),
             ("10", "9.99"), ("-1.5", "1"), ("0.05", "0.5")]  # fmt: skip
    body = "pairs => pairs.map(([a, b]) => Math.sign(compareDecimals(a, b)))"
    assert called(functions, body, pairs) == [0, 1, 1, 0, 1, -1, -1]


def test_a_cell_that_a_spreadsheet_would_compute_is_defused(functions: Page) -> None:
    """A plain negative number is data and stays one."""
    cells = ["=1+1", "+1+1", "-1.6", "-1+1", "@A1", "\t=1", "＝1", "5", "a=b", 'a"b,c', "=", "-"]
    assert called(functions, "cells => cells.map(csvCell)", cells) == [
        "'=1+1", "'+1+1", "-1.6", "'-1+1", "'@A1", "'\t'=1", "'＝1", "5", "a=b", '"a""b,c"', "=", "-",
    ]  # fmt: skip


def specimen_ledger(scanned: Scan) -> list[dict[str, str]]:
    """The specimen's ledger: every token to its figure, or to a reason."""
    rows = ledger_template(scanned)
    for identity, _, texts in FIGURES:
        section = identity.rpartition("-")[0]
        for text in texts:
            row = next(r for r in rows if (r["section"], r["token"]) == (section, text))
            row["figure"] = identity
    for row in rows:
        row["reason"] = "" if row["figure"] else "name"
    return rows


def specimen_frames(folder: Path) -> Tables:
    """The published tables with the specimen's figures and ledger in place of the report's."""
    frames = dict(made().frames)
    ledger = specimen_ledger(scan(write_markdown(folder), SECTIONS, IMPRINT))
    places = {row["figure"]: row for row in ledger if row["figure"]}
    first = frames["figures"].iloc[0].to_dict()
    rows = [
        {
            **first,
            "figure_id": identity,
            "section": identity.rpartition("-")[0],
            "printed": printed,
            "sentence_sha256": places[identity]["sentence_sha256"],
        }
        for identity, printed, _ in FIGURES
    ]
    frames["figures"] = pd.DataFrame(rows, dtype=str)
    frames["numerals"] = pd.DataFrame(ledger, dtype=str)[NUMERALS.columns]
    for name in (
        "identities",
        "identity_terms",
        "initiatives",
        "errata",
        "check_coverage",
        "charts",
        "chart_figures",
    ):
        if name in frames:
            frames[name] = frames[name].iloc[:0]
    return frames


@pytest.fixture
def specimen(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """A page of the small report that the tests of `source` are written for."""
    source = tmp_path / "source"
    source.mkdir()
    files = {"index.html": paged(specimen_frames(source)).encode()}
    with opened(browser, written(tmp_path / "package", files), "compare?lang=en") as page:
        yield page


def held(page: Opened, text: Path) -> str:
    """What the page states when a text is opened on it."""
    page.page.locator("#text-file").set_input_files(text)
    expect(page.page.locator("#proof")).to_contain_text("confirmed")
    return page.page.locator("#proof").inner_text()


@pytest.mark.parametrize("form", WRITERS)
def test_a_small_report_is_confirmed_in_every_form(
    specimen: Opened, tmp_path: Path, form: str
) -> None:
    """Cut numbers, footnotes within sentences, running page numbers: the traps of a real copy."""
    folder = tmp_path / "copy"
    folder.mkdir()
    text = held(specimen, WRITERS[form](folder))
    assert text.startswith(f"{len(FIGURES)} of {len(FIGURES)} figures")
    specimen.page.locator("#proved summary").first.click()
    assert {each.split("#")[0] for each in specimen.asked} == {specimen.address}


def test_a_number_that_was_changed_is_not_confirmed(specimen: Opened, tmp_path: Path) -> None:
    """One digit: the sentence is no longer the one that was fingerprinted."""
    folder = tmp_path / "copy"
    folder.mkdir()
    pages = [(number, [text.replace("1.5%", "1.6%") for text in texts]) for number, texts in PAGES]
    stated = held(specimen, write_markdown(folder, pages))
    assert stated.startswith(f"{len(FIGURES) - 2} of {len(FIGURES)} figures"), (
        "it holds two figures"
    )
    specimen.page.locator("#proved summary", has_text="1.1").click()
    expect(specimen.page.locator("#proved")).to_contain_text("Not confirmed: 1.1-001 1.1-002")


def test_a_text_can_be_dropped_and_its_sentence_stands_in_the_view(
    specimen: Opened, tmp_path: Path
) -> None:
    """The number is marked in its sentence, in the list and in the view of the figure."""
    folder = tmp_path / "copy"
    folder.mkdir()
    text = json.dumps(write_markdown(folder).read_text(encoding="utf-8"))
    specimen.page.evaluate(
        f"""() => {{
          const data = new DataTransfer();
          data.items.add(new File([{text}], 'copy.md', {{ type: 'text/markdown' }}));
          document.getElementById('drop').dispatchEvent(
            new DragEvent('drop', {{ dataTransfer: data, bubbles: true, cancelable: true }}));
        }}"""
    )
    expect(specimen.page.locator("#proof")).to_contain_text("14 of 14")
    expect(specimen.page.locator("#proved mark").first).to_be_visible()
    specimen.page.locator("nav a[href='#figures']").click()
    specimen.page.locator("#rows .id", has_text="1-002").first.click()
    mark = specimen.page.locator("#figure-view .sentence mark")
    expect(mark).to_have_text(normalize_text("超 72 万亿贝"))
    assert specimen.violations() == []


def test_markup_in_a_text_stays_text(specimen: Opened, tmp_path: Path) -> None:
    """A reader's file is data too."""
    copy = tmp_path / "hostile.md"
    copy.write_text("<img src=x onerror='window.harmed=1'>。\n" * 3, encoding="utf-8")
    assert held(specimen, copy).startswith("0 of")
    assert specimen.page.evaluate("window.harmed") is None


def test_the_reports_own_text_confirms_every_figure(browser: Browser, tmp_path: Path) -> None:
    """The proof that the page promises, for the report it is about."""
    if not REPORT.exists():
        pytest.skip(f"NOT PROVED: the report's text is not at {REPORT.relative_to(ROOT.parent)}")
    path = written(tmp_path, made().files)
    figures = len(made().frames["figures"])
    with opened(browser, path, "compare?lang=en") as page:
        assert held(page, REPORT).startswith(f"{figures} of {figures} figures")
        assert {each.split("#")[0] for each in page.asked} == {page.address}
