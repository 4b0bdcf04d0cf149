"""docs/clients.md: the matrix of clients and corruptions for people, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from tests.clients.clients import CLIENTS
from tests.clients.matrix import CORRUPTIONS, TRUE, Matrix

SEEN: Final = "●"
BELIEVED: Final = "·"
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
HEAD: Final = """\
# 独立程序眼中的数据包 · The package in the hands of independent programs

<!-- made by `make clients`; tests/clients holds it against a new measurement -->

每个程序都在各自锁定版本的环境中离线运行，读取同一个发布包（含全部格式）：一次未改动，其余各改坏一处，散列值随之更新（“散列值错误”除外）。<br>
Each program runs offline in an environment of its own, with pinned versions, and reads the same release in all its forms: once
true, and with one thing made wrong each time, the hashes renewed (but where the hash is what is wrong).

"""
LEGEND: Final = f"""\

{SEEN} 拒绝 / refuses　{BELIEVED} 未发现 / believes it　Σ 拒绝的程序数（frictionless 的两种读法算一个）/ programs that refuse (frictionless counts once)

"""
PROGRAMS: Final = """\
## 各程序读什么 · What each program reads

"""
FOOT: Final = """\

版本一栏为空：随运行环境而定。`verify` 是本项目自己的程序：`python -m pipeline verify`。<br>
Where no version stands, it is the machine's own. `verify` is this project's own program: `python -m pipeline verify`.

测试要求 / the tests demand: 未改动的包人人接受；标准所禁止的每一种错误，至少两个独立程序（只比较格式的不算）与 `verify` 发现；格式中被改的值，至少一个读者与 `verify` 发现；
每个程序至少拒绝一次。 / everybody accepts the true package; each error that the standards forbid is seen by at least two programs (those that only
compare forms do not count) and by `verify`; each change within a form by at least one reader and by `verify`; and every program refuses something.
"""


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = list(head)
    for cells in (names, ["---"] * len(names), *rows):
        yield f"| {' | '.join(cells)} |\n"


def _mark(complaints: list[str]) -> str:
    return SEEN if complaints else BELIEVED


def _row(matrix: Matrix, name: str) -> list[str]:
    cells = [_mark(matrix.clients[client.name][name]) for client in CLIENTS]
    programs = {client.origin for client in matrix.refusing(name)}
    title = f"{TITLES_ZH[name]} / {name}"
    return [title, *cells, _mark(matrix.verify[name]), str(len(programs))]


def document(matrix: Matrix) -> str:
    """The whole document."""
    head = ["改动 / corruption", *(client.name for client in CLIENTS), "`verify`", "Σ"]
    clients = ([each.name, each.version, f"{each.zh}<br>{each.en}"] for each in CLIENTS)
    return "".join(
        (
            HEAD,
            *_table(head, (_row(matrix, name) for name in (TRUE, *CORRUPTIONS))),
            LEGEND,
            PROGRAMS,
            *_table(["程序 / program", "版本 / version", "所读 / what it reads"], clients),
            FOOT,
        )
    )
