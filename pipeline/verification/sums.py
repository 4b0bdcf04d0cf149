"""Sizes and hashes that files of the package state of one another: SHA256SUMS, RO-Crate, Croissant."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from pipeline.archive import is_safe
from pipeline.release import Files
from pipeline.rules import Finding, Place, Wording
from pipeline.rules import verification as rules
from pipeline.verification.described import stated_findings

SUMS: Final = "SHA256SUMS"
CRATE: Final = "ro-crate-metadata.json"
CROISSANT: Final = "croissant.json"
_FILES: Final = ("File", "cr:FileObject", "sc:MediaObject")
_LINE: Final = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def stated_sums(data: bytes) -> dict[str, str]:
    """Hash by path; what is no line of `sha256sum` is left out, and so found missing or unlisted."""
    lines = data.decode("utf-8", errors="replace").splitlines()
    matches = (_LINE.fullmatch(line) for line in lines)
    return {match[2].removeprefix("./"): match[1] for match in matches if match}


def sum_findings(files: Files) -> Iterator[Finding]:
    """Every file but SHA256SUMS is listed in it, with its hash, and every listed one is there."""
    if SUMS not in files:
        yield rules.FileMissing(Place(SUMS), SUMS)
        return
    stated = stated_sums(files[SUMS])
    if not stated:
        yield _unreadable(SUMS)
        return
    for path, digest in stated.items():
        if path in files:
            yield from stated_findings(path, files[path], None, digest, SUMS)
        elif not is_safe(path):
            yield rules.UnsafePath(Place(SUMS), path)
        else:
            yield rules.FileMissing(Place(SUMS), path)
    for path in files.keys() - stated.keys() - {SUMS}:
        yield rules.FileUnlisted(Place(path), path)


def _unreadable(source: str) -> Finding:
    reason = Wording("it says nothing of any file", "其中没有任何文件的记录")
    return rules.FileUnreadable(Place(source), "", reason)


def about(finding: Finding) -> str:
    """The file that a finding is about, which is not always the one that it stands in."""
    is_listed = isinstance(finding, rules.FileMissing | rules.FileUnlisted)
    return finding.value if is_listed else finding.place.file


def beyond(findings: Iterable[Finding], told: Collection[str]) -> Iterator[Finding]:
    """Findings but those that only say once more that a file lacks or is another."""
    again = (rules.FileMissing, rules.FileUnlisted, rules.WrongHash, rules.WrongSize)
    for each in findings:
        if not (isinstance(each, again) and about(each) in told):
            yield each


def _parsed(data: bytes) -> list[Any]:
    """The nodes that describe files, or none where the document is not readable."""
    try:
        document = json.loads(data)
        found = document.get("@graph") or document.get("distribution")
    except (ValueError, AttributeError, RecursionError):
        return []
    return found if isinstance(found, list) else []


def _stated(node: Any) -> tuple[str, object, str | None] | None:
    """Path, size and sha256 that a node of schema.org states of a local file."""
    kinds = node.get("@type") if isinstance(node, dict) else None
    if not any(kind in _FILES for kind in (kinds if isinstance(kinds, list) else [kinds])):
        return None
    path = str(node.get("contentUrl") or node.get("@id") or "")
    if "://" in path:
        return None
    size, digest = node.get("contentSize"), node.get("sha256")
    number = re.match(r"\d+", str(size)) if size is not None else None
    stated = number.group() if number else size
    return path.removeprefix("./"), stated, None if digest is None else str(digest)


def description_findings(files: Files) -> Iterator[Finding]:
    """What RO-Crate and Croissant say of files is so, and the crate lists every file but itself."""
    for source in (CRATE, CROISSANT):
        if source not in files:
            yield rules.FileMissing(Place(source), source)
            continue
        nodes = [stated for node in _parsed(files[source]) if (stated := _stated(node))]
        if not nodes:
            yield _unreadable(source)
            continue
        for path, size, digest in nodes:
            if path in files:
                yield from stated_findings(path, files[path], size, digest, source)
            else:
                yield rules.FileMissing(Place(source), path)
        if source == CRATE:
            unlisted = files.keys() - {path for path, _, _ in nodes} - {CRATE, SUMS}
            yield from (rules.FileUnlisted(Place(CRATE), path) for path in sorted(unlisted))
