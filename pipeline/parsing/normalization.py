"""Normalise text: `normalize_characters` for printed figures, `normalize_text` for sentences that are compared or hashed.

`normalize_characters` replaces variants of the same sign by one character: full-width forms, dashes, spaces. Every
character becomes exactly one, so that positions in the folded and the printed text are equal.

`normalize_text` applies these steps in this order, so that other programs can implement it:

1. drop leading Markdown `#` marks, and footnote marks: `<sup>n</sup>`, `[^n]`, superscript digits;
   a footnote mark is a reference, not a numeral that the report prints;
2. drop the commas that group thousands, `1,300` → `1300`: ASCII commas only, between a group of
   one to three digits and groups of exactly three. After step 3 they could not be distinguished
   from the full-width comma that separates two numbers;
3. NFKC, character by character. It folds full-width digits and punctuation (`（` → `(`, `，` → `,`,
   `％` → `%`) and the Kangxi radicals that some PDF fonts use for ordinary characters. It keeps the
   full stop `。`, both dashes, curly quotation marks, 〔〕 and all Chinese numerals. A single sign
   that would become digits (`①`, `½`, `㎡`) is put into brackets, so that its digits are not joined
   to a neighbouring number;
4. drop `*` and all white space. This would join two numbers that only a space separates; Chinese
   text always has a word or a mark between them.

The fingerprint is the SHA-256 of the UTF-8 bytes of the result, in lower-case hexadecimal.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

#: Marks the end of a text that is scanned; it does not occur in folded text.
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

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣﹘➖˗⁃"), DASH)

_OTHERS = {ord("〜"): TILDE, ord("∼"): TILDE, ord("⋯"): ELISION, ord("負"): "负", 0: "\ufffd"}

#: Variants of signs and the traditional forms of 亿 and 万.
_OTHERS |= {
    ord(variant): sign
    for sign, variants in {
        ":": "∶︰﹕ː",
        "/": "∕⁄",
        "%": "﹪",
        "≥": "≧⩾",
        "≤": "≦⩽",
        ">": "﹥",
        "<": "﹤",
        "≈": "≒≅",
        "¥": "￥",
        "亿": "億",
        "万": "萬",
    }.items()
    for variant in variants
}

_FOLD = _FULL_WIDTH | _SPACES | _DASHES | _OTHERS


def normalize_characters(text: str) -> str:
    """Replace each character of a text by the form that the grammar uses."""
    return text if text.isascii() and text.isprintable() else text.translate(_FOLD)


HEADING_MARK = re.compile(r"\A\s*#{1,6}\s+")

FOOTNOTE_MARK = re.compile(r"<sup>\s*(\d+)\s*</sup>|\[\^(\d+)\]|([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")

THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?!,?\d)")

DIGIT_AT_AN_END = re.compile(r"\A[0-9]|[0-9]\Z")


def normalize_text(text: str) -> str:
    """Normalise a text by the steps above."""
    text = FOOTNOTE_MARK.sub("", HEADING_MARK.sub("", text))
    text = THOUSANDS.sub(lambda grouped: grouped.group().replace(",", ""), text)
    return "".join(map(_folded, text))


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a normalised text, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def footnote_marks(text: str) -> list[int]:
    """Return the numbers of the footnote marks in a text that is not normalised, in order."""
    return [
        int(unicodedata.normalize("NFKC", "".join(filter(None, mark.groups()))))
        for mark in FOOTNOTE_MARK.finditer(text)
    ]


def _folded(character: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", character).split()).replace("*", "")
    is_plain_digit = unicodedata.category(character) == "Nd"
    return f"({folded})" if not is_plain_digit and DIGIT_AT_AN_END.search(folded) else folded
