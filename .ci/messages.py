"""Update and compile the Chinese catalogue: extract the messages of pipeline/, keep their translations.

New messages are added without a translation, messages that the code no longer has are removed. Nothing
written holds a date. Exit with 1 if a message lacks its translation; `--check` writes nothing.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.cli import main  # noqa: E402
from pipeline.cli.errors import help_texts  # noqa: E402
from pipeline.tools.docsgen.generate import graph, purpose  # noqa: E402
from pipeline.tools.docsgen.rules import reported_rules, summary  # noqa: E402

PO = ROOT / "pipeline" / "locale" / "zh_CN" / "LC_MESSAGES" / "pipeline.po"
FIXED = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {"localized": None}


def extracted() -> Catalog:
    """Return the messages of the code, without translations."""
    found = Catalog(
        locale="zh_CN",
        domain="pipeline",
        header_comment="# Chinese of the messages of pipeline/. Written by make messages.",
        project="printed-figures",
        version="1",
        creation_date=FIXED,
        revision_date=FIXED,
        last_translator="",
        language_team="",
        msgid_bugs_address="",
        fuzzy=False,
    )
    files = extract_from_dir(
        ROOT / "pipeline", [("**.py", "python")], keywords=KEYWORDS, comment_tags=()
    )
    for path, _, message, *_ in sorted(files, key=lambda each: (each[0], each[1])):
        found.add(message, locations=[(f"pipeline/{path}", None)])
    for command in (main, *main.commands.values()):
        for text in help_texts(command):
            found.add(text, locations=[("pipeline/cli", None)])
    for rule in reported_rules().values():
        found.add(summary(rule).en, locations=[("pipeline/rules", None)])
    for part in graph():
        found.add(purpose(part), locations=[("pipeline/tools/docsgen", None)])
    return found


def updated() -> Catalog:
    """Return the messages of the code with the translations of the committed catalogue."""
    found = extracted()
    if PO.is_file():
        with PO.open("rb") as file:
            known = read_po(file, locale="zh_CN", domain="pipeline")
        for message in found:
            if message.id and (same := known.get(message.id, message.context)):
                message.string = same.string
    return found


def forms(catalog: Catalog) -> dict[Path, bytes]:
    """Return the catalogue as its source file and as the compiled one."""
    text, compiled = io.BytesIO(), io.BytesIO()
    write_po(text, catalog, width=100, sort_output=True, omit_header=False, include_lineno=False)
    write_mo(compiled, catalog)
    return {PO: text.getvalue(), PO.with_suffix(".mo"): compiled.getvalue()}


def run() -> int:
    """Write both forms; return 1 if a translation is missing or, with --check, a form is stale."""
    catalog = updated()
    missing = [message.id for message in catalog if message.id and not message.string]
    made = forms(catalog)
    stale = [path for path, data in made.items() if not path.is_file() or path.read_bytes() != data]
    if "--check" not in sys.argv:
        for path in stale:
            path.write_bytes(made[path])
        stale = []
    for problem in [f"no Chinese: {each!r}" for each in missing] + [f"stale: {p}" for p in stale]:
        sys.stdout.write(f"{problem}\n")
    return 1 if missing or stale else 0


if __name__ == "__main__":
    sys.exit(run())
