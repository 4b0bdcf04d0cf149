"""Keep proposed rows apart from the figures of a report until people have confirmed them.

`raw/<report>/unconfirmed/<section>/` has the proposed rows of one section. Nothing reads them as figures, and a report
that has such a folder does not pass `check`. The cells that double entry protects are blank there. `confirm` moves
the rows of a section to the figures, if they are valid, and records in `drafted_figures.csv` how they were confirmed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import pandas as pd

from pipeline.filesystem import os_error_text, read_regular, remove_file, write_atomic
from pipeline.ingest import RAW_FILE, RAW_ROW, RawReport, RawTable, parse_csv
from pipeline.ingest.csv_table import records
from pipeline.ingest.raw_file import decode, name_below, read_bytes
from pipeline.ingest.report_folder import FIGURES_FOLDER, UNCONFIRMED_FOLDER
from pipeline.parsing import FigureSyntaxError, QuantityError, parse_printed
from pipeline.rules import Finding, LocalizedText, localized
from pipeline.schema import DRAFTED, NUMERALS, RAW_FIGURES, RAW_SECTIONS, READINGS, TableSchema
from pipeline.tools.draft.draft import Draft
from pipeline.tools.draft.ledger import FIGURE
from pipeline.untrusted import BudgetExceededError, limited
from pipeline.validation.report import validate_section
from pipeline.validation.report_checks.drafts import PROTECTED, whole_readings
from pipeline.validation.report_checks.sections import page_spans
from pipeline.validation.schema import Row, rows_of
from pipeline.validation.vocabulary import Vocabulary

KEYING_COLUMNS: Final = ("figure", "page", "paragraph", "sentence", "ordinal", *PROTECTED)
FIGURES_FILE, _NUMERALS = "figures.csv", "numerals.csv"
#: Beside the proposed rows: the program that proposed them, with its version.
_PROGRAM = "program.txt"
_POSITION: Final = ("section", "paragraph", "sentence", "ordinal")


class ConfirmationError(ValueError):
    """Report why the rows of a section cannot be confirmed; nothing was written."""

    def __init__(self, message: LocalizedText, findings: Sequence[Finding] = ()) -> None:
        super().__init__(str(message))
        self.message, self.findings = message, findings


def csv_text(header: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """Return rows as CSV below their header."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def keying_sheet(made: Draft) -> str:
    """Return the form in which a person keys the protected cells: places in the text, and no proposal."""
    first = {each.figure: each.token.position for each in reversed(made.numerals) if each.figure}
    places = (
        [each.figure, *(first[each.figure][name] for name in KEYING_COLUMNS[1:5])]
        for each in made.figures
    )
    return csv_text(KEYING_COLUMNS, ([*place, *[""] * len(PROTECTED)] for place in places))


def proposed_files(made: Draft, program: str) -> dict[str, str]:
    """Return the files of unconfirmed rows by path; protected and unsure cells are blank."""
    sections = dict.fromkeys(each.token.sentence.section for each in made.numerals)
    return {
        f"{section}/{name}": text
        for section in sections
        for name, text in section_files(
            csv_text(RAW_FIGURES.columns, _figures(made, section)),
            csv_text(NUMERALS.columns, _numerals(made, section)),
            program,
        ).items()
    }


def section_files(figures: str, numerals: str, program: str) -> dict[str, str]:
    """Return the files of the unconfirmed rows of a section, with the program that proposed them."""
    return {FIGURES_FILE: figures, _NUMERALS: numerals, _PROGRAM: f"{program}\n"}


def _figures(made: Draft, section: str) -> Iterator[list[str]]:
    for each in made.figures:
        if each.figure.rpartition("-")[0] == section:
            cells = {n: c.cell for n, c in each.cells.items() if n not in PROTECTED}
            cells |= {"id": each.figure, "page": each.page}
            yield [cells.get(name, "") for name in RAW_FIGURES.columns]


def _numerals(made: Draft, section: str) -> Iterator[list[str]]:
    for each in made.numerals:
        if each.token.sentence.section == section:
            reason = each.decision.reason if each.decision.reason != FIGURE else ""
            cells = {**each.token.position, "figure": each.figure, "reason": reason}
            yield [cells.get(name, "") for name in NUMERALS.columns]


def write_unconfirmed(made: Draft, folder: Path, root: Path, program: str) -> list[Path]:
    """Write the proposed rows below the folder of a report. Raises FileExistsError for a known section."""
    proposed = proposed_files(made, program)
    files = {folder / UNCONFIRMED_FOLDER / name: text for name, text in proposed.items()}
    for path in files:
        if path.parent.exists():
            raise FileExistsError(path.parent)
    for path, text in files.items():
        write_atomic(path, text.encode(), root=root)
    return list(files)


def _text(path: Path, root: Path | None) -> str:
    """Return the text of a file that a person named, or of one below `root`. Raises ConfirmationError."""
    try:
        data, unreadable = (read_regular(path), None) if root is None else read_bytes(path, root)
    except OSError as error:
        reason = os_error_text(error)
        raise ConfirmationError(
            localized("{file} cannot be read: {reason}", file=path, reason=reason)
        ) from None
    text, undecodable = decode(data, path.name)
    if found := unreadable or undecodable:
        raise ConfirmationError(localized("{file} cannot be read", file=path), [found])
    return text


def read_table(
    path: Path, columns: Sequence[str], root: Path | None = None
) -> list[dict[str, str]]:
    """Return the rows of a file that has exactly these columns.

    Args:
        path: the file.
        columns: its columns, in any order.
        root: the folder that contains raw/, if the file is below it; else a person named the file.

    Raises ConfirmationError for another file, and for one that cannot be read.
    """
    text = _text(path, root)
    try:
        with limited(), suppress(ValueError, csv.Error):
            header, *rows = (row for _, row in records(text))
            if sorted(header) == sorted(columns) and all(len(row) == len(header) for row in rows):
                return [dict(zip(header, row, strict=True)) for row in rows]
    except BudgetExceededError as error:
        exceeds = localized("it exceeds the budget of {budget}", budget=error.budget)
        raise ConfirmationError(localized("{name}: {text}", name=path.name, text=exceeds)) from None
    message = localized("{file} is not a table of {columns}", file=path, columns=",".join(columns))
    raise ConfirmationError(message)


def require_valid_form(path: Path, table: TableSchema, data: bytes, root: Path) -> RawTable:
    """Return the rows of a file before it is written. Raises ConfirmationError with the errors of its form."""
    made = parse_csv(data, table, name_below(path, root))
    if errors := [each for each in made.findings if each.is_error]:
        message = localized("{count} cells are not confirmed: correct them", count=len(errors))
        raise ConfirmationError(message, errors)
    return made


def confirm(
    capture: RawReport, folder: Path, root: Path, section: str, *, keyed: Path | None, reading: str
) -> int:
    """Move the rows of a section to its figures, and return how many there are.

    Args:
        capture: the report.
        folder: its folder in raw/.
        root: the folder that contains raw/.
        section: the section.
        keyed: the keying sheet with the protected cells, or None.
        reading: the second reading that confirmed the whole rows, blank if they are keyed.

    Raises ConfirmationError if the rows are incomplete or invalid; then nothing is written.
    """
    if section not in set(capture.tables[RAW_SECTIONS.name].frame["section"]):
        raise ConfirmationError(localized("the report has no section {section}", section=section))
    proposed = folder / UNCONFIRMED_FOLDER / section
    rows = read_table(proposed / FIGURES_FILE, RAW_FIGURES.columns, root)
    numerals = read_table(proposed / _NUMERALS, NUMERALS.columns, root)
    program = _text(proposed / _PROGRAM, root).strip()
    _require_way(capture, reading)
    vocabulary = Vocabulary.of(capture.vocabulary)
    parts = _keyed(rows, keyed) if keyed else _read_again(rows, capture, vocabulary, reading)
    rows = [row | parts[row["id"]] for row in rows]
    undecided = [each for each in numerals if bool(each["figure"]) == bool(each["reason"])]
    if undecided:
        raise ConfirmationError(
            localized("{count} numerals have no decision", count=len(undecided))
        )
    known = capture.figures.get(section)
    kept = rows_of(known.frame) if known else []
    file = f"raw/{folder.name}/{FIGURES_FOLDER}/{section}.csv"
    _require_valid(capture, vocabulary, section, [*kept, *rows], file)
    ledger = _merged(capture.tables[NUMERALS.name].rows, numerals)
    drafted = capture.tables[DRAFTED.name].rows
    recorded = {"program": program, "confirmed_by_reading": reading}
    drafted += [{"figure": row["id"], **recorded} for row in rows]
    made = {
        path: (table, csv_text(table.columns, ([row[n] for n in table.columns] for row in whole)))
        for path, table, whole in (
            (root / file, RAW_FIGURES, [*kept, *rows]),
            (folder / f"{NUMERALS.name}.csv", NUMERALS, ledger),
            (folder / f"{DRAFTED.name}.csv", DRAFTED, drafted),
        )
    }
    for path, (table, text) in made.items():
        require_valid_form(path, table, text.encode(), root)
    for path, (_, text) in made.items():
        write_atomic(path, text.encode(), root=root)
    for name in (FIGURES_FILE, _NUMERALS, _PROGRAM):
        remove_file(proposed / name, root=root)
    for emptied in (proposed, proposed.parent):
        if not any(emptied.iterdir()):
            emptied.rmdir()
    return len(rows)


def _require_way(capture: RawReport, reading: str) -> None:
    """Raise ConfirmationError if report.yaml states that rows are confirmed in the other way."""
    stated = capture.report.confirmation if capture.report else ""
    if stated and (stated == "reading") != bool(reading):
        raise ConfirmationError(localized("report.yaml states confirmation: {way}", way=stated))


def _keyed(rows: Sequence[Row], file: Path) -> dict[str, dict[str, str]]:
    """Return the protected cells that a person keyed."""
    sheet = {row["figure"]: row for row in read_table(file, KEYING_COLUMNS)}
    missing = [row["id"] for row in rows if not sheet.get(row["id"], {}).get("number")]
    if missing:
        raise ConfirmationError(localized("not keyed: {figures}", figures=", ".join(missing)))
    return {row["id"]: {name: sheet[row["id"]][name] for name in PROTECTED} for row in rows}


def _read_again(
    rows: Sequence[Row], capture: RawReport, vocabulary: Vocabulary, reading: str
) -> dict[str, dict[str, str]]:
    """Return the protected cells of the printed forms, which a second reading has confirmed."""
    if reading not in whole_readings(capture.tables[READINGS.name].rows):
        raise ConfirmationError(
            localized("second_readings.csv has no reading {reading} of whole rows", reading=reading)
        )
    return {row["id"]: _parts(row, vocabulary) for row in rows}


def _parts(row: Row, vocabulary: Vocabulary) -> dict[str, str]:
    try:
        figure = parse_printed(row["printed"], vocabulary.words)
    except (FigureSyntaxError, QuantityError):
        return dict.fromkeys(PROTECTED, "")
    unit = row["unit"] or (next(iter(figure.units)) if len(figure.units) == 1 else "")
    cells = (figure.hedge, figure.number, figure.number_high, figure.multiplier, unit)
    return dict(zip(PROTECTED, cells, strict=True))


def _require_valid(
    capture: RawReport, vocabulary: Vocabulary, section: str, rows: Sequence[Row], file: str
) -> None:
    """Check the rows of a section as `check` does. Raises ConfirmationError with its findings."""
    cells = [{name: row[name] for name in RAW_FIGURES.columns} for row in rows]
    frame = pd.DataFrame(cells, dtype=str)
    frame[RAW_FILE], frame[RAW_ROW] = file, [str(n) for n in range(2, len(rows) + 2)]
    pages = page_spans(capture.tables[RAW_SECTIONS.name])
    found = validate_section(section, RawTable(frame), vocabulary, pages, capture.report)
    if errors := [each for each in found if each.is_error]:
        message = localized("{count} cells are not confirmed: correct them", count=len(errors))
        raise ConfirmationError(message, errors)


def _merged(ledger: Sequence[Row], numerals: Sequence[Row]) -> list[Row]:
    """Return the ledger with the numerals of a section. Raises ConfirmationError for one that is decided."""
    added: Mapping[tuple[str, ...], Row] = {_at(each): each for each in numerals}
    decided = [e for e in ledger if _at(e) in added and (e["figure"] or e["reason"])]
    if decided:
        raise ConfirmationError(localized("{count} numerals are in the ledger", count=len(decided)))
    return [*(each for each in ledger if _at(each) not in added), *numerals]


def _at(row: Row) -> tuple[str, ...]:
    return tuple(row[name] for name in _POSITION)
