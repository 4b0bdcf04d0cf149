"""Normalise text: `fold` for printed figures, `normalised` for sentences that are compared or hashed.

`fold` replaces different characters for the same sign by one: full-width forms, dashes, spaces. Every
character becomes exactly one, so that a position in the folded text is one in the printed text.

`normalised` applies this rule, in this order (anyone can re-implement it):

1. drop leading Markdown `#` marks, and footnote marks: `<sup>n</sup>`, `[^n]`, superscript digits;
   a footnote mark is a pointer, not a numeral that the report prints;
2. drop the commas that group thousands, `1,300` → `1300`: ASCII commas only, between a group of
   one to three digits and groups of exactly three. After step 3 it is too late to distinguish them
   from the full-width comma that separates two numbers;
3. NFKC, character by character. It folds full-width digits and punctuation (`（` → `(`, `，` → `,`,
   `％` → `%`) and the Kangxi radicals that some PDF fonts yield for ordinary characters. It keeps
   what matters: the full stop `。`, both dashes, curly quotation marks, 〔〕, all Chinese numerals.
   A single sign that it would turn into digits (`①`, `½`, `㎡`) is put into brackets, so that no
   digit of it can grow together with a neighbouring number;
4. drop `*` and all white space. Two numbers with nothing but space between them would grow
   together; Chinese text always has a word or a mark between them.

The fingerprint is the SHA-256 of the UTF-8 bytes of the result, in lower-case hexadecimal.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

#: Stands behind the last character of a text that is being scanned; never in folded text.
END = "\x00"

SPACE = " "

DASH = "-"

TILDE = "~"

ELISION = "…"

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

_SPACES = dict.fromkeys(
    map(ord, "\t\n\r\x0b\x0c\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"), SPACE
)

_SPACES |= dict.fromkeys(range(0x2000, 0x200B), SPACE)

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), DASH)

_OTHERS = {ord("〜"): TILDE, ord("∼"): TILDE, ord("⋯"): ELISION, ord("負"): "负", 0: "\ufffd"}

_FOLD = _FULL_WIDTH | _SPACES | _DASHES | _OTHERS


def fold(text: str) -> str:
    """The text with each character replaced by the form that the grammar knows."""
    return text if text.isascii() and text.isprintable() else text.translate(_FOLD)


HEADING_MARK = re.compile(r"\A\s*#{1,6}\s+")

FOOTNOTE_MARK = re.compile(r"<sup>\s*(\d+)\s*</sup>|\[\^(\d+)\]|([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")

THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?!,?\d)")

DIGIT_AT_AN_END = re.compile(r"\A[0-9]|[0-9]\Z")


def normalised(text: str) -> str:
    """A text as it was read, in the form described above."""
    text = FOOTNOTE_MARK.sub("", HEADING_MARK.sub("", text))
    text = THOUSANDS.sub(lambda grouped: grouped.group().replace(",", ""), text)
    return "".join(map(_folded, text))


def fingerprint(text: str) -> str:
    """SHA-256 of a text that is normalised already, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def footnote_marks(text: str) -> list[int]:
    """The numbers of the footnote marks in a text as read, in order."""
    return [
        int(unicodedata.normalize("NFKC", "".join(filter(None, mark.groups()))))
        for mark in FOOTNOTE_MARK.finditer(text)
    ]


def _folded(character: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", character).split()).replace("*", "")
    is_plain_digit = unicodedata.category(character) == "Nd"
    return f"({folded})" if not is_plain_digit and DIGIT_AT_AN_END.search(folded) else folded
