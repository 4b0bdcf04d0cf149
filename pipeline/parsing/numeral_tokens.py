r"""Find the numeral tokens of a sentence, and the place of a figure's printed form among them.

Tokens are found in a normalised sentence (`pipeline.parsing.normalization`) from left to right. The
longest token at a position counts. A token is either

(a) an Arabic number, `[0-9]+(\.[0-9]+)?`, with the multipliers `[十百千万亿萬億]+` directly after it,
    also across a single 余 or 多: `72万亿`, `240余万`, `1800`, `0.6`. The 百 of 百分点 (百分之), also
    千 and 万, is part of a unit and not a multiplier of the number before it; or
(b) a run of Chinese numeral characters `[〇零一二三四五六七八九十百千万亿两廿卅卌兩萬億]+`, continued
    across a single 余 or 多 by `[十百千万亿萬億]+`, with a 数, 几 or 上 before it when it begins with one of
    these multipliers: `七`, `两千`, `十余万`, `几十`, `上亿`.

Tokens that are words and not counts (一些, 5G, 百分点) are included; the ledger records the reason to
exclude them. 餘, 幾 and 數 are the traditional forms of 余, 几 and 数. These are not tokens: Roman numerals, footnote marks. The time is proportional to the
length of the sentence.

A figure may be printed without a numeral: 过半, 持平, 几个. The words of NUMBER_WORDS are tokens in a report
whose ledger has them as tokens, and then everywhere in it.

`printed` is the figure as the report prints it. Words in 〔〕 are supplied by the editor because the
sentence shares them, and … marks words that are omitted within the figure. `placement` finds such a
form in a sentence and checks that it is complete there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.parsing.normalization import normalize_characters, normalize_text

MULTIPLIERS = "十百千万亿萬億"

NUMERALS = f"〇零一二三四五六七八九两兩廿卅卌{MULTIPLIERS}"

TAIL = f"(?:[余餘多]?(?![百千万]分[点點之])[{MULTIPLIERS}]+)"

TOKEN = re.compile(
    f"[0-9]+(?:\\.[0-9]+)?{TAIL}?"
    f"|(?:[数數几幾上](?=[{MULTIPLIERS}]))?[{NUMERALS}]+(?:[余餘多][{MULTIPLIERS}]+)?"
)

MAGNITUDE_AT_THE_END = re.compile(f"(?<=[0-9{NUMERALS}]){TAIL}\\Z")


@dataclass(frozen=True)
class Token:
    """Hold one numeral of a normalised sentence: `sentence[start:end] == text`."""

    text: str
    start: int
    end: int


#: Words that state a number without a numeral, the longer ones first.
NUMBER_WORDS = (
    *(
        "个位数",
        "一半",
        "半数",
        "倍增",
        "对折",
        "持平",
        "转正",
        "转负",
        "转亏",
        "转升",
        "转增",
        "转涨",
        "转盈",
    ),
    *(
        "转降",
        "转跌",
        "转减",
        "转平",
        "扭亏",
        "止跌",
        "止降",
        "负增长",
        "正增长",
        "不变",
        "没有变化",
        "无变化",
    ),
    *("对半分成", "对半开", "单位数", "腰斩"),
    *("翻倍", "成倍", "半", "双", "首", "番", "几", "数"),
)


def number_words(recorded: Iterable[str]) -> frozenset[str]:
    """Return the tokens of a ledger that are words and not numerals, in simplified characters."""
    return frozenset(NUMBER_WORDS) & frozenset(map(normalize_characters, recorded))


def tokens(sentence: str, words: Collection[str] = frozenset()) -> list[Token]:
    """Return all numeral tokens of a normalised sentence, in order and without overlap.

    `words` are the words of NUMBER_WORDS that are tokens too.
    """
    pattern = _with_words(frozenset(words)) if words else TOKEN
    text = normalize_characters(sentence) if words else sentence
    spans = [found.span() for found in pattern.finditer(text)]
    return [Token(sentence[start:end], start, end) for start, end in spans]


@lru_cache(maxsize=16)
def _with_words(words: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    alone = "|".join(map(re.escape, longest_first))
    return re.compile(f"(?:{alone})(?![{MULTIPLIERS}])|{TOKEN.pattern}")


def core(token: str) -> str:
    """Return a token without 余 or 多 and multipliers, which the sentence may share.

    `240余万` → `240`, `72万亿` → `72`, `两千` → `两`; a bare magnitude (`几十`, `万`) is unchanged.
    """
    return MAGNITUDE_AT_THE_END.sub("", token, count=1) or token


SUPPLIED = re.compile("〔([^〔〕]*)〕")

Span = tuple[int, int]

"""Start and end offsets in a normalised text."""


def parts(printed: str) -> list[str]:
    """Return the normalised parts of a printed form that are in the text, in order."""
    runs = re.split("…+", SUPPLIED.sub("", printed))
    return [run for run in map(normalize_text, runs) if run]


def supplied(printed: str) -> str:
    """Return the normalised words of a printed form that are elsewhere in the sentence."""
    return normalize_text("".join(SUPPLIED.findall(printed)))


def placement(printed: str, text: str, numerals: Sequence[Span]) -> list[Span] | None:
    """Return the spans of a printed form's parts in a normalised text, or None if it does not fit.

    The parts occur in order and cover all of the numerals, which are given in order. This selects
    the right occurrence. A numeral may lack the end that the printed form has in 〔〕 (`3〔亿〕`).
    """
    return _placed(text, parts(printed), list(numerals), 0, supplied(printed))


#: Whether a printed form is still one with these words before and after it.
Extends = Callable[[str, str], bool]


def words_cut_off(
    text: str,
    spans: Sequence[Span],
    before: Collection[str],
    after: Collection[str],
    inside: Collection[str] = (),
    extends: Extends | None = None,
) -> list[str]:
    """Return words that belong to a figure and are directly at, or across, the ends of its spans.

    `inside` are words that the … of a printed form may not omit: they are searched directly before
    its later parts. Words of the vocabulary are also found in traditional characters. A word at an end belongs to the figure only if the printed form can be read with it:
    增速 before 提升至 6.8%, but not 增长 before 下降 5%.
    """
    text = normalize_characters(text)
    start, end = spans[0][0], spans[-1][1]
    later = [begin for begin, _ in spans[1:]]
    extends = extends or _always
    first = ((word, at) for word in before for at in range(start - len(word), start))
    last = ((word, at) for word in after for at in range(end, end - len(word), -1))
    return [
        *(word for word, at in first if _stands(text, word, at) and extends(text[at:start], "")),
        *(
            word
            for word, at in last
            if _stands(text, word, at) and extends("", text[end : at + len(word)])
        ),
        *(word for word in inside for at in later if text.endswith(word, 0, at)),
    ]


def _always(_before: str, _after: str) -> bool:
    return True


def words_not_there(printed: str, text: str) -> list[str]:
    """Return the words in 〔〕 that are not in the text, although its sentence should share them.

    The slash of a rate (`元〔/月〕`) is the editor's sign for 每.
    """
    words = (normalize_text(each).lstrip("/") for each in SUPPLIED.findall(printed))
    return [word for word in words if word not in text]


def _stands(text: str, word: str, start: int) -> bool:
    return start >= 0 and text.startswith(word, start)


def _placed(
    text: str, runs: Sequence[str], numerals: Sequence[Span], begin: int, elided: str
) -> list[Span] | None:
    if not runs:
        return None if numerals else []
    for start in _occurrences(text, runs[0], begin):
        end = start + len(runs[0])
        uncovered = [n for n in numerals if not _covers((start, end), n, text, elided)]
        first = uncovered[0][0] if uncovered else end
        if first < start:  # a numeral is skipped, here and at every later occurrence
            return None
        if first < end:  # the part splits a numeral: a later occurrence may be the right one
            continue
        rest = _placed(text, runs[1:], uncovered, end, elided)
        if rest is not None:
            return [(start, end), *rest]
    return None


def _occurrences(text: str, run: str, begin: int) -> Iterator[int]:
    start = text.find(run, begin)
    while start >= 0:
        yield start
        start = text.find(run, start + 1)


def _covers(span: Span, numeral: Span, text: str, elided: str) -> bool:
    start, end = numeral
    kept = start + len(core(text[start:end]))
    whole = span[1] >= end
    return span[0] <= start and (whole or (span[1] >= kept and text[span[1] : end] in elided))
