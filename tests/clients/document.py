"""docs/clients.md and docs/clients.zh.md: the matrix of clients and corruptions for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pipeline.localization import Language
from tests.clients.clients import CLIENTS
from tests.clients.matrix import CORRUPTIONS, TRUE, Matrix

SEEN: Final = "●"
BELIEVED: Final = "·"
#: English titles that differ from the names of the corruptions.
TITLES_EN: Final[Mapping[str, str]] = {TRUE: "unchanged"}
TITLES_ZH: Final[Mapping[str, str]] = {
    TRUE: "未改动",
    "wrong type": "类型错误",
    "out of range": "超出范围",
    "key missing": "主键缺失",
    "key twice": "主键重复",
    "code unknown": "未知代码",
    "reference dangling": "外键落空",
    "hash wrong": "散列值错误",
    "file missing": "文件缺失",
    "path outside": "路径越界",
    "column dropped": "缺一列",
    "header swapped": "列名互换",
    "header gone": "缺表头",
    "SQLite: another value": "SQLite：数值被改",
    "SQLite: reference dangling": "SQLite：外键落空",
    "SQLite: table taken out": "SQLite：缺一张表",
    "Parquet: another value": "Parquet：数值被改",
    "XLSX: another value": "XLSX：数值被改",
    "PROV: name dangling": "PROV：名称未定义",
}
TEXTS: Final[Mapping[Language, Mapping[str, str]]] = {
    "en": {
        "head": """\
[中文](clients.zh.md)

# Independent programs that read the package

<!-- made by `make clients`; tests/clients compares it with a new measurement -->

Each program runs offline in its own environment with pinned versions. It reads the same release in all formats: once unchanged, and once
for each error. An error changes one thing, and the hashes are computed again (except where the hash is the error).

""",
        "columns": "error",
        "legend": f"""\

{SEEN} reports the error; {BELIEVED} does not report it; Σ is the number of programs that report it (the two uses of frictionless count once).

""",
        "programs": """\
## What each program reads

""",
        "program columns": "program|version|what it reads",
        "foot": """\

A blank version is that of the machine. `verify` is the program of this project: `python -m pipeline verify`.

The tests require:

- every program accepts the unchanged package;
- at least two independent programs and `verify` report each error that the standards forbid; programs that only compare formats do not count;
- at least one program and `verify` report a changed value in a format;
- every program reports at least one error.
""",
    },
    "zh": {
        "head": """\
[English](clients.md)

# 读取数据包的独立程序

<!-- made by `make clients`; tests/clients compares it with a new measurement -->

每个程序在各自锁定版本的环境中离线运行，读取同一发布包的全部格式：一次未改动，其余每次各含一处错误。每处错误只改一处，并重新计算散列值（散列值本身为错误者除外）。

""",
        "columns": "错误",
        "legend": f"""\

{SEEN} 报告错误；{BELIEVED} 未报告；Σ 为报告错误的程序数（frictionless 的两种用法算一个）。

""",
        "programs": """\
## 各程序读取的内容

""",
        "program columns": "程序|版本|读取内容",
        "foot": """\

版本留空者，取决于所用机器。`verify` 为本项目的程序：`python -m pipeline verify`。

测试要求：

- 所有程序均接受未改动的数据包；
- 标准所禁止的每种错误，至少有两个独立程序和 `verify` 报告，仅比较格式的程序不计；
- 某一格式中数值被改，至少有一个程序和 `verify` 报告；
- 每个程序至少报告一处错误。
""",
    },
}


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = list(head)
    for cells in (names, ["---"] * len(names), *rows):
        yield f"| {' | '.join(cells)} |\n"


def _mark(complaints: list[str]) -> str:
    return SEEN if complaints else BELIEVED


def _row(matrix: Matrix, name: str, language: Language) -> list[str]:
    cells = [_mark(matrix.clients[client.name][name]) for client in CLIENTS]
    programs = {client.origin for client in matrix.refusing(name)}
    title = TITLES_ZH[name] if language == "zh" else TITLES_EN.get(name, name)
    return [title, *cells, _mark(matrix.verify[name]), str(len(programs))]


def document(matrix: Matrix, language: Language) -> str:
    """The whole document in one language."""
    texts = TEXTS[language]
    head = [texts["columns"], *(client.name for client in CLIENTS), "`verify`", "Σ"]
    clients = (
        [each.name, each.version, each.zh if language == "zh" else each.en] for each in CLIENTS
    )
    return "".join(
        (
            texts["head"],
            *_table(head, (_row(matrix, name, language) for name in (TRUE, *CORRUPTIONS))),
            texts["legend"],
            texts["programs"],
            *_table(texts["program columns"].split("|"), clients),
            texts["foot"],
        )
    )
