"""From a copy to numeral tokens with their positions, in every format."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline.parsing.normalization import fingerprint
from pipeline.tools.source_text import (
    LEDGER_COLUMNS,
    Scan,
    Section,
    UnreadableTextError,
    ledger_template,
    scan,
)
from pipeline.tools.source_text.tokenizer import DECISION_COLUMNS
from tests.tools.source_text.specimen import (
    IMPRINT,
    PAGES,
    SECTIONS,
    TOKENS,
    sheets,
    write_markdown,
    write_plain_text,
)
from tests.tools.source_text.typeset import typeset


def write_print_lines(folder: Path) -> Path:
    """Plain text as a program that reads PDFs writes it."""
    return write_plain_text(folder, columns=24)


def write_pdf(folder: Path) -> Path:
    """The specimen in type, with a running header."""
    return typeset(folder / "report.pdf", list(sheets()), header="海岛渔业年报")


def positions(scanned: Scan) -> list[tuple[str, ...]]:
    """Section, page, paragraph, sentence and token of every token."""
    columns = ("section", "page", "paragraph", "sentence", "token")
    return [tuple(token.position[column] for column in columns) for token in scanned.tokens]


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(write_markdown, id="Markdown"),
        pytest.param(write_plain_text, id="plain text, a paragraph per line"),
        pytest.param(write_print_lines, id="plain text, print lines"),
        pytest.param(write_pdf, id="PDF"),
    ],
)
def test_every_format_yields_the_tokens_that_a_person_counts(
    write: Callable[[Path], Path], tmp_path: Path, specimen: Scan
) -> None:
    """One ledger must be provable against any copy of the report."""
    scanned = scan(write(tmp_path), SECTIONS, IMPRINT)
    assert positions(scanned) == TOKENS
    assert ledger_template(scanned) == ledger_template(specimen)


def test_a_number_cut_by_a_page_break_is_one_token_on_the_page_of_its_digits(
    specimen: Scan,
) -> None:
    """Its multiplier is printed on the next page."""
    (token,) = [token for token in specimen.tokens if token.text == "295.2万"]
    assert (token.page, token.sentence.pages[-1]) == ("1", "2")


def test_footnotes_stand_last_in_the_section_of_their_mark(specimen: Scan) -> None:
    """Footnote 1 is printed below the heading of 1.1, but its mark stands in section 1.

    Footnote 2 has its mark in a heading, and a second paragraph without a mark.
    """
    notes = [(s.section, s.paragraph, s.text) for s in specimen.sentences if s.kind == "footnote"]
    assert notes == [
        ("1", 2, "渔会:《2030渔民名册》。"),
        ("1.2", 2, "A2B:从岸到船。"),
        ("1.2", 3, "B2A:从船到岸。"),
    ]


def test_cover_contents_and_imprint_are_not_scanned(specimen: Scan) -> None:
    """Their numerals are not statements of the report."""
    texts = "".join(sentence.text for sentence in specimen.sentences)
    assert "2031" not in texts
    assert "010" not in texts
    assert texts.count("近海捕捞") == 1


def test_a_sentence_takes_its_closing_marks_with_it(specimen: Scan) -> None:
    """A quotation mark at the head of the next sentence would belong to none."""
    assert [s.text for s in specimen.sentences if "年景" in s.text] == ["老渔民说:“年景好。”"]


def test_a_skeleton_is_a_ledger_without_decisions(specimen: Scan) -> None:
    """Figure and reason are people's to fill."""
    row = ledger_template(specimen)[3]
    assert tuple(row) == LEDGER_COLUMNS
    assert (row["token"], row["ordinal"]) == ("1300", "1")
    assert {row[name] for name in DECISION_COLUMNS} == {""}
    assert row["sentence_sha256"] == fingerprint("全岛有渔船1300艘。")


def test_a_copy_without_a_section_is_rejected_by_name(tmp_path: Path) -> None:
    """A scan that silently lost a section would call the ledger wrong instead."""
    pages = [(number, [t for t in texts if "展望" not in t]) for number, texts in PAGES]
    with pytest.raises(UnreadableTextError, match="2 二、来年展望"):
        scan(write_markdown(tmp_path, pages), SECTIONS)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("前言\n\n有 12 艘。\n", id="no form feeds"),
        pytest.param("前言\n\f有 12 艘。\n", id="form feeds without running numbers"),
    ],
)
def test_pages_are_optional(text: str, tmp_path: Path) -> None:
    """A web page has none; its tokens are found all the same."""
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    scanned = scan(path, SECTIONS[:1])
    assert [(token.text, token.page) for token in scanned.tokens] == [("12", "")]
    assert not scanned.has_pages


@pytest.mark.parametrize(
    "heading", ["一、概况", "概况", "1 概况", "第一章 概况", "（一）概况", "1. 概况"]
)
def test_a_heading_is_found_with_another_label_and_without_one(
    heading: str, tmp_path: Path
) -> None:
    """Copies from web pages lose or change the numbering; the title decides."""
    path = tmp_path / "report.txt"
    path.write_text(f"# {heading}\n\n有 12 艘。\n\n# 二、展望\n\n有 13 艘。\n", encoding="utf-8")
    sections = [Section("1", "chapter", "一、", "概况"), Section("2", "chapter", "二、", "展望")]
    bodies = [s for s in scan(path, sections).sentences if s.kind == "body"]
    assert [(s.section, s.text) for s in bodies] == [("1", "有12艘。"), ("2", "有13艘。")]


def test_a_title_in_the_text_is_not_a_heading_if_the_labelled_one_is_there(tmp_path: Path) -> None:
    """The form in sections.csv is preferred."""
    path = tmp_path / "report.txt"
    path.write_text("概况\n\n一、概况\n\n有 12 艘。\n", encoding="utf-8")
    scanned = scan(path, [Section("1", "chapter", "一、", "概况")])
    assert [s.text for s in scanned.sentences] == ["一、概况", "有12艘。"]


def test_the_end_of_a_short_line_is_a_border_and_that_of_a_full_line_is_not(tmp_path: Path) -> None:
    """A program that sets lines of equal length may cut a number."""
    path = tmp_path / "report.txt"
    lines = ["概况", "", "全岛登记在册的渔船共有13", "00艘，比上年多", "表1", "2024年有 12 艘。"]
    path.write_text("\n".join(lines), encoding="utf-8")
    scanned = scan(path, [Section("1", "chapter", "", "概况")])
    assert [token.text for token in scanned.tokens] == ["1300", "1", "2024", "12"]


def test_a_scan_in_the_first_version_has_no_borders_and_no_tables(tmp_path: Path) -> None:
    """Ledgers of version 1 have these tokens and fingerprints."""
    path = tmp_path / "report.txt"
    path.write_text("概况\n\n表1 2024年\n\n渔船\t12\t13\n渔民\t14\t15\n", encoding="utf-8")
    sections = [Section("1", "chapter", "", "概况")]
    first, current = (scan(path, sections, version=version) for version in (1, 2))
    assert [token.text for token in first.tokens] == ["12024", "1213", "1415"]
    assert [token.text for token in current.tokens] == ["1", "2024", "12", "13", "14", "15"]
    assert first.sentences[1].sha256 == fingerprint("表12024年", 1)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        pytest.param(["", "1", "2", "3"], ["1", "2", "3"], id="all printed"),
        pytest.param(["", "1", "", "3"], ["1", "2", "3"], id="a chapter opens without one"),
    ],
)
def test_a_page_without_a_running_number_is_the_next_one(
    numbers: Sequence[str], expected: Sequence[str], tmp_path: Path
) -> None:
    """Chapters often open on a page without a number."""
    bodies = ["前言\n", "一、海岛渔业概况\n渔船 1 艘。\n", "渔船 2 艘。\n", "渔船 3 艘。\n"]
    pages = [f"{body}\n{number}" for body, number in zip(bodies, numbers, strict=True)]
    path = tmp_path / "report.txt"
    path.write_text("\f".join(pages), encoding="utf-8")
    scanned = scan(path, SECTIONS[:2])
    assert [token.page for token in scanned.tokens[1:]] == expected
