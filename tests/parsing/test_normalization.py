"""The one form in which texts are compared."""

from __future__ import annotations

import hashlib

import pytest

from pipeline.parsing.normalization import (
    fingerprint,
    footnote_marks,
    in_version,
    normalize_text,
    row_text,
    version_of,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("## 前 言", "前言", id="heading mark and spaces"),
        pytest.param("#标签", "#标签", id="a number sign within the text is not a heading mark"),
        pytest.param("**产值**持续 增长", "产值持续增长", id="emphasis"),
        pytest.param("增长 16.4%<sup>1</sup>。", "增长16.4%。", id="footnote mark"),
        pytest.param("增长 16.4%¹²。", "增长16.4%。", id="superscript digits"),
        pytest.param("增长[^3]。", "增长。", id="Markdown footnote mark"),
        pytest.param("（１２％）", "(12%)", id="full-width signs fold"),
        pytest.param("⼀⼆", "一二", id="Kangxi radicals fold"),
        pytest.param("\u3000年\u00a0景\t好\n", "年景好", id="all white space goes"),
        pytest.param("“超”〔增长〕…—。〇两", "“超”〔增长〕...—。〇两", id="what matters stays"),
    ],
)
def test_a_text_has_one_form_whatever_file_it_was_read_from(text: str, expected: str) -> None:
    """A Markdown copy and a PDF of the same page must get the same fingerprint."""
    assert normalize_text(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1,300", "1300", id="thousands"),
        pytest.param("12,345,678.9", "12345678.9", id="millions with a decimal"),
        pytest.param("１２,３４５", "12345", id="full-width digits"),
        pytest.param("5，300", "5,300", id="a full-width comma separates two numbers"),
        pytest.param("5, 300", "5,300", id="so does a comma with a space"),
        pytest.param("10,20,300", "10,20,300", id="a list is not a grouped number"),
        pytest.param("3.141,592", "3.141,592", id="decimals are not grouped"),
        pytest.param("1,3000", "1,3000", id="four digits are not a group"),
    ],
)
def test_only_commas_that_group_thousands_are_dropped(text: str, expected: str) -> None:
    """NFKC turns every comma into the same sign; which one it was decides how many numbers."""
    assert normalize_text(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("①2020", "(1)2020", id="circled number"),
        pytest.param("3½", "3(1⁄2)", id="vulgar fraction"),
        pytest.param("5㎡2", "5(m2)2", id="unit with an exponent"),
    ],
)
def test_no_single_sign_grows_together_with_a_number(text: str, expected: str) -> None:
    """Plain NFKC makes 12020 of ①2020 and 31⁄2 of 3½."""
    assert normalize_text(text) == expected


def test_a_fingerprint_can_be_reproduced_with_common_tools() -> None:
    """Anyone with a copy must be able to check it: SHA-256 of the UTF-8 bytes, nothing else."""
    expected = hashlib.sha256("增长3.5%。".encode()).hexdigest()
    assert fingerprint(normalize_text("**增长** 3.5%<sup>2</sup>。")) == f"v2:{expected}"


def test_a_fingerprint_of_the_first_version_is_of_the_text_without_borders() -> None:
    """Ledgers of the first version stay verifiable, and state no version."""
    text = normalize_text("表1 2024年")
    expected = hashlib.sha256("表12024年".encode()).hexdigest()
    assert fingerprint(in_version(text, 1), 1) == expected
    assert [version_of(each) for each in (expected, f"v2:{expected}", "")] == [1, 2, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("表1 2024年", "表1 2024年", id="a space between two Arabic numbers"),
        pytest.param("0.2\t0.2\t0.3", "0.2 0.2 0.3", id="tabs"),
        pytest.param("表3\u3000十大", "表3 十大", id="a full-width space before a Chinese numeral"),
        pytest.param("72\u3000万", "72 万", id="a full-width space separates columns"),
        pytest.param("72\n2024", "72 2024", id="a line end"),
        pytest.param("1. 2024年", "1. 2024年", id="a label that ends with a point"),
        pytest.param("第一 二〇二四", "第一 二〇二四", id="two Chinese numerals"),
        pytest.param("3 十大", "3 十大", id="十 is not a multiplier of a digit"),
        pytest.param("1 * 2", "1 2", id="emphasis between them"),
        pytest.param("72 万亿", "72万亿", id="a multiplier belongs to its number"),
        pytest.param("295.2\n万人", "295.2万人", id="also across a line end"),
        pytest.param("1 亿 5000 万", "1亿5000万", id="so does the next part of a mixed numeral"),
        pytest.param("240 余 万", "240余万", id="余 is not a numeral"),
        pytest.param("1\u2009349\u2009084", "1349084", id="thin spaces group thousands"),
        pytest.param("1\u200949", "1 49", id="a thin space elsewhere is a border"),
    ],
)
def test_white_space_between_two_numbers_is_a_border(text: str, expected: str) -> None:
    """Without it, two numbers become one."""
    assert normalize_text(text) == expected


def test_a_row_has_one_form_without_blank_cells_at_its_end() -> None:
    """Markdown writes its last blank cell, a text with tabs need not."""
    assert row_text(["全国 人口", "１,300", "", "…", "", ""]) == "全国人口|1300||..."


def test_footnote_marks_are_read_in_order_in_every_notation() -> None:
    """The mark decides which section a footnote belongs to."""
    assert footnote_marks("甲<sup>1</sup>乙[^2]丙¹⁰") == [1, 2, 10]
