"""Normalise text: `normalize_characters` for printed figures, `normalize_text` for sentences that are compared or hashed.

`normalize_characters` replaces variants of the same sign by one character: full-width forms, dashes, spaces,
traditional characters. Every character becomes exactly one, so that positions in the folded and the printed
text are equal.

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
4. drop `*`, and white space, also line ends. White space between two numbers becomes one border,
   the space U+0020, because the two would be one number without it: `表1 2024年` keeps its space.
   The border is between `[0-9]` or `[0-9].` and `[0-9]` or 十, and between a Chinese digit and a
   numeral. A multiplier after a space belongs to the number before it (`72 万亿` → `72万亿`), and
   so does a number after a multiplier (`1 亿 5000 万`). Tabs, full-width and em spaces separate
   columns: they are a border between any two numerals. Thin spaces (U+2005, U+2006, U+2009,
   U+202F) that group thousands are dropped like the commas of step 2.

`row_text` joins the cells of a table's row by `|`, so that a row has one form in every layout.

Fingerprints carry the version of the normal form. Version 2 is the form above: `v2:` and the SHA-256
of its UTF-8 bytes in lower-case hexadecimal. Version 1 is the same text without borders, and its
fingerprint has no prefix; in version 1 a row of a table is not a unit. Ledgers of both are verified.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from pipeline.parsing.traditional import SIMPLIFIED_FORM

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

_OTHERS = {ord("〜"): TILDE, ord("∼"): TILDE, ord("⋯"): ELISION, 0: "\ufffd"}

#: Variants of signs.
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
    }.items()
    for variant in variants
}

_TRADITIONAL = {ord(variant): sign for variant, sign in SIMPLIFIED_FORM.items()}

_FOLD = _FULL_WIDTH | _SPACES | _DASHES | _OTHERS | _TRADITIONAL


def normalize_characters(text: str) -> str:
    """Replace each character of a text by the form that the grammar uses."""
    return text if text.isascii() and text.isprintable() else text.translate(_FOLD)


HEADING_MARK = re.compile(r"\A\s*#{1,6}\s+")

FOOTNOTE_MARK = re.compile(r"<sup>\s*(\d+)\s*</sup>|\[\^(\d+)\]|([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")

THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?!,?\d)")

DIGIT_AT_AN_END = re.compile(r"\A[0-9]|[0-9]\Z")

THIN_SPACES = "\u2005\u2006\u2009\u202f"

THIN_GROUPS = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:[{THIN_SPACES}]\d{{3}})+(?![\d{THIN_SPACES}])")

#: The current version of the normal form, and the first one.
VERSION = 2

FIRST_VERSION = 1

#: Separates two numbers in a normalised text.
BORDER = " "

#: Separates the cells of a table's row in a normalised text.
CELL_RULE = "|"

_BLANKS = re.compile(r"(\s+)")

#: White space that separates columns: a tab, a full-width or an em space.
_COLUMN_GAP = re.compile(r"[\t\x0b\x0c\u2003\u3000]")

_DIGITS = "〇零一二三四五六七八九两十"

_ANY = f"0-9{_DIGITS}百千万亿"

#: The ends of the texts around white space between which it is a border.
_IN_A_SENTENCE = re.compile(rf"(?:[0-9]\.?{BORDER}[0-9十]|[{_DIGITS}]{BORDER}[{_ANY}])\Z")

_BETWEEN_COLUMNS = re.compile(rf"(?:[0-9]\.|[{_ANY}]){BORDER}[{_ANY}]\Z")


def normalize_text(text: str) -> str:
    """Normalise a text by the steps above."""
    text = FOOTNOTE_MARK.sub("", HEADING_MARK.sub("", text))
    text = THOUSANDS.sub(lambda grouped: grouped.group().replace(",", ""), text)
    if text.isspace() or not any(map(str.isspace, text)):
        return "".join(map(_folded, text))
    text = THIN_GROUPS.sub(lambda grouped: "".join(grouped.group().split()), text)
    done, blank = "", ""
    for piece in _BLANKS.split(text):
        if not (folded := "".join(map(_folded, piece))):
            blank += piece.replace("*", "")
            continue
        done += border(done, folded, blank) + folded
        blank = ""
    return done


def border(before: str, after: str, blank: str = "\n") -> str:
    """Return what white space between two normalised texts becomes: a border, or nothing."""
    gap = _BETWEEN_COLUMNS if _COLUMN_GAP.search(blank) else _IN_A_SENTENCE
    around = f"{before[-2:]}{BORDER}{after[:1]}"
    return BORDER if blank and gap.search(around) else ""


def row_text(cells: Iterable[str]) -> str:
    """Return the normal form of a table's row: its cells without blank ones at the end."""
    return CELL_RULE.join(map(normalize_text, cells)).rstrip(CELL_RULE)


def in_version(text: str, version: int) -> str:
    """Return a normalised text in a version of the normal form."""
    return text.replace(BORDER, "") if version == FIRST_VERSION else text


def fingerprint(text: str, version: int = VERSION) -> str:
    """Return the fingerprint of a text that is normalised in a version."""
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return digest if version == FIRST_VERSION else f"v{version}:{digest}"


def version_of(fingerprint: str) -> int:
    """Return the version of the normal form that made a fingerprint; blank is the current one."""
    return FIRST_VERSION if fingerprint and not fingerprint.startswith("v") else VERSION


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
