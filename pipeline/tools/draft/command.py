"""Write the proposals of a draft beside raw/, as CSV for people and programs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pipeline.filesystem import write_atomic
from pipeline.ingest import RawReport
from pipeline.schema import RAW_SECTIONS
from pipeline.tools.draft.draft import Draft
from pipeline.tools.draft.unconfirmed import csv_text, keying_sheet
from pipeline.tools.draft.vocabulary import VOCABULARY_FILE, vocabulary_text
from pipeline.tools.source_text import Scan, Section, scan
from pipeline.tools.source_text.tokenizer import POSITION_COLUMNS
from pipeline.validation.vocabulary import Vocabulary

NUMERALS_FILE: Final = "numerals.proposed.csv"
FIGURES_FILE: Final = "figures.proposed.csv"
KEYING_FILE: Final = "keying.csv"


def scan_for_draft(capture: RawReport, text: Path) -> Scan:
    """Scan a text by the sections of its report, without its ledger. Raises UnreadableTextError."""
    rows = capture.tables[RAW_SECTIONS.name].rows
    imprint = capture.report.imprint if capture.report else ()
    return scan(text, [Section.from_row(row) for row in rows], imprint)


def files_of(made: Draft, vocabulary: Vocabulary) -> dict[str, str]:
    """Return the files of a draft: ledger, one row for each proposed cell, keying sheet, vocabulary."""
    ledger = (
        [
            *each.token.position.values(),
            each.figure,
            "" if each.figure else each.decision.reason,
            each.decision.words,
            ";".join(each.decision.candidates),
        ]
        for each in made.numerals
    )
    cells = (
        [
            each.figure,
            each.page,
            name,
            cell.cell,
            cell.certainty,
            cell.words,
            ";".join(cell.candidates),
        ]
        for each in made.figures
        for name, cell in each.cells.items()
    )
    return {
        KEYING_FILE: keying_sheet(made),
        VOCABULARY_FILE: vocabulary_text(made, vocabulary),
        NUMERALS_FILE: csv_text(
            [*POSITION_COLUMNS, "figure", "reason", "from", "candidates"], ledger
        ),
        FIGURES_FILE: csv_text(
            ["figure", "page", "column", "cell", "certainty", "from", "candidates"], cells
        ),
    }


def write_draft(
    made: Draft, vocabulary: Vocabulary, folder: Path, raw: Path, *, root: Path, replace: bool
) -> list[Path]:
    """Write the files of a draft and return their paths; no part of these below `root` may be a link.

    Raises FileExistsError for a folder in raw/, and for a file that exists if `replace` is false.
    """
    files = {folder / name: text for name, text in files_of(made, vocabulary).items()}
    if folder.resolve().is_relative_to(raw.resolve()):
        raise FileExistsError(folder)
    for path in files:
        if path.exists() and not replace:
            raise FileExistsError(path)
    for path, text in files.items():
        write_atomic(path, text.encode(), root=root)
    return list(files)
