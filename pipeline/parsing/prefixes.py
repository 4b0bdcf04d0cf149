"""Read the words before the number of a printed figure: directions, hedges, tones and omissions."""

from __future__ import annotations

import re

from pipeline.parsing import number_syntax
from pipeline.parsing.lexicon import COMPLETED, ORDINAL, PER, Lexicon
from pipeline.parsing.normalization import ELISION, SPACE
from pipeline.parsing.number_forms import HALF
from pipeline.parsing.parse_state import SIGNS, ParseState, Prefix
from pipeline.parsing.scanner import CLOSE, OPEN, Scanner

OF = "的"

_PER_COUNT = re.compile(rf"{PER} ?(1(?:0| 0)*) ?(万?) ?")
_POWERS = {2: "百", 3: "千", 4: "万", 5: "十万"}
_CONTINUES = number_syntax.STARTS | SIGNS | {SPACE, OPEN, CLOSE, ELISION, ORDINAL, COMPLETED}


def leads(scanner: Scanner, words: Lexicon, parts: ParseState) -> None:
    """Read `lead*`, the words before the number; parser.py decides what 高于 and 低于 are."""
    while True:
        char = scanner.skip()
        if char in words.before and not (char in words.whole and scanner.find(words.whole)):
            start = scanner.position
            word = lead(scanner, words, char)
            if not word and char == PER:
                word = per_count(scanner, words)
            if not word:
                return
            parts.leads.append(Prefix(word, start))
            if word in words.stated and is_complete(scanner, words, word):
                parts.stated = words.stated[word]
                return
            if scanner.text[scanner.position] == COMPLETED:
                scanner.pass_over(len(COMPLETED))
        elif char == ELISION and parts.leads:
            elision(scanner, parts)
        elif char == OF and parts.leads and is_tone(parts.leads[-1], words):
            scanner.pass_over(len(OF))  # 占全国的 12.5%
        else:
            return


def per_count(scanner: Scanner, words: Lexicon) -> str:
    """Read 每 10 万人, which is 每十万人; return nothing if the vocabulary does not have it."""
    found = _PER_COUNT.match(scanner.text, scanner.position)
    if not found:
        return ""
    zeros = sum(len(digits) for digits in found[1].split()) - 1 + 4 * bool(found[2])
    start = PER + _POWERS.get(zeros, "")
    for word in words.before[PER]:
        rest = word.removeprefix(start)
        if rest != word and scanner.text.startswith(rest, found.end()):
            return scanner.accept(word, len(found[0]) + len(rest))
    return ""


def is_complete(scanner: Scanner, words: Lexicon, word: str) -> bool:
    """Return whether a word states its number by itself: 持平, and 负增长 unless a number follows.

    No number follows 腰斩.
    """
    scanner.skip()
    is_alone = word not in words.directions or words.stated[word] == HALF
    return is_alone or not continues(scanner, words, scanner.position)


def is_tone(prefix: Prefix, words: Lexicon) -> bool:
    """Return whether a word before the number has no effect on it."""
    hedge = words.hedges.get(prefix.word)
    return hedge is not None and hedge.is_tone


def lead(scanner: Scanner, words: Lexicon, char: str) -> str:
    """Read the longest word with a valid continuation: in 增长至少 5% it is 增长, not 增长至."""
    text, position = scanner.text, scanner.position
    found = words.before.matches[char](text, position)
    if not found:
        return ""
    word = longest = found[0]
    if not (word in words.stated or continues(scanner, words, found.end())):
        shorter = (each for each in words.before[char] if text.startswith(each, position))
        ends = (each for each in shorter if continues(scanner, words, position + len(each)))
        word = next(ends, longest)
    return scanner.accept(word, len(word))


def continues(scanner: Scanner, words: Lexicon, position: int) -> bool:
    """Return whether a number or another lead can begin at a position."""
    char = scanner.text[position]
    if char in _CONTINUES:
        return True
    scanner.steps += 1
    match = words.following.matches.get(char)
    return match is not None and match(scanner.text, position) is not None


def elision(scanner: Scanner, parts: ParseState) -> None:
    """Read `"…"+ "的"?`: omitted words after a direction, hedge or tone."""
    while scanner.starts(ELISION):
        scanner.pass_over(len(ELISION))
    if scanner.starts(OF):
        scanner.pass_over(len(OF))
    parts.elided = len(parts.leads)
