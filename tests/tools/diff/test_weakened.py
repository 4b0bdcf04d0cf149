"""Changes of the rules themselves: what allows more than before is named, what allows less is not."""

import pytest

from pipeline.tools.diff.dataset import Dataset, KeyedTable
from pipeline.tools.diff.diff import compare
from pipeline.tools.diff.weakened import weakened

Row = dict[str, str]
TERM = {"identity": "ID-1", "figure": "1-001", "power_up": "2", "power_down": "3"}


def side(table: str, row: Row | None, term: Row | None = None) -> Dataset:
    """One side with one row of a table, whose key is `k`, and the term of an identity."""
    rows = {} if row is None else {("ID-1",): row}
    terms = {} if term is None else {("ID-1", "1-001"): term}
    tables = {
        table: KeyedTable(table, ("key",), rows),
        "identity_terms": KeyedTable("identity_terms", ("identity", "figure"), terms),
    }
    return Dataset("side", "1.0.0", "", tables)


CHANGES = [
    pytest.param("identities", {"claim": "= 1"}, None, "identities ID-1 was removed", id="identity"),
    pytest.param("errata", {"guard": "1"}, None, "errata ID-1 was removed", id="erratum"),
    pytest.param(
        "indicators", {"minimum": "0", "maximum": "2"}, {"minimum": "0", "maximum": "200"},
        "range of ID-1 100 times wider", id="range",
    ),
    pytest.param(
        "indicators", {"minimum": "0", "maximum": "2"}, {"minimum": "0", "maximum": ""},
        "range of ID-1 ∞ times wider", id="range without an end",
    ),
    pytest.param(
        "indicators", {"period_lengths": "P1Y"}, {"period_lengths": ""},
        "indicators ID-1: period_lengths also allows ∅", id="any length",
    ),
    pytest.param(
        "hedges", {"bound": ">"}, {"bound": "<"}, "hedges ID-1: bound > → <", id="hedge",
    ),
    pytest.param(
        "hedges", {"check_width": "none"}, {"check_width": "ten_percent"},
        "hedges ID-1: check_width none → ten_percent", id="tolerance",
    ),
    pytest.param(
        "measure_types", {"units": "CNY"}, {"units": "CNY;USD"},
        "measure_types ID-1: units also allows USD", id="units of a measure",
    ),
    pytest.param(
        "check_coverage",
        {"measured": "true", "injected": "8", "not_detected": ""},
        {"measured": "true", "injected": "8", "not_detected": "year_later"},
        "injected errors that are detected: 100.00% → 87.50%", id="mutation score",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("table", "old", "new", "text"), CHANGES)
def test_a_weakened_check_is_named_first(table: str, old: Row, new: Row | None, text: str) -> None:
    """Each kind of rule that raw/ states."""
    found = compare(side(table, old), side(table, new))
    assert str(found.impacts[0].kind) == "rule_weakened"
    assert found.impacts[0].text.en == text


@pytest.mark.parametrize(
    ("later", "texts"),
    [
        (None, ["ID-1 can no longer fail"]),
        ({**TERM, "power_up": "9"}, ["ID-1 detects fewer or only larger errors"]),
        ({**TERM, "power_down": ""}, ["ID-1 detects fewer or only larger errors"]),
        ({**TERM, "power_up": "1"}, []),
    ],
)
def test_an_identity_is_compared_by_the_errors_that_it_detects(
    later: Row | None, texts: list[str]
) -> None:
    """Another spelling of the same equation is not a weaker check."""
    old = side("identities", {"expression": "a", "claim": "= 1"}, TERM)
    new = side("identities", {"expression": "b", "claim": "= 1"}, later)
    assert [text.en for _, _, text in weakened(old, new)] == texts
    assert compare(old, new).version.expected == ("1.1.0" if texts else "1.0.1")


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("indicators", {"minimum": "0", "maximum": "200"}, {"minimum": "0", "maximum": "2"}),
        ("indicators", {"period_lengths": ""}, {"period_lengths": "P1Y"}),
        ("measure_types", {"units": "CNY;USD"}, {"units": "CNY"}),
        ("hedges", None, {"bound": ">"}),
    ],
)
def test_a_stricter_check_is_not_reported(table: str, old: Row | None, new: Row) -> None:
    """Stricter ranges, fewer lengths or units, and new words weaken nothing."""
    assert list(weakened(side(table, old), side(table, new))) == []
