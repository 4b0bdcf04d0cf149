"""A sentence names the entity and states the basis of its figures, unless the editor inferred them."""

from __future__ import annotations

import pytest

from pipeline.tools.source_text.verification import MismatchKind, missing_evidence

WORDS = {
    "entity": {"shells": ["贝壳", "贝类"], "sand": ["沙"]},
    "basis": {"yoy": ["同比"], "vs:2015": []},
}
TEXT = "2019年贝类产值同比增长16.5%。"


def stated(**cells: str) -> list[tuple[MismatchKind, str]]:
    """What the sentence does not state of a figure with these cells."""
    figure = {"entity": "shells", "basis": "yoy", "inferred": "", **cells}
    return list(missing_evidence(figure, TEXT, WORDS))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, []),
        ({"entity": "sand"}, [(MismatchKind.ENTITY_NOT_NAMED, "sand")]),
        ({"entity": "sand", "inferred": "entity;period"}, []),
        ({"entity": "unknown"}, []),
        ({"basis": "vs:2015"}, []),
        ({"basis": ""}, []),
    ],
    ids=["another name", "not named", "inferred", "no words", "no fixed words", "blank"],
)
def test_what_is_not_inferred_is_stated(
    cells: dict[str, str], expected: list[tuple[MismatchKind, str]]
) -> None:
    """One of the words is enough; a code without words is left alone."""
    assert stated(**cells) == expected


def test_a_basis_taken_for_another_is_reported() -> None:
    """同比 is not 环比."""
    words = {"basis": {"yoy": ["同比"], "pop": ["环比"]}}
    assert list(missing_evidence({"basis": "pop"}, TEXT, words)) == [
        (MismatchKind.BASIS_NOT_STATED, "pop")
    ]
