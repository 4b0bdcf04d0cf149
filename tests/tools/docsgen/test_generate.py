"""The documentation that the code makes: complete, current, and its examples do what they state."""

from __future__ import annotations

import csv
import inspect
import os
import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.localization import LANGUAGES, Language, LocalizedText, localized
from pipeline.paths import Paths
from pipeline.schema import PUBLISHED, READABLE
from pipeline.tools.docsgen.generate import (
    DOCUMENTS,
    UnknownPartError,
    flow_pictures,
    graph,
    language_of,
    makers,
    purpose,
    renewed,
    rule_example,
    tables_picture,
    write_documents,
)
from pipeline.tools.docsgen.picture import BADGES, pictures
from pipeline.tools.docsgen.reduction import reachable, reduced
from pipeline.tools.docsgen.rules import (
    examples,
    file_findings,
    is_file,
    reported_rules,
    rule_page,
    summary,
)
from pipeline.tools.verify.known_vocabulary import FILE
from tests.documents import HAN
from tests.package.committed import rows
from tests.project import CHECKOUT, STATED, Project
from tests.test_imports import MAY_IMPORT

PATHS = Paths(CHECKOUT)
DOCS = CHECKOUT / "docs"
RULES = reported_rules()
FILE_EXAMPLES = [code for code, rule in RULES.items() if is_file(rule.wrong)]
FIGURE = rule_example(PATHS)
DRAWN = pictures(FIGURE)
FLOWS = ("flow.svg", "flow.zh.svg")


@cache
def drawn(name: str) -> str:
    """A picture as the code draws it; those of the graph load Dagster."""
    return (flow_pictures(PATHS, FIGURE) if name in FLOWS else DRAWN)[name]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_committed_document_is_what_the_code_makes(name: str) -> None:
    """A rule, part or table that has changed is reported as it is: run `make docs` and commit."""
    text = (DOCS / name).read_text(encoding="utf-8")
    assert renewed(text, FIGURE, language_of(name)) == text, "run make docs"


def test_each_generated_document_is_made_in_both_languages() -> None:
    """The names state the language."""
    languages = {name: language_of(name) for name in DOCUMENTS}
    assert languages == {
        "architecture.md": "en",
        "architecture.zh.md": "zh",
        "editing.md": "en",
        "editing.zh.md": "zh",
        "rules.md": "en",
        "rules.zh.md": "zh",
        "tables.md": "en",
        "tables.zh.md": "zh",
    }


def test_writing_updates_each_document_in_its_language(tmp_path: Path) -> None:
    """A changed part of either file is generated again, and a current file is not written."""
    project = Project.copied(tmp_path)
    docs = project.root / "docs"
    docs.mkdir()
    for name in DOCUMENTS:
        (docs / name).write_text("Nothing is generated.\n", encoding="utf-8")
    for name in ("tables.md", "tables.zh.md"):
        (docs / name).write_text("<!-- made: tables -->\nold\n<!-- end -->\n", encoding="utf-8")
    changed = write_documents(project.paths)
    assert [path.name for path in changed] == [*DRAWN, *FLOWS, "tables.md", "tables.zh.md"]
    english, chinese = (path.read_text(encoding="utf-8") for path in changed[-2:])
    assert write_documents(project.paths) == []
    assert "| `errata` | Errata |" in english
    assert "| `errata` | 勘误 |" in chinese


@pytest.mark.parametrize("name", [*DRAWN, *FLOWS])
def test_a_committed_picture_is_what_the_code_draws(name: str) -> None:
    """Well-formed, shown by a README, and the same bytes: run `make docs` and commit."""
    path = DOCS / "images" / name
    assert path.read_text(encoding="utf-8") == drawn(name), "run make docs"
    assert ElementTree.fromstring(drawn(name)).tag.endswith("svg")  # noqa: S314 - our own file
    readme = CHECKOUT / f"README{'.zh' if '.zh.' in name else ''}.md"
    assert re.search(rf"!\[[^\]]+\]\(docs/images/{name}\)", readme.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_of_a_row_states_the_cells_of_that_row(language: Language) -> None:
    """Names and cells of the table in words, and the printed words in their order."""
    path = CHECKOUT / STATED["package"] / f"figures_{language}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        row = next(
            each
            for each in csv.DictReader(file)
            if each[READABLE[language].key[0]] == FIGURE.cells()["id"]
        )
    picture = DRAWN["row.svg" if language == "en" else "row.zh.svg"]
    texts = re.findall(r"<text [^>]*>([^<]*)</text>", picture)
    cells = texts[texts.index({"en": "published row", "zh": "发布的一行"}[language]) + 1 :]
    stated = dict(zip(cells[::2], cells[1::2], strict=True))
    assert len(stated) == 9
    assert stated.items() <= row.items()
    at = [texts.index(word) for word in ("超", "72", "万亿", "元")]
    assert at == sorted(at)
    assert "".join(texts[each] for each in at) == FIGURE.cells()["printed"].replace(" ", "")


def test_the_badges_state_what_the_project_declares() -> None:
    """A badge that is stale would be believed."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    assert [stated for _, stated in BADGES] == [
        project["requires-python"].replace(">=", "≥ "), project["license"], "CC BY 4.0"
    ]  # fmt: skip
    assert "CC BY 4.0" in (CHECKOUT / "LICENSE-DATA").read_text("utf-8")


def test_a_part_that_nothing_makes_is_rejected() -> None:
    """A misspelt mark would otherwise keep old text for ever."""
    with pytest.raises(UnknownPartError, match="ruels"):
        renewed("<!-- made: ruels -->\nold\n<!-- end -->\n", FIGURE, "en")


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


#: Files that `docs` cannot use, and what it prints.
UNUSABLE: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "another encoding": ("docs/rules.md", lambda path: path.write_bytes(b"\xff"), "rules.md is not UTF-8 (byte 1)"),
    "a pipe": ("docs/rules.md", _pipe, "rules.md: it is not a regular file"),
    "a file without an end": ("docs/rules.md", lambda path: os.truncate(path, 1 << 40), "larger than 64 MiB"),
    "an unknown part": ("docs/rules.md", lambda path: path.write_text("<!-- made: x -->\n<!-- end -->\n"), "unknown part x"),
    "no words": ("raw/vocabulary/units.csv", lambda path: path.write_bytes(b"\xff"), "raw/vocabulary/units.csv:1 E101"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNUSABLE)
def test_of_a_file_that_cannot_be_read_nothing_is_updated(name: str, tmp_path: Path) -> None:
    """Neither the documents nor the fingerprints of the words that are left."""
    project = Project.copied(tmp_path)
    known = project.root / FILE.relative_to(CHECKOUT)
    for path in (*(project.root / "docs" / each for each in DOCUMENTS), known):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<!-- made: tables -->\n<!-- end -->\n", encoding="utf-8")
    file, spoil, message = UNUSABLE[name]
    spoil(project.root / file)
    before = {path: path.stat().st_mtime_ns for path in project.root.rglob("*")}
    done = CliRunner().invoke(main, ["--root", str(project.root), "docs"])
    assert isinstance(done.exception, SystemExit), done.exception
    assert (done.exit_code > 0, message in done.output) == (True, True), done.output
    assert {path: path.stat().st_mtime_ns for path in project.root.rglob("*")} == before


def test_what_stands_between_the_marks_is_replaced_and_nothing_else() -> None:
    """People's words around it stay."""
    text = "before\n<!-- made: parts -->\nold\n<!-- end -->\nafter\n"
    made = renewed(text, FIGURE, "en")
    assert made.startswith("before\n")
    assert made.endswith("after\n")
    assert "\nold\n" not in made
    assert renewed(made, FIGURE, "en") == made


@pytest.mark.parametrize("code", RULES)
def test_every_rule_stands_in_the_guide_with_an_example_and_what_is_right(code: str) -> None:
    """An editor who meets a code finds it, with something to compare with."""
    wrong, right = examples(RULES[code], FIGURE)
    assert right
    assert wrong != right
    assert wrong or code == "E103"
    for name in ("rules.md", "rules.zh.md"):
        assert f"\n### {code} {RULES[code].name}\n" in (DOCS / name).read_text("utf-8")


@pytest.mark.parametrize("code", FILE_EXAMPLES)
def test_an_example_file_breaks_its_rule_and_the_right_one_breaks_none(code: str) -> None:
    """What the guide shows as wrong is reported as it states, and its remedy is one."""
    assert {each.code for each in file_findings(str(RULES[code].wrong))} == {code}
    assert file_findings(str(RULES[code].right)) == []


def test_the_examples_that_are_files_were_found() -> None:
    """The test above has something to read."""
    assert len(FILE_EXAMPLES) >= 9


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.bad])
def test_the_message_of_an_example_is_the_one_that_it_raises(code: str) -> None:
    """It is made by running the example, value and all."""
    reported = FIGURE.findings(**RULES[code].bad)
    assert reported[0].message.en in rule_page(RULES[code], FIGURE, "en")
    assert reported[0].message.zh in rule_page(RULES[code], FIGURE, "zh")


def test_a_page_is_in_one_language() -> None:
    """All of it: summary, labels, description, message, remedy, stage."""
    assert rule_page(RULES["E504"], FIGURE, "en") == (
        "### E504 file-unlisted\n\nEvery file of the package is listed in SHA256SUMS.\n\n"
        "Wrong: data/more.csv, added later\n\nRight: only files that SHA256SUMS lists\n\n"
        "- '…' is not listed in SHA256SUMS."
        " **Remove the file if you added it; otherwise download the package again.**\n"
        "- Reported when verifying a package; check `files`.\n"
    )
    assert rule_page(RULES["E504"], FIGURE, "zh") == (
        "### E504 file-unlisted\n\n数据包中的文件须全部列入 SHA256SUMS。\n\n"
        "错误：事后加入的 data/more.csv\n\n正确：只有 SHA256SUMS 所列的文件\n\n"
        "- '…' 未列入 SHA256SUMS。**若为自行放入，请移除；否则请重新下载数据包。**\n"
        "- 核验数据包时报告；检查项 `files`。\n"
    )


@pytest.mark.parametrize("code", RULES)
def test_the_summary_of_a_rule_is_in_both_languages(code: str) -> None:
    """The docstring of the class, in English and as the catalogue has it."""
    text = summary(RULES[code])
    assert text.en == inspect.cleandoc(RULES[code].__doc__ or "")
    assert HAN.search(text.zh)


def test_the_purpose_of_a_part_is_in_both_languages() -> None:
    """The first line of its docstring; the list of parts shows no other text."""
    assert [part for part in graph() if not HAN.search(localized(purpose(part)).zh)] == []


def test_an_example_that_is_the_same_in_both_languages_is_cells_or_a_file() -> None:
    """A description has words around its cells, and is in both languages."""
    shown = {text for rule in RULES.values() for text in (rule.wrong, rule.right) if not rule.bad}
    for text in shown:
        if isinstance(text, LocalizedText):
            assert HAN.search(text.zh), text.en
        else:
            assert is_file(text) or not re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", text), text


def test_explain_prints_the_page_of_a_rule_in_any_case() -> None:
    """A reader types what she sees."""
    for typed in ("E203", "e203"):
        result = CliRunner().invoke(main, ["explain", typed])
        assert (result.exit_code, result.output) == (0, rule_page(RULES["E203"], FIGURE, "en"))


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


PICTURES = {
    f"{part} {language}": makers(FIGURE, language)[part]
    for part in ("parts_picture", "tables_picture")
    for language in LANGUAGES
}


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_consists_of_boxes_and_arrows_between_them(picture: str) -> None:
    """Mermaid rejects a whole picture for one line that it cannot read."""
    lines = PICTURES[picture]().splitlines()
    assert lines[0] == "```mermaid"
    assert lines[1].startswith("flowchart ")
    boxes = {match[1] for line in lines if (match := re.fullmatch(r'  (\w+)\["[^"]+"\]', line))}
    arrows = [re.fullmatch(r"  (\w+) -->(?:\|[\w, ]+\|)? (\w+)", each) for each in lines[2:-1]]
    found = [match for match in arrows if match]
    assert len(found) + len(boxes) == len(lines) - 3
    assert {name for match in found for name in match.groups()} <= boxes


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_published_table_is_in_the_picture(language: Language) -> None:
    """A new table appears by being declared."""
    assert all(f"  {table.name}[" in tables_picture(language) for table in PUBLISHED)


_SECTION = re.compile(r"^## ([0-9.]+)$(.*?)(?=^## )", re.MULTILINE | re.DOTALL)
_FIRST_CELL = re.compile(r"^\| ((?:`[0-9]{3}` ?)+)\|", re.MULTILINE)
#: The first sentence of each document states how many relations and figures there are.
COUNTS = {
    "identities.md": r"The (?P<relations>\d+) relations.*?use (?P<used>\d+) of the (?P<figures>\d+) .*?other (?P<others>\d+)",
    "identities.zh.md": r"的 (?P<relations>\d+) 条关系用到 (?P<figures>\d+) 个数字中的 (?P<used>\d+) 个。其余 (?P<others>\d+) 个",
}


def document(name: str) -> str:
    """The text of a document."""
    return (CHECKOUT / "docs" / name).read_text(encoding="utf-8")


def argued(name: str) -> list[str]:
    """The figures in the first cells of the document's tables."""
    return [
        f"{section}-{number}"
        for section, text in _SECTION.findall(document(name))
        for cell in _FIRST_CELL.findall(text)
        for number in re.findall(r"[0-9]{3}", cell)
    ]


@pytest.mark.parametrize("name", COUNTS)
def test_each_figure_is_in_an_identity_or_has_a_reason_why_not(name: str) -> None:
    """Otherwise the argument that there are no more relations has a hole, or is out of date."""
    used = {row["figure"] for row in rows("identity_terms")}
    unused = [row["figure_id"] for row in rows("figures") if row["figure_id"] not in used]
    assert sorted(argued(name)) == sorted(unused)


@pytest.mark.parametrize("name", COUNTS)
def test_its_counts_are_those_of_the_data(name: str) -> None:
    """The first sentence states how many relations and figures there are."""
    figures, used = len(rows("figures")), len({row["figure"] for row in rows("identity_terms")})
    stated = re.search(COUNTS[name], document(name))
    assert stated is not None
    assert {name: int(number) for name, number in stated.groupdict().items()} == {
        "relations": len(rows("identities")),
        "figures": figures,
        "used": used,
        "others": figures - used,
    }
