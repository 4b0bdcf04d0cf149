"""Generate the parts of docs/ that come from the code; each stands between two marks.

The pictures of docs/architecture.md show which part imports which, read from the imports themselves,
and which table refers to which.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import pipeline
from pipeline.filesystem import write_whole
from pipeline.ingest.report_folder import captured_reports
from pipeline.paths import Paths
from pipeline.schema import PUBLISHED, Table
from pipeline.tools.docsgen.rules import Model, raised_rules, rule_page

CODE: Final = Path(pipeline.__file__).parent
#: Told to everyone or told by everyone; arrows to and from them would say nothing.
EVERYWHERE: Final = frozenset(
    {"__init__", "__main__", "cli", "console", "paths", "tools", "tools/docsgen"}
)

Graph = Mapping[str, frozenset[str]]


def graph() -> Graph:
    """Each part with the parts that it imports, directly or through others."""
    direct: dict[str, set[str]] = {}
    for module in sorted(CODE.rglob("*.py")):
        part = _part(module.relative_to(CODE).with_suffix("").parts)
        direct.setdefault(part, set()).update(_imported(module))
    parts = {part for part in direct if part not in EVERYWHERE}
    return {part: frozenset(direct[part] & parts - {part}) for part in sorted(parts)}


def _part(names: Sequence[str]) -> str:
    """The part of a module by its names below the pipeline; each folder of tools/ is a part."""
    if names[0] == "tools" and len(names) > 1 and names[1] != "__init__":
        return f"tools/{names[1]}"
    return names[0]


def _imported(module: Path) -> set[str]:
    """The parts of ours that a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline."):
            found.add(_part(str(node.module).split(".")[1:]))
    return found


def reachable(part: str, imports: Graph) -> frozenset[str]:
    """Everything that a part builds on."""
    found: set[str] = set()
    open_parts = [*imports[part]]
    while open_parts:
        each = open_parts.pop()
        if each not in found:
            found.add(each)
            open_parts += imports[each]
    return frozenset(found)


def reduced(imports: Graph) -> Graph:
    """Only the arrows that no longer way replaces, so that the picture can be read."""
    kept = {}
    for part, others in imports.items():
        longer = {far for each in others for far in reachable(each, imports)}
        kept[part] = others - longer
    return kept


def purpose(part: str) -> str:
    """The first line that the part says about itself."""
    folder, module = CODE / part / "__init__.py", CODE / f"{part}.py"
    source = (folder if folder.exists() else module).read_text(encoding="utf-8")
    return (ast.get_docstring(ast.parse(source)) or "").splitlines()[0]


WIDE = 60


def parts_picture() -> str:
    """Which part builds on which; a figure goes from the top to the bottom."""
    arrows = reduced(graph())
    nodes = [f'  {_node(part)}["{part}"]' for part in arrows]
    lines = [
        f"  {_node(other)} --> {_node(part)}"
        for part, others in arrows.items()
        for other in sorted(others)
    ]
    return _mermaid("flowchart TD", [*nodes, *lines])


def _node(part: str) -> str:
    """The identifier of a part in the picture, which takes letters and underscores."""
    return part.replace("/", "_")


def parts_list() -> str:
    """What each part says that it holds."""
    return "\n".join(f"- `{part}`: {purpose(part)}" for part in graph()) + "\n"


def tables_picture() -> str:
    """Which published table refers to which, and by which column."""
    known = {table.name for table in PUBLISHED}
    nodes = [f'  {table.name}["{table.title.zh}<br>{table.name}"]' for table in PUBLISHED]
    lines = [
        f"  {table.name} -->|{column}| {other}"
        for table in PUBLISHED
        for column, other in _references(table)
        if other in known
    ]
    return _mermaid("flowchart LR", [*nodes, *lines])


def _references(table: Table) -> Iterator[tuple[str, str]]:
    """The tables that a table refers to, each with its columns in one label."""
    columns: dict[str, list[str]] = {}
    for field in table.fields:
        if field.refers_to:
            columns.setdefault(field.refers_to.split(".")[0], []).append(field.name)
    return ((", ".join(names), other) for other, names in columns.items())


def tables_list() -> str:
    """Every published table: names, key, columns, what a row is."""
    head = ["| table / 表 | key / 主键 | columns / 列 | a row / 内容 |", "|---|---|---:|---|"]
    rows = [
        f"| `{table.name}` {table.title.zh} | {', '.join(table.key)} | {len(table.fields)} |"
        f" {table.description.en} {table.description.zh} |"
        for table in PUBLISHED
    ]
    return "\n".join([*head, *rows]) + "\n"


def _mermaid(kind: str, lines: Iterable[str]) -> str:
    return "\n".join(["```mermaid", kind, *lines, "```"]) + "\n"


DOCUMENTS: Final = ("editing.md", "architecture.md")

_MADE: Final = re.compile(r"(<!-- made: (\w+) -->\n)(.*?)(<!-- end -->\n)", re.DOTALL)


class UnknownPartError(LookupError):
    """A document asks for a part that nothing makes."""


class NoFigureError(LookupError):
    """raw/ has no figure that the rules could be shown with; it says so in both languages."""

    def __init__(self) -> None:
        super().__init__(
            "raw/ has no figure to show the rules with / raw/ 中没有可用来演示规则的数字"
        )


def model(paths: Paths) -> Model:
    """The first figure of the first section within a chapter, of the first report that has one.

    Raises NoFigureError where there is none.
    """
    for capture in captured_reports(paths).values():
        for name, each in capture.figures.items():
            if "." in name and len(each.frame):
                return Model.of(capture, name)
    raise NoFigureError


def all_rules(paths: Paths) -> str:
    """The pages of all rules in order of their codes."""
    figure = model(paths)
    return "\n".join(rule_page(rule, figure) for rule in raised_rules().values())


def makers(paths: Paths) -> Mapping[str, Callable[[], str]]:
    """What can stand between the marks, by name."""
    return {
        "rules": lambda: all_rules(paths),
        "parts": parts_list,
        "parts_picture": parts_picture,
        "tables": tables_list,
        "tables_picture": tables_picture,
    }


def renewed(text: str, paths: Paths) -> str:
    """A document in which everything between marks is what the code makes now."""
    known = makers(paths)

    def made(match: re.Match[str]) -> str:
        if match[2] not in known:
            raise UnknownPartError(f"nothing makes {match[2]}; known: {', '.join(known)}")
        return f"{match[1]}\n{known[match[2]]()}\n{match[4]}"

    return _MADE.sub(made, text)


def write_documents(paths: Paths) -> list[Path]:
    """Renew the documents; return those that changed."""
    changed = []
    for name in DOCUMENTS:
        path = paths.root / "docs" / name
        before = path.read_text(encoding="utf-8")
        if (after := renewed(before, paths)) != before:
            write_whole(path, after.encode(), root=paths.root)
            changed.append(path)
    return changed
