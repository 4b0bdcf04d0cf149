"""Read a received package: the files of a folder or zip by path, and no other file of the machine.

No path of an archive is written to disk, and links that point outside a folder are not followed. A
package that is too large when unpacked is a finding, so that a hostile one does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.filesystem import os_error_text
from pipeline.rules import Finding, LocalizedText, Location, localized
from pipeline.rules.package_rules import FileUnreadable, NameTwice, NotAPackage, UnsafePath
from pipeline.untrusted import LIMIT, ZipFault, ZipFaultKind, read_zip

DESCRIPTOR: Final = "datapackage.json"


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


def _finding(archive: str, fault: ZipFault) -> Finding:
    match fault.kind:
        case ZipFaultKind.NOT_A_ZIP:
            return NotAPackage(Location(archive), "", fault.reason)
        case ZipFaultKind.DAMAGED:
            return FileUnreadable(Location(fault.name), "", fault.reason)
        case ZipFaultKind.DUPLICATE:
            return NameTwice(Location(fault.name), fault.name)
        case ZipFaultKind.PATH_TRAVERSAL:
            return UnsafePath(Location(archive), fault.name)


def _from_zip(path: Path) -> PackageFiles:
    archive = read_zip(path)
    found = tuple(_finding(path.name, each) for each in archive.faults)
    return PackageFiles(archive.members, found, frozenset(each.name for each in archive.faults))


def _files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() or path.is_symlink():
            yield path.relative_to(folder).as_posix(), path


def _leads_out(path: Path, folder: Path) -> bool:
    """Return whether a file of a folder is a link to outside it, or to itself."""
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return True


def _from_folder(folder: Path) -> PackageFiles:
    """Read the files of a folder into memory."""
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    left = LIMIT
    for name, path in _files_of(folder):
        if _leads_out(path, folder):
            findings.append(UnsafePath(Location(name), name))
        elif path.is_file():
            try:
                left -= path.stat().st_size
                if left < 0:
                    return _no_package(folder, localized("it is larger than 1 GiB"))
                files[name] = path.read_bytes()
            except OSError as error:
                findings.append(FileUnreadable(Location(name), "", os_error_text(error)))
    unread = frozenset(each.location.file for each in findings)
    return PackageFiles(files, tuple(findings), unread)


def open_package(path: Path) -> PackageFiles:
    """Read a package from a folder or a zip; never raises for its content or a missing path."""
    try:
        return _opened(path)
    except OSError as error:
        return _no_package(path, os_error_text(error))


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
        return _no_package(path, localized("the path does not exist"))
    is_reported = DESCRIPTOR in opened.unread or any(
        isinstance(each, NotAPackage) for each in opened.findings
    )
    if DESCRIPTOR in opened.files or is_reported:
        return opened
    return PackageFiles(opened.files, (*opened.findings, *missing.findings), opened.unread)
