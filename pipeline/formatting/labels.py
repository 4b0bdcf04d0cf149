"""Format codes, periods and comparison bases: `2020-01 to 2020-06`, `minus …`, `taking 2017 as 1`.

Values of closed lists have their labels in the declaration of their table. Templates and scripts of the
page both show the labels of bases of comparison and of columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.localization import LocalizedText, localized
from pipeline.schema import FIGURES, IDENTITIES, PUBLISHED
from pipeline.transform.tables import Tables
from pipeline.validation.schema import rows_of

Labels = Mapping[str, LocalizedText]

COLUMNS: Final[Labels] = {
    "indicator": localized("indicator"),
    "entity": localized("entity"),
    "unit": localized("unit"),
    "period": localized("period"),
    "basis": localized("base of comparison"),
    "status": localized("status"),
    "page": localized("page"),
}

OF_SCRIPTS: Final[Mapping[str, Labels]] = {
    "bounds": FIGURES["bound"].labels,
    "verdicts": IDENTITIES["verdict"].labels,
    "kinds": IDENTITIES["kind"].labels,
    "columns": COLUMNS,
}

"""Labels that the scripts of the page show."""


def of_closed_lists() -> dict[str, Labels]:
    """Return the labels of every closed list that has any, by `table.field`."""
    fields = ((table, field) for table in PUBLISHED for field in table.fields if field.labels)
    return {f"{table.name}.{field.name}": field.labels for table, field in fields}


Row = Mapping[str, str]

RELATIONS: Final[Mapping[str, LocalizedText]] = {
    "vs": localized("against {to}"),
    "cagr": localized("compound annual since {to}"),
    "share_of": localized("share of: {to}"),
    "gap_to": localized("minus {to}"),
    "against_entity": localized("relative to: {to}"),
}

"""The relation of a figure to its base, if the base has a name."""

OF_RATIOS: Final[Mapping[str, LocalizedText]] = {
    "vs": localized("taking {to} as 1"),
    "gap_to": localized("divided by: {to}"),
}

"""The relation of a ratio to its base; a ratio is divided by its base."""

RATIO: Final = "ratio"

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Bases:
    """Hold the bases of comparison and the titles of their arguments."""

    rows: Mapping[str, Row]
    arguments: Mapping[str, Mapping[str, LocalizedText]]

    @classmethod
    def of(cls, frames: Tables) -> Bases:
        """Return the bases of the published tables."""
        rows = {row["basis"]: row for row in rows_of(frames["bases"])}
        tables = (("indicator", "indicators"), ("entity", "entities"))
        return cls(rows, {key: _titles(frames, table, key) for key, table in tables})

    def text(self, figure: Row) -> LocalizedText:
        """Return the label of a figure's base of comparison; blank if it has none."""
        code, _, argument = figure["basis"].partition(":")
        if not argument:
            return _titled(self.rows[code]) if code else LocalizedText("", "")
        relation = RELATIONS[code]
        if figure["measure"] == RATIO:
            relation = OF_RATIOS.get(code, relation)
        dates = period(argument.removeprefix("@"))
        to = self.arguments.get(self.rows[code]["argument"], {}).get(argument, dates)
        return relation.format(to=to)


def period(cell: str) -> LocalizedText:
    """Format a period for the page; an instant begins with “at”."""
    at = localized("at ") if cell.startswith("@") else LocalizedText("", "")
    dates = cell.removeprefix("@")
    return LocalizedText(at.en + dates.replace("/", " to "), at.zh + dates.replace("/", " 至 "))


def period_in_words(cell: str) -> str:
    """Return a period's dates with the names of months, as search terms in both languages."""
    dates = [date.split("-") for date in cell.removeprefix("@").split("/") if date]
    return "\n".join(words for date in dates for words in _spelled(date))


def _spelled(date: list[str]) -> Iterator[str]:
    yield " ".join([*date[2:], *(MONTHS[int(month) - 1] for month in date[1:2]), date[0]])
    yield "".join(f"{int(part)}{sign}" for part, sign in zip(date, "年月日", strict=False))


def _titles(frames: Tables, table: str, key: str) -> dict[str, LocalizedText]:
    return {row[key]: _titled(row) for row in rows_of(frames[table])}


def _titled(row: Row) -> LocalizedText:
    return LocalizedText(row["title_en"], row["title_zh"])
