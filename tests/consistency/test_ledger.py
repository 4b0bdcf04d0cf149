"""What can be stated about a ledger without the text."""

from collections.abc import Callable

import pytest

from pipeline.consistency.ledger import (
    LedgerCounts,
    LedgerProblemKind,
    count_ledger,
    ledger_problems,
)

Rows = list[dict[str, str]]
Change = Callable[[Rows, Rows], object]
LEDGER = """
1.1 1 1 1 1 三      aa .       date
1.1 1 1 1 2 72万亿  aa 1.1-001 .
1.1 1 1 1 3 0.7     aa 1.1-002 .
1.1 2 1 2 1 13      bb 1.1-003 .
1.1 2 1 2 2 32      bb 1.1-003 .
1.2 3 1 1 1 3亿     cc 1.2-001 .
1.2 3 1 1 2 5亿     cc 1.2-002 .
1.2 3 1 1 3 2.0     cc .       name
"""
NAMES = "section page paragraph sentence ordinal token sentence_sha256 figure reason"


@pytest.fixture
def ledger() -> Rows:
    """A small ledger without problems."""
    cells = (line.replace(" . ", "  . ").split() for line in LEDGER.strip().splitlines())
    return [
        {c: "" if v == "." else v for c, v in zip(NAMES.split(), row, strict=True)}
        | {"note_zh": "", "note_en": ""}
        for row in cells
    ]


@pytest.fixture
def figures() -> Rows:
    """Its figures."""
    keyed = [
        ("1.1-001", "1", "超 72 万亿元"),
        ("1.1-002", "1", "增长 0.7%"),
        ("1.1-003", "2", "下降 13%-32%"),
        ("1.2-001", "3", "3〔亿〕"),
        ("1.2-002", "3", "5 亿"),
    ]
    return [{"id": identity, "page": page, "printed": text} for identity, page, text in keyed]


def test_a_complete_ledger_has_no_problems(ledger: Rows, figures: Rows) -> None:
    """Ranges claim two tokens, shared multipliers are supplied, exclusions have reasons."""
    assert ledger_problems(ledger, figures) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            lambda rows, _: rows[7].update(reason=""),
            [(LedgerProblemKind.UNACCOUNTED, (7,), None)],
            id="neither figure nor reason",
        ),
        pytest.param(
            lambda rows, _: rows[1].update(reason="name"),
            [(LedgerProblemKind.FIGURE_AND_REASON, (1,), None)],
            id="both figure and reason",
        ),
        pytest.param(
            lambda _, figures: figures.pop(1),
            [(LedgerProblemKind.UNKNOWN_FIGURE, (2,), None)],
            id="figure deleted",
        ),
        pytest.param(
            lambda rows, _: rows[2].update(figure="", reason="idiom"),
            [(LedgerProblemKind.FIGURE_WITHOUT_NUMERAL, (), 1)],
            id="figure without token",
        ),
        pytest.param(
            lambda rows, _: rows.insert(3, {**rows[2], "figure": "1.1-001"}),
            [
                (LedgerProblemKind.CLAIMED_TWICE, (2, 3), None),
                (LedgerProblemKind.NOT_IN_PRINTED, (3,), 0),
            ],
            id="token claimed twice",
        ),
        pytest.param(
            lambda rows, _: rows.pop(0),
            [(LedgerProblemKind.ORDINALS_NOT_CONTIGUOUS, (0, 1), None)],
            id="first token missing",
        ),
        pytest.param(
            lambda rows, _: rows.insert(0, rows.pop(2)),
            [(LedgerProblemKind.ORDINALS_NOT_CONTIGUOUS, (0, 1, 2), None)],
            id="tokens out of order",
        ),
        pytest.param(
            lambda rows, _: rows[2].update(sentence_sha256="dd"),
            [(LedgerProblemKind.TWO_FINGERPRINTS, (0, 1, 2), None)],
            id="two fingerprints",
        ),
        pytest.param(
            lambda _, figures: figures[2].update(page="3"),
            [(LedgerProblemKind.PAGE_DIFFERS, (3,), 2)],
            id="page of another page",
        ),
        pytest.param(
            lambda rows, _: rows[4].update(page="3"), [], id="only the first token's page counts"
        ),
        pytest.param(
            lambda _, figures: figures[1].update(section="1.2"),
            [(LedgerProblemKind.SECTION_DIFFERS, (2,), 1)],
            id="figure of another section",
        ),
        pytest.param(
            lambda _, figures: figures[1].update(printed="增长 0.8%"),
            [(LedgerProblemKind.NOT_IN_PRINTED, (2,), 1)],
            id="changed digit",
        ),
        pytest.param(
            lambda _, figures: figures[1].update(printed="增长 10.7%"),
            [(LedgerProblemKind.NOT_IN_PRINTED, (2,), 1)],
            id="a longer number is another one",
        ),
        pytest.param(
            lambda _, figures: figures[0].update(printed="超 72 元"),
            [(LedgerProblemKind.NOT_IN_PRINTED, (1,), 0)],
            id="multiplier dropped",
        ),
        pytest.param(
            lambda _, figures: figures[2].update(printed="下降 13%"),
            [(LedgerProblemKind.NOT_IN_PRINTED, (4,), 2)],
            id="one end of a range dropped",
        ),
        pytest.param(
            lambda rows, _: rows[4].update({"token": "13"}),
            [(LedgerProblemKind.NOT_IN_PRINTED, (4,), 2)],
            id="one printed number cannot be two tokens",
        ),
    ],
)
def test_each_fault_is_found_by_itself(
    change: Change,
    expected: list[tuple[LedgerProblemKind, tuple[int, ...], int | None]],
    ledger: Rows,
    figures: Rows,
) -> None:
    """Rows are named so that an editor is sent to the cell."""
    change(ledger, figures)
    found = [
        (problem.kind, problem.rows, problem.figure_row)
        for problem in ledger_problems(ledger, figures)
    ]
    assert found == expected


def test_the_tally_balances(ledger: Rows, figures: Rows) -> None:
    """The package publishes it; a range is one figure of two numerals."""
    assert count_ledger(ledger, figures) == LedgerCounts(
        numerals=8, figures=5, claimed=6, excluded={"date": 1, "name": 1}, unaccounted=0
    )
    ledger[0]["reason"] = ""
    assert count_ledger(ledger, figures).unaccounted == 1
