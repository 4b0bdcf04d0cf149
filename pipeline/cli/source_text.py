"""Run the commands that read a copy of the report's text: source, and mutate.

`source` compares the text with the committed ledger and figures. `mutate` tries every error and prints the
score. It writes the measurement to raw/ if a text is given.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.cli.errors import within_budgets
from pipeline.console import echo, first_error, print_document
from pipeline.filesystem import write_atomic
from pipeline.ingest import RAW_CELL, RawReport
from pipeline.ingest.grids import key_file
from pipeline.ingest.report_folder import load_named
from pipeline.parsing.normalization import VERSION, fingerprint
from pipeline.paths import Paths
from pipeline.rules import Finding, localized
from pipeline.rules.finding import sanitize_lines
from pipeline.schema import NUMERALS, RAW_SECTIONS
from pipeline.tools.mutation_testing.neighbours import as_text as as_table
from pipeline.tools.mutation_testing.neighbours import measure_neighbours
from pipeline.tools.mutation_testing.report import as_json, as_text, score, write_measurement
from pipeline.tools.mutation_testing.run import mutation_context, run_mutants
from pipeline.tools.source_text import (
    LEDGER_COLUMNS,
    Mismatch,
    Scan,
    UnreadableTextError,
    ledger_template,
    refresh_positions,
)
from pipeline.tools.source_text.neighbours import report_warnings
from pipeline.tools.source_text.verification import agrees, ledger_rows, scan_report, verify_report
from pipeline.validation import validate_report
from pipeline.validation.report import keyed_figures
from pipeline.validation.report_checks.check_coverage import fingerprints


def ledger_text(rows: Iterable[Mapping[str, str]]) -> str:
    """Return the ledger as the text of its CSV file."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, LEDGER_COLUMNS, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _print_mismatches(capture: RawReport, scanned: Scan, disagreements: Sequence[Mismatch]) -> None:
    for each in disagreements:
        echo(str(each))
    figures = len(keyed_figures(capture))
    wrong = {each.figure for each in disagreements if each.figure}
    echo(
        localized(
            "{sentences} sentences, {numerals} numerals read; {found} of {figures} figures are at their recorded position; {differing} disagreements",
            sentences=len(scanned.sentences),
            numerals=len(scanned.tokens),
            found=figures - len(wrong),
            figures=figures,
            differing=len(disagreements),
        )
    )


def _unreadable_input(capture: RawReport, action: str) -> list[Finding]:
    """Return the errors in the files that an action reads, because it must read all rows.

    A ledger refreshed from only the readable rows would lose the others.
    """
    names = {"scan": (RAW_SECTIONS,), "refresh": (RAW_SECTIONS, NUMERALS)}
    names |= {"upgrade": names["refresh"], "tables": names["scan"]}
    if action in names:
        read = [capture.tables[table.name] for table in names[action]]
    else:
        tables = (capture.tables[table.name] for table in (RAW_SECTIONS, NUMERALS))
        read = [*capture.vocabulary.values(), *tables, *capture.figures.values()]
    return [each for captured in read for each in captured.findings if each.is_error]


def source_command(paths: Paths, name: str, action: str, text: Path) -> int:
    """Run one action of the command and return its exit status."""
    capture = load_named(paths, name)
    if capture is None:
        echo(localized("no report {name} in {raw}", name=name, raw=paths.raw))
        return 2
    if unread := _unreadable_input(capture, action):
        for finding in unread:
            echo(str(finding))
        echo(localized("stopped: correct the errors in raw/ first"))
        return 2
    try:
        version = VERSION if action in ("scan", "tables", "upgrade") else None
        scanned = scan_report(capture, text, version)
    except UnreadableTextError as error:
        echo(error.message)
        return 2
    for each in scanned.unread:
        sys.stderr.write(f"{sanitize_lines(str(each))}\n")
    if action == "scan":
        print_document(ledger_text(ledger_template(scanned)))
        return 0
    if action == "tables":
        print_document(tables_text(scanned))
        return 0
    if action in ("refresh", "upgrade"):
        _refresh(paths, name, capture, scanned)
        return 0
    disagreements = verify_report(capture, scanned)
    warnings = report_warnings(capture, scanned)
    for warning in warnings:
        echo(localized("warning: {text}", text=warning))
    _print_mismatches(capture, scanned, disagreements)
    if warnings:
        echo(
            localized(
                "{count} warnings: compare these columns with the text, which may state them elsewhere",
                count=len(warnings),
            )
        )
    return 1 if disagreements else 0


def tables_text(scanned: Scan) -> str:
    """Return the tables of a text as CSV, each below a line with its place and fingerprint."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    for table in scanned.tables:
        place = f"section {table.section}, paragraph {table.paragraph}"
        out.write(f"# {place}, {fingerprint(table.text)}\n")
        writer.writerows([[table.title], *table.rows] if table.title else table.rows)
    return out.getvalue()


def _refresh(paths: Paths, name: str, capture: RawReport, scanned: Scan) -> None:
    """Update the keyed ledger, and record which grids agree with the text."""
    keyed = [row for row in ledger_rows(capture) if not row.get(RAW_CELL)]
    if keyed:
        target = paths.raw / name / f"{NUMERALS.name}.csv"
        refreshed = ledger_text(refresh_positions(scanned, keyed))
        write_atomic(target, refreshed.encode(), root=paths.root)
        echo(localized("refreshed {file}", file=target.relative_to(paths.root)))
    for grid in (each.grid for each in capture.grids):
        if grid.key is None or not agrees(grid, scanned):
            echo(localized("{file} is not a table of the text", file=grid.file))
            continue
        target = key_file(paths.root / grid.file)
        text = with_agreement(target.read_text(encoding="utf-8"), fingerprint(grid.text))
        write_atomic(target, text.encode(), root=paths.root)
        echo(localized("{file} agrees with the text", file=grid.file))


def with_agreement(key: str, agreed: str) -> str:
    """Return the text of a grid's key with the fingerprint of the table that agreed."""
    line = f'agreed: "{agreed}"'
    kept = [each for each in key.splitlines() if not each.startswith("agreed:")]
    return "\n".join([*kept, line]) + "\n"


def neighbours_command(paths: Paths, name: str, text: Path) -> int:
    """Measure the warnings about neighbours. Raises UnreadableTextError."""
    with within_budgets():
        bench = mutation_context(paths.root, name, text)
    sys.stdout.write(as_table(measure_neighbours(bench)))
    return 0


def mutate_command(paths: Paths, name: str, text: Path | None, as_document: bool) -> int:
    """Measure one report; write the result to raw/ only if a text is given.

    Returns the exit status: 1 if raw/ already breaks rules, which would hide injected errors.
    Raises UnreadableTextError if the text cannot be read.
    """
    with within_budgets():
        bench = mutation_context(paths.root, name, text)
    if errors := [each for each in validate_report(bench.capture) if each.is_error]:
        reported = first_error(errors)
        echo(reported)
        return 1
    tried = run_mutants(bench)
    scored = score(tried)
    if text is not None:
        # from the data that was tried, because raw/ may have changed
        tested = fingerprints(bench.capture)
        written = write_measurement(paths, name, tried, tested)
    if as_document:
        sys.stdout.write(as_json(scored, tried))
        return 0
    sys.stdout.write(as_text(scored))
    if text is None:
        echo(
            localized(
                "no text given, so nothing is written: some errors are detected only with the text"
            )
        )
        return 0
    for path in written:
        echo(localized("written: {file}", file=path.relative_to(paths.root).as_posix()))
    return 0
