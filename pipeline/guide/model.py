"""A sound figure into which a rule's example is put, and a small file: what each then says."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pipeline.capture import Capture, Captured, Report, read_csv
from pipeline.rules import Finding
from pipeline.tables import RAW_FIGURES
from pipeline.tables.code_lists import CREDITS
from pipeline.validation import Vocabulary, validate_section
from pipeline.validation.cells import Pages
from pipeline.validation.report import page_spans

FILE: Final = f"{CREDITS.name}.csv"


@dataclass(frozen=True)
class Model:
    """The first figure of a section, and what its rules look things up in."""

    section: str
    captured: Captured
    vocabulary: Vocabulary
    pages: Pages
    report: Report | None

    @classmethod
    def of(cls, capture: Capture, section: str) -> Model:
        """The first figure of this section."""
        whole = capture.figures[section]
        first = replace(whole, frame=whole.frame.iloc[:1].copy())
        pages = page_spans(capture.tables["sections"])
        return cls(section, first, Vocabulary.of(capture.vocabulary), pages, capture.report)

    def cells(self) -> dict[str, str]:
        """The figure as it was keyed."""
        row = self.captured.frame.iloc[0]
        return {name: str(row[name]) for name in RAW_FIGURES.columns}

    def findings(self, **cells: str) -> list[Finding]:
        """What is told of the figure with these cells in place of its own."""
        frame = self.captured.frame.copy()
        for column, value in cells.items():
            frame[column] = [value]
        changed = replace(self.captured, frame=frame)
        return list(
            validate_section(self.section, changed, self.vocabulary, self.pages, self.report)
        )


def is_file(example: str) -> bool:
    """Whether a rule's example is a whole file of the table of credits, so that it can be read."""
    return f"\n{example}".find(f"\n{CREDITS.columns[0]},") >= 0


def file_findings(example: str) -> list[Finding]:
    """What is told of a file with this content."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        path.write_text(example, encoding="utf-8", newline="")
        return list(read_csv(path, CREDITS, Path(folder)).findings)
