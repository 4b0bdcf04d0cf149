"""Check sizes, hashes and schemas that a package states: datapackage.json, SHA256SUMS, RO-Crate, Croissant."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_type_hints

from pipeline.ingest import Report
from pipeline.ingest.report_metadata import DISPENSABLE, METADATA_KEYS
from pipeline.package import Files
from pipeline.package.descriptor import path_of
from pipeline.rules import Finding, Location, localized, untranslated
from pipeline.rules import package_rules as rules
from pipeline.schema import PUBLISHED, READABLE, TableSchema
from pipeline.schema.projections import table_schema
from pipeline.tools.verify.package_reader import DESCRIPTOR, SUMS
from pipeline.untrusted import is_safe, load_untrusted_json

Json = Mapping[str, Any]

_KINDS: Final[Mapping[object, type]] = {int: int, bool: bool, tuple[str, ...]: list}

"""JSON types of the report's facts that are not text."""

_FOLDER: Final = re.compile(r"[\w.-]+")
HASH: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Descriptor:
    """Hold the parsed descriptor and its resources by name; both empty if it cannot be read."""

    descriptor: Json
    resources: Mapping[str, Json]
    findings: tuple[Finding, ...] = ()


def read_descriptor(files: Files) -> Descriptor:
    """Parse the descriptor; yield a finding if it is not an object with named resources."""
    if DESCRIPTOR not in files:
        return Descriptor({}, {})
    try:
        document = load_untrusted_json(files[DESCRIPTOR])
        listed = list(document["resources"])
        resources, renamed = _by_name(listed)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        reason = untranslated(f"{DESCRIPTOR}: {type(error).__name__}: {error}"[:200])
        return Descriptor({}, {}, (rules.NotAPackage(Location(DESCRIPTOR), "", reason),))
    return Descriptor(document, resources, renamed)


def _by_name(listed: Iterable[Json]) -> tuple[dict[str, Json], tuple[Finding, ...]]:
    """Return resources by name, and findings: about a wrong name beside the path of a table, and a name twice.

    A resource with another name than the table at its path is taken for that table, unless another
    resource has its name.
    """
    named = [(str(each["name"]), each) for each in listed]
    counts = Counter(name for name, _ in named)
    tables = {path_of(table): table.name for table in (*PUBLISHED, *READABLE.values())}
    resources, found = dict[str, Json](), list[Finding]()
    for name, each in named:
        path = each.get("path")
        own = tables.get(path, name) if isinstance(path, str) else name
        if own != name and not counts[own]:
            of_the_path = localized(" (its path is that of {table})", table=own)
            found.append(rules.SchemaDiffers(Location(DESCRIPTOR), name, of_the_path))
            counts[name] -= 1
        resources[own if own != name and not counts[own] else name] = each
    twice = localized(" (described more than once)")
    repeated = (name for name, count in counts.items() if count > 1)
    found += (rules.SchemaDiffers(Location(DESCRIPTOR), name, twice) for name in repeated)
    return resources, tuple(found)


def resource_findings(
    described: Descriptor, files: Files, declared: Mapping[str, TableSchema]
) -> Iterator[Finding]:
    """Check that each resource is a declared table at its path, with the stated size and hash."""
    declared = {**{table.name: table for table in READABLE.values()}, **declared}
    if report_of(described)[0] is None:
        # which of these tables the report is without is not known
        unknown = DISPENSABLE - described.resources.keys()
        declared = {name: table for name, table in declared.items() if name not in unknown}
    for name in described.resources.keys() ^ declared.keys():
        which = localized(" (missing)") if name in declared else localized(" (unknown)")
        yield rules.SchemaDiffers(Location(DESCRIPTOR), name, which)
    for name, resource in described.resources.items():
        table = declared.get(name)
        if table is None:
            yield from _file_findings(resource, resource.get("path"), files)
            continue
        if resource.get("schema") != table_schema(table):
            yield rules.SchemaDiffers(Location(DESCRIPTOR), name)
        if "data" in resource:
            yield rules.SchemaDiffers(Location(DESCRIPTOR), f"{name}: data")
        yield from _path_findings(resource, table)
        yield from _file_findings(resource, path_of(table), files)


def _path_findings(resource: Json, table: TableSchema) -> Iterator[Finding]:
    """Compare the path of a resource with that of its table; its file is checked at the latter."""
    path, place = resource.get("path"), Location(DESCRIPTOR)
    if isinstance(path, str) and path and not is_safe(path):
        yield rules.UnsafePath(place, path)
    elif path != path_of(table):
        yield rules.SchemaDiffers(place, f"{table.name}: {path}")


def _file_findings(resource: Json, path: object, files: Files) -> Iterator[Finding]:
    """Check the file at a path against the size and the hash that a resource states."""
    if not isinstance(path, str):
        # a list of paths splits a table into parts, which this project does not publish
        return
    if not is_safe(path):
        yield rules.UnsafePath(Location(DESCRIPTOR), path)
    elif path not in files:
        yield rules.FileMissing(Location(DESCRIPTOR), path)
    else:
        yield from stated_findings(
            path, files[path], resource.get("bytes"), str(resource.get("hash")), DESCRIPTOR
        )


def stated_findings(
    path: str, data: bytes, size: object, digest: str | None, source: str
) -> Iterator[Finding]:
    """Compare a file with the size, else the sha256, that another file of the package states."""
    if size is not None and str(size) != str(len(data)):
        # bytes of another size have another hash
        yield rules.WrongSize(Location(path), str(len(data)), untranslated(f"{size} ({source})"))
        return
    actual = hashlib.sha256(data).hexdigest()
    if digest is not None and digest.removeprefix("sha256:") != actual:
        yield rules.WrongHash(Location(path), actual, untranslated(f"{digest} ({source})"))


def _of_other_types(stated: Json, kinds: Mapping[str, type]) -> Iterator[str]:
    yield from (name for name, kind in kinds.items() if not isinstance(stated[name], kind))


def _of_other_forms(stated: Json) -> Iterator[str]:
    """Yield the facts whose type differs from that in `report.yaml`."""
    for name, form in (("folder", _FOLDER), ("sha256", HASH)):
        if not form.fullmatch(str(stated[name])):
            yield name
    for key in METADATA_KEYS:
        value = stated[key.name]
        is_flag = isinstance(value, bool) and key.optional
        if not (is_flag or (key.optional and not value) or key.is_value(value)):
            yield key.name


def report_of(described: Descriptor) -> tuple[Report | None, tuple[Finding, ...]]:
    """Return the report's facts from the descriptor, and findings."""
    stated = described.descriptor.get("report")
    kinds = {name: _KINDS.get(hint, str) for name, hint in get_type_hints(Report).items()}
    if not isinstance(stated, dict) or stated.keys() != kinds.keys():
        return None, (rules.ReportUnknown(Location(DESCRIPTOR), "report"),)
    for name in (*_of_other_types(stated, kinds), *_of_other_forms(stated)):
        return None, (rules.ReportUnknown(Location(DESCRIPTOR), f"report.{name}"),)
    lists = {name: tuple(value) for name, value in stated.items() if isinstance(value, list)}
    return Report(**{**stated, **lists}), ()


_LINE: Final = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def stated_sums(data: bytes) -> dict[str, str]:
    """Return hashes by path; invalid lines are skipped, and their files found missing or unlisted."""
    lines = data.decode("utf-8", errors="replace").splitlines()
    matches = (_LINE.fullmatch(line) for line in lines)
    return {match[2].removeprefix("./"): match[1] for match in matches if match}


def sum_findings(files: Files) -> Iterator[Finding]:
    """Check that SHA256SUMS lists every other file with its hash, and that each listed file exists."""
    if SUMS not in files:
        yield rules.FileMissing(Location(SUMS), SUMS)
        return
    stated = stated_sums(files[SUMS])
    if not stated:
        yield _unreadable(SUMS)
        return
    for path, digest in stated.items():
        if path in files:
            yield from stated_findings(path, files[path], None, digest, SUMS)
        elif not is_safe(path):
            yield rules.UnsafePath(Location(SUMS), path)
        else:
            yield rules.FileMissing(Location(SUMS), path)
    for path in files.keys() - stated.keys() - {SUMS}:
        yield rules.FileUnlisted(Location(path), path)


def _unreadable(source: str) -> Finding:
    reason = localized("it does not list any file")
    return rules.FileUnreadable(Location(source), "", reason)


def about(finding: Finding) -> str:
    """Return the file that a finding concerns, which may differ from the file of its place."""
    is_listed = isinstance(finding, rules.FileMissing | rules.FileUnlisted)
    return finding.value if is_listed else finding.location.file


def new_findings(findings: Iterable[Finding], reported: Collection[str]) -> Iterator[Finding]:
    """Remove findings that repeat that a file is missing or changed."""
    again = (
        rules.FileMissing, rules.FileUnlisted, rules.WrongHash, rules.WrongRowCount, rules.WrongSize,
    )  # fmt: skip
    for each in findings:
        if not (isinstance(each, again) and about(each) in reported):
            yield each
