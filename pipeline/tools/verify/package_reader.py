"""Read a received package: the files of a folder or zip by path, and no other file of the machine.

No path of an archive is written to disk, and no link of a folder is followed. What a release does not
write is a finding, as is a package that exceeds a budget, which is then not parsed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.budgets import budget
from pipeline.filesystem import os_error_text
from pipeline.rules import Finding, LocalizedText, Location, localized
from pipeline.rules.package_rules import (
    BudgetExceeded,
    FileUnreadable,
    NameTwice,
    NotAPackage,
    NotAsReleased,
    UnsafePath,
)
from pipeline.untrusted import (
    ARCHIVE_LIMIT,
    JSON_LIMIT,
    LIMIT,
    MOST_CELLS,
    MOST_FILES,
    MOST_ROWS,
    TABLES_LIMIT,
    ZipFault,
    ZipFaultKind,
    as_released,
    bytes_text,
    files_text,
    first_difference,
    read_zip,
)

DESCRIPTOR: Final = "datapackage.json"
SUMS: Final = "SHA256SUMS"

_PRIVILEGED: Final = stat.S_ISUID | stat.S_ISGID | stat.S_ISVTX


@dataclass(frozen=True)
class PackageFiles:
    """Hold the files by path with forward slashes, and findings about the container.

    `unread` names files that exist but could not be read, so that they are not also reported as missing.
    """

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()
    unread: frozenset[str] = field(default_factory=frozenset)


def _no_package(path: Path, reason: LocalizedText) -> PackageFiles:
    return PackageFiles({}, (NotAPackage(Location(path.name), "", reason),))


def _over_budget(file: str, exceeded: LocalizedText) -> PackageFiles:
    return PackageFiles({}, (BudgetExceeded(Location(file), file, exceeded),))


def _finding(archive: str, fault: ZipFault) -> Finding:
    match fault.kind:
        case ZipFaultKind.NOT_A_ZIP:
            return NotAPackage(Location(archive), "", fault.reason)
        case ZipFaultKind.TOO_LARGE:
            return BudgetExceeded(Location(archive), archive, fault.reason)
        case ZipFaultKind.DAMAGED:
            return FileUnreadable(Location(fault.name), "", fault.reason)
        case ZipFaultKind.DUPLICATE:
            return NameTwice(Location(fault.name), fault.name)
        case ZipFaultKind.PATH_TRAVERSAL:
            return UnsafePath(Location(archive), fault.name)


def _layout_finding(archive: str, data: bytes) -> Iterator[Finding]:
    """Compare a readable zip with the one that a release writes of the same members."""
    made = as_released(data)
    if data != made:
        place = localized("the zip differs from byte {at} on", at=first_difference(data, made))
        yield NotAsReleased(Location(archive), archive, place)


def _from_zip(path: Path) -> PackageFiles:
    if path.stat().st_size > budget(ARCHIVE_LIMIT):
        return _over_budget(path.name, bytes_text(budget(ARCHIVE_LIMIT)))
    data = path.read_bytes()
    archive = read_zip(data)
    found = tuple(_finding(path.name, each) for each in archive.faults)
    found = found or tuple(_layout_finding(path.name, data))
    return PackageFiles(archive.members, found, frozenset(each.name for each in archive.faults))


def _leads_out(path: Path, folder: Path) -> bool:
    """Return whether a file of a folder is a link to outside it, or to itself."""
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return True


def _entries(
    folder: Path, unlisted: Callable[[OSError], object]
) -> Iterator[tuple[Path, os.stat_result | None]]:
    """Yield everything in a folder but folders with content; None for an empty folder.

    The error of a folder that cannot be listed is handed to `unlisted`, because it may contain anything.
    """
    for parent, folders, names in os.walk(folder, onerror=unlisted):
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        for name in sorted((*names, *links)):
            path = Path(parent) / name
            yield path, path.lstat()
        if not (folders or names):
            yield Path(parent), None


def _kind_finding(
    name: str, path: Path, status: os.stat_result | None, root: Path
) -> Finding | None:
    """Return the finding about what a release does not write: links, devices, modes, empty folders."""
    if status is not None and stat.S_ISLNK(status.st_mode) and _leads_out(path, root):
        return UnsafePath(Location(name), name)
    if status is None:
        reason = localized("an empty folder")
    elif stat.S_ISLNK(status.st_mode):
        reason = localized("a link")
    elif not stat.S_ISREG(status.st_mode):
        reason = localized("a device")
    elif status.st_mode & _PRIVILEGED:
        reason = localized("mode {mode}", mode=format(stat.S_IMODE(status.st_mode), "o"))
    else:
        return None
    return NotAsReleased(Location(name), name, reason)


def _from_folder(folder: Path) -> PackageFiles:
    """Read the files of a folder into memory."""
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    unlisted: list[OSError] = []
    left = budget(LIMIT)
    for count, (path, status) in enumerate(_entries(folder, unlisted.append)):
        name = path.relative_to(folder).as_posix()
        if count == budget(MOST_FILES):
            return _over_budget(folder.name, files_text())
        if found := _kind_finding(name, path, status, folder):
            findings.append(found)
        if status is None or not stat.S_ISREG(status.st_mode):
            continue
        try:
            with path.open("rb") as opened:
                files[name] = opened.read(left + 1)
        except OSError as error:
            findings.append(FileUnreadable(Location(name), "", os_error_text(error)))
            continue
        left -= len(files[name])
        if left < 0:
            return _over_budget(folder.name, bytes_text(budget(LIMIT)))
    for failed in unlisted:
        name = Path(failed.filename).relative_to(folder).as_posix()
        findings.append(FileUnreadable(Location(name), "", os_error_text(failed)))
    unread = frozenset(each.location.file for each in findings) - files.keys()
    return PackageFiles(files, tuple(findings), unread)


def open_package(path: Path) -> PackageFiles:
    """Read a package from a folder or a zip; never raises for its content or a missing path."""
    try:
        opened = _opened(path)
    except OSError as error:
        return _no_package(path, os_error_text(error))
    return _parse_budget(opened.files) or opened


def _parse_budget(files: Mapping[str, bytes]) -> PackageFiles | None:
    """Return the first file that is too large to parse: a JSON document, or the largest of the tables."""
    for name, data in files.items():
        if name.endswith((".json", ".jsonld")) and len(data) > budget(JSON_LIMIT):
            return _over_budget(name, bytes_text(budget(JSON_LIMIT)))
    if files.get(SUMS, b"").count(b"\n") > budget(MOST_FILES):
        return _over_budget(SUMS, files_text())
    tables = {name: data for name, data in files.items() if name.endswith(".csv")}
    rows = sum(data.count(b"\n") + data.count(b"\r") for data in tables.values())
    cells = rows + sum(data.count(b",") for data in tables.values())
    most_bytes, most_rows, most_cells = map(budget, (TABLES_LIMIT, MOST_ROWS, MOST_CELLS))
    for used, most, text in (
        (sum(map(len, tables.values())), most_bytes, bytes_text(most_bytes)),
        (rows, most_rows, localized("{count} rows", count=most_rows)),
        (cells, most_cells, localized("{count} cells", count=most_cells)),
    ):
        if used > most:
            return _over_budget(max(tables, key=lambda name: len(tables[name])), text)
    return None


def _opened(path: Path) -> PackageFiles:
    missing = _no_package(
        path, localized("{descriptor} is missing at its root", descriptor=DESCRIPTOR)
    )
    if path.is_dir():
        has_descriptor = (path / DESCRIPTOR).is_file() or (path / DESCRIPTOR).is_symlink()
        opened = _from_folder(path) if has_descriptor else missing
    elif path.is_file():
        opened = _from_zip(path)
    else:
        exists = path.exists()
        return _no_package(
            path, localized("a device") if exists else localized("the path does not exist")
        )
    is_reported = DESCRIPTOR in opened.unread or any(
        isinstance(each, NotAPackage | BudgetExceeded) for each in opened.findings
    )
    if DESCRIPTOR in opened.files or is_reported:
        return opened
    return PackageFiles(opened.files, (*opened.findings, *missing.findings), opened.unread)
