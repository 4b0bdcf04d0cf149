"""Kinds of damage to a package on its way to somebody: to the zip, to a file in it, to a name."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pipeline.package.files import zip_bytes
from tests.tools.verify.corruptions import DESCRIPTOR, FIGURES, Files, described, resource

UNITS: Final = "codes/units.csv"
XLSX, SQLITE, PARQUET = "caict-2020.xlsx", "caict-2020.sqlite", "parquet/figures.parquet"
ARCHIVE: Final = "package.zip"
_LOCAL_HEADER: Final = 30


def zipped(members: Mapping[str, bytes], method: int | None = None) -> bytes:
    """The members as a release packs them, or packed with another method."""
    if method is None:
        return zip_bytes(members)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_member(files: Files, name: str, data: bytes = b"x", mode: int = 0) -> bytes:
    """The files as a zip with one more member, whose name may stand there already."""
    out = io.BytesIO(zipped(files))
    entry = zipfile.ZipInfo(name)
    entry.external_attr = mode << 16
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(entry, data)
    return out.getvalue()


def turned(data: bytes, start: int, count: int = 40) -> bytes:
    """The bytes with some of them turned over."""
    return (
        data[:start]
        + bytes(each ^ 0xFF for each in data[start : start + count])
        + data[start + count :]
    )


def damaged(archive: bytes, name: str) -> bytes:
    """A zip in which the bytes of one member are not what they were."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        start = opened.getinfo(name).header_offset + _LOCAL_HEADER + len(name.encode())
    return turned(archive, start + 5)


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _as_gbk(data: bytes) -> bytes:
    return data.decode().encode("gbk", "replace")


@dataclass(frozen=True)
class Damage:
    """What is done to a package, which ends as a zip, and what `verify` must state of it."""

    done: Callable[[Files], bytes]
    named: str
    code: str


def _zip(method: int) -> Damage:
    return Damage(lambda files: damaged(zipped(files, method), FIGURES), FIGURES, "E517")


def _file(path: str, edit: Callable[[bytes], bytes], code: str) -> Damage:
    return Damage(lambda files: zipped({**files, path: edit(files[path])}), path, code)


def _named_member(name: str, named: str, code: str, mode: int = 0) -> Damage:
    return Damage(lambda files: with_member(files, name, mode=mode), named, code)


def _as_windows_writes(files: Files) -> bytes:
    """A member whose name is in GBK, which nothing in the zip states."""
    name = "data/数字.csv".encode("gbk")
    placeholder = b"data/" + b"#" * (len(name) - len(b"data/"))
    return with_member(files, placeholder.decode()).replace(placeholder, name)


CONTAINER: Final[Mapping[str, Damage]] = {
    "deflated member": _zip(zipfile.ZIP_DEFLATED),
    "bzip2": Damage(lambda files: zipped(files, zipfile.ZIP_BZIP2), ARCHIVE, "E501"),
    "LZMA": Damage(lambda files: zipped(files, zipfile.ZIP_LZMA), ARCHIVE, "E501"),
    "stored member": _zip(zipfile.ZIP_STORED),
    "descriptor": Damage(
        lambda files: damaged(zipped(files, zipfile.ZIP_DEFLATED), DESCRIPTOR), DESCRIPTOR, "E517"
    ),
    "no zip": Damage(lambda files: b"hello", ARCHIVE, "E501"),  # noqa: ARG005
    "empty": Damage(lambda files: b"", ARCHIVE, "E501"),  # noqa: ARG005
    "cut off": Damage(lambda files: _half(zipped(files)), ARCHIVE, "E501"),
    "directory of the zip": Damage(
        lambda files: b"XX".join(zipped(files).rsplit(b"PK\x01\x02", 1)), ARCHIVE, "E501"
    ),
    "password": Damage(
        lambda files: re.sub(
            rb"PK\x01\x02(.{4})\x00", b"PK\x01\x02\\1\x01", zipped(files), flags=re.DOTALL
        ),
        ARCHIVE,
        "E501",
    ),
    "name twice": _named_member(FIGURES, FIGURES, "E518"),
    "name in capitals": _named_member("data/FIGURES.csv", FIGURES, "E518"),
    "name with a dot": _named_member(f"./{FIGURES}", FIGURES, "E518"),
}
"""What is reported of the zip or of one member; each is one finding, and no table is believed."""

NAMES: Final[Mapping[str, Damage]] = {
    "root": _named_member("/etc/x", "/etc/x", "E502"),
    "folder above": _named_member("../x", "../x", "E502"),
    "folder above on Windows": _named_member("..\\x", "..", "E502"),
    "link": _named_member("data/link.csv", "data/link.csv", "E502", stat.S_IFLNK | 0o777),
    "GBK": Damage(_as_windows_writes, "data/数字.csv", "E504"),
    "command": _named_member("::error::x", "::error::x", "E502"),
    "line of its own": _named_member("data/x\n::error::y", "data/x\\n::error::y", "E504"),
}
"""Members beside a true package: the name itself is the finding."""

FILES: Final[Mapping[str, Damage]] = {
    "table in GBK": _file(UNITS, _as_gbk, "E101"),
    "table with torn quoting": _file(UNITS, lambda data: data + b'"', "E110"),
    "table cut within a row": _file(
        UNITS, lambda data: data.rstrip()[:-1].rpartition(b",")[0], "E108"
    ),
    "table with a NUL": _file(UNITS, lambda data: data + b"\0", "E102"),
    "empty table": _file(UNITS, lambda data: b"", "E103"),  # noqa: ARG005
    "column twice": _file(UNITS, lambda data: data.replace(b"title_zh,", b"unit,", 1), "E107"),
    "very long cell": _file(
        UNITS, lambda data: data.replace(b"\n", b"\n" + b"a" * 2_000_000, 1), "E109"
    ),
    "sums": _file("SHA256SUMS", lambda data: b"nothing", "E517"),  # noqa: ARG005
    "crate": _file("ro-crate-metadata.json", _half, "E505"),
    "croissant": _file("croissant.json", lambda data: b"[" * 100_000, "E505"),  # noqa: ARG005
    "provenance": _file("provenance.jsonld", _half, "E505"),
    "nested provenance": _file(
        "provenance.jsonld",
        lambda data: b'{"@graph":[{"id":' + b"[" * 5_000 + b"]" * 5_000 + b"}]}",  # noqa: ARG005
        "E505",
    ),
}
"""Files that cannot be read; every other check states what it can, or that it could not be made."""


def _descriptor(data: bytes) -> Damage:
    return Damage(lambda files: zipped({**files, DESCRIPTOR: data}), DESCRIPTOR, "E501")


def _edited(edit: Callable[[Any], None], code: str, named: str = DESCRIPTOR) -> Damage:
    return Damage(lambda files: zipped(described(files, edit)), named, code)


def _resource(code: str, named: str = DESCRIPTOR, **stated: object) -> Damage:
    """Other properties of the table of figures."""
    return _edited(lambda descriptor: resource(descriptor).update(stated), code, named)


def _raw(number: bytes) -> Damage:
    """A number as no JSON writer would write it, for the size of a resource."""
    pattern = re.compile(rb'"bytes": \d+')
    return _file(DESCRIPTOR, lambda data: pattern.sub(b'"bytes": ' + number, data, count=1), "E505")


HOSTILE: Final[Mapping[str, Damage]] = {
    "a list": _descriptor(b"[]"),
    "null": _descriptor(b"null"),
    "resources are an object": _descriptor(b'{"resources": {"name": "figures"}}'),
    "resources are numbers": _descriptor(b'{"resources": [1, 2]}'),
    "nested": _descriptor(b'{"resources": [], "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    "UTF-16": _descriptor('{"resources": []}'.encode("utf-16")),
    "byte order mark": _file(DESCRIPTOR, lambda data: b"\xef\xbb\xbf" + data, "E501"),
    "half a character": _descriptor(b'{"resources": [], "title": "\\ud800"}'),
    "digits without end": _raw(b"9" * 5_000),
    "huge number": _raw(b"1e999999999"),
    "no number": _raw(b"NaN"),
    "negative size": _resource("E505", bytes=-1),
    "path above": _resource("E502", path="../../etc/passwd"),
    "path from the root": _resource("E502", path="/etc/passwd"),
    "several paths": _resource("E507", path=[FIGURES, UNITS]),
    "inline data": _resource("E507", data=[{"figure_id": "1.1-001"}]),
    "path with a command": _resource("E507", path="data/a\n::error::x\x1b[31m"),
    "very long version": _edited(
        lambda descriptor: descriptor.update(version="9" * 70_000), "E505"
    ),
    "hash is a list": _resource("E505", hash=[5]),
    "very long hash": _resource("E505", FIGURES, hash="a" * 3_000_000),
    "described twice": _edited(
        lambda descriptor: descriptor["resources"].append(resource(descriptor)), "E507"
    ),
    "report is a list": _edited(lambda descriptor: descriptor.update(report=[]), "E509"),
    "report with other types": _edited(
        lambda descriptor: descriptor["report"].update(first_year=[1]), "E509"
    ),
    "year without end": _edited(
        lambda descriptor: descriptor["report"].update(last_year=10**400), "E509"
    ),
    "day that is none": _edited(
        lambda descriptor: descriptor["report"].update(released="2026-02-30"), "E509"
    ),
}
"""Descriptors that somebody wrote to see what happens."""
