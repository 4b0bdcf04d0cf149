"""The charts as the page shows them: their markup as it is, their colours by the page's switch."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from pipeline.charts import RULES, VARIABLES, Chart, charts, legend
from pipeline.resolve.tables import Frames
from pipeline.rules import Wording


def chart_style() -> str:
    """The charts' rules, and their colours for whichever scheme the page is in."""
    colours = "".join(
        f"{name}:light-dark({pair.light},{pair.dark});" for name, pair in VARIABLES.items()
    )
    return f":root{{{colours}}}\n{RULES}"


def drawings(frames: Frames) -> list[Chart]:
    """The charts of a report; their drawings are markup, their texts are not."""
    return [replace(chart, svg=_markup(chart.svg)) for chart in charts(frames)]


def marks() -> Wording:
    """What the marks of the charts mean, drawn."""
    return _markup(legend())


def _markup(drawn: Wording) -> Wording:
    return Wording(Markup(drawn.en), Markup(drawn.zh))  # noqa: S704 - escapes what it says itself
