"""Documents: each exists in English and in Chinese, of one structure, and each in one language."""

import re
from pathlib import Path

import pytest

from pipeline.tools.docsgen.generate import language_of
from tests.documents import (
    ENGLISH,
    chinese_of,
    differences,
    first_line,
    foreign,
    lines,
    links,
    prose,
)
from tests.project import CHECKOUT

EVERY = [path for english in ENGLISH for path in (english, chinese_of(english))]
PAIRS = [pytest.param(path, id=path.relative_to(CHECKOUT).as_posix()) for path in ENGLISH]
SINGLE = [pytest.param(path, id=path.relative_to(CHECKOUT).as_posix()) for path in EVERY]
IN_REPOSITORY = re.compile(r"`((?:raw|tests|pipeline|docs|\.github|\.ci)/[\w./-]+)`")
SAMPLE = """\
# Title

Words with `code` and [a link](docs/rules.md).

- first
- second

```console
$ make check
valid
```

| a | b |
|---|---|
| c | d |
"""
#: A change of the sample, and what the comparison reports of it.
CHANGES = {
    "heading of another level": ("# Title", "## Title", ["blocks"]),
    "paragraph too many": ("- first", "More.\n\n- first", ["blocks"]),
    "item missing": ("- second\n", "", ["blocks"]),
    "cell too many": ("| c | d |", "| c | d |\n| e | f |", ["blocks"]),
    "another command": ("$ make check", "$ make fix", ["code blocks"]),
    "another language of code": ("```console", "```text", ["code blocks"]),
    "another name": ("`code`", "`codes`", ["code"]),
    "another link": ("docs/rules.md", "docs/tables.md", ["links"]),
    "link missing": ("[a link](docs/rules.md)", "a link", ["links"]),
}
#: Parts of a document in the wrong language, and those that are not.
ENGLISH_TEXT = {
    "The report states 这是一个句子 here.": ["这是一个句子"],
    "It is so。": ["。"],
    "| a | 一个很长的单元格 |\n|---|---|\n| b | c |": ["一个很长的单元格"],
    "![一张图片说明](a.png)": ["一张图片说明"],
    "If 个百分点 is printed, key 万亿 as such.": [],
    "The first report is 《中国信息消费发展态势报告（2020 年）》.": [],
    "The attribution is `来源：中国信息通信研究院`.": [],
    "```text\n录入为 '亿'，而原文为 万亿。\n```": [],
}
CHINESE_TEXT = {
    "报告 states one figure in words here 如此。": ["states one figure in words here"],
    "Figures are numbers.": ["Figures are numbers."],
    "- Figures": ["Figures"],
    "可推断的列：indicator, entity, unit, period, basis, status, page。": [],
    "采用 Data Package v2 与 Table Schema 描述。": [],
    "运行 `make publish`，提交 raw/ 与 datapackage/。": [],
    "### E101 not-utf-8": [],
    "| frictionless | 5.21.0 |\n|---|---|\n| DuckDB | CSV |": [],
    "```text\nan English output of a program in a block\n```": [],
}


def texts(english: Path) -> tuple[str, str]:
    """A document in English and in Chinese."""
    return english.read_text(encoding="utf-8"), chinese_of(english).read_text(encoding="utf-8")


def test_each_document_has_a_counterpart() -> None:
    """A reader of either language finds all of them."""
    chinese = {
        path for folder in ("", "docs", ".github") for path in (CHECKOUT / folder).glob("*.zh.md")
    }
    assert {chinese_of(path) for path in ENGLISH} == chinese
    assert {"README.md", "CONTRIBUTING.md", "rules.md"} <= {path.name for path in ENGLISH}


@pytest.mark.parametrize("path", PAIRS)
def test_the_first_line_links_to_the_counterpart(path: Path) -> None:
    """On GitHub a reader changes the language with one click."""
    english, chinese = (text.splitlines()[0] for text in texts(path))
    assert english == first_line(path, "en")
    assert chinese == first_line(path, "zh")


@pytest.mark.parametrize("path", PAIRS)
def test_both_languages_have_the_same_structure_code_and_links(path: Path) -> None:
    """A change of one document is a change of both."""
    assert differences(*texts(path)) == []


@pytest.mark.parametrize("change", CHANGES)
def test_a_difference_of_structure_is_reported(change: str) -> None:
    """Each kind of change by itself."""
    old, new, expected = CHANGES[change]
    assert old in SAMPLE
    assert differences(SAMPLE, SAMPLE.replace(old, new)) == expected


def test_output_of_a_program_and_labels_of_a_diagram_may_differ() -> None:
    """A program prints in the language of its reader."""
    assert differences(SAMPLE, SAMPLE.replace("valid", "通过")) == []
    diagram = '```mermaid\nflowchart LR\n  a["Figures"]\n  a --> b\n```\n'
    assert differences(diagram, diagram.replace("Figures", "数字")) == []
    assert differences(diagram, diagram.replace("a --> b", "b --> a")) == ["code blocks"]


@pytest.mark.parametrize("path", SINGLE)
def test_a_document_is_in_one_language(path: Path) -> None:
    """Chinese in an English document is data; English in a Chinese one is code or a name."""
    assert foreign(path.read_text(encoding="utf-8"), language_of(path.name)) == []


@pytest.mark.parametrize("text", ENGLISH_TEXT)
def test_chinese_prose_in_an_english_document_is_reported(text: str) -> None:
    """Words that a report prints, titles and code are data."""
    assert foreign(f"# Title\n\n{text}\n", "en") == ENGLISH_TEXT[text]


@pytest.mark.parametrize("text", CHINESE_TEXT)
def test_english_prose_in_a_chinese_document_is_reported(text: str) -> None:
    """Names of four words and code are not prose."""
    assert foreign(f"# 标题\n\n{text}\n", "zh") == CHINESE_TEXT[text]


@pytest.mark.parametrize("path", SINGLE)
def test_emphasis_is_shown_as_emphasis(path: Path) -> None:
    """Two asterisks between Chinese punctuation and a Chinese word are shown as asterisks."""
    assert visible_marks(path.read_text(encoding="utf-8")) == []


def test_emphasis_that_is_not_rendered_is_reported() -> None:
    """The operator of a power has blanks around it and is not a mark."""
    assert visible_marks("# 标题\n\n**没有登录。**凡能\n") == ["**没有登录。**凡能"]
    assert visible_marks("# 标题\n\n**没有登录**。凡能，由 + - * / ** ( ) 组成\n") == []


def visible_marks(text: str) -> list[str]:
    """The texts of a document in which marks of emphasis are shown."""
    shown = (prose(line) for _, line in lines(text))
    return [words for words in shown if re.search(r"\S\*\*|\*\*\S", words)]


@pytest.mark.parametrize("path", SINGLE)
def test_links_commands_and_paths_of_a_document_exist(path: Path) -> None:
    """Neither files nor make targets that it names are gone."""
    text = path.read_text(encoding="utf-8")
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    named = [path.parent / link for link in links(text) if not link.startswith("https://")]
    named += [CHECKOUT / each for each in IN_REPOSITORY.findall(text)]
    assert [each for each in named if not each.exists()] == []
    targets = {
        target for words in re.findall(r"[`$] ?make ([a-z -]+)", text) for target in words.split()
    }
    assert [target for target in targets if f"\n{target}:" not in makefile] == []
