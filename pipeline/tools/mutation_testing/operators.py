"""Define typical errors of a transcriber: each type makes one fixed mutant of a keyed figure, or none.

An error in the printed form is injected at three depths. Keyed: only in the keyed cells. Printed:
in the printed form and the cells, as a misreading does. Ledger: in the numeral of the ledger too,
so that only the meaning of the number can reveal it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias

from pipeline.parsing.numeral_tokens import parts, tokens

Row: TypeAlias = Mapping[str, str]
Cells: TypeAlias = Mapping[str, str]


@dataclass(frozen=True)
class MutationTarget:
    """Hold a figure's row, its direction word as the grammar reads it, and the rows of its section."""

    row: Row
    direction: str
    section: tuple[Row, ...]


#: The cells that an error keys, and the matching printed form; None if it cannot occur.
MutationOperator: TypeAlias = Callable[[MutationTarget], tuple[Cells, str] | None]
_CHINESE: Final = "一二三四五六七八九"
_MULTIPLIERS: Final = MappingProxyType({"万": "亿", "亿": "万亿", "万亿": "万"})
_UNITS: Final = MappingProxyType({"percent": "percentage_point", "percentage_point": "percent"})
_BASES: Final = MappingProxyType({"yoy": "pop", "pop": "yoy"})
_OPPOSITES: Final = (
    ("增长", "下降"), ("增加", "减少"), ("提高", "降低"), ("上升", "下滑"), ("扩大", "萎缩"),
    ("增幅", "降幅"), ("增速", "降幅"), ("提升", "下降"), ("高", "低"),
)  # fmt: skip
_HEDGES: Final = MappingProxyType(
    {"接近": "超过", "近": "超", "左右": "以上", "以上": "左右", "内": "左右", "余": "多"}
    | {"多": "余", "几": "数", "数": "几", "上": "数"}
)
_HIGH_END: Final = re.compile(r"[至到~～-]\s*[0-9.]+%?")
_YEAR: Final = re.compile(r"\b[12][0-9]{3}\b")


def digit_changed(size: str) -> str | None:
    """Increase the last digit by one; a 9 becomes 0, or 8 if it is the only digit."""
    head, last = size[:-1], size[-1]
    if last in "两二":
        return f"{head}三"
    if last in _CHINESE:
        return head + ("八" if last == "九" else _CHINESE[_CHINESE.index(last) + 1])
    if last == "9":
        return head + ("0" if head[-1:].isdecimal() or head[-1:] == "." else "8")
    return f"{head}{int(last) + 1}" if last.isdecimal() else None


def digits_swapped(size: str) -> str | None:
    """Swap the last two neighbouring digits that differ and leave no leading zero."""
    if not re.fullmatch(r"[0-9.]+", size):
        return None
    places = [index for index, each in enumerate(size) if each != "."]
    for left, right in zip(places[-2::-1], places[:0:-1], strict=True):
        middle = size[left + 1 : right]
        swapped = size[:left] + size[right] + middle + size[left] + size[right + 1 :]
        if swapped != size and not re.match(r"0[0-9]", swapped):
            return swapped
    return None


def point_moved(size: str) -> str | None:
    """Move the decimal point one place to the left: 16.4 as 1.64, 72 as 7.2."""
    if not re.fullmatch(r"[0-9.]+", size):
        return None
    whole, _, decimals = size.partition(".")
    whole = whole.zfill(2)
    return f"{whole[:-1]}.{whole[-1]}{decimals}"


def _number(change: Callable[[str], str | None]) -> MutationOperator:
    def edit(subject: MutationTarget) -> tuple[Cells, str] | None:
        row = subject.row
        size = row["number"].lstrip("-")
        changed = change(size) if size else None
        if changed is None:
            return None
        sign = row["number"][: -len(size)]
        return {"number": sign + changed}, row["printed"].replace(size, changed, 1)

    return edit


def _multiplier(subject: MutationTarget) -> tuple[Cells, str] | None:
    old, printed = subject.row["multiplier"], subject.row["printed"]
    new = _MULTIPLIERS.get(old)
    return ({"multiplier": new}, printed.replace(old, new, 1)) if new else None


def _percent(subject: MutationTarget) -> tuple[Cells, str] | None:
    unit, printed = subject.row["unit"], subject.row["printed"]
    if unit not in _UNITS:
        return None
    word = "个百分点" if unit == "percent" else "%"
    return {"unit": _UNITS[unit]}, re.sub("%|个百分点", word, printed)


def _opposite(word: str) -> str:
    """Return the opposite direction word, blank if there is none."""
    both = (*_OPPOSITES, *((down, up) for up, down in _OPPOSITES))
    return next((there + word[len(here) :] for here, there in both if word.startswith(here)), "")


def _sign(subject: MutationTarget) -> tuple[Cells, str] | None:
    row, word = subject.row, subject.direction
    if not _opposite(word):
        return None
    is_level = word[-1] in "到至"
    ends = [] if is_level else [name for name in ("number", "number_high") if row[name]]
    cells = {name: row[name][1:] if row[name][0] == "-" else f"-{row[name]}" for name in ends}
    return cells, row["printed"].replace(word, _opposite(word), 1)


def _hedge_dropped(subject: MutationTarget) -> tuple[Cells, str] | None:
    hedge, printed = subject.row["hedge"], subject.row["printed"]
    for word in hedge.split("…"):
        printed = printed.replace(word, "", 1)
    return ({"hedge": ""}, re.sub(r"^ |(?<=…) | $", "", printed)) if hedge else None


def _hedge_changed(subject: MutationTarget) -> tuple[Cells, str] | None:
    hedge, printed = subject.row["hedge"], subject.row["printed"]
    first = hedge.split("…")[0]
    new = _HEDGES.get(first, "接近")
    return (
        ({"hedge": hedge.replace(first, new, 1)}, printed.replace(first, new, 1)) if hedge else None
    )


def _range_end(subject: MutationTarget) -> tuple[Cells, str] | None:
    row = subject.row
    return ({"number_high": ""}, _HIGH_END.sub("", row["printed"])) if row["number_high"] else None


def edit_cell(column: str, change: Callable[[MutationTarget], str | None]) -> MutationOperator:
    """Return an error in a cell that the printed form does not show."""

    def edit(subject: MutationTarget) -> tuple[Cells, str] | None:
        new = change(subject) if subject.row[column] else None
        return ({column: new}, subject.row["printed"]) if new is not None else None

    return edit


def _years(by: int) -> MutationOperator:
    def shifted(match: re.Match[str]) -> str:
        return str(int(match[0]) + by)

    return edit_cell("period", lambda subject: _YEAR.sub(shifted, subject.row["period"]))


def _page(by: int) -> MutationOperator:
    return edit_cell("page", lambda subject: str(int(subject.row["page"]) + by))


def neighbours_cell(column: str) -> MutationOperator:
    """Return the error of keying a neighbour's cell: the nearest different one, later rows first."""

    def nearest(subject: MutationTarget) -> str | None:
        here = subject.section.index(subject.row)
        around = (*subject.section[here + 1 :], *subject.section[:here][::-1])
        others = (row[column] for row in around if row[column] != subject.row[column])
        return next(others, None)

    return edit_cell(column, nearest)


#: Errors in the printed form: cells and print disagree unless both have the error.
OF_PRINT: Final[Mapping[str, MutationOperator]] = MappingProxyType(
    {
        "digit changed": _number(digit_changed),
        "digits swapped": _number(digits_swapped),
        "point moved": _number(point_moved),
        "multiplier": _multiplier,
        "percent or point": _percent,
        "sign": _sign,
        "hedge dropped": _hedge_dropped,
        "hedge changed": _hedge_changed,
        "range end dropped": _range_end,
    }
)
#: Errors in cells that the printed form alone does not determine.
OF_CELLS: Final[Mapping[str, MutationOperator]] = MappingProxyType(
    {
        "unit of neighbour": neighbours_cell("unit"),
        "entity of neighbour": neighbours_cell("entity"),
        "year later": _years(1),
        "year earlier": _years(-1),
        "yoy or pop": edit_cell("basis", lambda subject: _BASES.get(subject.row["basis"])),
        "page later": _page(1),
        "page earlier": _page(-1),
    }
)


class MutationScope(StrEnum):
    """Define how deep an error is injected; the values are stable."""

    KEYED = "keyed"
    PRINTED = "printed"
    LEDGER = "ledger"


@dataclass(frozen=True)
class Mutant:
    """Hold a figure with one error: the rows that replace its own, and its numerals in the ledger.

    `rows` is empty if the row is deleted; `numerals` is None if the ledger is unchanged.
    """

    figure: str
    error_type: str
    depth: MutationScope
    rows: tuple[Row, ...]
    numerals: tuple[str, ...] | None = None


DELETED, DUPLICATED = "row deleted", "row duplicated"
ERROR_TYPES: Final = (*OF_PRINT, *OF_CELLS, DELETED, DUPLICATED)


def _numerals(printed: str) -> tuple[str, ...]:
    return tuple(token.text for part in parts(printed) for token in tokens(part))


def _of_print(subject: MutationTarget, error_type: str) -> Iterator[Mutant]:
    row, made = subject.row, OF_PRINT[error_type](subject)
    if made is None:
        return
    cells, printed = made
    if cells:
        yield Mutant(row["id"], error_type, MutationScope.KEYED, ({**row, **cells},))
    if printed == row["printed"]:
        return
    rows = ({**row, **cells, "printed": printed},)
    yield Mutant(row["id"], error_type, MutationScope.PRINTED, rows)
    before, after = _numerals(row["printed"]), _numerals(printed)
    if before != after and len(before) == len(after):
        yield Mutant(row["id"], error_type, MutationScope.LEDGER, rows, after)


def mutants(subject: MutationTarget) -> Iterator[Mutant]:
    """Yield every mutant of one figure, in order of types and depths."""
    row = subject.row
    for error_type in OF_PRINT:
        yield from _of_print(subject, error_type)
    for error_type, edit in OF_CELLS.items():
        if made := edit(subject):
            yield Mutant(row["id"], error_type, MutationScope.KEYED, ({**row, **made[0]},))
    yield Mutant(row["id"], DELETED, MutationScope.KEYED, ())
    yield Mutant(row["id"], DUPLICATED, MutationScope.KEYED, (row, row))
