"""Generate the parts of docs/ that come from the code; each part is between two marks.

A document exists in English (`.md`) and in Chinese (`.zh.md`). The diagrams of docs/architecture.md and
docs/tables.md show the imports between the parts and the references between the tables. The pictures of
the READMEs are in docs/images.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import pipeline
from pipeline.filesystem import read_regular, write_atomic
from pipeline.ingest import RawReport
from pipeline.ingest.report_folder import each_report
from pipeline.ingest.report_metadata import METADATA_KEYS
from pipeline.localization import Language, in_language, localized
from pipeline.paths import Paths
from pipeline.schema import PUBLISHED, TableSchema
from pipeline.tools.docsgen.picture import pictures
from pipeline.tools.docsgen.reduction import Graph, reduced
from pipeline.tools.docsgen.rules import RuleExample, reported_rules, rule_page

CODE: Final = Path(pipeline.__file__).parent
#: Imported by or importing all parts; their arrows carry no information.
EVERYWHERE: Final = frozenset(
    {"__init__", "__main__", "cli", "console", "paths", "tools", "tools/docsgen"}
)


def graph() -> Graph:
    """Return each part with the parts that it imports, directly or indirectly."""
    direct: dict[str, set[str]] = {}
    for module in sorted(CODE.rglob("*.py")):
        part = _part(module.relative_to(CODE).with_suffix("").parts)
        direct.setdefault(part, set()).update(_imported(module))
    parts = {part for part in direct if part not in EVERYWHERE}
    return {part: frozenset(direct[part] & parts - {part}) for part in sorted(parts)}


def _part(names: Sequence[str]) -> str:
    """Return the part of a module from its names below the pipeline; each folder of tools/ is a part."""
    if names[0] == "tools" and len(names) > 1 and names[1] != "__init__":
        return f"tools/{names[1]}"
    return names[0]


def _imported(module: Path) -> set[str]:
    """Return the parts of this project that a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline."):
            found.add(_part(str(node.module).split(".")[1:]))
    return found


def purpose(part: str) -> str:
    """Return the first line of the part's docstring."""
    folder, module = CODE / part / "__init__.py", CODE / f"{part}.py"
    source = (folder if folder.exists() else module).read_text(encoding="utf-8")
    return (ast.get_docstring(ast.parse(source)) or "").splitlines()[0]


WIDE = 60


def parts_picture() -> str:
    """Draw the dependences between the parts; a figure goes from top to bottom."""
    arrows = reduced(graph())
    nodes = [f'  {_node(part)}["{part}"]' for part in arrows]
    lines = [
        f"  {_node(other)} --> {_node(part)}"
        for part, others in arrows.items()
        for other in sorted(others)
    ]
    return _mermaid("flowchart TD", [*nodes, *lines])


def _node(part: str) -> str:
    """Return the identifier of a part in the diagram, which allows letters and underscores."""
    return part.replace("/", "_")


def parts_list(language: Language) -> str:
    """List each part with its purpose."""
    lines = (
        localized("- `{part}`: {purpose}", part=part, purpose=localized(purpose(part)))
        for part in graph()
    )
    return "".join(f"{in_language(language, line)}\n" for line in lines)


def tables_picture(language: Language) -> str:
    """Draw which published table refers to which, and by which column."""
    known = {table.name for table in PUBLISHED}
    nodes = [
        f'  {table.name}["{in_language(language, table.title)}<br>{table.name}"]'
        for table in PUBLISHED
    ]
    lines = [
        f"  {table.name} -->|{column}| {other}"
        for table in PUBLISHED
        for column, other in _references(table)
        if other in known
    ]
    return _mermaid("flowchart LR", [*nodes, *lines])


def _references(table: TableSchema) -> Iterator[tuple[str, str]]:
    """Yield the tables that a table refers to, each with its columns in one label."""
    columns: dict[str, list[str]] = {}
    for field in table.fields:
        if field.refers_to:
            columns.setdefault(field.refers_to.split(".")[0], []).append(field.name)
    return ((", ".join(names), other) for other, names in columns.items())


_TABLES_HEAD: Final = localized("| table | title | key | columns | content of a row |")


def tables_list(language: Language) -> str:
    """List every published table: names, key, columns, content of a row."""
    rows = [
        f"| `{table.name}` | {in_language(language, table.title)} |"
        f" {', '.join(f'`{name}`' for name in table.key)} | {len(table.fields)} |"
        f" {in_language(language, table.description)} |"
        for table in PUBLISHED
    ]
    return "\n".join([in_language(language, _TABLES_HEAD), "|---|---|---|---:|---|", *rows]) + "\n"


_KEYS_HEAD: Final = localized("| key | meaning | optional |")
_OPTIONAL: Final = localized("yes")


def report_keys(language: Language) -> str:
    """List every key of report.yaml: form and meaning, as the model declares them."""
    rows = [
        f"| `{key.name}` | {in_language(language, key.meaning)} |"
        f" {in_language(language, _OPTIONAL) if key.optional else ''} |"
        for key in METADATA_KEYS
    ]
    return "\n".join([in_language(language, _KEYS_HEAD), "|---|---|---|", *rows]) + "\n"


def _mermaid(kind: str, lines: Iterable[str]) -> str:
    return "\n".join(["```mermaid", kind, *lines, "```"]) + "\n"


#: Documents with generated parts, each in two languages; `.zh.md` ends the name of the Chinese one.
DOCUMENTS: Final = tuple(
    f"{name}{ending}"
    for name in ("architecture", "editing", "rules", "tables")
    for ending in (".md", ".zh.md")
)
_MADE: Final = re.compile(r"(<!-- made: (\w+) -->\n)(.*?)(<!-- end -->\n)", re.DOTALL)


class UngeneratedError(LookupError):
    """Report, in the language of the reader, why a document cannot be generated."""


class UnknownPartError(UngeneratedError):
    """Report that a document names a part that no function generates."""


class NoFigureError(UngeneratedError):
    """Report that raw/ has no figure to demonstrate the rules with."""

    def __init__(self) -> None:
        super().__init__(
            str(localized("raw/ has no figure to demonstrate the rules with; key one first"))
        )


def rule_example(paths: Paths) -> RuleExample:
    """Return the first figure of the first section within a chapter, else of any section with figures.

    Raises NoFigureError if there is none.
    """
    first: tuple[RawReport, str] | None = None
    for _, capture in each_report(paths):
        for name in (name for name, each in capture.figures.items() if len(each.frame)):
            if "." in name:
                return RuleExample.of(capture, name)
            first = first or (capture, name)
    if first is None:
        raise NoFigureError
    return RuleExample.of(*first)


def rules_text(example: RuleExample, language: Language) -> str:
    """Return the pages of all rules in order of their codes."""
    return "\n".join(rule_page(rule, example, language) for rule in reported_rules().values())


def makers(example: RuleExample, language: Language) -> Mapping[str, Callable[[], str]]:
    """Return the generators of the parts, by name."""
    return {
        "rules": lambda: rules_text(example, language),
        "parts": lambda: parts_list(language),
        "parts_picture": parts_picture,
        "report_keys": lambda: report_keys(language),
        "tables": lambda: tables_list(language),
        "tables_picture": lambda: tables_picture(language),
    }


def renewed(text: str, example: RuleExample, language: Language) -> str:
    """Replace all parts between marks by what the code generates now."""
    known = makers(example, language)

    def made(match: re.Match[str]) -> str:
        if match[2] not in known:
            expected = ", ".join(known)
            problem = localized(
                "unknown part {part}; expected one of: {expected}", part=match[2], expected=expected
            )
            raise UnknownPartError(str(problem))
        return f"{match[1]}\n{known[match[2]]()}\n{match[4]}"

    return _MADE.sub(made, text)


def flow_pictures(paths: Paths, example: RuleExample) -> Mapping[str, str]:
    """Return the pictures of the stages of the example's report."""
    # imported here because Dagster takes long to import, and `explain` does not need it
    from pipeline.defs.stages import stages
    from pipeline.tools.docsgen.flow import flows

    return flows(stages(paths, example.report.folder)) if example.report else {}


def language_of(name: str) -> Language:
    """Return the language of a document from its file name."""
    return "zh" if name.endswith(".zh.md") else "en"


def _text_of(path: Path) -> str:
    """Return the text of a document. Raises UngeneratedError if it is not UTF-8, OSError for no file."""
    try:
        return read_regular(path).decode()
    except UnicodeDecodeError as error:
        problem = localized(
            "{path} is not UTF-8 (byte {value}); save it again as UTF-8",
            path=path.name,
            value=error.start + 1,
        )
        raise UngeneratedError(str(problem)) from None


def write_documents(paths: Paths) -> list[Path]:
    """Update the documents and the pictures; return those that changed."""
    changed = []
    example = rule_example(paths)
    drawn = {**pictures(example), **flow_pictures(paths, example)}
    made = {paths.root / "docs" / "images" / name: text for name, text in drawn.items()}
    for name in DOCUMENTS:
        path = paths.root / "docs" / name
        made[path] = renewed(_text_of(path), example, language_of(name))
    for path, text in made.items():
        if not path.exists() or _text_of(path) != text:
            write_atomic(path, text.encode(), root=paths.root)
            changed.append(path)
    return changed
