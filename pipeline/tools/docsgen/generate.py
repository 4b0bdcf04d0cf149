"""Generate the parts of docs/ that come from the code; each part is between two marks.

The diagrams of docs/architecture.md and docs/tables.md show the imports between the parts and the
references between the tables.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import pipeline
from pipeline.filesystem import write_atomic
from pipeline.ingest.report_folder import load_reports
from pipeline.ingest.report_metadata import METADATA_KEYS
from pipeline.paths import Paths
from pipeline.schema import PUBLISHED, TableSchema
from pipeline.tools.docsgen.rules import RuleExample, reported_rules, rule_page

CODE: Final = Path(pipeline.__file__).parent
#: Imported by or importing all parts; their arrows carry no information.
EVERYWHERE: Final = frozenset(
    {"__init__", "__main__", "cli", "console", "paths", "tools", "tools/docsgen"}
)

Graph = Mapping[str, frozenset[str]]


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


def reachable(part: str, imports: Graph) -> frozenset[str]:
    """Return all parts that a part depends on."""
    found: set[str] = set()
    open_parts = [*imports[part]]
    while open_parts:
        each = open_parts.pop()
        if each not in found:
            found.add(each)
            open_parts += imports[each]
    return frozenset(found)


def reduced(imports: Graph) -> Graph:
    """Remove the arrows that a longer path replaces, so that the diagram is readable."""
    kept = {}
    for part, others in imports.items():
        longer = {far for each in others for far in reachable(each, imports)}
        kept[part] = others - longer
    return kept


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


def parts_list() -> str:
    """List each part with its purpose."""
    return "\n".join(f"- `{part}`: {purpose(part)}" for part in graph()) + "\n"


def tables_picture() -> str:
    """Draw which published table refers to which, and by which column."""
    known = {table.name for table in PUBLISHED}
    nodes = [f'  {table.name}["{table.title.zh}<br>{table.name}"]' for table in PUBLISHED]
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


def tables_list() -> str:
    """List every published table: names, key, columns, content of a row."""
    head = ["| table / 表 | key / 主键 | columns / 列 | a row / 内容 |", "|---|---|---:|---|"]
    rows = [
        f"| `{table.name}` {table.title.zh} | {', '.join(table.key)} | {len(table.fields)} |"
        f" {table.description.en} {table.description.zh} |"
        for table in PUBLISHED
    ]
    return "\n".join([*head, *rows]) + "\n"


def report_keys() -> str:
    """List every key of report.yaml: form and meaning, as the model declares them."""
    head = ["| key / 键 | meaning / 含义 | optional / 可省略 |", "|---|---|---|"]
    rows = [
        f"| `{key.name}` | {key.meaning.en}<br>{key.meaning.zh} | {'yes / 是' if key.optional else ''} |"
        for key in METADATA_KEYS
    ]
    return "\n".join([*head, *rows]) + "\n"


def _mermaid(kind: str, lines: Iterable[str]) -> str:
    return "\n".join(["```mermaid", kind, *lines, "```"]) + "\n"


DOCUMENTS: Final = ("editing.md", "architecture.md", "tables.md")

_MADE: Final = re.compile(r"(<!-- made: (\w+) -->\n)(.*?)(<!-- end -->\n)", re.DOTALL)


class UnknownPartError(LookupError):
    """Report that a document names a part that no function generates."""


class NoFigureError(LookupError):
    """Report, in both languages, that raw/ has no figure to demonstrate the rules with."""

    def __init__(self) -> None:
        super().__init__(
            "raw/ has no figure to demonstrate the rules with; key one first / raw/ 中没有可用来演示规则的数字"
        )


def rule_example(paths: Paths) -> RuleExample:
    """Return the first figure of the first section within a chapter, of the first report that has one.

    Raises NoFigureError if there is none.
    """
    for capture in load_reports(paths).values():
        for name, each in capture.figures.items():
            if "." in name and len(each.frame):
                return RuleExample.of(capture, name)
    raise NoFigureError


def rules_text(paths: Paths) -> str:
    """Return the pages of all rules in order of their codes."""
    figure = rule_example(paths)
    return "\n".join(rule_page(rule, figure) for rule in reported_rules().values())


def makers(paths: Paths) -> Mapping[str, Callable[[], str]]:
    """Return the generators of the parts, by name."""
    return {
        "rules": lambda: rules_text(paths),
        "parts": parts_list,
        "parts_picture": parts_picture,
        "report_keys": report_keys,
        "tables": tables_list,
        "tables_picture": tables_picture,
    }


def renewed(text: str, paths: Paths) -> str:
    """Replace all parts between marks by what the code generates now."""
    known = makers(paths)

    def made(match: re.Match[str]) -> str:
        if match[2] not in known:
            raise UnknownPartError(f"unknown part {match[2]}; expected one of: {', '.join(known)}")
        return f"{match[1]}\n{known[match[2]]()}\n{match[4]}"

    return _MADE.sub(made, text)


def write_documents(paths: Paths) -> list[Path]:
    """Update the documents; return those that changed."""
    changed = []
    for name in DOCUMENTS:
        path = paths.root / "docs" / name
        before = path.read_text(encoding="utf-8")
        if (after := renewed(before, paths)) != before:
            write_atomic(path, after.encode(), root=paths.root)
            changed.append(path)
    return changed
