"""Different characters for the same sign, folded into one: full-width forms, dashes, spaces.

Every character becomes exactly one, so that a position in the folded text is one in the printed.
"""

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
