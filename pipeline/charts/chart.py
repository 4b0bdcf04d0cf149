"""What a finished chart is: texts, drawings and the figures that it draws."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.rules import Wording


@dataclass(frozen=True)
class Chart:
    """One chart, ready for the page.

    Attributes:
        id: the chart's identifier, fit for an anchor.
        title, caption: for people.
        svg: the drawing, as markup for an HTML page, in each language.
        alternative: what is drawn, as text: each figure with its label and its value.
        figures: identifiers of the figures drawn, in order of drawing.
    """

    id: str
    title: Wording
    caption: Wording
    svg: Wording
    alternative: Wording
    figures: tuple[str, ...]
