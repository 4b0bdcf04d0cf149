"""The structure of the code: imports flow one way, Dagster stays at the edge, modules stay small."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
PIPELINE = CHECKOUT / "pipeline"
MODULES = sorted(PIPELINE.rglob("*.py"))
# Each part of the pipeline with the parts that it imports, in the order in which a figure goes
# through them; a part may import only what stands above it.
MAY_IMPORT: dict[str, set[str]] = {
    part: set(parts.split())
    for part, parts in {
        "localization": "",
        "rules": "localization",
        "intervals": "",
        "reader": "intervals",
        "paths": "",
        "budgets": "localization",
        "filesystem": "localization rules budgets",
        "untrusted": "localization rules budgets",
        "object_store": "localization filesystem budgets",
        "escaping": "localization rules",
        "console": "localization rules escaping",
        "schema": "localization rules",
        "parsing": "intervals",
        "ingest": "localization rules budgets paths filesystem schema parsing",
        "consistency": "localization rules intervals parsing",
        "validation": "localization rules intervals schema parsing ingest consistency",
        "transform": "intervals schema parsing ingest consistency validation",
        "formatting": "localization rules schema parsing validation transform",
        "website": "localization rules escaping schema ingest validation transform formatting",
        "package": (
            "localization rules reader paths filesystem untrusted escaping schema ingest "
            "consistency validation transform formatting website"
        ),
        "defs": (
            "localization rules paths filesystem object_store escaping console schema ingest "
            "consistency validation transform package"
        ),
        "definitions": "paths defs",
        "tools/source_text": "localization rules filesystem untrusted schema parsing ingest validation",
        "tools/draft": (
            "rules filesystem untrusted escaping schema parsing ingest validation website "
            "tools/source_text"
        ),
        "tools/diff": (
            "localization rules paths filesystem untrusted escaping console schema parsing "
            "ingest consistency validation transform package"
        ),
        "tools/verify": (
            "rules budgets filesystem untrusted escaping schema ingest consistency validation "
            "transform package tools/source_text"
        ),
        "tools/mutation_testing": (
            "localization rules paths filesystem schema parsing ingest validation package "
            "tools/source_text"
        ),
        "tools/fix": "localization rules schema ingest",
        "tools/docsgen": (
            "localization rules paths filesystem escaping schema parsing ingest validation defs"
        ),
        "cli": (
            "localization rules budgets paths filesystem object_store untrusted escaping console "
            "schema parsing ingest validation package defs tools/source_text tools/draft "
            "tools/diff tools/verify tools/mutation_testing tools/fix tools/docsgen"
        ),
        "__main__": "cli",
        "__init__": "",
        "tools": "",
    }.items()
}
DAGSTER = {"defs", "definitions"}
STANDARD_LIBRARY_ONLY = {
    "localization", "rules", "intervals", "parsing", "consistency", "paths", "console",
}  # fmt: skip
#: What is measured in floats, which is not a number of the data.
FLOATS = {
    "pipeline/ingest/csv_table.py": "how alike two names are",
    "pipeline/website/charts/svg.py": "how wide a text is drawn",
    "pipeline/tools/source_text/pdf.py": "where a letter stands on its page",
    "pipeline/tools/source_text/pdf_tables.py": "where a rule and a letter stand on their page",
}
LINES = 400
SHAPELESS = {"helpers", "helper", "utils", "util", "utilities", "common", "misc"}


def part_of(names: Sequence[str]) -> str:
    """The part of a module by its names below the pipeline; each folder of tools/ is a part."""
    if names[0] == "tools" and len(names) > 1 and names[1] != "__init__":
        return f"tools/{names[1]}"
    return names[0]


def part(module: Path) -> str:
    """The part of the pipeline that a module belongs to: its folder, or its own name."""
    return part_of(module.relative_to(PIPELINE).with_suffix("").parts)


def name(module: Path) -> str:
    """A module as the failures name it."""
    return module.relative_to(CHECKOUT).as_posix()


@cache
def parsed(module: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(module.read_text(encoding="utf-8"), str(module))


def imported(module: Path) -> Iterator[str]:
    """Every module that a module imports, wherever in it, by its full name."""
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
            if node.module in ("pipeline", "pipeline.tools"):
                yield from (f"{node.module}.{each.name}" for each in node.names)


def parts_imported(module: Path) -> set[str]:
    """The other parts of the pipeline that a module imports."""
    names = (each.split(".") for each in imported(module))
    ours = {part_of(each[1:]) for each in names if each[0] == "pipeline" and len(each) > 1}
    return ours - {part(module)}


def floats(module: Path) -> Iterator[int]:
    """Lines on which a module writes a float or makes one."""
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Constant) and type(node.value) is float:
            yield node.lineno
        if isinstance(node, ast.Name) and node.id == "float" and isinstance(node.ctx, ast.Load):
            yield node.lineno


def test_every_part_of_the_pipeline_has_its_place_in_the_order() -> None:
    """A new part states in MAY_IMPORT what it builds on; one that is gone is taken out."""
    assert {part(module) for module in MODULES} == set(MAY_IMPORT)


def test_permissions_go_one_way() -> None:
    """The table above cannot allow a circle: a part may import only what is listed before it."""
    order = list(MAY_IMPORT)
    for own, others in MAY_IMPORT.items():
        assert all(order.index(each) < order.index(own) for each in others), own


def test_a_module_imports_only_parts_that_come_before_its_own() -> None:
    """A figure goes one way; a stage that imports a later one has taken over its work."""
    wrong = {
        name(module): parts
        for module in MODULES
        if (parts := parts_imported(module) - MAY_IMPORT[part(module)])
    }
    assert wrong == {}, "move what is shared to a part above both, or pass it in as an argument"


def test_imports_are_written_in_full() -> None:
    """A relative import would hide from these tests, and states less to a reader."""
    relative = [name(each) for each in MODULES if any(i.startswith(".") for i in imported(each))]
    assert relative == []


def test_dagster_is_imported_at_the_edge_only() -> None:
    """Domain logic runs, and is tested, without an orchestrator; no private module of it is used."""
    users = {
        name(module): [each for each in imported(module) if each.startswith("dagster")]
        for module in MODULES
    }
    inside = [name(m) for m in MODULES if users[name(m)] and part(m) not in DAGSTER]
    assert inside == [], "wrap it in pipeline/defs"
    assert [each for used in users.values() for each in used if "._" in each] == []
    assert any(users.values()), "this test sees Dagster where it is used"


def test_what_decides_about_numbers_needs_the_standard_library_only() -> None:
    """Rules, exact numbers, decoding and reconciling outlive any version of a data library."""
    foreign = {
        (name(module), root)
        for module in MODULES
        if part(module) in STANDARD_LIBRARY_ONLY
        for root in {each.split(".")[0] for each in imported(module)} - {"pipeline"}
        if root not in sys.stdlib_module_names
    }
    assert foreign == set()


def test_no_number_of_the_data_is_a_float() -> None:
    """A float would publish 0.30000000000000004; numbers are Decimal, Fraction or text."""
    found = {name(module): lines for module in MODULES if (lines := list(floats(module)))}
    assert {module: lines for module, lines in found.items() if module not in FLOATS} == {}
    assert found.keys() == FLOATS.keys(), "an exception that nothing needs any more"


def test_a_module_states_first_what_belongs_in_it() -> None:
    """The docstring's first line answers the reader who asks where something goes."""
    first = {name(m): (ast.get_docstring(parsed(m)) or "").split("\n")[0] for m in MODULES}
    assert {module: text for module, text in first.items() if len(text) < 20} == {}


def test_a_module_holds_one_thing() -> None:
    """At most 400 lines: a longer module holds two concepts."""
    lines = {name(m): m.read_text(encoding="utf-8").count("\n") for m in MODULES}
    assert {module: count for module, count in lines.items() if count > LINES} == {}, (
        "which two things does this module hold?"
    )


def test_no_module_takes_everything() -> None:
    """A name that states nothing collects what nobody has placed."""
    named = {
        path.relative_to(CHECKOUT)
        for folder in ("pipeline", "tests", "benchmarks")
        for path in (CHECKOUT / folder).rglob("*.py")
        if not any(each.startswith(".") for each in path.relative_to(CHECKOUT).parts)
    }
    assert {str(path) for path in named if SHAPELESS & {*path.parts, path.stem}} == set()


def test_a_wrong_way_import_would_be_seen(tmp_path: Path) -> None:
    """The walk sees imports inside functions, from the top package and relative ones."""
    module = tmp_path / "late.py"
    module.write_text(
        "def late():\n"
        "    from pipeline import cli\n"
        "    import pipeline.defs\n"
        "    from . import x\n"
        "    return 0.5, float('1')\n",
        encoding="utf-8",
    )
    seen = {"pipeline", "pipeline.cli", "pipeline.defs", "."}
    assert set(imported(module)) == seen
    assert list(floats(module)) == [5, 5]
