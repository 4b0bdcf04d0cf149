"""Arelle, an XBRL processor, judges the closed sums among the identities as this project does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.calculations import Calculation, Case, calculation, write_report
from tests.clients.environments import python_program, run
from tests.committed_rows import published_rows as rows

pytestmark = pytest.mark.clients
PROGRAM = Path(__file__).parent / "programs" / "arelle_calculations.py"
INCONSISTENT = "calc11e:inconsistentCalculationUsingRounding"
FIGURES = {row["figure_id"]: row for row in rows("figures")}
SUMS = {row["identity"]: row for row in rows("identities") if row["kind"] in {"sum", "difference"}}
READ = {name: calculation(row, FIGURES) for name, row in SUMS.items()}
EXPRESSED = {name: each for name, each in READ.items() if isinstance(each, Calculation)}
TERMS = [row for row in rows("identity_terms") if row["identity"] in EXPRESSED]


def changed(term: dict[str, str], short: int) -> Iterator[Case]:
    """A term moved up and down by its published power, or some units short of it."""
    of = EXPRESSED[term["identity"]]
    yield Case(of, term["figure"], int(term["power_up"]) - short)
    yield Case(of, term["figure"], short - int(term["power_down"]))


AS_PRINTED = [Case(each) for each in EXPRESSED.values()]
NOTICED = [case for term in TERMS for case in changed(term, 0)]
UNNOTICED = [case for term in TERMS for case in changed(term, 1)]


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The cases that Arelle calls inconsistent, of one report that holds all of them."""
    folder = tmp_path_factory.mktemp("xbrl")
    cases = {str(case): case for case in (*AS_PRINTED, *NOTICED, *UNNOTICED)}
    report = write_report(folder, list(cases.values()), FIGURES)
    text = run([python_program("arelle"), PROGRAM, report], folder)
    assert text.status == 0, text.text
    findings = [json.loads(line) for line in text.text.splitlines()]
    assert {code for code, _ in findings} == {INCONSISTENT}, text.text
    return {case for _, case in findings}


def test_which_sums_can_be_expressed_is_known() -> None:
    """A calculation states an equality of rounded values; a bound or an open end is not one.

    Whoever adds a sum decides here whether a second program can judge it.
    """
    assert {name: "" if isinstance(each, Calculation) else each for name, each in READ.items()} == {
        "ID-001": "",
        "ID-017": "",
        "ID-046": "bound",
        "ID-052": "hedged",
        "ID-058": "",
    }


@pytest.mark.parametrize("identity", EXPRESSED)
def test_arelle_agrees_with_the_published_verdict(identity: str, reported: set[str]) -> None:
    """The figures as printed, within their rounding."""
    consistent = str(Case(EXPRESSED[identity])) not in reported
    assert ("consistent" if consistent else "inconsistent") == SUMS[identity]["verdict"]


@pytest.mark.parametrize("case", NOTICED, ids=str)
def test_arelle_notices_a_number_changed_beyond_rounding(case: Case, reported: set[str]) -> None:
    """By as many units of the last place as the package states are needed; else green means nothing."""
    assert str(case) in reported


@pytest.mark.parametrize("case", UNNOTICED, ids=str)
def test_arelle_bears_what_rounding_explains(case: Case, reported: set[str]) -> None:
    """One unit less is still consistent, so the published power is the smallest change."""
    assert str(case) not in reported
