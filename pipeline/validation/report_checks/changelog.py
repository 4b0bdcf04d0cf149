"""Check that report.yaml agrees with the records in raw/: the changelog, the second reading."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from pathlib import PurePosixPath

from pipeline.ingest import Report
from pipeline.ingest.changelog import (
    CHANGES_FOLDER,
    ChangelogEntry,
    VersionBump,
    next_version,
    parse_version,
)
from pipeline.rules import Finding, LocalizedText, Location, localized, untranslated
from pipeline.rules.package_rules import EntryDisagrees, MissingEntry


def _disagrees(entry: ChangelogEntry, key: str, value: str, expected: LocalizedText) -> Finding:
    return EntryDisagrees(Location(entry.file, 0, key), value, expected)


def _own_findings(entry: ChangelogEntry) -> Iterator[Finding]:
    """Check one entry: the file is named after the version, and the step is large enough."""
    named = PurePosixPath(entry.file).stem
    if entry.version != named:
        yield _disagrees(
            entry, "version", entry.version, localized("the file is named {named}", named=named)
        )
    least = next_version(entry.previous, VersionBump[entry.step.upper()])
    if (parse_version(entry.version) or ()) < (
        parse_version(least) or ()
    ) or entry.version == entry.previous:
        yield _disagrees(
            entry, "step", entry.step,
            localized("from {previous} this step needs at least version {least}", previous=entry.previous, least=least),
        )  # fmt: skip


def _order_findings(entries: Sequence[ChangelogEntry]) -> Iterator[Finding]:
    """Check that each entry names the version of the entry before as the previous release."""
    for before, entry in pairwise(entries):
        if entry.previous != before.version:
            yield _disagrees(
                entry, "previous", entry.previous,
                localized("the entry before has version {version}", version=before.version),
            )  # fmt: skip


def changelog_findings(
    report: Report, entries: Sequence[ChangelogEntry], unreadable: Collection[str] = ()
) -> Iterator[Finding]:
    """Return every finding about the changelog of a report; its first release has no entry.

    Args:
        report: the facts about the report; its versions and date are compared.
        entries: the readable entries, the oldest first.
        unreadable: files and folders that are already reported as unreadable.
    """
    for entry in entries:
        yield from _own_findings(entry)
    yield from _order_findings(entries)
    if report.version in {entry.version for entry in entries}:
        yield from _last_findings(report, entries[-1])
    elif entries or report.revision_of:
        folder = f"raw/{report.folder}/{CHANGES_FOLDER}"
        path = f"{folder}/{report.version}.yaml"
        if not {folder, path} & {*unreadable}:
            place = Location(f"raw/{report.folder}/report.yaml", 0, "version")
            yield MissingEntry(place, report.version, untranslated(path))


def _last_findings(report: Report, last: ChangelogEntry) -> Iterator[Finding]:
    """Check that the newest entry agrees with the facts about the report; report the first difference."""
    for name, keyed, expected in (
        ("version", last.version, report.version),
        ("released", last.released, report.released),
        ("previous", last.previous, report.revision_of or last.previous),
    ):
        if keyed != expected:
            text = localized("report.yaml has {expected}", expected=expected)
            yield _disagrees(last, name, keyed, text)
            return
