"""Problems of the ledger: where each is reported, and which follow from another finding."""

from __future__ import annotations

import pytest

from pipeline.ingest import RAW_FILE, RAW_ROW
from pipeline.rules import Finding, Location
from pipeline.rules.figure_rules import WrongForm
from pipeline.validation.report_checks.ledger import drop_explained, ledger_findings
from tests.project import REPORT

Rows = list[dict[str, str]]
LEDGER, FIGURES = f"raw/{REPORT}/numerals.csv", f"raw/{REPORT}/figures/1.1.csv"


@pytest.fixture
def ledger() -> Rows:
    """Three numerals of one sentence: two figures, and a name."""
    names = ("section", "page", "paragraph", "sentence", "ordinal", "token", "figure", "reason")
    cells = (
        ("1.1", "1", "1", "1", "1", "72万亿", "1.1-001", ""),
        ("1.1", "1", "1", "1", "2", "0.7", "1.1-002", ""),
        ("1.1", "1", "1", "1", "3", "5", "", "name"),
    )
    place = {"sentence_sha256": "aa", RAW_FILE: LEDGER}
    return [
        {**dict(zip(names, row, strict=True)), **place, RAW_ROW: str(number)}
        for number, row in enumerate(cells, 2)
    ]


@pytest.fixture
def figures() -> Rows:
    """Its figures."""
    keyed = (("1.1-001", "超 72 万亿元"), ("1.1-002", "增长 0.7%"))
    return [
        {"id": each, "page": "1", "printed": text, RAW_FILE: FIGURES, RAW_ROW: str(row)}
        for row, (each, text) in enumerate(keyed, 2)
    ]


#: The row that is changed, its new cells (none: it is removed), and what is reported.
CASES = {
    "nothing": ("ledger", 0, {"page": "1"}, []),
    "neither figure nor reason": (
        "ledger", 2, {"reason": ""}, [("E301", LEDGER, 4, "figure")]
    ),
    "both figure and reason": (
        "ledger", 1, {"reason": "name"}, [("E302", LEDGER, 3, "reason")]
    ),
    "a figure that is gone": ("figures", 1, {}, [("E303", LEDGER, 3, "figure")]),
    "a figure without a numeral": (
        "ledger", 1, {"figure": "", "reason": "name"}, [("E304", FIGURES, 3, "id")]
    ),
    "a numeral twice": ("ledger", 2, {"ordinal": "2"}, [("E305", LEDGER, 4, "ordinal")]),
    "a numeral that is left out": (
        "ledger", 2, {"ordinal": "4"}, [("E306", LEDGER, 4, "ordinal")]
    ),
    "two fingerprints of a sentence": (
        "ledger", 2, {"sentence_sha256": "bb"}, [("E307", LEDGER, 4, "sentence_sha256")]
    ),
    "another page than that of the figure": (
        "figures", 1, {"page": "2"}, [("E308", LEDGER, 3, "page")]
    ),
    "a token that the figure does not print": (
        "ledger", 1, {"token": "0.8"}, [("E310", LEDGER, 3, "token")]
    ),
}  # fmt: skip


def edited(name: str, ledger: Rows, figures: Rows) -> list[tuple[str, str, int, str]]:
    """Make the change of a case, and return what it must be reported as."""
    table, row, cells, expected = CASES[name]
    rows = {"ledger": ledger, "figures": figures}[table]
    rows[row : row + 1] = [{**rows[row], **cells}] if cells else []
    return expected


def reported(found: list[Finding]) -> list[tuple[str, str, int, str]]:
    """Code, file, row and column of each finding."""
    return [(e.code, e.location.file, e.location.row, e.location.column) for e in found]


@pytest.mark.parametrize("name", CASES)
def test_a_problem_of_the_ledger_is_reported_at_its_row(
    name: str, ledger: Rows, figures: Rows
) -> None:
    """The last of several rows is the one to look at; a figure without a numeral has no row."""
    expected = edited(name, ledger, figures)
    assert reported(list(ledger_findings(ledger, figures))) == expected


@pytest.mark.parametrize(
    ("name", "incomplete", "is_reported"),
    [
        pytest.param("a figure that is gone", ["1.1"], False, id="the file of the figure"),
        pytest.param("a figure that is gone", ["1.2"], True, id="another file"),
        pytest.param("another page than that of the figure", ["1.1"], False, id="its page"),
        pytest.param("a numeral twice", ["1.1"], True, id="nothing about a figure"),
        pytest.param("neither figure nor reason", ["1.1"], True, id="a numeral of no figure"),
    ],
)
def test_what_is_between_a_numeral_and_an_unreadable_figure_waits(
    name: str, incomplete: list[str], is_reported: bool, ledger: Rows, figures: Rows
) -> None:
    """The file is reported; once it is corrected, the ledger is compared with it."""
    expected = edited(name, ledger, figures)
    found = list(ledger_findings(ledger, figures, incomplete))
    assert reported(found) == (expected if is_reported else [])


@pytest.mark.parametrize(
    ("name", "column", "is_left"),
    [
        pytest.param("another page than that of the figure", "page", False, id="its page is wrong"),
        pytest.param("another page than that of the figure", "printed", True, id="another cell"),
        pytest.param("a token that the figure does not print", "printed", False, id="its print is wrong"),
        pytest.param("a token that the figure does not print", "page", True, id="another cell of it"),
        pytest.param("a numeral twice", "page", True, id="a problem of the ledger alone"),
    ],
)  # fmt: skip
def test_a_problem_that_follows_from_a_cell_of_the_figure_is_left_out(
    name: str, column: str, is_left: bool, ledger: Rows, figures: Rows
) -> None:
    """One finding for one cause: the cell of the figure, which the editor corrects."""
    edited(name, ledger, figures)
    cause = WrongForm(Location(FIGURES, 3, column))
    problems = list(ledger_findings(ledger, figures))
    assert drop_explained([cause, *problems], ledger, figures) == [
        cause, *(problems if is_left else [])
    ]  # fmt: skip
