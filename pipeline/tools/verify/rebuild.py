"""Rebuild the published cells and every file that is made from the tables, and compare.

The grammar parses every printed figure again, the ledger is balanced, and identities are evaluated.
Each table is built from its keyed columns as in publishing. Any other cell is a difference. Only
measurements with the report's text (`check_coverage`, `error_detection`, `error_types`) cannot be rebuilt
from the package.

All files follow from the valid tables, byte for byte; formats.py compares the binary ones. A package that
names another version of the program is rebuilt as well: a file that then differs is not verified.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from typing import Final

from pipeline.ingest import RAW_FILE, RAW_ROW, RawReport, Report
from pipeline.ingest.report_folder import REPORT_TABLES
from pipeline.ingest.report_metadata import FILE as METADATA
from pipeline.package import RELEASE_BUILDERS, Files, PackageInputs
from pipeline.package.build import COMMITTED_BUILDERS, ledger_counts
from pipeline.package.changelog import ENTRIES
from pipeline.package.citation import BIBTEX
from pipeline.package.descriptor import path_of
from pipeline.package.files import PATH as CHECKSUMS
from pipeline.package.files import csv_bytes
from pipeline.package.metadata.package_model import VERSION
from pipeline.rules import Finding, LocalizedText, Location, localized, sort_findings, untranslated
from pipeline.rules.package_rules import (
    FileMissing,
    MissingEntry,
    NotAsReleased,
    NotVerified,
    NotWhatItIsMadeOf,
)
from pipeline.schema import (
    ERROR_TYPES,
    FIGURES,
    MEASUREMENTS,
    VOCABULARY,
    TableSchema,
    published_tables,
)
from pipeline.tools.verify.formats import BINARY_SUFFIXES, form_differences
from pipeline.tools.verify.package_reader import DESCRIPTOR
from pipeline.tools.verify.provenance import CRATE, CROISSANT, PROVENANCE, made_by, raw_hashes
from pipeline.tools.verify.tables import (
    STATED_FILE,
    STATED_ROW,
    ReceivedTables,
    received_frames,
)
from pipeline.transform import build_tables
from pipeline.transform.tables import Tables
from pipeline.untrusted import first_difference, load_untrusted_json
from pipeline.validation import validate_report
from pipeline.validation.causes import merged, one_for_each_cause
from pipeline.validation.schema import Row, rows_of


def _same(text: str) -> LocalizedText:
    return untranslated(repr(text))


Key = tuple[str, ...]


def _key(row: Row, table: TableSchema) -> Key:
    return tuple(row[name] for name in table.key)


def _row_differences(row: Row, expected: Row | None, table: TableSchema) -> Iterator[Finding]:
    place = Location(row[RAW_FILE], int(row[RAW_ROW]), table.key[0])
    if expected is None:
        yield NotWhatItIsMadeOf(place, row[table.key[0]], localized("no such row"))
        return
    for name in table.columns:
        if name not in (RAW_FILE, RAW_ROW) and row[name] != expected[name]:
            at = Location(place.file, place.row, name)
            yield NotWhatItIsMadeOf(at, row[name], _same(expected[name]))


def _table_differences(
    table: TableSchema, received: ReceivedTables, made: Tables
) -> Iterator[Finding]:
    """Yield each cell of a table that differs from the one built from keyed columns; rows by key."""
    again = {_key(row, table): row for row in rows_of(made[table.name])}
    captured = received.get(table.name)
    there = {_key(row, table): row for row in rows_of(captured.frame)} if captured else {}
    for key, row in there.items():
        yield from _row_differences(row, again.get(key), table)
    for key in again.keys() - there.keys():
        yield NotWhatItIsMadeOf(Location(path_of(table)), "", _same("/".join(key)))
    if again.keys() == there.keys():
        yield from _order_differences(table, there, _in_order(list(again), there))


def _in_order(keys: list[Key], there: Mapping[Key, Row]) -> list[Key]:
    """Return the keys of a table in the order of its rows in raw/, as far as the package states it."""
    files: dict[str, int] = {}

    def place(key: Key) -> tuple[int, int]:
        row = there[key]
        file, _, _ = row.get(STATED_FILE, "").partition("#")
        return files.setdefault(file, len(files)), int(row.get(STATED_ROW, 0))

    return sorted(keys, key=place)


def _order_differences(
    table: TableSchema, there: Mapping[Key, Row], keys: list[Key]
) -> Iterator[Finding]:
    """Yield the first row that is not where its table has it."""
    for (key, row), expected in zip(there.items(), keys, strict=True):
        if key != expected:
            place = Location(row[RAW_FILE], int(row[RAW_ROW]), table.key[0])
            yield NotWhatItIsMadeOf(place, "/".join(key), _same("/".join(expected)))
            return


def _in_package(finding: Finding) -> Finding:
    """Return a finding about raw/ that has another file in a package as one about that file."""
    if not isinstance(finding, MissingEntry):
        return finding
    expected = localized("an entry of version {version}", version=finding.value)
    return NotWhatItIsMadeOf(Location(ENTRIES), "", expected)


def content_findings(received: ReceivedTables, capture: RawReport) -> list[Finding]:
    """Return the validation findings of the received capture; if it is valid, rebuild every cell."""
    found = [_in_package(each) for each in validate_report(capture) if each.is_error]
    if found:
        return found
    made = build_tables(capture)
    measured = {table.name for table in (*MEASUREMENTS, ERROR_TYPES)}
    names = [*received, *(name for name, frame in made.items() if len(frame))]
    tables = (table for table in published_tables(names) if table.name not in measured)
    return one_for_each_cause(
        each for table in tables for each in _table_differences(table, received, made)
    )


_AROUND: Final = 30
#: Files that state sizes and hashes of others, and follow from a difference in these.
_LISTS: Final = frozenset({"index.html", PROVENANCE, CROISSANT, CRATE, CHECKSUMS})
#: Files whose text the page repeats. It is made with the text that is made here, because received bytes may
#: have another encoding or any length.
_REPEATED: Final = frozenset({BIBTEX})


def _raw_hashes(files: Files, frames: Tables, capture: RawReport, report: Report) -> dict[str, str]:
    """Return the SHA-256 of the raw files: computed if the package has their content, else as stated."""
    keyed = (
        f"raw/{report.folder}/{table.name}.csv"
        for table in REPORT_TABLES
        if len(frames[table.name])
    )
    files_of_figures = frames[FIGURES.name][RAW_FILE].str.partition("#")[0]
    return dict(
        sorted(
            {
                **dict.fromkeys((*keyed, *files_of_figures), ""),
                **raw_hashes(files, report.folder),
                **{
                    f"raw/vocabulary/{table.name}.csv": sha256(
                        csv_bytes(frames[table.name])
                    ).hexdigest()
                    for table in VOCABULARY
                },
                **{entry.file: entry.sha256 for entry in capture.changes},
                f"raw/{report.folder}/{METADATA}": report.sha256,
            }.items()
        )
    )


def _material(
    files: Files, received: ReceivedTables, capture: RawReport, report: Report
) -> PackageInputs:
    frames = received_frames(received)
    hashes = _raw_hashes(files, frames, capture, report)
    return PackageInputs(report, frames, ledger_counts(capture), hashes, capture.changes)


def _excerpt(data: bytes, at: int) -> str:
    """Return the line around a byte, within some characters of it."""
    start = max(data.rfind(b"\n", 0, at) + 1, at - 4 * _AROUND)
    before = data[start:at].decode(errors="ignore")[-_AROUND:]
    after, _, _ = data[at : at + 4 * _AROUND].partition(b"\n")
    return before + after.decode(errors="replace")[:_AROUND]


def _first_difference(path: str, received: bytes, made: bytes) -> Finding:
    """Return a finding at the first line in which a file differs from the rebuilt one."""
    at = first_difference(received, made)
    while at and received[at : at + 1] and received[at] & 0xC0 == 0x80:
        at -= 1  # to the beginning of a character of UTF-8
    place = Location(path, received.count(b"\n", 0, at) + 1)
    return NotWhatItIsMadeOf(place, _excerpt(received, at), _same(_excerpt(made, at)))


def derived_findings(
    files: Files, received: ReceivedTables, capture: RawReport, report: Report
) -> list[Finding]:
    """Return a finding for each file that a release does not have, lacks, or writes otherwise.

    Of a package that names another version of the program, one finding lists these files.
    """
    made = _rebuilt(files, _material(files, received, capture, report))
    other = [path for path in {**made, **files} if made.get(path) != files.get(path)]
    maker = made_by(files)
    if not other or maker in ("", VERSION):
        return _one_if_in_both_languages([*_differences(files, made, other)])
    reason = localized(
        "program version {maker} is stated, this is version {version}, which makes other files: {files}",
        maker=maker,
        version=VERSION,
        files=", ".join(sorted(other)),
    )
    return [NotVerified(Location(PROVENANCE), maker, reason)]


def _rebuilt(files: Files, material: PackageInputs) -> dict[str, bytes]:
    """Make each file from the received files before it, so that each difference is in one file."""
    released = any(path.endswith(BINARY_SUFFIXES) for path in files)
    before: dict[str, bytes] = {}
    made: dict[str, bytes] = {}
    for part in RELEASE_BUILDERS if released else COMMITTED_BUILDERS:
        made |= (added := part(material, before))
        before |= {
            path: data if path in _REPEATED else files.get(path, data)
            for path, data in added.items()
        }
    return made


def _one_if_in_both_languages(found: list[Finding]) -> list[Finding]:
    """Merge the differences of texts if one differs in both languages: rows of a table are the cause."""
    texts = {each.location.file: each for each in found if isinstance(each, NotWhatItIsMadeOf)}
    if not any(path.replace(".zh.md", ".md") in texts.keys() - {path} for path in texts):
        return found
    return [
        merged(*sort_findings(texts.values())),
        *(each for each in found if each not in texts.values()),
    ]


def _states_received(files: Files, made: Files, other: Collection[str]) -> bool:
    """Return whether a descriptor differs only in what it counts of files that differ themselves."""
    if not {DESCRIPTOR} <= files.keys() & made.keys():
        return False
    given, own = (load_untrusted_json(each[DESCRIPTOR]) for each in (files, made))
    for resource in (*given["resources"], *own["resources"]):
        if resource.get("path") in other:
            resource |= dict.fromkeys(("bytes", "hash", "rows"))
    return bool(given == own)


def _differences(files: Files, made: Files, other: list[str]) -> Iterator[Finding]:
    """Yield the findings about files that differ; not about a list of files that follows from them."""
    follows = {*_LISTS, *([DESCRIPTOR] if _states_received(files, made, other) else [])}
    causes = [path for path in other if path not in follows] or other[:1]
    for path in causes:
        if path not in files:
            yield FileMissing(Location(path), path)
        elif path not in made:
            yield NotAsReleased(Location(path), path, localized("it is not a file of a release"))
        elif path.endswith(BINARY_SUFFIXES):
            yield from form_differences(path, files[path], made[path])
        else:
            yield _first_difference(path, files[path], made[path])
