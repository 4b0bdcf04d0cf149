"""The one form in which texts are compared."""

from __future__ import annotations

import hashlib

import pytest

from pipeline.parsing.normalization import fingerprint, footnote_marks, normalize_text


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
    assert fingerprint(normalize_text("**增长** 3.5%<sup>2</sup>。")) == expected


def test_footnote_marks_are_read_in_order_in_every_notation() -> None:
    """The mark decides which section a footnote belongs to."""
    assert footnote_marks("甲<sup>1</sup>乙[^2]丙¹⁰") == [1, 2, 10]
