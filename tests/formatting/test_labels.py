"""Every code of a closed list has its words."""

from __future__ import annotations

import pytest

from pipeline.formatting import labels
from pipeline.schema import INFERABLE, PUBLISHED, Field

LABELLED = {
    f"{table.name}.{field.name}": field
    for table in PUBLISHED
    for field in table.fields
    if field.labels
}


@pytest.mark.parametrize("field", LABELLED.values(), ids=LABELLED)
def test_every_value_of_a_closed_list_has_a_label(field: Field) -> None:
    """A value without a label would stop the build, or show its code to people."""
    assert tuple(field.labels) == field.enum
    assert all(label.en and label.zh for label in field.labels.values())


def test_the_closed_lists_that_people_see_have_labels() -> None:
    """The page and the simple table show these values by their labels."""
    assert set(LABELLED) >= {
        "figures.bound",
        "identities.verdict",
        "identities.kind",
        "errata.kind",
    }


def test_every_column_that_may_be_inferred_has_words() -> None:
    """The view of a figure names what an editor inferred."""
    assert set(labels.COLUMNS) == set(INFERABLE)
