"""Verify a package against itself and, if a copy is given, against the report's text.

Uses only the received package: no raw/, no network, no Dagster. Every error is reported at once. A check
that cannot run because an earlier one failed is reported as such. The verdict is printed for people, in
their language, and for programs as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from pipeline.ingest import RawReport, Report
from pipeline.package import Files
from pipeline.package.descriptor import path_of
from pipeline.package.metadata.package_model import VERSION
from pipeline.rules import Finding, LocalizedText, Location, localized, sort_findings, untranslated
from pipeline.rules.finding import sanitize_lines
from pipeline.rules.package_rules import (
    BudgetExceeded,
    FileMissing,
    MeaningDiffers,
    NotAsReleased,
    NotVerified,
    SchemaDiffers,
    WrongRowCount,
)
from pipeline.schema import FIGURES
from pipeline.tools.verify.checksums import (
    Descriptor,
    about,
    new_findings,
    read_descriptor,
    report_of,
    resource_findings,
    sum_findings,
)
from pipeline.tools.verify.formats import BINARY_SUFFIXES, forms_present
from pipeline.tools.verify.known_vocabulary import compared, meaning_findings
from pipeline.tools.verify.package_reader import DESCRIPTOR, PackageFiles, open_package
from pipeline.tools.verify.provenance import PROVENANCE
from pipeline.tools.verify.rebuild import content_findings, derived_findings
from pipeline.tools.verify.tables import (
    Declared,
    ReceivedTables,
    as_stated,
    certain_tables,
    expected_tables,
    is_readable,
    is_whole,
    received_capture,
    received_changes,
    received_tables,
    table_findings,
    tables_present,
)
from pipeline.tools.verify.trust import against_findings, proved_by_text, signer, text_findings
from pipeline.untrusted import BudgetExceededError, limited, short_text

Findings = dict[str, list[Finding] | None]

CHECKS: Final = {
    "files": localized("every file is present, listed and unchanged"),
    "structure": localized("tables, columns and row counts are as described"),
    "tables": localized("types, constraints, keys and references hold"),
    "content": localized(
        "every cell follows from the printed forms: readings, bounds, ledger, identities, counts"
    ),
    "vocabulary": localized("every known code has the meaning that this program ships"),
    "rebuilt": localized(
        "README, page and descriptions are those that the tables give, byte for byte"
    ),
    "provenance": localized("every figure states its source"),
    "forms": localized("all formats are those that the tables give"),
    "text": localized("the records agree with the report's text"),
    "trust": localized("every file is the same as in the trusted release"),
}


class Status(StrEnum):
    """Name the result of a verification."""

    VERIFIED = "verified"
    NOT_VERIFIED = "not verified"
    WRONG = "wrong"

    @property
    def exit_status(self) -> int:
        """Return the exit status of the command; click has 2 for a wrong use."""
        return {Status.VERIFIED: 0, Status.WRONG: 1, Status.NOT_VERIFIED: 3}[self]


#: What is found where the package is neither right nor wrong: another meaning, version or size.
_UNJUDGED: Final = (NotVerified, MeaningDiffers, BudgetExceeded)


@dataclass(frozen=True)
class Verdict:
    """Hold the findings by check; None for a check that could not run; no key for one not requested."""

    path: Path
    version: str
    figures: int
    files: int
    forms: tuple[str, ...]
    found: Findings

    against: tuple[LocalizedText, ...] = ()

    @property
    def status(self) -> Status:
        """Return whether every check ran and found no error, or why the package is not verified."""
        found = [each for made in self.found.values() for each in made or () if each.is_error]
        if any(not isinstance(each, _UNJUDGED) for each in found):
            return Status.WRONG
        return Status.NOT_VERIFIED if found or None in self.found.values() else Status.VERIFIED

    @property
    def is_valid(self) -> bool:
        """Return whether the package is verified."""
        return self.status is Status.VERIFIED


def row_count_findings(
    described: Descriptor, received: ReceivedTables, declared: Declared
) -> Iterator[Finding]:
    """Check that each table has as many rows as the descriptor states."""
    for name, captured in received.items():
        resource, rows = described.resources.get(name), len(captured.frame)
        stated = resource.get("rows") if resource else rows
        if is_readable(captured, declared[name]) and stated != rows:
            place = Location(path_of(declared[name]))
            yield WrongRowCount(place, str(rows), untranslated(str(stated)))


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


def _summed(opened: PackageFiles) -> list[Finding]:
    """Check the container, and its files against SHA256SUMS; only the container if it is not a package."""
    if DESCRIPTOR not in opened.files:
        return sort_findings(opened.findings)
    return sort_findings(
        (*opened.findings, *new_findings(sum_findings(opened.files), opened.unread))
    )


def _check_of(finding: Finding) -> str:
    """Return the check that reports a finding about a rebuilt file."""
    if isinstance(finding, FileMissing | NotAsReleased):
        return "files"
    file = finding.location.file
    if file == PROVENANCE or file.startswith("provenance/"):
        return "provenance"
    return "forms" if file.endswith(BINARY_SUFFIXES) else "rebuilt"


def _rebuilt(
    files: Files, received: ReceivedTables, capture: RawReport, report: Report
) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {"files": [], "rebuilt": [], "provenance": [], "forms": []}
    for each in sort_findings(derived_findings(files, received, capture, report)):
        found[_check_of(each)].append(each)
    return found


def _meaning(
    capture: RawReport | None,
    files: Files,
    received: ReceivedTables,
    text: Path | None,
    is_intact: bool,
) -> tuple[Findings, list[LocalizedText]]:
    """Check the meaning of the cells, if their format is valid; the capture is None if it is not.

    Files are rebuilt only if the cells and all other files are valid. Returns also what was compared.
    """
    found: Findings = dict.fromkeys(("content", "vocabulary", "rebuilt", "provenance", "forms"))
    if text:
        found["text"] = None
    if capture is None or capture.report is None:
        return found, []
    against = [compared(capture.vocabulary)]
    found["content"] = _or_not_made(content_findings(received, capture), is_intact)
    found["vocabulary"] = sort_findings(meaning_findings(capture.vocabulary))
    if is_intact and not found["content"]:
        found |= _rebuilt(files, received, capture, capture.report)
    if text:
        found["text"] = sort_findings(text_findings(capture, text))
        against.append(proved_by_text(capture, text))
    return found, against


def _trusted(
    path: Path, files: Files, trusted: Path, key: Path | None
) -> tuple[list[Finding], LocalizedText]:
    """Compare with a trusted release; return the findings, and what it was compared with."""
    found = sort_findings(against_findings(path, files, trusted))
    if key is None:
        return found, untranslated(trusted.name)
    name = signer(trusted, key)
    if isinstance(name, Finding):
        return [*found, name], untranslated(trusted.name)
    return found, localized("{list}, signed by {name}", list=trusted.name, name=name)


def _verify(path: Path, text: Path | None, trusted: Path | None, key: Path | None) -> Verdict:
    opened = open_package(path)
    files = opened.files
    described = read_descriptor(files)
    rows = {name: each.get("rows") for name, each in described.resources.items()}
    facts = report_of(described)[0] if described.resources else None
    named = {*described.resources, *tables_present(files)}
    expected = expected_tables(named, facts)
    declared = expected if facts else certain_tables(named, expected)
    received = as_stated(received_tables(files, declared), rows)
    summed = _summed(opened)
    reported = {about(each) for each in summed} | opened.unread
    whole = is_whole(received, expected)
    structure = [*new_findings(_structure(described, files, received, declared), reported)]
    checked = table_findings(received, declared) if described.resources else []
    tables = [each for each in checked if each.is_error]
    report = facts if whole and not tables else None
    is_intact = not opened.unread and all(isinstance(each, NotAsReleased) for each in summed)
    found: Findings = {
        "files": summed,
        "structure": _or_not_made(structure, whole and bool(described.resources)),
        "tables": _or_not_made(tables, whole and bool(described.resources)),
    }
    capture = received_capture(received, report, received_changes(files)) if report else None
    meaning, against = _meaning(capture, files, received, text, is_intact)
    if found["structure"] and (rebuilt := meaning["rebuilt"]):
        # the errors of the descriptor state why it is another
        meaning["rebuilt"] = [each for each in rebuilt if each.location.file != DESCRIPTOR]
    again = {about(each) for each in structure}
    found["files"] = [*summed, *new_findings(meaning.pop("files", None) or (), again)]
    if trusted:
        meaning["trust"], other = _trusted(path, files, trusted, key)
        against.append(other)
    figures = len(received[FIGURES.name].frame) if FIGURES.name in received else 0
    version = short_text(described.descriptor.get("version", ""))
    forms = forms_present(files)
    return Verdict(path, version, figures, len(files), forms, found | meaning, tuple(against))


def verify(
    path: Path, text: Path | None = None, trusted: Path | None = None, key: Path | None = None
) -> Verdict:
    """Verify a folder or zip. Never raises for its content; work that exceeds a budget is one finding.

    Args:
        path: the package.
        text: a copy of the report's text.
        trusted: a package, or a list of checksums, which the reader has from elsewhere.
        key: the keys that may have signed this list (trust.py).
    """
    try:
        with limited():
            return _verify(path, text, trusted, key)
    except BudgetExceededError as error:
        found: Findings = dict.fromkeys(each for each in CHECKS if each not in ("text", "trust"))
        name = path.name
        return Verdict(
            path,
            "",
            0,
            0,
            (),
            found | {"files": [BudgetExceeded(Location(name), name, error.budget)]},
        )


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
    yield str(_summary(verdict))


_OWN: Final = localized("the package itself (program version {version})", version=VERSION)


def _summary(verdict: Verdict) -> LocalizedText:
    """State what was verified and against what, or that nothing is to be relied on."""
    if verdict.status is Status.WRONG:
        return localized("Do not rely on this package.")
    if verdict.status is Status.NOT_VERIFIED:
        return localized("Not verified: do not rely on the files listed above.")
    return localized(
        "Verified against {against}: {files} files and the readings of {figures} figures.",
        files=verdict.files, figures=verdict.figures,
        against=LocalizedText(
            "; ".join(each.en for each in (_OWN, *verdict.against)),
            "；".join(each.zh for each in (_OWN, *verdict.against)),
        ),
    )  # fmt: skip


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
        "also": [str(place) for place in finding.also],
    }


def as_json(verdict: Verdict) -> str:
    """Format the verdict as one object: `sound`, facts, and findings by check (null: did not run)."""
    document = {
        "sound": verdict.is_valid,
        "verdict": verdict.status,
        "against": [each.en for each in (_OWN, *verdict.against)],
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
