"""Cells of a CSV file as a spreadsheet must find them, so that it runs and changes nothing.

A spreadsheet that opens a CSV file guesses what each cell is. It runs what begins like a formula
(CWE-1236), makes dates of fractions and keeps fifteen digits of a number. Such a cell gets an
apostrophe in front, the sign by which spreadsheets have always known text; a plain number that they
hold exactly stays a number, a negative one too. Where semicolons or tabs separate cells, as they do
in half of Europe, a cell is cut at each of its own: a formula behind one gets an apostrophe too.
"""

from __future__ import annotations

import re
from typing import Final

DIGITS: Final = 15
"""Significant decimal digits that a spreadsheet's number holds whatever they are (IEEE 754)."""

_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
#: Skipped before a formula: controls, blanks, signs of no width, quotation marks that the separators let stand.
_BEFORE: Final = (
    r'[\x00-\x20\x7f-\x85\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"]*'
)
_FORMULA: Final = rf"{_BEFORE}[=+\-@＝＋－＠]"
_BEHIND_A_SEPARATOR: Final = re.compile(rf"([;,\t\r\n]{_BEFORE})(?=[=+\-@＝＋－＠][^;,\t\r\n])")
_CHANGED: Final = re.compile(
    rf"{_FORMULA}|[\t\r]"
    r"|\d{1,2}\s*[-/.]\s*(?:\d{1,2}|\d{4})(?:\s*[-/.]\s*(?:\d\d|\d{4}))?\s*$"  # a date: a fraction is one
    r"|\d{4}\s*[-/.]\s*\d{1,2}(?:\s*[-/.]\s*\d{1,2})?\s*$"  # a date, year first
    r"|\d+(?:[.,]\d+)*\s*(?:[eE][+-]?\d+|%)?\s*$",  # a number that would be rounded
    re.ASCII,
)


def significant_digits(number: str) -> int:
    """How many digits of a plain decimal say something: zeros before the first do not."""
    return len(number.lstrip("-").replace(".", "").lstrip("0"))


def is_exact_number(cell: str) -> bool:
    """Whether a cell is a plain decimal all of whose digits a spreadsheet keeps."""
    return _NUMBER.fullmatch(cell) is not None and significant_digits(cell) <= DIGITS


def spreadsheet_text(cell: str) -> str:
    """The cell, marked as text if a spreadsheet would run it, or a part of it, or change it."""
    if is_exact_number(cell):
        return cell
    parted = _BEHIND_A_SEPARATOR.sub(r"\1'", cell)
    return f"'{parted}" if _CHANGED.match(cell) else parted
