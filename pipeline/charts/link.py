"""A figure's marks as one link to the figure: what is said of it, and the area that can be touched."""

from __future__ import annotations

from pipeline.charts.declaration import Declaration
from pipeline.charts.figure import Drawn
from pipeline.charts.markup import Length, element, rect
from pipeline.charts.saying import value
from pipeline.rules import Wording


def spoken(declared: Declaration, figure: Drawn) -> Wording:
    """A figure in words: label, value, identifier."""
    label, said = declared.full_label(figure), value(figure)
    return Wording(f"{label.en}: {said.en} · {figure.id}", f"{label.zh}：{said.zh} · {figure.id}")


def link(
    content: str, label: str, figure: Drawn, area: tuple[Length, Length, Length, Length]
) -> str:
    """The link; `area` is left, top, width and height of what can be touched."""
    hit = rect(*area, class_="hit", fill="var(--chart-surface)", fill_opacity=0)
    named = f"figure {figure.hedge}"
    return element("a", hit + content, href=f"#fig-{figure.id}", class_=named, aria_label=label)
