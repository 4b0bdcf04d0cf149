"""Read the words before the number of a printed figure: directions, hedges, tones and omissions."""

from __future__ import annotations

from pipeline.parsing import number_syntax
from pipeline.parsing.lexicon import COMPLETED, ORDINAL, Lexicon
from pipeline.parsing.normalization import ELISION, SPACE
from pipeline.parsing.parse_state import SIGNS, ParseState, Prefix
from pipeline.parsing.scanner import CLOSE, OPEN, Scanner

OF = "的"

_CONTINUES = number_syntax.STARTS | SIGNS | {SPACE, OPEN, CLOSE, ELISION, ORDINAL, COMPLETED}


def leads(scanner: Scanner, words: Lexicon, parts: ParseState) -> None:
    """Read `lead*`, the words before the number; parser.py decides what 高于 and 低于 are."""
    while True:
        char = scanner.skip()
        if char in words.before:
            start = scanner.position
            word = lead(scanner, words, char)
            if not word:
                return
            parts.leads.append(Prefix(word, start))
            if word in words.zeros and is_complete(scanner, words, word):
                parts.zero = True
                return
            if scanner.starts(COMPLETED):
                scanner.pass_over(len(COMPLETED))
        elif char == ELISION and parts.leads:
            elision(scanner, parts)
        elif char == OF and parts.leads and is_tone(parts.leads[-1], words):
            scanner.pass_over(len(OF))  # 占全国的 12.5%
        else:
            return


def is_complete(scanner: Scanner, words: Lexicon, word: str) -> bool:
    """Return whether a word states zero by itself: 持平, and 负增长 unless a number follows."""
    scanner.skip()
    return word not in words.directions or not continues(scanner, words, scanner.position)


def is_tone(prefix: Prefix, words: Lexicon) -> bool:
    """Return whether a word before the number has no effect on it."""
    hedge = words.hedges.get(prefix.word)
    return hedge is not None and hedge.is_tone


def lead(scanner: Scanner, words: Lexicon, char: str) -> str:
    """Read the longest word with a valid continuation: in 增长至少 5% it is 增长, not 增长至."""
    text, position, longest = scanner.text, scanner.position, ""
    for word in words.before[char]:
        scanner.steps += 1
        if text.startswith(word, position):
            if word in words.zeros or continues(scanner, words, position + len(word)):
                return scanner.accept(word, len(word))
            longest = longest or word
    return scanner.accept(longest, len(longest)) if longest else ""


def continues(scanner: Scanner, words: Lexicon, position: int) -> bool:
    """Return whether a number or another lead can begin at a position."""
    char = scanner.text[position]
    if char in _CONTINUES:
        return True
    scanner.steps += 1
    candidates = words.after_lead.get(char, ()) + words.magnitudes.get(char, ())
    return scanner.text.startswith(candidates, position)


def elision(scanner: Scanner, parts: ParseState) -> None:
    """Read `"…"+ "的"?`: omitted words after a direction, hedge or tone."""
    while scanner.starts(ELISION):
        scanner.pass_over(len(ELISION))
    if scanner.starts(OF):
        scanner.pass_over(len(OF))
    parts.elided = len(parts.leads)
