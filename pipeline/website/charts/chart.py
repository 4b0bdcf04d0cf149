"""Define a chart as declared and as drawn.

A declaration is a row of the table `charts`, its figures, and the names that label them. A drawn chart
has texts, drawings and its figures; each mark links to its figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.formatting import figures as figure_text
from pipeline.formatting.figures import ChartFigure, chart_figure
from pipeline.rules import LocalizedText, localized
from pipeline.transform.tables import Tables, doubts_by_figure
from pipeline.validation.schema import Row, rows_of
from pipeline.website.charts.svg import JOIN, Length, element, rect


@dataclass(frozen=True)
class Chart:
    """Hold one drawn chart, ready for the page.

    Attributes:
        id: the chart's identifier, fit for an anchor.
        title, caption: texts in both languages.
        svg: the drawing with its words in both languages, as markup for an HTML page.
        figures: identifiers of the figures drawn, in order of drawing.
    """

    id: str
    title: LocalizedText
    caption: LocalizedText
    svg: str
    figures: tuple[str, ...]


_UNSAID = frozenset({"actual", "survey"})
_EMPTY = LocalizedText("", "")
#: Number of counted things that an axis can name.
_WORDS = 3


@dataclass(frozen=True)
class Names:
    """Hold titles of codes and what indicators count, and the entity that is the report's default."""

    units: Mapping[str, LocalizedText]
    counted: Mapping[str, LocalizedText]
    statuses: Mapping[str, LocalizedText]
    subject: str


@dataclass(frozen=True)
class Declaration:
    """Hold one chart as declared, with its figures in order of drawing and the errata that name each figure."""

    row: Row
    figures: Sequence[ChartFigure]
    names: Names
    errata: Mapping[str, Sequence[str]]

    def both(self, name: str) -> LocalizedText:
        """Return a text of the declaration in both languages."""
        return LocalizedText(self.row[f"{name}_en"], self.row[f"{name}_zh"])

    def label(self, figure: ChartFigure) -> LocalizedText:
        """Return a figure's name in this chart with its errata; its indicator if the parts are blank."""
        parts = [self._part(name, figure) for name in self.row["label"].split(";")]
        text = [part for part in parts if part.zh] or [_titled(figure, "indicator")]
        doubts = (localized("erratum {id}", id=each) for each in self.errata.get(figure.id, ()))
        return _joined([*text, *doubts])

    def unit(self, figures: Sequence[ChartFigure]) -> LocalizedText:
        """Return the name of an axis: what its figures count, or their unit."""
        counted = [self.names.counted[figure.row["indicator"]] for figure in figures]
        words = list(dict.fromkeys(counted))
        if not all(word.en for word in words) or len(words) > _WORDS:
            return self.names.units[figures[0].row["unit"]]
        return LocalizedText(", ".join(w.en for w in words), "、".join(w.zh for w in words))

    def heading(self, figure: ChartFigure) -> LocalizedText:
        """Return the name that a figure shares with its neighbours; blank if the chart has none."""
        return _titled(figure, self.row["heading"]) if self.row["heading"] else _EMPTY

    def flags(self, figure: ChartFigure) -> tuple[str, ...]:
        """Return the signs on the figure's mark: an erratum, a reading that an editor inferred."""
        states = {"doubted": figure.id in self.errata, "inferred": figure.row["inferred"]}
        return tuple(name for name, is_so in states.items() if is_so)

    def _part(self, name: str, figure: ChartFigure) -> LocalizedText:
        if name == "period":
            return figure_text.period(figure.row["period"])
        if name == "status":
            status = figure.row["status"]
            return _EMPTY if status in _UNSAID else self.names.statuses[status]
        understood = name == "entity" and figure.row["entity"] == self.names.subject
        return _EMPTY if understood else _titled(figure, name)


def _joined(parts: Sequence[LocalizedText]) -> LocalizedText:
    return LocalizedText(JOIN.join(part.en for part in parts), JOIN.join(part.zh for part in parts))


def _titled(figure: ChartFigure, name: str) -> LocalizedText:
    return LocalizedText(figure.row[f"{name}_en"], figure.row[f"{name}_zh"])


def _titles(frames: Tables, table: str, key: str, name: str = "title") -> dict[str, LocalizedText]:
    rows = rows_of(frames[table])
    return {row[key]: LocalizedText(row[f"{name}_en"], row[f"{name}_zh"]) for row in rows}


def _names(frames: Tables) -> Names:
    entities = Counter(frames["figures"]["entity"])
    subject = max(sorted(entities), key=entities.__getitem__, default="")
    counted = _titles(frames, "indicators", "indicator", "counted")
    units, statuses = _titles(frames, "units", "unit"), _titles(frames, "statuses", "status")
    return Names(units, counted, statuses, subject)


def _ordered(figures: Sequence[ChartFigure], order: str) -> Sequence[ChartFigure]:
    if order != "value":
        return figures
    return sorted(figures, key=lambda figure: (-figure.anchor, figure.id))


def declarations(frames: Tables) -> Iterator[Declaration]:
    """Yield the charts of a report that have figures to draw, in order of the table."""
    figures, chosen = frames["figures"], rows_of(frames["chart_figures"])
    drawn = rows_of(figures[figures["figure_id"].isin([each["figure"] for each in chosen])])
    rows = {row["figure_id"]: chart_figure(row) for row in drawn}
    names, errata = _names(frames), doubts_by_figure(frames)
    for row in rows_of(frames["charts"]):
        ids = [each["figure"] for each in chosen if each["chart"] == row["chart"]]
        found = [rows[each] for each in ids if each in rows and rows[each].is_drawable]
        if found:
            yield Declaration(row, _ordered(found, row["order"]), names, errata)


def link(content: str, figure: ChartFigure, area: tuple[Length, Length, Length, Length]) -> str:
    """Return the link of a figure; `area` is left, top, width and height of its touch area."""
    hit = rect(*area, class_="hit")
    return element("a", hit + content, href=f"#fig-{figure.id}", class_=f"figure {figure.hedge}")
