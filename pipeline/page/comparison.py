"""When, and compared with what, in words: `2020-01 to 2020-06`, `minus …`, `taking 2017 as 1`.

Templates and scripts both show these words; a new base of comparison gets its words here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.resolve.tables import Frames
from pipeline.rules.wording import Wording
from pipeline.validation.frame import rows_of

Row = Mapping[str, str]

RELATIONS: Final[Mapping[str, Wording]] = {
    "vs": Wording("against {to}", "较 {to}"),
    "cagr": Wording("compound annual since {to}", "自 {to} 起年均复合"),
    "share_of": Wording("share of: {to}", "占{to}的比重"),
    "gap_to": Wording("minus {to}", "减：{to}"),
    "against_entity": Wording("relative to: {to}", "相对于：{to}"),
}
"""What a figure has to do with its base, where the base is named."""
OF_RATIOS: Final[Mapping[str, Wording]] = {
    "vs": Wording("taking {to} as 1", "以 {to} 为 1"),
    "gap_to": Wording("divided by: {to}", "除以：{to}"),
}
"""The same of a ratio, which is not taken from its base but divided by it."""
RATIO: Final = "ratio"
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Bases:
    """The bases of comparison, and what their arguments are called."""

    rows: Mapping[str, Row]
    arguments: Mapping[str, Mapping[str, Wording]]

    @classmethod
    def of(cls, frames: Frames) -> Bases:
        """Those of the published tables."""
        rows = {row["basis"]: row for row in rows_of(frames["bases"])}
        tables = (("indicator", "indicators"), ("entity", "entities"))
        return cls(rows, {key: _titles(frames, table, key) for key, table in tables})

    def said(self, figure: Row) -> Wording:
        """A figure's base of comparison; blank if it has none."""
        code, _, argument = figure["basis"].partition(":")
        if not argument:
            return _titled(self.rows[code]) if code else Wording("", "")
        relation = RELATIONS[code]
        if figure["measure"] == RATIO:
            relation = OF_RATIOS.get(code, relation)
        dates = period(argument.removeprefix("@"))
        to = self.arguments.get(self.rows[code]["argument"], {}).get(argument, dates)
        return Wording(relation.en.format(to=to.en), relation.zh.format(to=to.zh))


def period(cell: str) -> Wording:
    """A period as the page shows it; an instant says that it is one."""
    at = Wording("at ", "截至 ") if cell.startswith("@") else Wording("", "")
    dates = cell.removeprefix("@")
    return Wording(at.en + dates.replace("/", " to "), at.zh + dates.replace("/", " 至 "))


def spelled(cell: str) -> str:
    """A period's dates with the months' names, as readers search for them, in both languages."""
    dates = [date.split("-") for date in cell.removeprefix("@").split("/") if date]
    return "\n".join(words for date in dates for words in _spelled(date))


def _spelled(date: list[str]) -> Iterator[str]:
    yield " ".join([*date[2:], *(MONTHS[int(month) - 1] for month in date[1:2]), date[0]])
    yield "".join(f"{int(part)}{sign}" for part, sign in zip(date, "年月日", strict=False))


def _titles(frames: Frames, table: str, key: str) -> dict[str, Wording]:
    return {row[key]: _titled(row) for row in rows_of(frames[table])}


def _titled(row: Row) -> Wording:
    return Wording(row["title_en"], row["title_zh"])
