"""What `datapackage.json` says of the package: the report, the resources, held against the files."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from pipeline.archive import is_safe
from pipeline.capture import Report
from pipeline.capture.keys import KEYS
from pipeline.release import Files
from pipeline.release.descriptor import path_of
from pipeline.rules import Finding, Place, Wording
from pipeline.rules import verification as rules
from pipeline.stranger import parsed
from pipeline.tables import PUBLISHED
from pipeline.tables.table_schema import table_schema
from pipeline.verification.opened import DESCRIPTOR

Json = Mapping[str, Any]
_KINDS: Final[Mapping[str, type]] = {"int": int, "bool": bool, "tuple[str, ...]": list}
"""What JSON has for the types of the report's facts that are no text."""


_FOLDER: Final = re.compile(r"[\w.-]+")


@dataclass(frozen=True)
class Described:
    """The parsed descriptor and its resources by name; empty where it cannot be read."""

    descriptor: Json
    resources: Mapping[str, Json]
    findings: tuple[Finding, ...] = ()


def _same(text: str) -> Wording:
    return Wording(text, text)


def read_descriptor(files: Files) -> Described:
    """Parse the descriptor. A descriptor that is no object with named resources is a finding."""
    if DESCRIPTOR not in files:
        return Described({}, {})
    try:
        document = parsed(files[DESCRIPTOR])
        listed = list(document["resources"])
        resources = {str(each["name"]): each for each in listed}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        reason = _same(f"{DESCRIPTOR}: {type(error).__name__}: {error}"[:200])
        return Described({}, {}, (rules.NotAPackage(Place(DESCRIPTOR), "", reason),))
    counts = Counter(str(each["name"]) for each in listed)
    twice = Wording(" (described more than once)", "（描述了不止一次）")
    return Described(
        document,
        resources,
        tuple(
            rules.SchemaDiffers(Place(DESCRIPTOR), name, twice)
            for name, count in counts.items()
            if count > 1
        ),
    )


def resource_findings(described: Described, files: Files) -> Iterator[Finding]:
    """Each resource is a declared table, as declared, at its place, with the stated size and hash."""
    declared = {table.name: table for table in PUBLISHED}
    for name in described.resources.keys() ^ declared.keys():
        which = (" (missing)", "（缺失）") if name in declared else (" (unknown)", "（未知）")
        yield rules.SchemaDiffers(Place(DESCRIPTOR), name, Wording(*which))
    for name, resource in described.resources.items():
        yield from _file_findings(resource, files)
        table = declared.get(name)
        if table is None:
            continue
        if resource.get("schema") != table_schema(table):
            yield rules.SchemaDiffers(Place(DESCRIPTOR), name)
        if "data" in resource:
            yield rules.SchemaDiffers(Place(DESCRIPTOR), f"{name}: data")
        if resource.get("path") != path_of(table):
            yield rules.SchemaDiffers(Place(DESCRIPTOR), f"{name}: {resource.get('path')}")


def _file_findings(resource: Json, files: Files) -> Iterator[Finding]:
    path = resource.get("path", "")
    if not isinstance(path, str):
        # a list of paths, each with a part of the table: no table of ours is
        return
    if not is_safe(path):
        yield rules.UnsafePath(Place(DESCRIPTOR), path)
    elif path not in files:
        yield rules.FileMissing(Place(DESCRIPTOR), path)
    else:
        yield from stated_findings(
            path, files[path], resource.get("bytes"), str(resource.get("hash")), DESCRIPTOR
        )


def stated_findings(
    path: str, data: bytes, size: object, digest: str | None, source: str
) -> Iterator[Finding]:
    """A file against the size and the sha256 that some file of the package states."""
    if size is not None and str(size) != str(len(data)):
        yield rules.WrongSize(Place(path), str(len(data)), _same(f"{size} ({source})"))
    actual = hashlib.sha256(data).hexdigest()
    if digest is not None and digest.removeprefix("sha256:") != actual:
        yield rules.WrongHash(Place(path), actual, _same(f"{digest} ({source})"))


def _of_other_types(stated: Json, kinds: Mapping[str, type]) -> Iterator[str]:
    yield from (name for name, kind in kinds.items() if not isinstance(stated[name], kind))


def _of_other_forms(stated: Json) -> Iterator[str]:
    """The facts that have not the form in which `report.yaml` states them."""
    if not _FOLDER.fullmatch(str(stated["folder"])):
        yield "folder"
    for key in KEYS:
        value = stated[key.name]
        text = ";".join(map(str, value)) if isinstance(value, list) else str(value)
        is_flag = isinstance(value, bool) and key.optional
        if not (is_flag or (key.optional and not text) or key.accepts(text)):
            yield key.name


def report_of(described: Described) -> tuple[Report | None, tuple[Finding, ...]]:
    """The report's facts as the descriptor states them."""
    stated = described.descriptor.get("report")
    kinds = {each.name: _KINDS.get(str(each.type), str) for each in fields(Report)}
    if not isinstance(stated, dict) or stated.keys() != kinds.keys():
        return None, (rules.ReportUnknown(Place(DESCRIPTOR), "report"),)
    for name in (*_of_other_types(stated, kinds), *_of_other_forms(stated)):
        return None, (rules.ReportUnknown(Place(DESCRIPTOR), f"report.{name}"),)
    lists = {name: tuple(value) for name, value in stated.items() if isinstance(value, list)}
    return Report(**{**stated, **lists}), ()
