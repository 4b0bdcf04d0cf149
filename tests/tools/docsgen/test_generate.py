"""The documentation that the code makes: complete, current, and its examples do what they state."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.paths import Paths
from pipeline.schema import PUBLISHED
from pipeline.tools.docsgen.generate import (
    DOCUMENTS,
    UnknownPartError,
    graph,
    parts_picture,
    reachable,
    reduced,
    renewed,
    rule_example,
    tables_picture,
)
from pipeline.tools.docsgen.rules import examples, file_findings, is_file, reported_rules, rule_page
from tests.project import CHECKOUT
from tests.test_imports import MAY_IMPORT

PATHS = Paths(CHECKOUT)
DOCS = CHECKOUT / "docs"
RULES = reported_rules()
FILE_EXAMPLES = [code for code, rule in RULES.items() if is_file(rule.wrong)]
FIGURE = rule_example(PATHS)
LINKS = re.compile(r"\]\(([^)#:]+)\)")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_committed_document_is_what_the_code_makes(name: str) -> None:
    """A rule, part or table that has changed is reported as it is: run `make docs` and commit."""
    text = (DOCS / name).read_text(encoding="utf-8")
    assert renewed(text, PATHS) == text, "run make docs"


def test_a_part_that_nothing_makes_is_rejected() -> None:
    """A misspelt mark would otherwise keep old text for ever."""
    with pytest.raises(UnknownPartError, match="ruels"):
        renewed("<!-- made: ruels -->\nold\n<!-- end -->\n", PATHS)


def test_what_stands_between_the_marks_is_replaced_and_nothing_else() -> None:
    """People's words around it stay."""
    text = "before\n<!-- made: parts -->\nold\n<!-- end -->\nafter\n"
    made = renewed(text, PATHS)
    assert made.startswith("before\n")
    assert made.endswith("after\n")
    assert "\nold\n" not in made
    assert renewed(made, PATHS) == made


@pytest.mark.parametrize("code", RULES)
def test_every_rule_stands_in_the_guide_with_an_example_and_what_is_right(code: str) -> None:
    """An editor who meets a code finds it, with something to compare with."""
    wrong, right = examples(RULES[code], FIGURE)
    assert right.strip()
    assert wrong != right
    assert wrong.strip() or code == "E103"
    assert f"\n### {code} {RULES[code].name}\n" in (DOCS / "editing.md").read_text("utf-8")


@pytest.mark.parametrize("code", FILE_EXAMPLES)
def test_an_example_file_breaks_its_rule_and_the_right_one_breaks_none(code: str) -> None:
    """What the guide shows as wrong is reported as it states, and its remedy is one."""
    assert {each.code for each in file_findings(RULES[code].wrong)} == {code}
    assert file_findings(RULES[code].right) == []


def test_the_examples_that_are_files_were_found() -> None:
    """The test above has something to read."""
    assert len(FILE_EXAMPLES) >= 9


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.bad])
def test_the_message_of_an_example_is_the_one_that_it_raises(code: str) -> None:
    """It is made by running the example, value and all."""
    page = rule_page(RULES[code], FIGURE)
    reported = FIGURE.findings(**RULES[code].bad)
    assert reported[0].message.en in page
    assert reported[0].message.zh in page


def test_explain_prints_the_page_of_a_rule_in_any_case() -> None:
    """A reader types what she sees."""
    for typed in ("E203", "e203"):
        result = CliRunner().invoke(main, ["explain", typed])
        assert (result.exit_code, result.output) == (0, rule_page(RULES["E203"], FIGURE))


def test_explain_names_the_codes_if_one_is_unknown() -> None:
    """A typing error is not a dead end."""
    result = CliRunner().invoke(main, ["explain", "E999"])
    assert result.exit_code == 2
    assert "E203" in result.output


def test_the_picture_of_the_parts_shows_no_way_that_is_forbidden() -> None:
    """It is read from the imports, which another test holds against the order of the parts."""
    imports = graph()
    assert set(imports) <= set(MAY_IMPORT)
    for part, others in imports.items():
        assert others <= MAY_IMPORT[part], part


def test_leaving_out_arrows_loses_no_way() -> None:
    """Whatever a part builds on can still be reached in the picture."""
    imports = graph()
    assert sum(map(len, reduced(imports).values())) < sum(map(len, imports.values()))
    for part in imports:
        assert reachable(part, reduced(imports)) == reachable(part, imports)


@pytest.mark.parametrize("picture", [parts_picture, tables_picture], ids=["parts", "tables"])
def test_a_picture_consists_of_boxes_and_arrows_between_them(picture: object) -> None:
    """Mermaid rejects a whole picture for one line that it cannot read."""
    lines = picture().splitlines()  # type: ignore[operator]
    assert lines[0] == "```mermaid"
    assert lines[1].startswith("flowchart ")
    boxes = {match[1] for line in lines if (match := re.fullmatch(r'  (\w+)\["[^"]+"\]', line))}
    arrows = [re.fullmatch(r"  (\w+) -->(?:\|[\w, ]+\|)? (\w+)", each) for each in lines[2:-1]]
    found = [match for match in arrows if match]
    assert len(found) + len(boxes) == len(lines) - 3
    assert {name for match in found for name in match.groups()} <= boxes


def test_every_published_table_is_in_the_picture() -> None:
    """A new table appears by being declared."""
    assert all(f"  {table.name}[" in tables_picture() for table in PUBLISHED)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_and_commands_of_a_document_exist(name: str) -> None:
    """Neither files nor make targets that it names are gone."""
    text = (DOCS / name).read_text(encoding="utf-8")
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    assert all((DOCS / link).exists() for link in LINKS.findall(text))
    for target in re.findall(r"`make ([a-z-]+)", text):
        assert f"\n{target}:" in makefile
    for path in re.findall(r"`((?:raw|tests|\.github)/[\w./-]+)`", text):
        assert Path(CHECKOUT / path).exists(), path
