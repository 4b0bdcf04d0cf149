"""The parts of the pipeline and which builds on which, read from the imports of the code itself."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pipeline

CODE: Final = Path(pipeline.__file__).parent
#: Told to everyone or told by everyone; arrows to and from them would say nothing.
EVERYWHERE: Final = frozenset({"__init__", "__main__", "announce", "cli", "guide", "paths"})

Graph = Mapping[str, frozenset[str]]


def graph() -> Graph:
    """Each part with the parts that it imports, directly or through others."""
    direct: dict[str, set[str]] = {}
    for module in sorted(CODE.rglob("*.py")):
        part = module.relative_to(CODE).parts[0].removesuffix(".py")
        direct.setdefault(part, set()).update(_imported(module))
    parts = {part for part in direct if part not in EVERYWHERE}
    return {part: frozenset(direct[part] & parts - {part}) for part in sorted(parts)}


def _imported(module: Path) -> set[str]:
    """The parts of ours that a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline."):
            found.add(str(node.module).split(".")[1])
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
