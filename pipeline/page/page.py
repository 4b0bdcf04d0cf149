"""The page's bytes: templates filled, styles and scripts put in, and the policy that names them.

Belongs here: how the file is put together. What its templates see is `content.py`'s work, what its
scripts read is `embedded.py`'s.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.capture import Report
from pipeline.page.charted import chart_style
from pipeline.page.comparison import period
from pipeline.page.content import content
from pipeline.page.embedded import embedded
from pipeline.page.intervals import sides, slack
from pipeline.page.security import policy
from pipeline.page.wording import read
from pipeline.resolve.tables import Frames

FOLDER: Final = Path(__file__).parent
STYLES: Final = ("theme", "layout", "parts", "tables", "charts", "dialog", "print")
EARLY: Final = ("choices",)
"""Runs before the first paint, so that a remembered theme does not flash."""
SCRIPTS: Final = (
    "decimal",
    "sha256",
    "normal",
    "sentences",
    "proof",
    "csv",
    "data",
    "elements",
    "axis",
    "address",
    "filters",
    "explorer",
    "citing",
    "figure",
    "compare",
    "start",
)
"""In the order in which one builds on another."""


def style() -> str:
    """All styles as one text."""
    return "\n".join([chart_style(), *(_text("styles", f"{name}.css") for name in STYLES)])


def script(names: tuple[str, ...] = SCRIPTS) -> str:
    """Scripts as one strict text that leaves no name behind."""
    parts = "\n".join(_text("scripts", f"{name}.js") for name in names)
    return f'(function () {{\n"use strict";\n{parts}\n}})();'


def page(
    report: Report, frames: Frames, quality: Mapping[str, Any], files: Mapping[str, bytes]
) -> bytes:
    """The page of one report; the same tables and files give the same bytes.

    Args:
        report: facts of the report and the release.
        frames: every published table by name, cells as canonical text.
        quality: counts of the package, as its descriptor carries them.
        files: the package's other files by path, which the page offers for download.
    """
    early, late, styles = script(EARLY), script(), style()
    text = (
        _templates()
        .get_template("index.html.j2")
        .render(
            **content(report, frames, quality, files),
            policy=policy(scripts=(early, late), styles=(styles,)),
            early=Markup(early),  # noqa: S704 - our own file, no data in it
            script=Markup(late),  # noqa: S704 - our own files, no data in them
            style=Markup(styles),  # noqa: S704 - our own files, no data in them
            data=Markup(embedded(report, frames)),  # noqa: S704 - JSON without <, > and &
        )
    )
    return text.encode()


def _text(folder: str, name: str) -> str:
    return (FOLDER / folder / name).read_text(encoding="utf-8").strip()


def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.update(read=read, period=period, sides=sides, slack=slack)
    return made
