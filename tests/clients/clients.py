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
    load_croissant,
    read_provenance,
    validate_crates,
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
        reads: the files that it reads; packages that have the same are asked about once.
        ignores: what it does not judge in these files, as a pattern.
    """

    name: str
    program: str
    lock: str
    zh: str
    en: str
    complaints: Callable[[Sequence[Path]], asked.Complaints]
    compares: bool = False
    reads: Sequence[str] = ("**/*",)
    ignores: str = ""

    @property
    def origin(self) -> str:
        """What is independent of the others: one program may be asked in two ways."""
        return self.lock or self.program

    @property
    def version(self) -> str:
        """The version that is pinned, as the lock has it."""
        return pinned(self.lock, self.program) if self.lock else ""


DESCRIPTOR: Final = ("datapackage.json",)
TABLES: Final = (*DESCRIPTOR, "**/*.csv")
_PROFILE_ZH: Final = "描述文件，按 Data Package v2 的官方 JSON Schema"
_PROFILE_EN: Final = "the descriptor, by the official JSON Schema of Data Package v2"
_PARQUET_ZH: Final = "CSV 与 Parquet，逐格比较"
_PARQUET_EN: Final = "CSV and Parquet, cell by cell"
#: How JavaScript reads a table with a byte order mark; read_datapackage.cjs does.
_BOM: Final = '`require("tableschema").Table.load(path, { schema, bom: true })`'

CLIENTS: Final[Sequence[Client]] = (
    Client(
        "frictionless",
        "frictionless",
        "frictionless",
        "文件夹：描述文件、散列值、每个单元格、主键、外键、行数",
        "the folder: descriptor, hashes, every cell, keys, references, row counts",
        partial(asked.by_python, "frictionless", "read_frictionless.py"),
        reads=TABLES,
    ),
    Client(
        "frictionless zip",
        "frictionless",
        "frictionless",
        "压缩包：同上",
        "the zip: the same",
        asked.zips_by_frictionless,
        reads=TABLES,
    ),
    Client(
        "datapackage-py",
        "datapackage",
        "datapackage",
        "描述文件、大小、散列值、每个单元格、外键",
        "descriptor, sizes, hashes, every cell, references",
        partial(asked.by_python, "datapackage", "read_datapackage.py"),
        reads=TABLES,
    ),
    Client(
        "datapackage-js",
        "datapackage",
        "datapackage-js",
        f"描述文件、每个单元格、外键；figures_en 与 figures_zh 以字节顺序标记开头，`Resource.read` 不识别，须由其下层的库读取：{_BOM}",
        "descriptor, every cell, references; figures_en and figures_zh begin with a byte order mark, which `Resource.read`"
        f" does not know: read them by the library below it, {_BOM}",
        partial(asked.by_node, "datapackage-js", "read_datapackage.cjs"),
        reads=TABLES,
    ),
    Client(
        "check-jsonschema",
        "check-jsonschema",
        "profile",
        _PROFILE_ZH,
        _PROFILE_EN,
        asked.by_check_jsonschema,
        reads=DESCRIPTOR,
    ),
    Client("ajv", "ajv", "ajv", _PROFILE_ZH, _PROFILE_EN, asked.by_ajv, reads=DESCRIPTOR),
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
        partial(asked.at_once, load_croissant),
        reads=("croissant.json", "**/*.csv"),
    ),
    Client(
        "roc-validator",
        "roc-validator",
        "rocrate",
        "ro-crate-metadata.json，按 RO-Crate 1.2，以及所列文件是否存在；大小与散列值不核对",
        "ro-crate-metadata.json, by RO-Crate 1.2, and whether the files exist that it lists; not sizes and hashes",
        partial(asked.at_once, validate_crates),
        reads=("ro-crate-metadata.json",),
        ignores=r'"(?:contentSize|sha256)": "[^"]*"',
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
        partial(asked.at_once, read_provenance),
        reads=("provenance.jsonld",),
    ),
    Client(
        "sqlite3",
        "sqlite3",
        "",
        "SQLite：integrity_check、foreign_key_check",
        "SQLite: integrity_check, foreign_key_check",
        asked.by_sqlite,
        reads=("*.sqlite",),
    ),
    Client(
        "datasette",
        "datasette",
        "datasette",
        "CSV 与 SQLite（经 JSON API），逐格比较",
        "CSV and SQLite (through its JSON API), cell by cell",
        partial(asked.by_python, "datasette", "read_datasette.py"),
        compares=True,
        reads=(*TABLES, "*.sqlite"),
    ),
    Client(
        "duckdb",
        "duckdb",
        "duckdb",
        _PARQUET_ZH,
        _PARQUET_EN,
        partial(asked.by_python, "duckdb", "read_duckdb.py"),
        compares=True,
        reads=(*TABLES, "**/*.parquet"),
    ),
    Client(
        "polars",
        "polars",
        "polars",
        _PARQUET_ZH,
        _PARQUET_EN,
        partial(asked.by_python, "polars", "read_polars.py"),
        compares=True,
        reads=(*TABLES, "**/*.parquet"),
    ),
    Client(
        "calamine",
        "python-calamine",
        "calamine",
        "CSV 与 XLSX，逐格比较",
        "CSV and XLSX, cell by cell",
        partial(asked.by_python, "calamine", "read_calamine.py"),
        compares=True,
        reads=(*TABLES, "*.xlsx"),
    ),
)
