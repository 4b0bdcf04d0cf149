"""Format codes, periods and comparison bases: `2020-01 to 2020-06`, `minus …`, `taking 2017 as 1`.

Values of closed lists have their labels in the declaration of their table. Templates and scripts of the
page both show the labels of bases of comparison and of columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.localization import LocalizedText, joined, localized
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
#: Labels that the scripts of the page show.
OF_SCRIPTS: Final[Mapping[str, Labels]] = {
    "bounds": FIGURES["bound"].labels,
    "verdicts": IDENTITIES["verdict"].labels,
    "kinds": IDENTITIES["kind"].labels,
    "columns": COLUMNS,
}


def of_closed_lists() -> dict[str, Labels]:
    """Return the labels of every closed list that has any, by `table.field`."""
    fields = ((table, field) for table in PUBLISHED for field in table.fields if field.labels)
    return {f"{table.name}.{field.name}": field.labels for table, field in fields}


Row = Mapping[str, str]
#: The relation of a figure to its base, if the base has a name.
RELATIONS: Final[Mapping[str, LocalizedText]] = {
    "vs": localized("against {to}"),
    "cagr": localized("compound annual since {to}"),
    "share_of": localized("share of: {to}"),
    "gap_to": localized("minus {to}"),
    "against_entity": localized("relative to: {to}"),
}
#: The relation of a ratio to its base; a ratio is divided by its base.
OF_RATIOS: Final[Mapping[str, LocalizedText]] = {
    "vs": localized("taking {to} as 1"),
    "gap_to": localized("divided by: {to}"),
}
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


#: Quarters and half-years by their first and last month.
_SPANS: Final = {
    ("01", "03"): LocalizedText("Q1", "一季度"),
    ("04", "06"): LocalizedText("Q2", "二季度"),
    ("07", "09"): LocalizedText("Q3", "三季度"),
    ("10", "12"): LocalizedText("Q4", "四季度"),
    ("01", "06"): LocalizedText("H1", "上半年"),
    ("07", "12"): LocalizedText("H2", "下半年"),
}


def period_in_words(cell: str) -> LocalizedText:
    """Format a period as a sentence has it: `January–September 2020`, `2020年1—9月`, `Q3 2020`."""
    first, _, last = cell.removeprefix("@").partition("/")
    if not last or first == last:
        return LocalizedText(_date_en(first), _date_zh(first)) if first else LocalizedText("", "")
    months = len(first) == len(last) == 7 and first[:4] == last[:4]
    if months and (span := _SPANS.get((first[5:], last[5:]))):
        return LocalizedText(f"{span.en} {first[:4]}", f"{first[:4]}年{span.zh}")
    begin = MONTHS[int(first[5:]) - 1] if months else _date_en(first)
    end = f"{int(last[5:])}月" if months else _date_zh(last)
    start = _date_zh(first).removesuffix("月" if months else "年" if len(last) == 4 else "")
    return LocalizedText(f"{begin}–{_date_en(last)}", f"{start}—{end}")


#: Words before an instant, a month and a day, without which a spreadsheet makes a date of them.
_BEFORE: Final = {"@": "at ", "month": "in ", "day": "on "}


def stated_period(cell: str) -> LocalizedText:
    """Format a period in words; a spreadsheet takes none of them for a date."""
    kind = "@" if cell.startswith("@") else {7: "month", 10: "day"}.get(len(cell), "")
    return joined((LocalizedText(_BEFORE.get(kind, ""), ""), period_in_words(cell)), "")


def _date_en(date: str) -> str:
    parts = date.split("-")
    day = [str(int(part)) for part in parts[2:]]
    return " ".join([*day, *(MONTHS[int(month) - 1] for month in parts[1:2]), parts[0]])


def _date_zh(date: str) -> str:
    return "".join(
        f"{int(part)}{sign}" for part, sign in zip(date.split("-"), "年月日", strict=False)
    )


def _titles(frames: Tables, table: str, key: str) -> dict[str, LocalizedText]:
    return {row[key]: _titled(row) for row in rows_of(frames[table])}


def _titled(row: Row) -> LocalizedText:
    return LocalizedText(row["title_en"], row["title_zh"])
