"""Read the tables of a large package back: every row with pyarrow, every distinct cell with frictionless.

frictionless takes most of the time of a large publication. Here pyarrow reads each file; the fields of
frictionless read each distinct cell once, for its type and constraints; keys and references are compared
as sets. Whatever differs from the descriptor is left to frictionless, which then reads the whole package
and describes the fault. Otherwise it reads the first rows of each table, with everything around them.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
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
    """Read a CSV file, each distinct cell as one text. Raises ArrowInvalid if a row has more or fewer cells."""
    names = csv.open_csv(pa.BufferReader(data)).schema.names
    text = pa.dictionary(pa.int32(), pa.string())
    table = csv.read_csv(
        pa.BufferReader(data),
        read_options=csv.ReadOptions(use_threads=False),
        parse_options=csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(names, text), strings_can_be_null=False
        ),
    )
    return table.unify_dictionaries().combine_chunks()


def _cells(table: pa.Table, name: str) -> tuple[list[str], Iterator[str]]:
    """Return the distinct cells of a column, and the cell of each row."""
    column = table[name].combine_chunks()
    distinct = column.dictionary.to_pylist()
    return distinct, map(distinct.__getitem__, column.indices.to_pylist())


def _keys(table: pa.Table, names: Iterable[str]) -> set[tuple[str, ...]]:
    return set(zip(*(_cells(table, name)[1] for name in names), strict=True))


def _has_valid_cells(resource: Resource, table: pa.Table, keys: set[str]) -> bool:
    """Return whether each cell is as its field declares; the cells of keys also state different values."""
    from frictionless import Schema

    for field in Schema.from_descriptor(resource["schema"]).fields:
        cells, _ = _cells(table, field.name)
        read = [*map(field.create_cell_reader(), cells)]
        if any(notes for _, notes in read):
            return False
        if field.constraints.get("unique") and len(cells) < table.num_rows:
            return False
        if field.name in keys and len({value for value, _ in read}) < len(cells):
            return False
    return True


#: A table and some of its fields, which are a key of it or refer to one.
_Columns = tuple[str, tuple[str, ...]]


def _references(resources: Iterable[Resource]) -> list[tuple[_Columns, _Columns]]:
    """Return each foreign key, and the key to which it refers."""
    return [
        (
            (each["name"], tuple(key["fields"])),
            (key["reference"]["resource"] or each["name"], tuple(key["reference"]["fields"])),
        )
        for each in resources
        for key in each["schema"].get("foreignKeys", ())
    ]


def is_as_declared(files: Files, rows: Mapping[str, int]) -> bool:
    """Return whether every row of every table is as the descriptor declares it.

    Args:
        files: the files of the package by path.
        rows: the expected number of rows of each table.
    """
    resources = json.loads(files[DESCRIPTOR])["resources"]
    if {each["name"] for each in resources} != set(rows):
        return False
    references = _references(resources)
    known: dict[_Columns, set[tuple[str, ...]]] = {}
    for each in resources:
        primary = each["name"], tuple(each["schema"]["primaryKey"])
        columns = {primary, *chain.from_iterable(references)}
        own = {fields for name, fields in columns if name == each["name"]}
        found = _valid_keys(each, files, rows[each["name"]], own)
        if found is None or len(found[primary[1]]) < rows[each["name"]]:
            return False
        if ("",) * len(primary[1]) in found[primary[1]]:
            return False
        known |= {(each["name"], fields): keys for fields, keys in found.items()}
    return all(known[of] <= known.get(to, set()) | {("",) * len(of[1])} for of, to in references)


def _valid_keys(
    resource: Resource, files: Files, rows: int, keys: set[tuple[str, ...]]
) -> dict[tuple[str, ...], set[tuple[str, ...]]] | None:
    """Return the distinct cells of each key of a table, or None if the table is not as declared."""
    try:
        table = _table(files[resource["path"]])
    except (pa.ArrowInvalid, KeyError):
        return None
    fields = [field["name"] for field in resource["schema"]["fields"]]
    if (
        (table.num_rows, table.column_names) != (rows, fields)
        or not _is_identical(resource, files[resource["path"]])
        or not _has_valid_cells(resource, table, {name for key in keys for name in key})
    ):
        return None
    return {key: _keys(table, key) for key in keys}


def _is_identical(resource: Resource, data: bytes) -> bool:
    """Return whether a file has the size and the hash that the descriptor states."""
    stated = tuple(map(resource.get, ("bytes", "hash", "rows")))
    hashed = f"sha256:{hashlib.sha256(data).hexdigest()}"
    return stated == (len(data), hashed, data.count(b"\n") - 1)


def first_rows(files: Files, rows: Mapping[str, int]) -> tuple[Files, dict[str, int]]:
    """Return the tables with their first rows only, their descriptor, and their numbers of rows.

    References to a table that is not complete are left out, as its first rows may lack the target.
    """
    described = json.loads(files[DESCRIPTOR])
    found: dict[str, bytes] = {}
    for each in described["resources"]:
        found[each["path"]] = files[each["path"]]
        if rows[each["name"]] > SAMPLE:
            found[each["path"]] = b"".join(islice(io.BytesIO(files[each["path"]]), SAMPLE + 1))
            del each["bytes"], each["hash"], each["rows"]
        references = each["schema"].pop("foreignKeys", ())
        kept = [key for key in references if rows[key["reference"]["resource"] or each["name"]] <= SAMPLE]  # fmt: skip
        each["schema"] |= {"foreignKeys": kept} if kept else {}
    descriptor = json.dumps(described, ensure_ascii=False).encode()
    return {**found, DESCRIPTOR: descriptor}, {
        name: min(count, SAMPLE) for name, count in rows.items()
    }
