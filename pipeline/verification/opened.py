"""A package as it was received: the files of a folder or zip by path, nothing else of the machine.

No path of an archive is ever written to disk, links that lead out of a folder are not followed, and
an archive that would unpack to more than LIMIT bytes is refused, so that a hostile package costs
nothing but a message.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.rules import Finding, Place, Wording
from pipeline.rules.verification import NotAPackage, UnsafePath

DESCRIPTOR: Final = "datapackage.json"
LIMIT: Final = 1 << 30


@dataclass(frozen=True)
class Opened:
    """The files by path with forward slashes, and what is wrong with the container itself."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()


def is_safe(path: str) -> bool:
    """Whether a path stays below the folder that it is relative to, on every system."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not (
        path.startswith("/") or ".." in parts or "\\" in path or ":" in parts[0]
    )


def _no_package(path: Path, english: str, chinese: str) -> Opened:
    return Opened({}, (NotAPackage(Place(path.name), "", Wording(english, chinese)),))


def _from_zip(path: Path) -> Opened:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [each for each in archive.infolist() if not each.is_dir()]
            if sum(each.file_size for each in entries) > LIMIT:
                return _no_package(path, "it unpacks to more than 1 GiB", "解压后超过 1 GiB")
            unsafe = tuple(
                UnsafePath(Place(path.name), each.filename)
                for each in entries
                if not is_safe(each.filename)
            )
            files = {
                each.filename: archive.read(each) for each in entries if is_safe(each.filename)
            }
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        return _no_package(path, f"the zip cannot be read ({error})", f"压缩包无法读取（{error}）")
    return Opened(files, unsafe)


def _files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() or path.is_symlink():
            yield path.relative_to(folder).as_posix(), path


def _from_folder(folder: Path) -> Opened:
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    for name, path in _files_of(folder):
        if not path.resolve().is_relative_to(folder.resolve()):
            findings.append(UnsafePath(Place(name), str(name)))
        elif path.is_file():
            files[name] = path.read_bytes()
    return Opened(files, tuple(findings))


def open_package(path: Path) -> Opened:
    """Read a package from a folder or a zip; never raises for what is in it."""
    if path.is_dir():
        opened = _from_folder(path)
    elif path.is_file():
        opened = _from_zip(path)
    else:
        return _no_package(path, "there is neither folder nor file", "该路径不存在")
    if DESCRIPTOR not in opened.files:
        missing = _no_package(path, f"no {DESCRIPTOR} at its root", f"根目录没有 {DESCRIPTOR}")
        return Opened(opened.files, (*opened.findings, *missing.findings))
    return opened
