"""A cell of another format equals the cell of the CSV file in the type of the format."""

from __future__ import annotations

import pytest

from pipeline.schema import CHECK_COVERAGE
from pipeline.tools.verify.formats import is_same_value


@pytest.mark.parametrize("found", [True, 1, "true"])
def test_a_true_cell_is_true_in_every_type(found: object) -> None:
    """As a boolean, as the number of SQLite and as text."""
    assert is_same_value(CHECK_COVERAGE["measured"], "true", found)
    assert not is_same_value(CHECK_COVERAGE["measured"], "false", found)


@pytest.mark.parametrize("found", [False, 0, "false"])
def test_a_false_cell_is_false_in_every_type(found: object) -> None:
    """The text `false` is not blank, and was taken for true."""
    assert is_same_value(CHECK_COVERAGE["measured"], "false", found)
    assert not is_same_value(CHECK_COVERAGE["measured"], "true", found)
