"""Transform a keyed figure to its published row: value in its unit, bounds, dates, place and names.

`derived_cells` are what the cells state, `published_columns` add what other tables state.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Final, TypeVar

import pandas as pd

from pipeline.ingest import RAW_CELL, RAW_FILE, RAW_ROW
from pipeline.ingest.csv_table import cells_by_column
from pipeline.ingest.grids import column_number
from pipeline.parsing import ComparisonBase, Period, Quantity, QuantityError
from pipeline.schema import FIGURES
from pipeline.schema.model import boolean_text, decimal_text
from pipeline.validation.schema import Row
from pipeline.validation.vocabulary import Vocabulary

Positions = Mapping[str, Row]
Described = TypeVar("Described")
POSITION = ("paragraph", "sentence", "ordinal")


def ledger_positions(ledger: Iterable[Row]) -> dict[str, Row]:
    """Return for each figure the ledger's row of its first numeral, which records where it is printed."""
    places: dict[str, Row] = {}
    for row in ledger:
        if row["figure"]:
            places.setdefault(row["figure"], row)
    return places


def _position(row: Row, places: Positions) -> tuple[int, ...]:
    """Return the position of a figure in its section; figures that are not in the ledger come last."""
    place = places.get(row["id"])
    return tuple(int(place[name]) for name in POSITION) if place else (sys.maxsize,)


def _number(value: Decimal | None) -> str:
    return "" if value is None else decimal_text(value)


def _quantity_cells(stated: Quantity) -> dict[str, str]:
    lower, upper = stated.lower, stated.upper
    return {
        "value": _number(stated.value),
        "value_high": _number(stated.value_high),
        "decimals": "" if stated.decimals is None else str(stated.decimals),
        "bound": stated.bound,
        "lower": _number(lower),
        "upper": _number(upper),
        "lower_closed": "" if lower is None else boolean_text(stated.lower_closed),
        "upper_closed": "" if upper is None else boolean_text(stated.upper_closed),
    }


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _period_cells(row: Row) -> dict[str, str]:
    period = Period.parse(row["period"]) if row["period"] else None
    base = ComparisonBase.parse(row["basis"]).base_period(period) if row["basis"] else None
    return {
        "period_start": _day(period.start if period else None),
        "period_end": _day(period.end if period else None),
        "period_kind": period.kind if period else "",
        "base_start": _day(base.start if base else None),
        "base_end": _day(base.end if base else None),
    }


def derived_cells(row: Row, vocabulary: Vocabulary) -> Row:
    """Return the value, bounds and dates of a valid keyed row; every cell is canonical text.

    Raises QuantityError, PeriodError or ComparisonBaseError if the row is not valid.
    """
    stated = vocabulary.quantity(row)
    if isinstance(stated, QuantityError):
        raise stated
    return {**_quantity_cells(stated), **_period_cells(row)}


def raw_place(row: Row) -> str:
    """Return the raw file of a figure; in a table as printed with its cell, as in RFC 7111, 2.3."""
    cell = row.get(RAW_CELL, "")
    fragment = f"#cell={row[RAW_ROW]},{column_number(cell)}" if cell else ""
    return row[RAW_FILE] + fragment


def published_columns(
    report: str, vocabulary: Vocabulary, places: Positions
) -> dict[str, Callable[[Row], str]]:
    """Return for each published column the function that states its cell for a validated figure."""
    indicators, entities = vocabulary.by_code("indicators"), vocabulary.by_code("entities")

    def printed(name: str) -> Callable[[Row], str]:
        return lambda row: places.get(row["id"], {}).get(name, "")

    own: dict[str, Callable[[Row], str]] = {
        **{name: printed(name) for name in ("paragraph", "sentence", "sentence_sha256")},
        "figure_id": itemgetter("id"),
        "report": lambda _: report,
        "section": lambda row: row["id"].rpartition("-")[0],
        "indicator_zh": lambda row: indicators[row["indicator"]]["title_zh"],
        "indicator_en": lambda row: indicators[row["indicator"]]["title_en"],
        "entity_zh": lambda row: entities[row["entity"]]["title_zh"],
        "entity_en": lambda row: entities[row["entity"]]["title_en"],
        "measure": lambda row: indicators[row["indicator"]]["measure"],
        "raw_file": raw_place,
        "raw_row": itemgetter(RAW_ROW),
    }
    return {name: own.get(name, itemgetter(name)) for name in FIGURES.columns}


#: The columns of a published figure that name it and its place. All others state what it means.
_PLACES: Final = frozenset(
    {"figure_id", "report", "section", "page", *POSITION, "sentence_sha256", RAW_FILE, RAW_ROW}
)
_MEANING: Final = tuple(name for name in FIGURES.columns if name not in _PLACES)


def once_for_each_meaning(
    figures: pd.DataFrame, describe: Callable[[Row], Described]
) -> list[Described]:
    """Return what a function returns for each published figure; it is called once for equal meanings.

    Args:
        figures: the table of figures.
        describe: receives the cells of a row that state its meaning, and no others.
    """
    known = dict[tuple[str, ...], Described]()
    found: list[Described] = []
    for cells in zip(*cells_by_column(figures[[*_MEANING]]), strict=True):
        if cells not in known:
            known[cells] = describe(dict(zip(_MEANING, cells, strict=True)))
        found.append(known[cells])
    return found


def in_order_of_printing(rows: Iterable[Row], places: Positions) -> list[Row]:
    """Return the figures of one section in order of printing."""
    return sorted(rows, key=lambda row: (_position(row, places), len(row["id"]), row["id"]))


def transform_section(
    rows: Iterable[Row], report: str, vocabulary: Vocabulary, places: Positions
) -> list[Row]:
    """Return the published rows of one section's keyed figures, in order of printing."""
    valid = [{**row, **derived_cells(row, vocabulary)} for row in rows]
    columns = published_columns(report, vocabulary, places)
    return [
        {name: state(row) for name, state in columns.items()}
        for row in in_order_of_printing(valid, places)
    ]
