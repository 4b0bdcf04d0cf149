"""A package may lack a table only if its report states so, or if nothing refers to it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pipeline.ingest import Report
from pipeline.package.changelog import ENTRIES
from pipeline.rules.figure_rules import UnknownCode
from pipeline.schema import PUBLISHED, SECTIONS
from pipeline.tools.verify.tables import (
    expected_tables,
    received_changes,
    received_tables,
    table_findings,
)
from tests.package.committed import REPORT, made

EVERY = frozenset(table.name for table in PUBLISHED)


def facts(**stated: object) -> Report:
    """The facts of the committed report, some of them changed."""
    return replace(made().report, **stated)  # type: ignore[arg-type]


@pytest.mark.parametrize("table", ["policies", "errata", "identities", "charts"])
def test_a_table_of_the_report_is_missing_unless_it_is_stated(table: str) -> None:
    """A package from which somebody removed a table and its description is not whole."""
    described = EVERY - {table}
    assert table in expected_tables(described, facts())
    assert table in expected_tables(described, None)
    assert table not in expected_tables(described, facts(without=(table,)))
    assert table not in expected_tables(described, facts(draft=True))


def test_a_described_table_is_expected_though_the_report_states_none() -> None:
    """The content decides whether its rows may be there."""
    assert "policies" in expected_tables(EVERY, facts(without=("policies",)))


def test_sections_count_only_tables_that_are_there() -> None:
    """The column of an absent table would hold zeros only."""
    declared = expected_tables(EVERY - {"policies"}, facts(without=("policies",)))
    assert declared["sections"].columns == [each for each in SECTIONS.columns if each != "policies"]


@pytest.mark.parametrize("table", ["figures", "numerals", "sections"])
def test_no_statement_excuses_the_tables_of_every_report(table: str) -> None:
    """Without them a package has no figures, or does not show that it has all of them."""
    assert table in expected_tables(EVERY - {table}, facts(draft=True))


def test_a_reference_to_a_table_that_was_removed_is_an_unknown_code() -> None:
    """A vocabulary table may be absent, but then no cell refers to it."""
    declared = expected_tables(EVERY - {"sources"}, facts())
    assert "sources" not in declared
    received = received_tables(made().files, declared)
    found = {
        (type(each), each.location.file, each.location.column)
        for each in table_findings(received, declared)
    }
    assert found == {(UnknownCode, "data/figures.csv", "cited")}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("file", f"raw/{REPORT}/changes/0.3.0.yaml\n"),
        ("file", "../../etc/passwd"),
        ("file", "raw/\x1b[31m/changes/0.3.0.yaml"),
        ("sha256", "<b>0</b>"),
    ],
)
def test_an_entry_of_the_changelog_names_its_file_and_hash(name: str, value: str) -> None:
    """One of another form is not an entry, so that the changelog is found to be another."""
    files = dict(made().files)
    assert received_changes(files)
    entries = json.loads(files[ENTRIES])
    entries[-1][name] = value
    assert received_changes({**files, ENTRIES: json.dumps(entries).encode()}) == ()
