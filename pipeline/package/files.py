"""Define the files of a package: their material, their bytes as CSV and zip, their checksums.

A table becomes UTF-8 with LF, and quotes only where CSV needs them. The bytes of a zip depend only on its
content and on the build of zlib. `sha256sum -c SHA256SUMS` in the package's folder checks all files
without any program of this project.
"""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from pipeline.consistency.ledger import LedgerCounts
from pipeline.ingest import Report
from pipeline.ingest.changelog import ChangelogEntry
from pipeline.ingest.csv_table import cells_by_column
from pipeline.schema import TableSchema
from pipeline.transform.tables import Tables, tables_with_rows

#: Files of a package by path, with forward slashes.
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class PackageInputs:
    """Hold everything that is published of one report, before it is written to files.

    Attributes:
        report: facts of the report and the release.
        frames: every published table by name, cells as canonical text.
        tally: how the report's numerals are recorded.
        raw: SHA-256 of every raw file that was read, by its path.
        changes: entries of the changelog, oldest first.
    """

    report: Report
    frames: Tables
    ledger: LedgerCounts
    raw: Mapping[str, str]
    changes: Sequence[ChangelogEntry] = ()

    @property
    def tables(self) -> tuple[TableSchema, ...]:
        """Return the declarations of the tables that are published: those with rows."""
        return tables_with_rows(self.frames)

    def frame(self, table: TableSchema) -> pd.DataFrame:
        """Return a table as published files have it, with the prefixes of codes."""
        frame = self.frames[table.name]
        prefixed = [field for field in table.fields if field.prefix]
        return frame.assign(
            **{each.name: frame[each.name].map(each.as_published) for each in prefixed}
        )


#: Makes some files of the package from the material and the files made so far.
FileBuilder = Callable[[PackageInputs, Files], Files]


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Encode a frame of text as CSV; the bytes do not depend on machine or locale."""
    return encoded([*frame.columns], cells_by_column(frame))


def encoded(
    names: Sequence[str], columns: Iterable[Iterable[str]], end: str = "\n", encoding: str = "utf-8"
) -> bytes:
    """Encode columns of text as CSV."""
    out = io.BytesIO()
    text = io.TextIOWrapper(out, encoding, newline="")
    writer = csv.writer(text, lineterminator=end)
    writer.writerow(names)
    writer.writerows(zip(*columns, strict=True))
    text.flush()
    return out.getvalue()


PATH: Final = "SHA256SUMS"


def checksums(material: PackageInputs, made: Files) -> Files:
    """Return the hashes of all files made so far, in the format of GNU coreutils, by path."""
    del material
    return with_checksums({}, made)


def with_checksums(files: Files, listed: Files) -> Files:
    """Return files and the list of checksums of others."""
    lines = (f"{hashlib.sha256(listed[path]).hexdigest()}  {path}\n" for path in sorted(listed))
    return {**files, PATH: "".join(lines).encode()}


_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_FILE: Final = 0o100644 << 16
_LEVEL: Final = 9


def zip_bytes(files: Files) -> bytes:
    """Pack the files at the root of an archive, sorted, with the first date that zip can store."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(files):
            member = zipfile.ZipInfo(path, _FIRST_DAY)
            member.create_system, member.external_attr = _UNIX, _FILE
            archive.writestr(member, files[path], zipfile.ZIP_DEFLATED, _LEVEL)
    return out.getvalue()


def unzip_bytes(data: bytes) -> dict[str, bytes]:
    """Return the files of an archive by path."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
