"""The grammar of printed figures: which words may follow each other, and what they are then.

    figure = lead* amount (range amount)? after* unit? after*
    lead   = direction "了"? | hedge | tone | "…" "的"?

Every function reads one production from where the scanner stands, and never goes back. What the
words mean together is concluded in conclude.py.
"""

from __future__ import annotations

from pipeline.decode import spelling
from pipeline.decode.amount import MINUS_SIGNS, PLUS, amount, unit
from pipeline.decode.folding import DASH, ELISION, SPACE, TILDE
from pipeline.decode.parts import Amount, Lead, Parts
from pipeline.decode.scanner import CLOSE, OPEN, Scanner
from pipeline.decode.words import COMPLETED, ORDINAL, Words

_RANGES = frozenset({DASH, TILDE, "至", "到"})
_AFTER_ELISION = "的"
_CONTINUES = spelling.STARTS | MINUS_SIGNS | {PLUS, SPACE, OPEN, CLOSE, ELISION, ORDINAL, COMPLETED}


def figure(scanner: Scanner, words: Words) -> Parts:
    """Reads a whole printed figure. Raises NotAFigure where it ceases to be one."""
    parts = Parts()
    leads(scanner, words, parts)
    parts.first = first = amount(scanner, words, parts)
    if first.number and not first.number_high and scanner.skip() in _RANGES:
        range_mark(scanner, first)
        parts.last = amount(scanner, words, parts)
    last = parts.last or first
    after(scanner, words, parts)
    if not last.unit:
        unit(scanner, words, parts, last)
        after(scanner, words, parts)
    scanner.end(_expected(parts))
    return parts


def leads(scanner: Scanner, words: Words, parts: Parts) -> None:
    """`lead*`: the words before the number; what 高于 and 低于 are among them is settled later."""
    while True:
        char = scanner.skip()
        if char in words.before:
            start = scanner.position
            word = lead(scanner, words, char)
            if not word:
                return
            parts.leads.append(Lead(word, start))
            if word in words.directions and scanner.starts(COMPLETED):
                scanner.pass_over(len(COMPLETED))
        elif char == ELISION and parts.leads:
            elision(scanner, parts)
        else:
            return


def lead(scanner: Scanner, words: Words, char: str) -> str:
    """The longest word that something can follow: in 增长至少 5% it is 增长 and not 增长至."""
    longest = ""
    for word in words.before[char]:
        scanner.steps += 1
        if scanner.starts(word):
            if continues(scanner, words, scanner.position + len(word)):
                return scanner.accept(word, len(word))
            longest = longest or word
    return scanner.accept(longest, len(longest)) if longest else ""


def continues(scanner: Scanner, words: Words, position: int) -> bool:
    """Whether a number or another word before it can stand at a position."""
    char = scanner.text[position]
    if char in _CONTINUES:
        return True
    scanner.steps += 1
    candidates = words.before.get(char, ()) + words.magnitudes.get(char, ())
    return any(scanner.text.startswith(word, position) for word in candidates)


def elision(scanner: Scanner, parts: Parts) -> None:
    """`"…"+ "的"?`: words left out, after a direction, hedge or tone."""
    while scanner.starts(ELISION):
        scanner.pass_over(len(ELISION))
    if scanner.starts(_AFTER_ELISION):
        scanner.pass_over(len(_AFTER_ELISION))
    parts.elided = len(parts.leads)


def after(scanner: Scanner, words: Words, parts: Parts) -> None:
    """`after*`: 以上, 左右 and other words behind number and unit."""
    while word := scanner.take(words.after):
        parts.after.append(word)


def range_mark(scanner: Scanner, first: Amount) -> None:
    """What stands between two ends: `"-" | "——" | "~" | "至" | "到"`."""
    mark = scanner.text[scanner.position]
    scanner.pass_over(1)
    if mark == DASH and not first.minus and scanner.starts(DASH):
        scanner.pass_over(1)


def _expected(parts: Parts) -> str:
    last = parts.last or parts.first
    if last.unit or parts.after:
        return "a hedge such as 以上, or the end of the figure"
    if last.multiplier:
        return "a unit, a hedge or the end of the figure"
    return "a multiplier, a unit, a hedge or the end of the figure"
