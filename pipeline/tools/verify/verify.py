"""Verify a package against itself and, if a copy is given, against the report's text.

Uses only the received package: no raw/, no network, no Dagster. Every error is reported at once. A check
that cannot run because an earlier one failed is reported as such. The verdict is printed for people,
in both languages, and for programs as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.ingest import RawReport, Report
from pipeline.package import Files
from pipeline.package.descriptor import path_of
from pipeline.rules import Finding, LocalizedText, Location, localized, sort_findings
from pipeline.rules.finding import sanitize_lines
from pipeline.rules.package_rules import NotInTheText, SchemaDiffers, TextUnreadable, WrongRowCount
from pipeline.schema import FIGURES
from pipeline.tools.source_text import UnreadableTextError
from pipeline.tools.source_text.verification import scan_report, verify_report
from pipeline.tools.verify.checksums import (
    Descriptor,
    about,
    description_findings,
    new_findings,
    read_descriptor,
    report_of,
    resource_findings,
    sum_findings,
)
from pipeline.tools.verify.formats import BINARY_SUFFIXES, form_findings, forms_present
from pipeline.tools.verify.package_reader import DESCRIPTOR, PackageFiles, open_package
from pipeline.tools.verify.provenance import PROVENANCE, provenance_findings
from pipeline.tools.verify.rebuild import content_findings, derived_findings
from pipeline.tools.verify.tables import (
    Declared,
    ReceivedTables,
    as_stated,
    expected_tables,
    is_readable,
    is_whole,
    received_capture,
    received_tables,
    table_findings,
    tables_present,
)

Findings = dict[str, list[Finding] | None]

CHECKS: Final = {
    "files": localized("every file is present, listed and unchanged"),
    "structure": localized("tables, columns and row counts are as described"),
    "tables": localized("types, constraints, keys and references hold"),
    "content": localized(
        "every cell follows from the printed forms: readings, bounds, ledger, identities, counts"
    ),
    "provenance": localized("every figure states its source"),
    "forms": localized("all formats hold the same values"),
    "text": localized("the records agree with the report's text"),
}


@dataclass(frozen=True)
class Verdict:
    """Hold the findings by check; None for a check that could not run; no key for one not requested."""

    path: Path
    version: str
    figures: int
    files: int
    forms: tuple[str, ...]
    found: Findings

    @property
    def is_valid(self) -> bool:
        """Return whether every check ran and found no error."""
        made = [found for found in self.found.values() if found is not None]
        errors = any(each.is_error for found in made for each in found)
        return len(made) == len(self.found) and not errors


def _text_findings(capture: RawReport, text: Path) -> Iterator[Finding]:
    try:
        scanned = scan_report(capture, text)
    except UnreadableTextError as error:
        yield TextUnreadable(Location(text.name), "", error.message)
        return
    for each in verify_report(capture, scanned):
        yield NotInTheText(Location(text.name), each.figure, LocalizedText(str(each), str(each)))


def row_count_findings(
    described: Descriptor, received: ReceivedTables, declared: Declared
) -> Iterator[Finding]:
    """Check that each table has as many rows as the descriptor states."""
    for name, captured in received.items():
        resource, rows = described.resources.get(name), len(captured.frame)
        stated = resource.get("rows") if resource else rows
        if is_readable(captured, declared[name]) and stated != rows:
            place = Location(path_of(declared[name]))
            yield WrongRowCount(place, str(rows), LocalizedText(str(stated), str(stated)))


def header_findings(files: Files, declared: Declared) -> Iterator[Finding]:
    """Check that each file's columns are in the declared order, which readers by position need."""
    for path, table in ((path_of(table), table) for table in declared.values()):
        header = files.get(path, b"").split(b"\n", 1)[0].decode("utf-8", errors="replace")
        columns = header.strip().split(",")
        if sorted(columns) == sorted(table.columns) and columns != table.columns:
            yield SchemaDiffers(Location(path, 1), header)


def _or_not_made(found: Iterable[Finding], is_made: bool) -> list[Finding] | None:
    """Return the findings of a check; None if it could not run completely and found nothing."""
    reported = sort_findings(found)
    return reported if reported or is_made else None


def _structure(
    described: Descriptor, files: Files, received: ReceivedTables, declared: Declared
) -> Iterator[Finding]:
    yield from described.findings
    if described.descriptor:
        yield from resource_findings(described, files, declared)
        yield from row_count_findings(described, received, declared)
        yield from header_findings(files, declared)
        yield from report_of(described)[1]


def _content(
    files: Files, received: ReceivedTables, capture: RawReport, is_intact: bool
) -> list[Finding] | None:
    """Check the cells; rebuild files only if the cells and all other files are valid."""
    found = content_findings(received, capture)
    if not found and is_intact:
        found = [*derived_findings(files, received, capture)]
    return _or_not_made(found, is_intact)


def _summed(opened: PackageFiles) -> list[Finding]:
    """Check the container, and its files against SHA256SUMS; only the container if it is not a package."""
    if DESCRIPTOR not in opened.files:
        return sort_findings(opened.findings)
    return sort_findings(
        (*opened.findings, *new_findings(sum_findings(opened.files), opened.unread))
    )


def _beside(
    files: Files, received: ReceivedTables, unread: Collection[str], whole: bool
) -> Findings:
    """Check the other descriptions of the tables, if all tables can be read."""
    if not whole:
        return {"provenance": None, "forms": None}
    forms = _or_not_made(
        new_findings(form_findings(files, received), unread),
        not any(path.endswith(BINARY_SUFFIXES) for path in unread),
    )
    provenance = new_findings(provenance_findings(files, received), unread)
    return {
        "provenance": _or_not_made(provenance, PROVENANCE not in unread),
        "forms": forms,
    }


def _meaning(
    report: Report | None,
    files: Files,
    received: ReceivedTables,
    text: Path | None,
    is_intact: bool,
) -> Findings:
    """Check the meaning of the cells, if their format is valid; None is the report if it is not."""
    if report is None:
        return {"content": None, **({"text": None} if text else {})}
    capture = received_capture(received, report)
    found: Findings = {"content": _content(files, received, capture, is_intact)}
    if text:
        found["text"] = sort_findings(_text_findings(capture, text))
    return found


def verify(path: Path, text: Path | None = None) -> Verdict:
    """Verify a folder or zip; with `text`, also against a copy of the report's text.

    Never raises for the content of the package.
    """
    opened = open_package(path)
    files = opened.files
    described = read_descriptor(files)
    rows = {name: each.get("rows") for name, each in described.resources.items()}
    facts = report_of(described)[0] if described.resources else None
    declared = expected_tables({*described.resources, *tables_present(files)}, facts)
    received = as_stated(received_tables(files, declared), rows)
    summed = _summed(opened)
    reported = {about(each) for each in summed} | opened.unread
    further = description_findings(files) if DESCRIPTOR in files else ()
    whole = is_whole(received, declared)
    structure = new_findings(_structure(described, files, received, declared), reported)
    tables = [each for each in table_findings(received, declared) if each.is_error]
    report = facts if whole and not tables else None
    found: Findings = {
        "files": sort_findings((*summed, *new_findings(further, reported))),
        "structure": _or_not_made(structure, whole and bool(described.resources)),
        "tables": _or_not_made(tables, whole),
        **_meaning(report, files, received, text, not summed),
        **_beside(files, received, opened.unread, whole),
    }
    figures = len(received[FIGURES.name].frame) if FIGURES.name in received else 0
    version = str(described.descriptor.get("version", ""))
    return Verdict(path, version, figures, len(files), forms_present(files), found)


_SHOWN: Final = 20

"""Findings printed per check; JSON has all of them."""


def _mark(found: list[Finding] | None) -> str:
    if found is None:
        return "–"
    if any(each.is_error for each in found):
        return "✗"
    return "!" if found else "✓"


def _lines(verdict: Verdict) -> Iterator[str]:
    forms = ", ".join(("CSV", *verdict.forms))
    yield str(
        localized(
            "{package} {version}: {files} files ({forms}), {figures} figures",
            package=verdict.path.name,
            version=verdict.version,
            files=verdict.files,
            forms=forms,
            figures=verdict.figures,
        )
    )
    for check, found in verdict.found.items():
        yield f"{_mark(found)} {check}: {CHECKS[check]}"
        if found is None:
            skipped = localized("not checked: correct the errors above first")
            yield f"    {skipped}"
        for finding in (found or [])[:_SHOWN]:
            yield "    " + str(finding).replace("\n", "\n    ")
        if found and len(found) > _SHOWN:
            left = len(found) - _SHOWN
            more = localized("… and {left} more (--json has them all)", left=left)
            yield f"    {more}"
    if verdict.is_valid and any(verdict.found.values()):
        summary = localized(
            "The checked parts are as described; parts that could not be checked are listed above."
        )
    elif verdict.is_valid:
        summary = localized("The package is as described.")
    else:
        summary = localized("Do not rely on this package.")
    yield str(summary)


def as_text(verdict: Verdict) -> str:
    """Format one line per check, each finding with its place and correction, and the verdict."""
    return sanitize_lines("\n".join(_lines(verdict))) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "file": finding.location.file,
        "row": finding.location.row,
        "column": finding.location.column,
        "value": finding.value,
        "message": finding.message.en,
        "remedy": finding.remedy.en,
    }


def as_json(verdict: Verdict) -> str:
    """Format the verdict as one object: `sound`, facts, and findings by check (null: did not run)."""
    document = {
        "sound": verdict.is_valid,
        "package": verdict.path.name,
        "version": verdict.version,
        "files": verdict.files,
        "forms": ["csv", *(form.lower() for form in verdict.forms)],
        "figures": verdict.figures,
        "checks": {
            check: None if found is None else [_finding(each) for each in found]
            for check, found in verdict.found.items()
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
