"""A whole draft: identifiers, and work that grows with the text."""

from __future__ import annotations

import cProfile
import pstats

from tests.tools.draft.drafted import drafted

PARAGRAPH = (
    "2023年携程营收{}亿元，同比增长{}%，占社会消费品零售总额的比重为20%。其中，出口{}万元。\n\n"
)


def text(paragraphs: int) -> str:
    """A text of four figures in each paragraph, and no sentence twice."""
    return "".join(PARAGRAPH.format(n + 1, n + 2, n + 3) for n in range(paragraphs))


def calls(paragraphs: int) -> int:
    """The calls of functions that drafting a text makes."""
    profile, made = cProfile.Profile(), text(paragraphs)
    profile.runcall(drafted, made)
    return pstats.Stats(profile).total_calls


def test_figures_are_numbered_in_their_section() -> None:
    """A range has one figure for its two numerals."""
    made = drafted("占20%-30%，共5亿元。")
    assert [each.figure for each in made.figures] == ["1-001", "1-002"]
    assert [each.figure for each in made.numerals] == ["", "1-001", "1-001", "1-002"]


def test_work_is_linear() -> None:
    """Four times the text takes at most four times the calls, and a little."""
    drafted(text(1))
    assert calls(40) < 4.4 * calls(10)
