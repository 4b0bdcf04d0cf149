"""Where a label breaks into lines.

Widths are a table of rough shares of the type size, wide enough for every common face: what a
machine's fonts measure decides nothing.
"""

from __future__ import annotations

import re
import unicodedata

#: What stands between the parts of a label.
JOIN = " · "
_WIDE = frozenset("WF")
#: A word with the space after it, or one Chinese character with the punctuation after it.
_PIECES = re.compile(r"[A-Za-z0-9.,%+−–()/'&-]+\s*|[^A-Za-z0-9\s][，。、；：）」》]*\s*")


def width(text: str, size: int) -> float:
    """About how wide a text is; a little more than any usual face needs."""
    return sum(map(_share, text)) * size


def _share(character: str) -> float:
    if unicodedata.east_asian_width(character) in _WIDE:
        return 1.0
    if character.isupper() or character in "%−≈≥≤<>+×":
        return 0.8
    return 0.35 if character in " .,'il|·" else 0.63


def broken(text: str, size: int, first: float, rest: float) -> tuple[str, ...]:
    """The text in lines no wider than their room: between parts, else between words or characters.

    Args:
        text: parts joined by `JOIN`.
        size: size of the type.
        first: room of the first line, which shares its place.
        rest: room of each line below it.
    """
    lines: list[str] = []
    for part in text.split(JOIN):
        joined = JOIN.join((*lines[-1:], part))
        if width(joined, size) <= (first if len(lines) <= 1 else rest):
            lines[-1:] = [joined]
        else:
            lines += _filled(part, size, rest if lines else first, rest)
    return tuple(lines)


def _filled(part: str, size: int, first: float, rest: float) -> list[str]:
    lines = [""]
    for piece in _PIECES.findall(part):
        room = first if len(lines) == 1 else rest
        if lines[-1] and width(lines[-1] + piece.rstrip(), size) > room:
            lines.append("")
        lines[-1] += piece
    return [each.strip() for each in lines]
