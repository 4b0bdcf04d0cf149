"""The independent programs, in one table: what each is, what it reads, and how it is asked.

To add one: a lock (environments.py), a program in programs/ that prints a line of JSON per package
(programs/answers.py), and a line here. The matrix, its tests and docs/clients.md take it from here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from tests.clients import asked
from tests.clients.environments import pinned
from tests.clients.linked_data import (
    by_ro_crate_js,
    by_roc_validator,
    loaded_croissant,
    read_provenance,
)


@dataclass(frozen=True)
class Client:
    """One column of the matrix.

    Attributes:
        name: the column.
        program: its name in its registry.
        lock: the environment in which its version is pinned, or blank for what the machine has.
        zh, en: what it reads, and what it holds that against.
        complaints: what it states of packages.
        compares: whether it only holds one form against another, and knows no standard.
    """

    name: str
    program: str
    lock: str
    zh: str
    en: str
    complaints: Callable[[Sequence[Path]], asked.Complaints]
    compares: bool = False

    @property
    def origin(self) -> str:
        """What is independent of the others: one program may be asked in two ways."""
        return self.lock or self.program

    @property
    def version(self) -> str:
        """The version that is pinned, as the lock has it."""
        return pinned(self.lock, self.program) if self.lock else ""


_PROFILE_ZH: Final = "描述文件，按 Data Package v2 的官方 JSON Schema"
_PROFILE_EN: Final = "the descriptor, by the official JSON Schema of Data Package v2"
_PARQUET_ZH: Final = "CSV 与 Parquet，逐格比较"
_PARQUET_EN: Final = "CSV and Parquet, cell by cell"

CLIENTS: Final[Sequence[Client]] = (
    Client(
        "frictionless",
        "frictionless",
        "frictionless",
        "文件夹：描述文件、散列值、每个单元格、主键、外键、行数",
        "the folder: descriptor, hashes, every cell, keys, references, row counts",
        partial(asked.by_python, "frictionless", "read_frictionless.py"),
    ),
    Client(
        "frictionless zip",
        "frictionless",
        "frictionless",
        "压缩包：同上",
        "the zip: the same",
        asked.zips_by_frictionless,
    ),
    Client(
        "datapackage-py",
        "datapackage",
        "datapackage",
        "描述文件、大小、散列值、每个单元格、外键",
        "descriptor, sizes, hashes, every cell, references",
        partial(asked.by_python, "datapackage", "read_datapackage.py"),
    ),
    Client(
        "datapackage-js",
        "datapackage",
        "datapackage-js",
        "描述文件、每个单元格、外键",
        "descriptor, every cell, references",
        partial(asked.by_node, "datapackage-js", "read_datapackage.cjs"),
    ),
    Client(
        "check-jsonschema",
        "check-jsonschema",
        "profile",
        _PROFILE_ZH,
        _PROFILE_EN,
        asked.by_check_jsonschema,
    ),
    Client("ajv", "ajv", "ajv", _PROFILE_ZH, _PROFILE_EN, asked.by_ajv),
    Client(
        "sha256sum",
        "sha256sum",
        "",
        "SHA256SUMS：每个文件的散列值",
        "SHA256SUMS: the hash of every file",
        partial(asked.one_by_one, asked.by_sha256sum),
    ),
    Client(
        "mlcroissant",
        "mlcroissant",
        "croissant",
        "croissant.json：散列值、每条记录及其类型",
        "croissant.json: hashes, every record and its types",
        partial(asked.one_by_one, loaded_croissant),
    ),
    Client(
        "roc-validator",
        "roc-validator",
        "rocrate",
        "ro-crate-metadata.json，按 RO-Crate 1.2",
        "ro-crate-metadata.json, by RO-Crate 1.2",
        partial(asked.one_by_one, by_roc_validator),
    ),
    Client(
        "ro-crate-js",
        "ro-crate",
        "ro-crate-js",
        "ro-crate-metadata.json 与所列文件",
        "ro-crate-metadata.json and the files that it lists",
        partial(asked.one_by_one, by_ro_crate_js),
    ),
    Client(
        "prov",
        "prov",
        "provenance",
        "provenance.jsonld：rdflib、PyLD、prov 三种读法，PROV-O 的用语，未定义的名称",
        "provenance.jsonld: read by rdflib, PyLD and prov; terms of PROV-O, dangling names",
        partial(asked.one_by_one, read_provenance),
    ),
    Client(
        "sqlite3",
        "sqlite3",
        "",
        "SQLite：integrity_check、foreign_key_check",
        "SQLite: integrity_check, foreign_key_check",
        asked.by_sqlite,
    ),
    Client(
        "datasette",
        "datasette",
        "datasette",
        "CSV 与 SQLite（经 JSON API），逐格比较；视图",
        "CSV and SQLite (through its JSON API), cell by cell; the view",
        partial(asked.by_python, "datasette", "read_datasette.py"),
        compares=True,
    ),
    Client(
        "duckdb",
        "duckdb",
        "duckdb",
        _PARQUET_ZH,
        _PARQUET_EN,
        partial(asked.by_python, "duckdb", "read_duckdb.py"),
        compares=True,
    ),
    Client(
        "polars",
        "polars",
        "polars",
        _PARQUET_ZH,
        _PARQUET_EN,
        partial(asked.by_python, "polars", "read_polars.py"),
        compares=True,
    ),
    Client(
        "calamine",
        "python-calamine",
        "calamine",
        "CSV 与 XLSX，逐格比较",
        "CSV and XLSX, cell by cell",
        partial(asked.by_python, "calamine", "read_calamine.py"),
        compares=True,
    ),
)
