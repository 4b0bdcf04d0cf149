"""Every code of a closed list has its words."""

from __future__ import annotations

import pytest

from pipeline.formatting import labels
from pipeline.schema import PUBLISHED
from pipeline.schema.figures import INFERABLE

ENUMS = {(table.name, field.name): field.enum for table in PUBLISHED for field in table.fields}
WORDS = {
    ("figures", "bound"): labels.BOUNDS,
    ("identities", "verdict"): labels.VERDICTS,
    ("identities", "kind"): labels.IDENTITY_KINDS,
    ("policies", "kind"): labels.POLICY_KINDS,
    ("policies", "level"): labels.LEVELS,
    ("initiatives", "sector"): labels.SECTORS,
    ("challenges", "group"): labels.CHALLENGE_GROUPS,
    ("errata", "confidence"): labels.CONFIDENCES,
    ("errata", "kind"): labels.ERRATUM_KINDS,
}


@pytest.mark.parametrize("column", WORDS, ids=".".join)
def test_every_code_has_words(column: tuple[str, str]) -> None:
    """A code without words would stop the build, or show its code to people."""
    assert set(WORDS[column]) == set(ENUMS[column])


def test_every_column_that_may_be_inferred_has_words() -> None:
    """The view of a figure names what an editor inferred."""
    assert set(labels.COLUMNS) == set(INFERABLE)
