"""Each sink has one function: no module writes Markdown, BibTeX, SQL or commands past it."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.test_imports import MODULES, name, parsed

ESCAPING = "pipeline/escaping.py"
#: What makes text of Markdown: templates, tables and descriptions made by the escaping helpers.
MADE = {"markdown", "markdown_text", "markdown_code", "markdown_table", "describe"}


def calls(attribute: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function or method of this name, with the module."""
    for module in MODULES:
        for node in ast.walk(parsed(module)):
            if isinstance(node, ast.Call):
                called = node.func
                found = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")  # fmt: skip
                if found == attribute:
                    yield name(module), node


@pytest.mark.slow
def test_dagster_is_given_markdown_in_one_place() -> None:
    """`quote_value` takes Markdown alone, which the type checker holds every caller to."""
    assert [module for module, _ in calls("md")] == ["pipeline/defs/naming.py"]
    assert list(calls("MarkdownMetadataValue")) == []


@pytest.mark.parametrize("kind", ["AssetSpec", "AssetCheckSpec", "asset", "multi_asset", "TableColumn"])  # fmt: skip
def test_a_description_in_dagster_is_a_constant_or_escaped(kind: str) -> None:
    """Dagster renders descriptions as Markdown too, those of checks and columns included."""
    described = [
        (module, keyword.value)
        for module, call in calls(kind)
        for keyword in call.keywords
        if keyword.arg == "description"
    ]
    assert described
    for module, value in described:
        is_made = isinstance(value, ast.Call) and getattr(value.func, "id", "") in MADE
        assert is_made or isinstance(value, ast.Constant), (module, value.lineno)


def test_templates_of_markdown_are_constants() -> None:
    """A template made of cells would be Markdown as it is."""
    found = list(calls("markdown"))
    assert found
    for module, call in found:
        first = call.args[0]
        assert isinstance(first, ast.Constant), (module, call.lineno)


def test_nothing_else_replaces_signs_for_markdown() -> None:
    """The scattered escapes are gone, and none comes back."""
    pattern = re.compile(r"""replace\(["']\|["']|&#124;|html import escape|\\\\textbackslash""")
    found = {
        name(module)
        for module in MODULES
        if pattern.search(module.read_text(encoding="utf-8"))
        and not name(module).startswith(ESCAPING)
    }
    assert found <= {"pipeline/schema/projections.py"}, "which holds declarations and no data"


def test_workflow_commands_are_written_in_one_place() -> None:
    """A line that begins with two colons steers the runner."""
    found = {
        name(module)
        for module in MODULES
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith("::")
        and node.value != "::"
    }
    assert found <= {"pipeline/escaping.py"}


def test_markup_that_is_not_escaped_is_our_own() -> None:
    """`Markup` and the filter `safe` go past the templates' escapes: these places, and no other."""
    found = {module for module, _ in calls("Markup")}
    assert found == {"pipeline/website/charts/__init__.py", "pipeline/website/page.py"}
    templates = [path for module in MODULES[:1] for path in module.parents[0].rglob("*.j2")]
    safe = {path.name for path in templates if re.search(r"\|\s*safe\b", path.read_text("utf-8"))}
    assert safe == {"difference.html.j2"}
    for path in templates:
        text = path.read_text(encoding="utf-8")
        assert "autoescape" not in text
        assert re.findall(r"\{\{ (\w+) \| safe \}\}", text) in ([], ["style"])


def test_every_template_escapes_by_default() -> None:
    """An environment of Jinja reports it itself."""
    environments = list(calls("Environment"))
    assert environments
    for module, call in environments:
        text = {each.arg: each.value for each in call.keywords}
        assert isinstance(text["autoescape"], ast.Constant), module
        assert text["autoescape"].value is True, module


def test_sql_is_given_cells_as_parameters() -> None:
    """Only declared names stand in a statement, each quoted by one function."""
    statements = [
        call.args[0]
        for method in ("execute", "executemany", "executescript")
        for _, call in calls(method)
        if call.args
    ]
    filled_in = {
        ast.unparse(part.value)
        for statement in statements
        if isinstance(statement, ast.JoinedStr)
        for part in statement.values
        if isinstance(part, ast.FormattedValue)
    }
    assert "sql_name(table)" in filled_in
    assert filled_in <= {"PAGE", "marks", "sql_name(table)"}


def test_no_module_starts_a_shell() -> None:
    """Programs are started with a list of arguments."""
    for called in ("system", "popen", "getoutput", "create_subprocess_shell"):
        assert list(calls(called)) == []
    started = [*calls("run"), *calls("Popen"), *calls("check_output")]
    assert started
    for module, call in started:
        assert "shell" not in {each.arg for each in call.keywords}, (module, call.lineno)
