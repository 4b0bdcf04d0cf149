"""The first report's own text, where there is a copy beside the checkout."""

import re
from pathlib import Path

import pytest

from pipeline.parsing.normalization import normalize_text
from pipeline.tools.source_text import Scan, Section, scan
from tests.tools.source_text.specimen import pages_of, sheets, write_plain_text
from tests.tools.source_text.typeset import typeset


def test_the_report_has_so_many_sentences_and_numerals(report: Scan) -> None:
    """The tally that the package publishes begins here."""
    assert (len(report.sentences), len(report.tokens)) == (348, 554)


@pytest.mark.parametrize("numeral", ["[0-9]", "[〇零一二三四五六七八九十百千万亿两]"])
def test_every_numeral_character_of_a_sentence_is_in_a_token(report: Scan, numeral: str) -> None:
    """Counted without the token rule: it may cut or join, but not pass over."""
    in_tokens = sum(len(re.findall(numeral, token.text)) for token in report.tokens)
    assert in_tokens == sum(len(re.findall(numeral, s.text)) for s in report.sentences)


def test_nothing_between_preface_and_imprint_is_lost(report: Scan, report_text: Path) -> None:
    """The scanned sentences hold as many characters as the raw lines, contents aside."""
    lines = report_text.read_text(encoding="utf-8").split("\n")
    headings = [n for n, line in enumerate(lines) if line.startswith("#")]
    preface = next(n for n in headings if normalize_text(lines[n]) == "前言")
    contents = next(n for n in headings if normalize_text(lines[n]) == "目录")
    body = next(n for n in headings if n > contents)
    imprint = next(n for n, line in enumerate(lines) if line.startswith("CAICT"))
    kept = [*lines[preface:contents], *lines[body:imprint]]
    expected = sum(len(normalize_text(line)) for line in kept)
    assert sum(len(sentence.text) for sentence in report.sentences) == expected


def test_every_sentence_ends_as_a_sentence(report: Scan) -> None:
    """A paragraph that was not joined across a page break would end in mid-sentence."""
    open_ended = [s for s in report.sentences if s.kind == "body" and s.text[-1] not in "。”"]
    assert [(s.section, s.paragraph, s.sentence) for s in open_ended] == []


def test_footnotes_stand_where_their_marks_are(report: Scan) -> None:
    """Footnote 1 is printed in chapter two, footnote 2 belongs to a heading."""
    notes = {(s.section, s.pages[0]) for s in report.sentences if s.kind == "footnote"}
    assert notes == {("1.3", "7"), ("2.4", "13")}


def test_plain_text_of_the_report_yields_the_same_scan(
    report: Scan,
    report_text: Path,
    report_sections: list[Section],
    report_imprint: tuple[str, ...],
    tmp_path: Path,
) -> None:
    """One ledger for all copies."""
    copy = write_plain_text(tmp_path, pages_of(report_text))
    assert scan(copy, report_sections, report_imprint) == report


@pytest.mark.slow
def test_a_pdf_of_the_report_yields_the_same_scan(
    report: Scan,
    report_text: Path,
    report_sections: list[Section],
    report_imprint: tuple[str, ...],
    tmp_path: Path,
) -> None:
    """The copy that most people have is a PDF."""
    pages = list(sheets(pages_of(report_text)))
    copy = typeset(tmp_path / "report.pdf", pages, header="信息消费年度报告")
    assert scan(copy, report_sections, report_imprint) == report
