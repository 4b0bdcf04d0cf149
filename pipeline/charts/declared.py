"""From a report's published tables to its charts."""

from __future__ import annotations

from pipeline.charts.chart import Chart
from pipeline.charts.declaration import Declaration, declarations
from pipeline.charts.link import spoken
from pipeline.charts.markup import drawing
from pipeline.charts.periods import periods_chart
from pipeline.charts.rows import WIDTH, Language, rows_chart
from pipeline.resolve.tables import Frames
from pipeline.rules import Wording

_TAGS = {"zh": "zh-CN", "en": "en"}


def _drawing(declared: Declaration, language: Language) -> str:
    make = periods_chart if declared.row["kind"] == "periods" else rows_chart
    content, height = make(declared, language)
    return drawing(
        content, WIDTH, height, getattr(declared.both("title"), language), _TAGS[language]
    )


def _chart(declared: Declaration) -> Chart:
    said = [spoken(declared, figure) for figure in declared.figures]
    return Chart(
        id=declared.row["chart"],
        title=declared.both("title"),
        caption=declared.both("caption"),
        svg=Wording(_drawing(declared, "en"), _drawing(declared, "zh")),
        alternative=Wording(
            "; ".join(each.en for each in said), "；".join(each.zh for each in said)
        ),
        figures=tuple(figure.id for figure in declared.figures),
    )


def charts(frames: Frames) -> tuple[Chart, ...]:
    """The charts that a report declares, in order; none for a report that declares none.

    Args:
        frames: published tables by name, cells as canonical text.
    """
    return tuple(map(_chart, declarations(frames)))
