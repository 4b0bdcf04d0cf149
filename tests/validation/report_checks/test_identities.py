"""Identities and errata against the figures: each rule broken once, reported at exactly its cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest import RAW_FILE, RAW_ROW, RawTable, load_section, load_vocabulary, read_csv
from pipeline.ingest.report_folder import section_files
from pipeline.rules import all_rules
from pipeline.rules import identity_rules as rules
from pipeline.schema import ERRATA, IDENTITIES, IDENTITY_TERMS, RAW_IDENTITIES
from pipeline.transform.identities import InvalidIdentityError, transform_identities
from pipeline.validation.report_checks.identities import (
    Intervals,
    figure_operands,
    identity_findings,
)
from pipeline.validation.schema import Row, form_check, rows_of, validate_frame
from pipeline.validation.vocabulary import Vocabulary

RAW = Path(__file__).parents[3] / "raw"
REPORT = RAW / "caict-2020"
VOCABULARY = Vocabulary.of(load_vocabulary(RAW))

Rows = list[dict[str, str]]

FIGURES = """
1-001 gdp_growth 0.7 . . percent
1-002 gdp_growth -1.6 . . percent
1-003 gdp_growth_change 2.3 . . percentage_point
1-004 mobile_data_price 22.3 . . CNY_per_GB
1-005 mobile_data_price 4.1 . . CNY_per_GB
1-006 mobile_data_price_growth -71.8 . . percent
1-007 population 14 亿 . person
1-008 market_entities . 亿 上 item
"""


def keyed(file: str, *rows: dict[str, str]) -> Rows:
    """Rows as captured from a file, from its second line on."""
    return [{**row, RAW_FILE: file, RAW_ROW: str(2 + at)} for at, row in enumerate(rows)]


@pytest.fixture
def figures() -> Rows:
    """A few figures; the price's fall of 71.8 is the report's own error, 81.6 would be right."""
    names = ("id", "indicator", "number", "multiplier", "hedge", "unit")
    cells = [line.split() for line in FIGURES.strip().splitlines()]
    blank = {"number_high": ""}
    rows = [dict(zip(names, ("" if c == "." else c for c in row), strict=True)) for row in cells]
    return keyed("raw/r/figures/1.csv", *({**row, **blank} for row in rows))


@pytest.fixture
def identities() -> Rows:
    """A consistent identity, a contradiction that an erratum covers, one that is undecidable."""
    return keyed(
        "raw/r/identities.csv",
        {"identity": "I1", "expression": "[1-001] - [1-002]", "claim": "= [1-003]"},
        {"identity": "I2", "expression": "([1-005] / [1-004] - 1) * 100", "claim": "= [1-006]"},
        {"identity": "I3", "expression": "[1-008]", "claim": ">= [1-007] / 20"},
    )


@pytest.fixture
def errata() -> Rows:
    """The erratum of that contradiction, and one that no arithmetic shows."""
    return keyed(
        "raw/r/errata.csv",
        {"erratum": "E1", "identity": "I2", "identity_verdict": "inconsistent", "figures": "1-004;1-005;1-006", "guard": "[1-005] / [1-004] * 100 - 100 < [1-006]"},
        {"erratum": "E2", "identity": "", "identity_verdict": "", "figures": "1-007", "guard": "[1-007] = 1400000000"},
    )  # fmt: skip


def found(identities: Rows, errata: Rows, figures: Rows) -> list[tuple[str, str]]:
    """Code and place of every finding."""
    terms = figure_operands(figures, VOCABULARY)
    return [
        (each.code, str(each.location)) for each in identity_findings(identities, errata, terms)
    ]


def test_a_sound_report_has_no_findings(identities: Rows, errata: Rows, figures: Rows) -> None:
    """A contradiction that an erratum names is the report's own and is published as such."""
    assert found(identities, errata, figures) == []


@pytest.mark.parametrize(
    ("table", "row", "cells", "expected"),
    [
        pytest.param(
            "identities", 0, {"expression": "[1-001] − [1-002]"},
            [("E320", "raw/r/identities.csv:2:expression")],
            id="expression unreadable",
        ),
        pytest.param(
            "identities", 0, {"claim": "[1-003]"},
            [("E320", "raw/r/identities.csv:2:claim")],
            id="claim without a relation",
        ),
        pytest.param(
            "identities", 0, {"expression": "(", "claim": "=="},
            [("E320", "raw/r/identities.csv:2:expression"), ("E320", "raw/r/identities.csv:2:claim")],
            id="both sides unreadable",
        ),
        pytest.param(
            "identities", 0, {"expression": "[1-001] - [1-020]"},
            [("E321", "raw/r/identities.csv:2:expression")],
            id="unknown figure in the expression",
        ),
        *(
            pytest.param(
                "identities", 0, {"expression": left, "claim": right},
                [(code, "raw/r/identities.csv:2:expression")],
                id=f"{left} {right}",
            )
            for code, left, right in (
                ("E328", "[1-001]", "= [1-001]"),
                ("E328", "0 * [1-001]", ">= [1-002] - [1-002]"),
                ("E328", "[1-001] / 0", "= [1-002]"),
                ("E328", "[1-001] / ([1-002] - [1-002])", "= [1-002]"),
                ("E320", "([1-001] ** 99) ** 99", "= [1-002]"),
            )
        ),
        pytest.param(
            "errata", 1, {"guard": "[1-007] = [1-007]"},
            [("E328", "raw/r/errata.csv:3:guard")],
            id="guard that always holds",
        ),
        pytest.param(
            "identities", 0, {"claim": "= [1-030]"},
            [("E321", "raw/r/identities.csv:2:claim")],
            id="unknown figure in the claim",
        ),
        pytest.param(
            "figures", 0, {"id": "1-019"},
            [("E321", "raw/r/identities.csv:2:expression")],
            id="figure renamed",
        ),
        pytest.param(
            "figures", 0, {"number": "7.0"},
            [("E322", "raw/r/identities.csv:2:claim")],
            id="digits swapped",
        ),
        pytest.param(
            "figures", 1, {"number": "1.6"},
            [("E322", "raw/r/identities.csv:2:claim")],
            id="sign lost",
        ),
        pytest.param(
            "errata", 0, {"identity": ""},
            [("E322", "raw/r/identities.csv:3:claim")],
            id="a contradiction that nothing excuses",
        ),
        pytest.param(
            "errata", 0, {"identity_verdict": "consistent"},
            [("E322", "raw/r/identities.csv:3:claim")],
            id="an erratum that calls its identity consistent excuses nothing",
        ),
        pytest.param(
            "errata", 1, {"guard": "[1-007] is 1400000000"},
            [("E323", "raw/r/errata.csv:3:guard")],
            id="guard unreadable",
        ),
        pytest.param(
            "errata", 1, {"figures": "1-007;1-040"},
            [("E324", "raw/r/errata.csv:3:figures")],
            id="unknown figure in an erratum",
        ),
        pytest.param(
            "errata", 1, {"guard": "[1-050] = 14"},
            [("E324", "raw/r/errata.csv:3:guard")],
            id="unknown figure in a guard",
        ),
        pytest.param(
            "figures", 6, {"number": "13"},
            [("E325", "raw/r/errata.csv:3:guard")],
            id="the figure that an erratum describes was changed",
        ),
        pytest.param(
            "figures", 5, {"number": "-81.6"},
            [("E326", "raw/r/errata.csv:2:identity"), ("E325", "raw/r/errata.csv:2:guard")],
            id="the contradiction was corrected",
        ),
        pytest.param(
            "errata", 1, {"identity": "I1"},
            [("E327", "raw/r/errata.csv:3:identity")],
            id="an erratum names an identity of other figures",
        ),
        pytest.param(
            "errata", 1, {"identity": "I3", "identity_verdict": "inconsistent"},
            [("E326", "raw/r/errata.csv:3:identity")],
            id="what is undecidable is not a contradiction",
        ),
    ],
)  # fmt: skip
def test_each_rule_is_reported_at_its_cell(
    table: str,
    row: int,
    cells: dict[str, str],
    expected: list[tuple[str, str]],
    identities: Rows,
    errata: Rows,
    figures: Rows,
) -> None:
    """The editor is sent to the cell that is wrong, and to no other."""
    {"identities": identities, "errata": errata, "figures": figures}[table][row].update(cells)
    assert found(identities, errata, figures) == expected


@pytest.mark.parametrize(("identity", "figure"), [("I1", "1-002"), ("I3", "1-007")])
def test_an_erratum_may_name_an_identity_that_is_not_a_contradiction(
    identity: str, figure: str, identities: Rows, errata: Rows, figures: Rows
) -> None:
    """Numbers may be doubtful although rounding lets them agree; both then name each other."""
    errata[1].update(identity=identity, figures=f"{figure};1-007")
    assert found(identities, errata, figures) == []


@pytest.mark.parametrize("cell", ["number", "hedge"])
def test_a_figure_that_states_no_quantity_is_left_to_its_own_rule(
    cell: str, identities: Rows, errata: Rows, figures: Rows
) -> None:
    """One cause, one finding: nothing is stated of identities that cannot be evaluated for it."""
    figures[0].update({cell: "no such thing"})
    assert found(identities, errata, figures) == []


def test_figures_of_a_section_that_cannot_be_read_are_not_missed(
    identities: Rows, errata: Rows
) -> None:
    """Its file has a finding already; each identity would only repeat it."""
    assert list(identity_findings(identities, errata, {}, incomplete={"1"})) == []
    assert {each.code for each in identity_findings(identities, errata, {})} == {"E321", "E324"}


def test_blank_cells_are_left_to_the_rules_about_cells(
    identities: Rows, errata: Rows, figures: Rows
) -> None:
    """A required cell that is blank is E201 already."""
    identities[0].update(expression="")
    identities[2].update(claim="")
    errata[1].update(figures="", guard="")
    assert found(identities, errata, figures) == []


def test_an_inconsistency_is_stated_with_both_sides_in_both_languages(
    identities: Rows, errata: Rows, figures: Rows
) -> None:
    """Seen, where, what to do."""
    figures[2].update(number="2.5")
    (finding,) = identity_findings(identities, errata, figure_operands(figures, VOCABULARY))
    assert isinstance(finding, rules.InconsistentIdentity)
    assert finding.message.en == (
        "The claim '= [1-003]' cannot be true: "
        "the left side is [2.2, 2.4], the right side [2.45, 2.55]."
    )
    assert "[2.2, 2.4]" in finding.message.zh and "[2.45, 2.55]" in finding.message.zh


def test_every_rule_of_identities_and_errata_blocks_and_speaks_both_languages() -> None:
    """E32x, none of them a warning."""
    declared = {
        code: rule
        for code, rule in all_rules().items()
        if rule.check_name in ("identities", "errata")
    }
    assert list(declared) == [f"E32{number}" for number in range(9)]
    for rule in declared.values():
        assert (
            rule.message_template.zh
            and rule.remedy_template.zh
            and rule.message_template.en
            and rule.remedy_template.en
        )


def test_published_rows_state_what_an_identity_comes_to_and_what_it_would_notice(
    identities: Rows, figures: Rows
) -> None:
    """Exact decimals, ends with their closedness, and blanks where there is none."""
    terms = figure_operands(figures, VOCABULARY)
    rows, every_term = transform_identities(_filled(identities), terms)
    first, second, third = rows
    assert (first["verdict"], first["slack"], first["vacuous"]) == ("consistent", "0.15", "false")
    assert [first[f"implied_{end}"] for end in ("lower", "upper")] == ["2.2", "2.4"]
    assert [first[f"printed_{end}"] for end in ("lower", "upper")] == ["2.25", "2.35"]
    assert first["implied_lower_closed"] == first["printed_upper_closed"] == "true"
    assert (second["verdict"], second["vacuous"]) == ("inconsistent", "false")
    assert second["slack"].startswith("-9.")
    assert (third["verdict"], third["slack"], third["vacuous"]) == ("undecidable", "", "true")
    assert (third["implied_upper"], third["implied_upper_closed"]) == ("", "")
    assert [tuple(row.values()) for row in every_term if row["identity"] == "I1"] == [
        ("I1", "1", "1-001", "expression", "2", "2"),
        ("I1", "2", "1-002", "expression", "2", "2"),
        ("I1", "3", "1-003", "claim", "2", "2"),
    ]
    for table, published in ((IDENTITIES, rows), (IDENTITY_TERMS, every_term)):
        for row in published:
            assert list(row) == table.columns
            assert all(form_check(each)(row[each.name]) for each in table.fields if row[each.name])


def test_a_figure_on_both_sides_has_one_row(figures: Rows) -> None:
    """Its role is reported once; it counts once in the comparison."""
    row = {"identity": "I9", "expression": "[1-001] * 2", "claim": "> [1-001] - 1"}
    rows, every_term = transform_identities(_filled([row]), figure_operands(figures, VOCABULARY))
    assert [(each["figure"], each["role"]) for each in every_term] == [("1-001", "both")]
    assert rows[0]["verdict"] == "consistent"


def test_an_identity_without_its_figures_is_never_published(identities: Rows) -> None:
    """Validation rejects it; the resolver does not guess."""
    with pytest.raises(InvalidIdentityError):
        transform_identities(_filled(identities), {})


def _filled(rows: Rows) -> list[Row]:
    blank = dict.fromkeys(RAW_IDENTITIES.columns, "")
    return [{**blank, **row} for row in rows]


@pytest.fixture(scope="module")
def committed() -> tuple[RawTable, RawTable, Intervals]:
    """The committed report: identities, errata, and the terms of all its figures."""
    files = section_files(REPORT)
    figures = [row for file in files for row in rows_of(load_section(file, RAW).frame)]
    identities = read_csv(REPORT / "identities.csv", RAW_IDENTITIES, RAW.parent)
    errata = read_csv(REPORT / "errata.csv", ERRATA, RAW.parent)
    return identities, errata, figure_operands(figures, VOCABULARY)


def test_the_committed_identities_hold_or_are_excused(committed) -> None:
    """Otherwise nothing could be published."""
    identities, errata, terms = committed
    rows = rows_of(identities.frame)
    codes = {
        "figures.figure_id": list(terms),
        "identities.identity": [row["identity"] for row in rows],
    }
    assert validate_frame(identities, RAW_IDENTITIES, codes) == []
    assert validate_frame(errata, ERRATA, codes) == []
    assert list(identity_findings(rows, rows_of(errata.frame), terms)) == []
    assert len(rows) >= 30


@pytest.mark.parametrize(
    ("figure", "cells"),
    [
        pytest.param("1.1-004", {"number": "3.2"}, id="digits swapped in a difference"),
        pytest.param("1.1-022", {"number": "98.9"}, id="digits swapped in a share"),
        pytest.param("2.1-003", {"multiplier": "亿"}, id="万亿 keyed as 亿"),
        pytest.param("1.1-003", {"number": "1.6"}, id="sign lost"),
    ],
)
def test_typical_errors_in_the_committed_figures_are_noticed(committed, figure: str, cells) -> None:
    """Printed and keyed may have been changed together: arithmetic still catches these."""
    identities, errata, terms = committed
    (row,) = (
        row
        for file in section_files(REPORT)
        for row in rows_of(load_section(file, RAW).frame)
        if row["id"] == figure
    )
    error_type = {**terms, **figure_operands([{**row, **cells}], VOCABULARY)}
    found = identity_findings(rows_of(identities.frame), rows_of(errata.frame), error_type)
    assert rules.InconsistentIdentity in {type(each) for each in found}
