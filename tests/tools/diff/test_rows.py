"""Changes of one table, row by row: what counts as the same row under another key, or moved."""

import pytest

from pipeline.tools.diff.dataset import KeyedTable
from pipeline.tools.diff.rows import (
    Cell,
    Change,
    ChangeKind,
    Severity,
    line_shifts,
    severity_of,
    table_changes,
)

Rows = dict[str, dict[str, str]]


def table(rows: Rows, name: str = "policies", key: str = "policy") -> KeyedTable:
    """A table of these rows, by their key."""
    return KeyedTable(name, (key,), {(each,): {key: each, **row} for each, row in rows.items()})


def changes(old: Rows, new: Rows, name: str = "policies", key: str = "policy") -> list[Change]:
    """What changed between two states of a table."""
    return table_changes(table(old, name, key), table(new, name, key))


def kinds(found: list[Change]) -> list[tuple[str, str, str]]:
    """Kind, new key and old key of each change, in their order."""
    return [(str(each.kind), "/".join(each.key), "/".join(each.former)) for each in found]


ONE, TWO = {"title": "one"}, {"title": "two"}
RENUMBERED = {
    "one row": ({"P1": ONE}, {"P9": ONE}, [("renumbered", "P9", "P1")]),
    "another row than the one beside it": (
        {"P1": ONE, "P2": TWO}, {"P2": TWO, "P9": ONE}, [("renumbered", "P9", "P1")],
    ),
    "two rows that state different things": (
        {"P1": ONE, "P2": TWO}, {"P8": TWO, "P9": ONE},
        [("renumbered", "P9", "P1"), ("renumbered", "P8", "P2")],
    ),
    "two rows that state the same, in their order": (
        {"P1": ONE, "P2": ONE}, {"P8": ONE, "P9": ONE},
        [("renumbered", "P8", "P1"), ("renumbered", "P9", "P2")],
    ),
    "one of two rows that state the same": (
        {"P1": ONE, "P2": ONE}, {"P9": ONE},
        [("removed", "P1", ""), ("removed", "P2", ""), ("added", "P9", "")],
    ),
    "two rows in place of one": (
        {"P1": ONE}, {"P8": ONE, "P9": ONE},
        [("removed", "P1", ""), ("added", "P8", ""), ("added", "P9", "")],
    ),
    "a row that states something else": (
        {"P1": ONE}, {"P9": TWO}, [("removed", "P1", ""), ("added", "P9", "")],
    ),
    "a row that is blank but for its key": (
        {"P1": {"title": ""}}, {"P9": {"title": ""}},
        [("removed", "P1", ""), ("added", "P9", "")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RENUMBERED)
def test_a_row_is_renumbered_if_all_but_its_key_is_the_same(name: str) -> None:
    """Only as many rows as there were: which of several alike has the new key is not known."""
    old, new, expected = RENUMBERED[name]
    assert kinds(changes(old, new)) == expected


def test_a_renumbered_row_has_no_changed_cells_and_is_the_new_row() -> None:
    """A reviewer sees the row as it is now."""
    (found,) = changes({"P1": ONE}, {"P9": ONE})
    assert (found.cells, found.row) == ((), {"policy": "P9", **ONE})


PLACE = {"page": "1", "sentence": "2", "sentence_sha256": "a"}
MOVED = {"page": "7", "sentence": "9", "sentence_sha256": "b"}


@pytest.mark.parametrize("column", ["raw_row", "raw_file", "page", "sentence"])
def test_a_renumbered_row_may_stand_elsewhere(column: str) -> None:
    """Its line in raw/ and its place in the report follow from its number."""
    found = changes({"P1": {**ONE, column: "1"}}, {"P9": {**ONE, column: "2"}})
    assert kinds(found) == [("renumbered", "P9", "P1")]


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [("figures", "figure_id", ["renumbered"]), ("numerals", "numeral", ["removed", "added"])],
)
def test_only_a_figure_has_its_fingerprint_from_its_number(
    name: str, key: str, expected: list[str]
) -> None:
    """The ledger looks a figure up by its number; another row with another sentence is another row."""
    found = changes({"1": {**ONE, **PLACE}}, {"2": {**ONE, **MOVED}}, name, key)
    assert [str(each.kind) for each in found] == expected


ORDERS = {
    "the same": ("abcd", "abcd", ""),
    "the last comes first": ("abcd", "dabc", "d"),
    "the first comes last": ("abcd", "bcda", "a"),
    "two neighbours change places": ("abcd", "acbd", "c"),
    "two rows move": ("abcdef", "bdcfea", "dfa"),
    "one moves beside one that is new": ("abc", "xcab", "c"),
    "one is gone": ("abc", "ac", ""),
}


@pytest.mark.parametrize("name", ORDERS)
def test_as_few_rows_as_possible_are_moved(name: str) -> None:
    """A row that was carried from one end to the other moves, and not all that it passed."""
    old, new, expected = ORDERS[name]
    states = [{each: {"title": each} for each in order} for order in (old, new)]
    found = changes(states[0], states[1])
    moved = [each.key[0] for each in found if each.kind is ChangeKind.MOVED]
    assert len(moved) == len(expected)
    stay = [each for each in new if each not in moved and each in old]
    assert stay == sorted(stay)


def test_a_row_that_moved_and_changed_is_reported_once() -> None:
    """As changed, which says more."""
    old = {"P1": ONE, "P2": TWO}
    new = {"P2": {"title": "three"}, "P1": ONE}
    assert [each for each in kinds(changes(old, new)) if each[1] == "P2"] == [("revised", "P2", "")]


def test_cells_that_one_side_lacks_are_not_compared() -> None:
    """A new column is not a change of every row."""
    (found,) = changes({"P1": {**ONE, "level": "x"}}, {"P1": {**TWO, "kind": "y"}})
    assert found.cells == (Cell("title", "one", "two", Severity.READING),)


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        (("page",), ChangeKind.MOVED),
        (("page", "sentence"), ChangeKind.MOVED),
        (("page", "title"), ChangeKind.REVISED),
    ],
)
def test_a_row_whose_place_alone_changed_has_moved(
    columns: tuple[str, ...], kind: ChangeKind
) -> None:
    """Another page is not another fact."""
    old, new = ({**dict.fromkeys(columns, each)} for each in "ab")
    assert [each.kind for each in changes({"P1": old}, {"P1": new})] == [kind]


@pytest.mark.parametrize(
    ("old", "new", "shifted"),
    [
        pytest.param({"raw_row": "2"}, {"raw_row": "3"}, 1, id="another line"),
        pytest.param({"raw_row": "2"}, {"raw_row": "2"}, 0, id="the same line"),
        pytest.param({"raw_file": "a"}, {"raw_file": "b"}, 1, id="another file"),
        pytest.param({}, {"raw_row": "3"}, 0, id="no line on the old side"),
        pytest.param({"raw_row": "2"}, {}, 0, id="no line on the new side"),
    ],
)
def test_rows_on_another_line_are_counted(
    old: dict[str, str], new: dict[str, str], shifted: int
) -> None:
    """The count says that the file was edited, and is not a change of the data."""
    assert line_shifts(table({"P1": old, "P2": {}}), table({"P1": new, "P3": {}})) == shifted


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("figures", "upper", Severity.VALUE),
        ("figures", "unit", Severity.READING),
        ("figures", "page", Severity.TEXT),
        ("figures", "note_en", Severity.WORDING),
        ("figures", "entity_zh", Severity.DERIVED),
        ("errata", "figures", Severity.READING),
        ("sections", "figures", Severity.DERIVED),
        ("identities", "verdict", Severity.VALUE),
        ("identities", "slack", Severity.DERIVED),
        ("identity_terms", "figure", Severity.DERIVED),
        ("numerals", "token", Severity.TEXT),
        ("policies", "title_en", Severity.WORDING),
        ("policies", "level", Severity.READING),
        ("multipliers", "exponent", Severity.VALUE),
    ],
)
def test_a_column_has_the_kind_of_its_meaning(table: str, column: str, kind: Severity) -> None:
    """A list of figures is a reading, their number follows from the figures."""
    assert severity_of(table, column) is kind


def test_kinds_stand_from_the_gravest_to_the_least() -> None:
    """The first kind of a row decides where a reviewer meets it."""
    assert [each.code for each in sorted(Severity)] == [
        "value", "reading", "text", "wording", "derived",
    ]  # fmt: skip
