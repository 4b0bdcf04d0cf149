"""The colours of the charts as CSS variables, light and dark, for the page's style sheet."""

from __future__ import annotations

from typing import Final, NamedTuple


class Pair(NamedTuple):
    """One colour on a light and on a dark page."""

    light: str
    dark: str


#: Marks have a contrast of 3 with the surface at least, texts 4.5 (WCAG 2.2, 1.4.11 and 1.4.3).
VARIABLES: Final[dict[str, Pair]] = {
    "--chart-surface": Pair("#ffffff", "#15191e"),
    "--chart-ink": Pair("#1c2733", "#e6ebf0"),
    "--chart-quiet": Pair("#566270", "#a4b0bd"),
    "--chart-grid": Pair("#dde3e9", "#323b45"),
    "--chart-rise": Pair("#1a66b0", "#63aef2"),
    "--chart-fall": Pair("#b4461b", "#f08a5d"),
    "--chart-survey": Pair("#6b4fa0", "#b79cf0"),
}
TEXTS: Final = ("--chart-ink", "--chart-quiet")
MARKS: Final = ("--chart-rise", "--chart-fall", "--chart-survey")


def _block(shade: int) -> str:
    return "".join(f"{name}:{pair[shade]};" for name, pair in VARIABLES.items())


#: What the drawings need besides their colours.
RULES: Final = (
    "svg.chart{display:block;width:100%;height:auto;max-width:34rem}\n"
    "svg.chart text{paint-order:stroke;stroke:var(--chart-surface);stroke-width:3px;"
    "stroke-linejoin:round}\n"
    "svg.chart a:hover .hit,svg.chart a:focus-visible .hit{fill:var(--chart-grid);fill-opacity:.5}\n"
    "svg.chart a:focus-visible{outline:2px solid var(--chart-rise);outline-offset:-2px}\n"
)


#: `data-theme` on the root element, where the reader has chosen, goes before the system's wish.
STYLE: Final = (
    f":root{{{_block(0)}}}\n"
    f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{_block(1)}}}}}\n"
    f":root[data-theme=dark]{{{_block(1)}}}\n{RULES}"
)
