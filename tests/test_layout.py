"""Tests stand where the modules stand: `pipeline/a/b.py` has `tests/a/test_b.py` or `tests/a/b/`."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.test_imports import CHECKOUT, MODULES, PIPELINE

TESTS = CHECKOUT / "tests"
#: A shorter module may be tested with the one that uses it.
SHORT = 60
#: Folders of tests of what is not a module: the page in a browser, other programs, whole reports, the
#: workflows.
APART = {"browser", "clients", "reports", "workflow"}
_GRAMMAR = "tests/parsing/test_parser.py"
_RULES = "tests/rules/test_every_rule.py"
_TABLES = "tests/schema/test_projections.py"
_JOB = "tests/defs/test_run.py"
_DIFFERENCE = "tests/tools/diff/test_diff.py"
_FORMS = "tests/package/formats/test_same_values.py"
_TEXT = "tests/tools/source_text/test_tokenizer.py"
_DAMAGE = "tests/tools/verify/test_verify.py"
_COMMITTED = "tests/package/test_committed_package.py"
_DESCRIPTIONS = "tests/package/metadata/test_descriptions.py"
_DRAFT = "tests/tools/draft/test_draft.py"
#: Modules that are tested through another one, by the test that does so: the parts of the grammar by
#: the printed forms; rules and tables, which are declarations, by a case or a projection of each; the
#: nodes of the graph by real runs; the parts of a difference, a scan or a verification by its cases.
ELSEWHERE = {
    "cli/draft.py": "tests/tools/draft/test_command.py",
    "cli/packages.py": "tests/tools/diff/test_sources.py",
    "console.py": "tests/escaping/test_other_sinks.py",
    "defs/transcription.py": _JOB,
    "defs/validated.py": _JOB,
    "defs/raw_files.py": "tests/defs/test_automation.py",
    "defs/stages.py": "tests/tools/docsgen/test_flow.py",
    "defs/tables.py": _JOB,
    "ingest/grids/key.py": "tests/ingest/grids/test_grid.py",
    "ingest/raw_file.py": "tests/ingest/test_report_folder.py",
    "package/delivery.py": "tests/workflow/test_make_release.py",
    "package/descriptor.py": _COMMITTED,
    "package/files.py": _COMMITTED,
    "package/formats/parquet.py": _FORMS,
    "package/formats/sqlite_schema.py": "tests/package/formats/test_sqlite.py",
    "package/formats/xlsx.py": _FORMS,
    "package/metadata/identifiers.py": _DESCRIPTIONS,
    "package/metadata/package_model.py": _DESCRIPTIONS,
    "package/statistics.py": "tests/package/test_readme.py",
    "tools/docsgen/picture.py": "tests/tools/docsgen/test_generate.py",
    "parsing/grammar.py": _GRAMMAR,
    "parsing/amounts.py": _GRAMMAR,
    "parsing/number_forms.py": _GRAMMAR,
    "parsing/parse_state.py": _GRAMMAR,
    "parsing/prefixes.py": _GRAMMAR,
    "parsing/reading_checks.py": _GRAMMAR,
    "parsing/hedges.py": _GRAMMAR,
    "parsing/number_syntax.py": _GRAMMAR,
    "parsing/scanner.py": "tests/parsing/test_parser_properties.py",
    "rules/double_entry_rules.py": _RULES,
    "rules/figure_rules.py": _RULES,
    "rules/file_rules.py": _RULES,
    "rules/finding.py": _RULES,
    "rules/grid_rules.py": _RULES,
    "rules/identity_rules.py": _RULES,
    "rules/package_rules.py": _DAMAGE,
    "rules/report_rules.py": _RULES,
    "tools/docsgen/svg.py": "tests/tools/docsgen/test_flow.py",
    "tools/docsgen/rules.py": "tests/tools/docsgen/test_generate.py",
    "tools/source_text/figure_words.py": "tests/tools/source_text/test_neighbours.py",
    "tools/source_text/neighbour_entity.py": "tests/tools/source_text/test_neighbours.py",
    "tools/source_text/sections.py": _TEXT,
    "transform/identities.py": "tests/validation/report_checks/test_identities.py",
    "transform/tables.py": "tests/transform/test_figures_of_the_report.py",
    "validation/keyed_figure.py": "tests/validation/figure_checks/test_double_entry.py",
    "validation/report_checks/drafts.py": "tests/tools/draft/test_unconfirmed.py",
    "website/page_data.py": "tests/website/test_template_context.py",
}


def files_for(module: Path) -> Iterator[Path]:
    """The files of tests that stand where a module stands, named after it."""
    place = TESTS / module.relative_to(PIPELINE).parent
    if module.stem == "__init__":
        yield from place.glob("test_*.py")
        return
    yield from place.glob(f"test_{module.stem}.py")
    yield from place.glob(f"test_{module.stem}_*.py")
    yield from (place / module.stem).rglob("test_*.py")


def own(module: Path) -> str:
    """A module below pipeline/."""
    return module.relative_to(PIPELINE).as_posix()


def without_own_tests() -> set[str]:
    """The longer modules that have no file of tests named after them."""
    return {
        own(module)
        for module in MODULES
        if module.read_text(encoding="utf-8").count("\n") > SHORT and not any(files_for(module))
    }


def test_a_module_has_its_tests_where_it_stands() -> None:
    """Who changes a module finds what must still hold; one that is tested elsewhere is listed."""
    without = without_own_tests()
    assert without - ELSEWHERE.keys() == set(), "add tests/<folder>/test_<module>.py"
    assert ELSEWHERE.keys() - without == set(), "an exception that nothing needs any more"


def test_a_module_that_is_tested_elsewhere_names_a_file_that_exists() -> None:
    """A file that moved takes its entries with it."""
    assert [each for each in ELSEWHERE.values() if not (CHECKOUT / each).is_file()] == []


def test_a_folder_of_tests_stands_where_a_folder_or_module_stands() -> None:
    """Tests of a part that is gone or renamed follow it."""
    folders = {path.parent.relative_to(TESTS) for path in TESTS.rglob("test_*.py")}
    ours = {each for each in folders if each.parts and each.parts[0] not in APART}
    lost = [
        each.as_posix()
        for each in ours
        if not (PIPELINE / each).is_dir() and not (PIPELINE / each).with_suffix(".py").is_file()
    ]
    assert lost == []
    assert len(ours) > len(APART)


def test_a_file_named_after_a_module_and_more_is_found() -> None:
    """`test_b.py`, `test_b_of_c.py` and the folder `b/` belong to b, `test_bc.py` does not."""
    found = {path.relative_to(TESTS).as_posix() for path in files_for(PIPELINE / "filesystem.py")}
    assert "filesystem/test_writes.py" in found
    sources = {path.name for path in files_for(PIPELINE / "tools" / "diff" / "sources.py")}
    assert sources == {"test_sources.py", "test_sources_shadowed.py"}


def test_no_test_stands_twice() -> None:
    """A merge once brought back files whose tests had moved to another one."""
    places = defaultdict[str, list[str]](list)
    for path in TESTS.rglob("test_*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                parts = (node.args, *node.decorator_list, *node.body[1:])
                places["".join(map(ast.dump, parts))].append(f"{path.name}: {node.name}")
    assert len(places) > 1_000
    assert [each for each in places.values() if len(each) > 1] == []
