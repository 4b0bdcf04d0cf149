"""Load a published package exactly: `load(folder_or_zip)` returns its tables as typed data frames.

A number is a Decimal, a day a date, a truth value a bool, a blank cell None; no float is made. Needs pandas
and no other part of the project but the intervals.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import Any, Final

import pandas as pd

from pipeline.intervals import Interval

DESCRIPTOR: Final = "datapackage.json"
#: Bytes of one file.
LARGEST: Final = 64 << 20
_READ: Final[Mapping[str, Callable[[str], object]]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "boolean": lambda text: text == "true",
    "date": date.fromisoformat,
}


class PackageReadError(ValueError):
    """Report that a file is not the one that the descriptor of the package describes."""


def opener(path: Path) -> Callable[[str], bytes]:
    """Return the function that reads a file of a folder or a zip by its path.

    It raises PackageReadError for a device, and before it unpacks or reads too many bytes.
    """
    if path.is_dir():

        def read_file(name: str) -> bytes:
            file = path / name
            _require_small(name, file.stat().st_size, is_plain=file.is_file())
            return file.read_bytes()

        return read_file
    archive = zipfile.ZipFile(path)

    def read_member(name: str) -> bytes:
        member = archive.getinfo(name)
        plain = member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        _require_small(name, member.file_size, is_plain=plain)
        return archive.read(member)

    return read_member


def _require_small(name: str, size: int, *, is_plain: bool) -> None:
    if size > LARGEST or not is_plain:
        raise PackageReadError(
            f"{name} has {size} bytes or is not a file; expected a file of at most {LARGEST}"
        )


def resource_bytes(resource: Mapping[str, Any], read: Callable[[str], bytes]) -> bytes:
    """Return the file of a table. Raises PackageReadError if it is outside or changed."""
    path = PurePosixPath(resource["path"])
    if path.is_absolute() or ".." in path.parts:
        raise PackageReadError(f"{path} is outside the package; expected a path inside it")
    data = read(str(path))
    found = f"sha256:{hashlib.sha256(data).hexdigest()}"
    if found != resource["hash"]:
        raise PackageReadError(
            f"{path} has the hash {found}; expected {resource['hash']}: download the package again"
        )
    return data


def _frame(resource: Mapping[str, Any], data: bytes) -> pd.DataFrame:
    """Return a table with the declared types."""
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    fields = resource["schema"]["fields"]
    if header != [each["name"] for each in fields]:
        raise PackageReadError(
            f"{resource['path']} has the columns {header}; expected the declared"
        )
    columns = {
        each["name"]: pd.Series(
            [_READ[each["type"]](row[at]) if row[at] else None for row in rows], dtype=object
        )
        for at, each in enumerate(fields)
    }
    return pd.DataFrame(columns)


def _end(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _interval(row: Any) -> Interval:
    """Return the numbers that the words of a figure allow."""
    closed = (bool(row.lower_closed), bool(row.upper_closed))
    return Interval(_end(row.lower), _end(row.upper), *closed)


def load(path: str | Path) -> dict[str, pd.DataFrame]:
    """Return every table of a package, a folder or a zip, by name.

    The table `figures` has three more columns: `interval`, the numbers that the words allow, and the names
    of the unit, `unit_en` and `unit_zh`.

    Raises:
        PackageReadError: a table is not the one that the descriptor describes.
        OSError, KeyError: a file is missing.
    """
    read = opener(Path(path))
    resources = json.loads(read(DESCRIPTOR))["resources"]
    tables = {each["name"]: _frame(each, resource_bytes(each, read)) for each in resources}
    figures, units = tables["figures"], tables["units"].set_index("unit")
    tables["figures"] = figures.assign(
        interval=pd.Series([_interval(row) for row in figures.itertuples()], dtype=object),
        unit_en=figures["unit"].map(units["title_en"]),
        unit_zh=figures["unit"].map(units["title_zh"]),
    )
    return tables
