"""Read the tables of a large package back: every row with pyarrow, every distinct cell with frictionless.

frictionless takes most of the time of a large publication. Here pyarrow reads each file; the fields of
frictionless read each distinct cell once, for its type and constraints; keys and references are compared
as sets. Whatever differs from the descriptor is left to frictionless, which then reads the whole package
and describes the fault. Otherwise it reads the first rows of each table, with everything around them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

import pyarrow as pa
from pyarrow import csv

from pipeline.filesystem import DESCRIPTOR
from pipeline.package.files import Files

#: Rows of all tables from which a package is large.
LARGE: Final = 50_000
#: Rows of each table of a large package that frictionless reads.
SAMPLE: Final = 500

Resource = Mapping[str, Any]


def _table(data: bytes) -> pa.Table:
    """Read a CSV file, each cell as text. Raises ArrowInvalid if a row has more or fewer cells."""
    names = csv.open_csv(pa.BufferReader(data)).schema.names
    return csv.read_csv(
        pa.BufferReader(data),
        parse_options=csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )


def _keys(table: pa.Table, names: Iterable[str]) -> list[tuple[str, ...]]:
    return list(zip(*(table[name].to_pylist() for name in names), strict=True))


def _has_valid_cells(resource: Resource, table: pa.Table, keys: set[str]) -> bool:
    """Return whether each cell is as its field declares; the cells of keys also state different values."""
    from frictionless import Schema

    for field in Schema.from_descriptor(resource["schema"]).fields:
        cells = table[field.name].unique().to_pylist()
        read = [*map(field.create_cell_reader(), cells)]
        if any(notes for _, notes in read):
            return False
        if field.constraints.get("unique") and len(cells) < table.num_rows:
            return False
        if field.name in keys and len({value for value, _ in read}) < len(cells):
            return False
    return True


def _has_valid_keys(resource: Resource, tables: Mapping[str, pa.Table]) -> bool:
    """Return whether each primary key is stated and unique, and each foreign key is known."""
    table, schema = tables[resource["name"]], resource["schema"]
    own = set(_keys(table, schema["primaryKey"]))
    if len(own) < table.num_rows or ("",) * len(schema["primaryKey"]) in own:
        return False
    for each in schema.get("foreignKeys", ()):
        target = tables[each["reference"]["resource"] or resource["name"]]
        known = set(_keys(target, each["reference"]["fields"]))
        known.add(("",) * len(each["fields"]))
        if not known.issuperset(_keys(table, each["fields"])):
            return False
    return True


def _names_of_keys(resources: Iterable[Resource]) -> dict[str, set[str]]:
    """Return the fields of each table that are in a key, or that a key refers to."""
    found: dict[str, set[str]] = {
        each["name"]: set(each["schema"]["primaryKey"]) for each in resources
    }
    for each in resources:
        for key in each["schema"].get("foreignKeys", ()):
            found[each["name"]] |= set(key["fields"])
            found[key["reference"]["resource"] or each["name"]] |= set(key["reference"]["fields"])
    return found


def is_as_declared(files: Files, rows: Mapping[str, int]) -> bool:
    """Return whether every row of every table is as the descriptor declares it.

    Args:
        files: the files of the package by path.
        rows: the expected number of rows of each table.
    """
    resources = json.loads(files[DESCRIPTOR])["resources"]
    try:
        tables = {each["name"]: _table(files[each["path"]]) for each in resources}
    except (pa.ArrowInvalid, KeyError):
        return False
    if {name: table.num_rows for name, table in tables.items()} != dict(rows):
        return False
    names = _names_of_keys(resources)
    return all(
        tables[each["name"]].column_names == [field["name"] for field in each["schema"]["fields"]]
        and _is_identical(each, files[each["path"]])
        and _has_valid_cells(each, tables[each["name"]], names[each["name"]])
        and _has_valid_keys(each, tables)
        for each in resources
    )


def _is_identical(resource: Resource, data: bytes) -> bool:
    """Return whether a file has the size and the hash that the descriptor states."""
    stated = resource["bytes"], resource["hash"], resource["rows"]
    hashed = f"sha256:{hashlib.sha256(data).hexdigest()}"
    return stated == (len(data), hashed, data.count(b"\n") - 1)


def first_rows(files: Files, rows: Mapping[str, int]) -> tuple[Files, dict[str, int]]:
    """Return the tables with their first rows only, their descriptor, and their numbers of rows.

    References to a table that is not complete are left out, as its first rows may lack the target.
    """
    described = json.loads(files[DESCRIPTOR])
    found: dict[str, bytes] = {}
    for each in described["resources"]:
        lines = files[each["path"]].split(b"\n")
        found[each["path"]] = b"\n".join([*lines[: SAMPLE + 1], b""]) if rows[each["name"]] > SAMPLE else files[each["path"]]  # fmt: skip
        if rows[each["name"]] > SAMPLE:
            del each["bytes"], each["hash"], each["rows"]
        references = each["schema"].pop("foreignKeys", ())
        kept = [key for key in references if rows[key["reference"]["resource"] or each["name"]] <= SAMPLE]  # fmt: skip
        each["schema"] |= {"foreignKeys": kept} if kept else {}
    descriptor = json.dumps(described, ensure_ascii=False).encode()
    return {**found, DESCRIPTOR: descriptor}, {
        name: min(count, SAMPLE) for name, count in rows.items()
    }
