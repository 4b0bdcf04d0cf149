"""A difference as one HTML page: offline, without a script, light and dark."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.difference.account import Account
from pipeline.difference.shown import cut
from pipeline.rules.wording import visible

#: Rows of a group that the page shows; a browser stays quick with them.
ROWS: Final = 2000
_CELL: Final = 400


def _policy(style: str) -> str:
    """Nothing is fetched or run; the one style is named by its hash (CSP Level 3, §2.3.1)."""
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def as_html(told: Account) -> str:
    """The account as a page; everything in it is escaped."""
    templates = Environment(
        loader=PackageLoader("pipeline.difference"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    templates.filters |= {"cell": lambda text: cut(text, _CELL), "visible": visible}
    assert templates.loader is not None  # noqa: S101 - given above
    style = "\n" + templates.loader.get_source(templates, "style.css")[0]
    page = templates.get_template("difference.html.j2")
    return page.render(told=told, style=style, policy=_policy(style), rows=ROWS)
