"""Effects of a change elsewhere: verdicts, what guards a figure, and rows that name another."""

import pytest

from pipeline.tools.diff.dataset import Dataset, KeyedTable
from pipeline.tools.diff.impact import (
    coverage_impacts,
    identity_impacts,
    impacts,
    listed,
    measured_impacts,
    reference_impacts,
)
from pipeline.tools.diff.rows import Cell, Change, ChangeKind, Severity

Rows = dict[tuple[str, ...], dict[str, str]]


def side(**tables: Rows) -> Dataset:
    """One side with these rows of these tables."""
    keyed = {name: KeyedTable(name, ("key",), rows) for name, rows in tables.items()}
    return Dataset("side", "", "", keyed)


def verdict(text: str | None) -> Dataset:
    """A side with one identity of this verdict, or none."""
    return side(identities={} if text is None else {("ID-1",): {"verdict": text}})


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("consistent", "consistent", []),
        ("consistent", "", ["identity_unjudged"]),
        ("consistent", "inconsistent", ["identity_inconsistent"]),
        ("undecidable", "consistent", ["identity_decided"]),
        (None, "inconsistent", ["identity_inconsistent"]),
        (None, "undecidable", []),
        (None, "consistent", []),
        ("", "consistent", []),
        ("", "inconsistent", []),
        ("consistent", None, []),
    ],
)
def test_a_verdict_that_changed_is_reported(
    old: str | None, new: str | None, kinds: list[str]
) -> None:
    """Of a new identity only a contradiction; nothing is known of one that was not judged before."""
    found = list(identity_impacts(verdict(old), verdict(new)))
    assert [str(each.kind) for each in found] == kinds


def guarded(*terms: tuple[str, str, str, str], verdict: str = "consistent") -> Dataset:
    """A side with figures 1-001 and 1-002, and terms `(identity, figure, power up, power down)`."""
    rows = {
        (identity, figure): {
            "identity": identity, "figure": figure, "power_up": up, "power_down": down,
        }
        for identity, figure, up, down in terms
    }  # fmt: skip
    return side(
        figures={("1-001",): {}, ("1-002",): {}},
        identities={("ID-1",): {"verdict": verdict}, ("ID-2",): {"verdict": verdict}},
        identity_terms=rows,
    )


GUARDED = guarded(("ID-1", "1-001", "1", ""))
COVERAGE = {
    "still guarded": (GUARDED, guarded(("ID-1", "1-001", "2", "")), []),
    "guarded the other way": (GUARDED, guarded(("ID-1", "1-001", "", "1")), []),
    "guarded by another identity": (GUARDED, guarded(("ID-2", "1-001", "1", "")), []),
    "no longer guarded": (
        GUARDED, guarded(("ID-1", "1-001", "", "")), [("coverage_lost", "1-001")]
    ),
    "the term is gone": (GUARDED, guarded(), [("coverage_lost", "1-001")]),
    "guarded now": (guarded(), GUARDED, [("coverage_gained", "1-001")]),
    "a contradiction detects an error by itself": (
        guarded(), guarded(("ID-1", "1-001", "", ""), verdict="inconsistent"),
        [("coverage_gained", "1-001")],
    ),
    "two figures": (
        guarded(("ID-1", "1-002", "1", ""), ("ID-1", "1-001", "1", "")), guarded(),
        [("coverage_lost", "1-001"), ("coverage_lost", "1-002")],
    ),
    "a figure that is gone": (guarded(("ID-1", "1-009", "1", "")), guarded(), []),
    "a side without terms": (GUARDED, side(figures={("1-001",): {}}), []),
}  # fmt: skip


@pytest.mark.parametrize("name", COVERAGE)
def test_a_figure_that_loses_or_gains_its_guard_is_reported(name: str) -> None:
    """The lines of a diff do not show that nothing checks a number any more."""
    old, new, expected = COVERAGE[name]
    found = list(coverage_impacts(old, new))
    assert [(str(each.kind), each.key[0]) for each in found] == expected


def measured(detected: str, measured: str = "true") -> Dataset:
    """A side whose figure has these detected types of errors."""
    row = {"measured": measured, "detected_without_text": detected}
    return side(check_coverage={("1-001",): row})


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        pytest.param(measured("a;b"), measured("b;a"), 0, id="the same"),
        pytest.param(measured("a;b"), measured("b"), 1, id="one less"),
        pytest.param(measured("a;b"), measured(""), 2, id="none left"),
        pytest.param(measured("a"), measured("a;b"), 0, id="one more"),
        pytest.param(measured("a"), measured("", "false"), 0, id="no longer measured"),
        pytest.param(measured("a", "false"), measured(""), 0, id="not measured before"),
    ],
)
def test_a_type_of_error_that_is_no_longer_detected_is_reported(
    old: Dataset, new: Dataset, lost: int
) -> None:
    """Only figures that were measured on both sides can be compared."""
    assert sum(each.count for each in measured_impacts(old, new)) == lost


def change(
    kind: ChangeKind, table: str, key: str, *severities: Severity, former: str = ""
) -> Change:
    """A changed row."""
    cells = tuple(Cell("x", "a", "b", each) for each in severities)
    return Change(table, (key,), kind, cells, (former,) if former else ())


USING = side(
    figures={
        ("1-001",): {"figure_id": "1-001", "unit": "CNY", "hedge": "超…多"},
        ("1-002",): {"figure_id": "1-002", "unit": "CNY", "hedge": ""},
    },
    identity_terms={("ID-1", "1-001"): {"identity": "ID-1", "figure": "1-001"}},
    errata={("E1",): {"erratum": "E1", "figures": "1-002;1-001"}},
    numerals={("1", "1"): {"section": "1", "figure": "1-002"}},
)
REVISED, REMOVED, ADDED, RENUMBERED, MOVED = ChangeKind
REFERENCES = {
    "a figure is gone": (
        change(REMOVED, "figures", "1-001"), [("reference_dangling", "1-001", 2)]
    ),
    "a figure has another identifier": (
        change(RENUMBERED, "figures", "1-009", former="1-001"),
        [("reference_dangling", "1-001", 2)],
    ),
    "a figure is gone that nothing names": (change(REMOVED, "figures", "1-003"), []),
    "another value": (
        change(REVISED, "figures", "1-001", Severity.VALUE), [("row_referred_to", "1-001", 2)]
    ),
    "another text": (
        change(REVISED, "figures", "1-001", Severity.TEXT), [("row_referred_to", "1-001", 2)]
    ),
    "another note": (change(REVISED, "figures", "1-001", Severity.WORDING), []),
    "a value that an erratum and the ledger name": (
        change(REVISED, "figures", "1-002", Severity.VALUE), [("row_referred_to", "1-002", 1)]
    ),
    "a figure is new": (change(ADDED, "figures", "1-001"), []),
    "a figure is elsewhere": (change(MOVED, "figures", "1-001", Severity.TEXT), []),
    "a unit means something else": (
        change(REVISED, "units", "CNY", Severity.READING), [("rows_touched", "CNY", 2)]
    ),
    "a unit has another title": (
        change(REVISED, "units", "CNY", Severity.WORDING), [("rows_touched", "CNY", 2)]
    ),
    "a unit that nothing uses": (change(REVISED, "units", "USD", Severity.READING), []),
    "a unit is gone that is used": (
        change(REMOVED, "units", "CNY"), [("reference_dangling", "CNY", 2)]
    ),
    "one of two hedges": (
        change(REVISED, "hedges", "多", Severity.READING), [("rows_touched", "多", 1)]
    ),
    "a table that nobody declares": (change(REVISED, "more", "x", Severity.VALUE), []),
}  # fmt: skip


@pytest.mark.parametrize("name", REFERENCES)
def test_rows_that_name_a_changed_row_are_counted(name: str) -> None:
    """The ledger has a row for every figure, and its reference says nothing."""
    changed, expected = REFERENCES[name]
    found = list(reference_impacts(USING, [changed]))
    assert [(str(each.kind), each.key[0], each.count) for each in found] == expected


def test_effects_stand_in_order_of_their_gravity() -> None:
    """A contradiction first; what merely uses a changed code last."""
    new = side(**{name: dict(each.rows) for name, each in USING.tables.items()}, identities={
        ("ID-1",): {"verdict": "inconsistent"}
    })  # fmt: skip
    found = impacts(USING, new, [
        change(REVISED, "units", "CNY", Severity.READING), change(REMOVED, "figures", "1-001"),
    ])  # fmt: skip
    assert [str(each.kind) for each in found] == [
        "identity_inconsistent", "reference_dangling", "coverage_gained", "rows_touched",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "text"), [(0, ""), (1, "0"), (6, "0, 1, 2, 3, 4, 5"), (8, "0, 1, 2, 3, 4, 5 … +2")]
)
def test_a_long_list_names_the_first_and_counts_the_others(count: int, text: str) -> None:
    """Hundreds of rows would hide the line below."""
    assert listed(map(str, range(count))) == text
