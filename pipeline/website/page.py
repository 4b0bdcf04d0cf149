"""Render the page: fill the templates, insert styles and scripts, and write the security policy.

template_context.py collects the data of the templates, page_data.py that of the scripts. The browser
loads and runs only the parts whose hashes the policy lists.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.formatting.numbers import sides, slack
from pipeline.ingest import Report
from pipeline.transform.tables import Tables
from pipeline.website.charts import chart_style
from pipeline.website.page_data import dataset, page_data
from pipeline.website.template_context import template_context


def source_hash(text: str) -> str:
    """Return the hash of an inlined part as in Content Security Policy Level 3 (§2.3.1, hash-source)."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return the policy of a page without requests: nothing may be fetched, framed or submitted.

    Scripts may not make elements from text either (`require-trusted-types-for`), so that markup in a
    note stays text.
    """
    directives = {
        "default-src": "'none'",
        "script-src": " ".join(map(source_hash, scripts)) or "'none'",
        "style-src": " ".join(map(source_hash, styles)),
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


FOLDER: Final = Path(__file__).parent
STYLES: Final = ("theme", "layout", "parts", "tables", "charts", "dialog", "print")
#: Runs before the first paint, so that a stored theme does not flash.
EARLY: Final = ("choices",)
#: In order of dependence.
SCRIPTS: Final = (
    "decimal", "sha256", "normal", "sentences", "proof", "csv", "data", "elements", "axis",
    "address", "periods", "quantities", "search", "filters", "explorer", "citing", "figure",
    "compare", "charts", "start",
)  # fmt: skip

"""In order of dependence."""

DRAFTED_SCRIPTS: Final = (*SCRIPTS[:-1], "drafted", SCRIPTS[-1])

"""Those of a page with figures whose rows a program proposed; other pages stay as they are."""


def style(names: tuple[str, ...]) -> str:
    """Return styles as one text."""
    return "\n".join(_text("styles", f"{name}.css") for name in names)


def script(names: tuple[str, ...]) -> str:
    """Return scripts as one text in strict mode that defines no global name."""
    parts = "\n".join(_text("scripts", f"{name}.js") for name in names)
    return f'(function () {{\n"use strict";\n{parts}\n}})();'


def page(
    report: Report, frames: Tables, quality: Mapping[str, Any], files: Mapping[str, bytes]
) -> bytes:
    """Render the page of one report; the same tables and files give the same bytes.

    Args:
        report: facts of the report and the release.
        frames: every published table by name, cells as canonical text.
        quality: counts of the package, as in its descriptor.
        files: the package's other files by path, which the page lists for download.
    """
    return render(
        "index.html.j2",
        DRAFTED_SCRIPTS if "drafted" in quality else SCRIPTS,
        f"{chart_style()}\n{style(STYLES)}",
        **template_context(report, frames, quality, files),
        dataset=script_data(dataset(report, files)),
        data=script_data(page_data(report, frames)),
    )


def script_data(text: str) -> Markup:
    """Return JSON made by `escaping.script_json` for a template."""
    return Markup(text)  # noqa: S704 - JSON without <, > and &


def render(template: str, scripts: tuple[str, ...], styles: str, **context: Any) -> bytes:
    """Fill a template, and insert the styles and scripts that its policy lists."""
    early, late = script(EARLY), script(scripts)
    parts = (
        _templates()
        .get_template(template)
        .generate(
            **context,
            policy=policy(scripts=(early, late), styles=(styles,)),
            early=Markup(early),  # noqa: S704 - our own file, no data in it
            script=Markup(late),  # noqa: S704 - our own files, no data in them
            style=Markup(styles),  # noqa: S704 - our own files, no data in them
        )
    )
    return b"".join(map(str.encode, parts))


def catalogue_page(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Render the list of the reports of a catalogue: one file without scripts and without requests."""
    styles = "\n".join(_text("styles", f"{name}.css") for name in ("theme", "catalogue"))
    text = (
        _templates()
        .get_template("catalogue.html.j2")
        .render(
            rows=rows,
            figures=sum(int(row["figures"]) for row in rows),
            policy=policy(scripts=(), styles=(styles,)),
            style=Markup(styles),  # noqa: S704 - our own files, no data in them
        )
    )
    return text.encode()


def _text(folder: str, name: str) -> str:
    """Return a file without the indents and the comments that a browser skips."""
    lines = map(str.strip, (FOLDER / folder / name).read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


@cache
def _templates() -> Environment:
    """Return the templates, which a process compiles once."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.update(sides=sides, slack=slack)
    return made
