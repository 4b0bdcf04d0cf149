"""Transform a keyed figure to its published row: value in its unit, bounds, dates, place and names.

`validated_figure` adds what the cells state, `publish_figure` what other tables state.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from pipeline.ingest import RAW_CELL, RAW_FILE, RAW_ROW
from pipeline.ingest.grids import column_number
from pipeline.parsing import ComparisonBase, Period, Quantity, QuantityError
from pipeline.schema import FIGURES
from pipeline.schema.model import boolean_text, decimal_text
from pipeline.validation.schema import Row
from pipeline.validation.vocabulary import Vocabulary

Positions = Mapping[str, Row]
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


def validated_figure(row: Row, vocabulary: Vocabulary) -> Row:
    """Return a valid keyed row with its value, bounds and dates; every cell is canonical text.

    Raises QuantityError, PeriodError or ComparisonBaseError if the row is not valid.
    """
    stated = vocabulary.quantity(row)
    if isinstance(stated, QuantityError):
        raise stated
    return {**row, **_quantity_cells(stated), **_period_cells(row)}


def raw_place(row: Row) -> str:
    """Return the raw file of a figure; in a table as printed with its cell, as in RFC 7111, 2.3."""
    cell = row.get(RAW_CELL, "")
    fragment = f"#cell={row[RAW_ROW]},{column_number(cell)}" if cell else ""
    return row[RAW_FILE] + fragment


def publish_figure(row: Row, report: str, vocabulary: Vocabulary, places: Positions) -> Row:
    """Return the published row of a validated figure."""
    indicator = vocabulary.by_code("indicators")[row["indicator"]]
    entity = vocabulary.by_code("entities")[row["entity"]]
    place = places.get(row["id"], {})
    cells = {
        **row,
        **{name: place.get(name, "") for name in ("paragraph", "sentence", "sentence_sha256")},
        "figure_id": row["id"],
        "report": report,
        "section": row["id"].rpartition("-")[0],
        "indicator_zh": indicator["title_zh"],
        "indicator_en": indicator["title_en"],
        "entity_zh": entity["title_zh"],
        "entity_en": entity["title_en"],
        "measure": indicator["measure"],
        "raw_file": raw_place(row),
        "raw_row": row[RAW_ROW],
    }
    return {name: cells[name] for name in FIGURES.columns}


def publish_section(
    rows: Iterable[Row], report: str, vocabulary: Vocabulary, places: Positions
) -> list[Row]:
    """Return the published rows of one section's validated figures, in order of printing."""
    ordered = sorted(rows, key=lambda row: (_position(row, places), len(row["id"]), row["id"]))
    return [publish_figure(row, report, vocabulary, places) for row in ordered]


def transform_section(
    rows: Iterable[Row], report: str, vocabulary: Vocabulary, places: Positions
) -> list[Row]:
    """Return the published rows of one section's keyed figures, in order of printing."""
    valid = [validated_figure(row, vocabulary) for row in rows]
    return publish_section(valid, report, vocabulary, places)
