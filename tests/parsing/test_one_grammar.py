"""One grammar: what the check reads as a figure is found in a text, and a word left out is found too."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parsing import FigureSyntaxError, parse_printed
from pipeline.parsing.normalization import normalize_text
from pipeline.parsing.numeral_tokens import (
    NUMBER_WORDS,
    parts,
    placement,
    tokens,
    words_cut_off,
    words_not_there,
)
from tests.parsing.printed_forms import WORDS, printed_figures
from tests.parsing.test_parser import FORMS

#: Neutral text around a figure: it ends and begins with no word of a figure.
BEFORE = st.sampled_from(
    ["", "全年产值", "其中，", "据测算，该项指标", "（见图）", "贝壳产量2024年，"]
)
AFTER = st.sampled_from(["", "。", "，为近年最高。", "；其他不变", "（见表）"])
PRINTED = [row["printed"] for row in FORMS]
HEDGES = [hedge for hedge in WORDS.hedges.values() if not hedge.is_tone]
#: The words that the verification looks for around a figure.
LEADING = sorted({h.word for h in HEDGES if h.position == "before"} | WORDS.directions.keys())
TRAILING = sorted(
    h.word for h in HEDGES if h.position == "after" or h.reach == "last_nonzero_digit"
)


def reads(printed: str) -> bool:
    """Whether the check reads a text as a figure."""
    try:
        parse_printed(printed, WORDS)
    except FigureSyntaxError:
        return False
    return True


def sentence_with(printed: str, before: str, after: str) -> tuple[str, int, int]:
    """A normalised sentence with the words of a form in it, and where these begin and end."""
    runs = parts(printed)
    shared = normalize_text("".join(re.findall("〔([^〔〕]*)〕", printed)))
    start = normalize_text(f"{shared}。" if shared else "") + normalize_text(before)
    form = "某某产品".join(runs)
    return f"{start}{form}{normalize_text(after)}", len(start), len(start) + len(form)


def found(printed: str, before: str, after: str) -> list[str]:
    """The disagreements that the verification reports of a form in a sentence with exactly this form."""
    text, start, end = sentence_with(printed, before, after)
    inside = [t for t in tokens(text, NUMBER_WORDS) if start <= t.start and t.end <= end]
    spans = placement(printed, text, [(token.start, token.end) for token in inside])
    if spans is None:
        return ["not found"]
    cut = words_cut_off(
        text, spans, LEADING, TRAILING, (), lambda head, tail: reads(head + printed + tail)
    )
    return [*cut, *words_not_there(printed, text)]


def test_every_form_of_the_table_is_found_in_a_sentence() -> None:
    """Also forms without a numeral, whose words are tokens where the ledger records them."""
    disagreements = {each: found(each, "全年产值", "，为近年最高。") for each in PRINTED}
    assert {each: why for each, why in disagreements.items() if why} == {}


def test_every_form_of_the_table_has_a_token() -> None:
    """A figure without a token could not be recorded in a ledger."""
    without = [
        each for each in PRINTED if not any(tokens(run, NUMBER_WORDS) for run in parts(each))
    ]
    assert without == []


@given(printed_figures(), BEFORE, AFTER)
@settings(max_examples=400, deadline=None)
@pytest.mark.slow
def test_what_the_check_accepts_is_found_in_a_sentence(
    printed: str, before: str, after: str
) -> None:
    """The check and the verification cannot disagree about a form that is printed in full."""
    if reads(printed) and parts(printed):
        assert found(printed, before, after) == []


@given(st.sampled_from(FORMS), st.sampled_from(LEADING))
@settings(max_examples=400, deadline=None)
def test_a_word_left_out_is_reported_exactly_if_the_check_reads_the_form_with_it(
    row: dict[str, str], word: str
) -> None:
    """增速 before 提升至 6.8% belongs to the figure; 增长 before 下降 5% does not."""
    printed = row["printed"]
    text, start, end = sentence_with(printed, f"产值。{word}", "。")
    inside = [t for t in tokens(text, NUMBER_WORDS) if start <= t.start and t.end <= end]
    spans = placement(printed, text, [(token.start, token.end) for token in inside])
    if spans is None or spans[0][0] != start:
        return
    cut = words_cut_off(
        text, spans, [word], [], (), lambda head, tail: reads(head + printed + tail)
    )
    assert (word in cut) == reads(word + printed)
