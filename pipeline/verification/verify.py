"""A package, held against itself and, if there is a copy, against the report's text.

Works on what was received alone: no raw/, no network, no Dagster. Everything that is wrong is told
at once; a check that cannot be made because an earlier one failed says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.capture import Capture, Report
from pipeline.proof import prove_capture, scan_text
from pipeline.release import Files
from pipeline.release.descriptor import path_of
from pipeline.rules import Finding, Place, Wording, raised
from pipeline.rules.verification import NotInTheText, SchemaDiffers, WrongRowCount
from pipeline.source import UnreadableTextError
from pipeline.tables import FIGURES, PUBLISHED
from pipeline.verification.content import content_findings
from pipeline.verification.derived import derived_findings
from pipeline.verification.described import Described, read_descriptor, report_of, resource_findings
from pipeline.verification.forms import form_findings, forms_present
from pipeline.verification.opened import DESCRIPTOR, Opened, open_package
from pipeline.verification.provenance import provenance_findings
from pipeline.verification.received import (
    Received,
    is_whole,
    received_capture,
    received_tables,
    table_findings,
)
from pipeline.verification.sums import description_findings, sum_findings

Findings = dict[str, list[Finding] | None]
TABLES: Final = {table.name: table for table in PUBLISHED}
CHECKS: Final = {
    "files": Wording("every file is there, listed and unchanged", "文件齐全、已列出且未改动"),
    "structure": Wording(
        "tables, columns and row counts are as described", "表、列、行数与描述一致"
    ),
    "tables": Wording("types, constraints, keys and references hold", "类型、约束、主键与外键成立"),
    "content": Wording(
        "every cell follows from what was printed: readings, bounds, ledger, identities, counts",
        "每个单元格均由所印得出：读法、界限、总账、恒等式、统计",
    ),
    "provenance": Wording("every figure says where it comes from", "每个数字均有来源记录"),
    "forms": Wording("all forms hold the same values", "各格式的数值一致"),
    "text": Wording("what is recorded stands in the report's text", "所录与报告文本一致"),
}


@dataclass(frozen=True)
class Verdict:
    """What was found, by check; None for a check that could not be made, none for one not asked for."""

    path: Path
    version: str
    figures: int
    files: int
    forms: tuple[str, ...]
    found: Findings

    @property
    def is_sound(self) -> bool:
        """Whether every check was made and found no error."""
        made = [found for found in self.found.values() if found is not None]
        errors = any(each.is_error for found in made for each in found)
        return len(made) == len(self.found) and not errors


def _text_findings(capture: Capture, text: Path) -> Iterator[Finding]:
    try:
        scanned = scan_text(capture, text)
    except UnreadableTextError as error:
        yield NotInTheText(Place(text.name), "", error.said)
        return
    for each in prove_capture(capture, scanned):
        yield NotInTheText(Place(text.name), each.figure, Wording(str(each), str(each)))


def row_count_findings(described: Described, received: Received) -> Iterator[Finding]:
    """Each table has as many rows as the descriptor states."""
    for name, captured in received.items():
        stated, rows = described.resources.get(name, {}).get("rows"), len(captured.frame)
        if stated != rows:
            place = Place(path_of(TABLES[name]))
            yield WrongRowCount(place, str(rows), Wording(str(stated), str(stated)))


def header_findings(files: Files) -> Iterator[Finding]:
    """Each file's columns stand in the declared order, which readers by position rely on."""
    for path, table in ((path_of(table), table) for table in PUBLISHED):
        header = files.get(path, b"").split(b"\n", 1)[0].decode("utf-8", errors="replace")
        columns = header.strip().split(",")
        if set(columns) == set(table.columns) and columns != table.columns:
            yield SchemaDiffers(Place(path, 1), header)


def _structure(described: Described, files: Files, received: Received) -> list[Finding]:
    found = [*described.findings]
    if described.descriptor:
        found += resource_findings(described, files)
        found += row_count_findings(described, received)
        found += header_findings(files)
        found += report_of(described)[1]
    return raised(found)


def _content(files: Files, received: Received, capture: Capture) -> list[Finding]:
    """The cells first; what is made from them only where they are believed."""
    found = content_findings(received, capture)
    return raised(found or derived_findings(files, received, capture))


def _files(opened: Opened) -> list[Finding]:
    """Files against the sums that the package states; of what is no package nothing more is told."""
    if DESCRIPTOR not in opened.files:
        return raised(opened.findings)
    sums = (*sum_findings(opened.files), *description_findings(opened.files))
    return raised((*opened.findings, *sums))


def _beside(files: Files, received: Received) -> Findings:
    """What else the package says of its tables; not judged while a table or column is missing."""
    if not is_whole(received):
        return {"provenance": None, "forms": None}
    return {
        "provenance": raised(provenance_findings(files, received)),
        "forms": raised(form_findings(files, received)),
    }


def _meaning(
    report: Report | None, files: Files, received: Received, text: Path | None
) -> Findings:
    """What the cells say; not judged before they are sound as cells."""
    if report is None or not is_whole(received):
        return {"content": None, **({"text": None} if text else {})}
    capture = received_capture(received, report)
    found: Findings = {"content": _content(files, received, capture)}
    if text:
        found["text"] = raised(_text_findings(capture, text))
    return found


def verify(path: Path, text: Path | None = None) -> Verdict:
    """Verify a folder or zip; with `text`, also against a copy of the report's text.

    Never raises for what the package holds.
    """
    opened = open_package(path)
    described = read_descriptor(opened.files)
    received = received_tables(opened.files)
    tables = raised(each for each in table_findings(received) if each.is_error)
    report = report_of(described)[0] if described.resources and not tables else None
    found: Findings = {
        "files": _files(opened),
        "structure": _structure(described, opened.files, received),
        "tables": tables,
        **_meaning(report, opened.files, received, text),
        **_beside(opened.files, received),
    }
    figures = len(received[FIGURES.name].frame) if FIGURES.name in received else 0
    version = str(described.descriptor.get("version", ""))
    return Verdict(path, version, figures, len(opened.files), forms_present(opened.files), found)
