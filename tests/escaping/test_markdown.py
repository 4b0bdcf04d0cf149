"""Markdown from cells: nothing in a cell is a link, an image, HTML, a mention or another cell."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.escaping import (
    Markdown,
    code_element,
    fenced,
    markdown,
    markdown_code,
    markdown_lines,
    markdown_table,
    markdown_text,
)
from tests.escaping.rendered import JOINER, is_inert, kinds, on_github, texts, tokens

CONTROLS = [chr(code) for code in (*range(32), 127, 0x85, 0x2028, 0x2029, 0x200B, 0x202E)]
LAUNCH = (
    "/graphql?query=mutation{launchRun(executionParams:{selector:{jobName:%22x%22}}){__typename}}"
)
HOSTILE = {
    "image": f"![]({LAUNCH})",
    "image of elsewhere": "![seen](https://example.org/seen.png)",
    "image by reference": f"![a][b]\n\n[b]: {LAUNCH}",
    "link": f"[here]({LAUNCH})",
    "link in pointed brackets": "<https://example.org>",
    "mail in pointed brackets": "<a@example.org>",
    "address": "see https://example.org/x",
    "address of http": "http://127.0.0.1:3000/graphql",
    "address behind a reference": "https&#58;//example.org",
    "address behind a backslash": "https\\://example.org",
    "address of another kind": "ftp://example.org/x",
    "www": "www.example.org",
    "WWW": "(WWW.example.org)",
    "mail": "a.b+c@example.org",
    "mail behind a reference": "a&commat;example.org",
    "element": "<img src=x onerror=alert(1)>",
    "script": "<script>alert(1)</script>",
    "end of an element": "</td></table>",
    "comment": "<!-- hidden",
    "declaration": "<!DOCTYPE html>",
    "instruction": "<?php ?>",
    "entity": "&lt;script&gt; &#60;img&#62;",
    "bar": "a | b | c",
    "escaped bar": "a \\| b",
    "bar in code": "`a | b`",
    "line end": "a\n\n# b",
    "return": "a\r\n- b",
    "code": "`a`",
    "fence": "```\na\n```",
    "other fence": "~~~\na",
    "indented": "    code",
    "tab": "\tcode",
    "strong": "**a** __b__",
    "emphasis": "*a* _b_",
    "struck": "~~a~~ ~b~",
    "heading": "# a",
    "underlined": "a\n===",
    "rule": "---",
    "quotation": "> a",
    "list": "- a",
    "list with a plus": "+ a",
    "numbered list": "1. a",
    "numbered list with a bracket": "1) a",
    "task": "- [ ] a",
    "footnote": "[^1]\n\n[^1]: a",
    "definition": "[a]: https://example.org",
    "mathematics": "$\\href{https://example.org}{a}$",
    "mention": "@octocat and @org/team",
    "hard break": "a\\\nb  \nc",
    "delimiter row": ":-- | --:",
    "image that a text completes": "!",
    "element that a text completes": "a<",
    "reference that a text completes": "a&",
}  # fmt: skip


@pytest.mark.parametrize("cell", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_cell_is_text_in_a_paragraph_a_table_and_a_template(cell: str) -> None:
    """The attack of the audit, and what else Markdown, GitHub and Dagster make of a text."""
    assert is_inert(markdown_text(cell))
    assert is_inert(markdown_table(["a", cell], [["1", cell], [cell, "2"]]))
    assert is_inert(markdown("{}", cell) + "\n\n" + markdown("a {}(b)", cell))


@pytest.mark.parametrize("cell", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_cell_is_shown_as_it_is(cell: str) -> None:
    """No backslash and no reference is seen; line ends are blanks."""
    seen = texts(markdown_text(cell)).replace(JOINER, "")
    assert seen == re.sub(r"[\r\n\t]+", " ", cell).strip()


@pytest.mark.parametrize("cell", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_cell_stays_one_cell(cell: str) -> None:
    """Neither a bar nor a line end begins another."""
    table = markdown_table(["a", "b"], [[cell, "x"], ["y", cell], [markdown_code(cell), cell]])
    assert sum(each.type == "td_open" for each in tokens(table)) == 6
    assert on_github(table).count("<td") == 6


@pytest.mark.parametrize("cell", HOSTILE.values(), ids=HOSTILE.keys())
def test_code_is_text_whatever_it_holds(cell: str) -> None:
    """A span of backticks; where none could hold the text, the text alone."""
    span = markdown_code(cell)
    assert kinds(span) <= {"paragraph_open", "paragraph_close", "inline", "code_inline", "text", "text_special"}  # fmt: skip
    assert texts(span).replace(JOINER, "").strip() == texts(markdown_text(cell)).replace(JOINER, "")
    element = on_github(code_element(cell))
    assert element.count("<") == 4, element


@pytest.mark.parametrize("cell", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_block_of_code_ends_where_it_should(cell: str) -> None:
    """Its fence is longer than any within."""
    found = [each.type for each in tokens(f"{fenced(cell)}\n\nafter")]
    assert found == ["fence", "paragraph_open", "inline", "text", "paragraph_close"]


def test_lines_stay_lines() -> None:
    """A note of several lines keeps its paragraphs, and no line begins a block."""
    noted = markdown_lines("first\n\n# second\n- third")
    assert kinds(noted) <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special", "softbreak"}  # fmt: skip
    assert noted.count("\n") == 3


@pytest.mark.parametrize(
    "cell",
    [
        "超 72 万亿元",
        "−1.6 < 3.2：上半年增速低于两个季度中较高者",
        "57.8 + (57.8 − 26.6) = 57.8",
        "Source: China Academy of Information and Communications Technology (CAICT)",
        "period_start",
        "entity;period",
        "2.4-008",
        "1.1 我国经济",
        "-6.8",
        "@2020-06-30",
        "vs:2015-12-31",
        "Meituan’s “delivery” 'revenue' & more",
        "ID-016: 5 > 3! (so)",
        "a，b　c",
    ],
)
def test_ordinary_text_stays_as_it_is(cell: str) -> None:
    """Published bytes change only where something was alive."""
    assert markdown_text(cell) == cell


def test_what_is_markdown_already_is_not_escaped_again() -> None:
    """A template, a code span and a table can stand within another."""
    assert markdown("**{}** {}", "a*b", markdown_code("c")) == "**a\\*b** `c`"
    assert isinstance(markdown_text("a"), Markdown)


signs = st.text(st.sampled_from([*string.punctuation, *CONTROLS, *"ab1 中　"]), max_size=24)


@given(signs)
def test_no_text_of_signs_is_markdown(cell: str) -> None:
    """Every ASCII control and punctuation character, in any order."""
    assert is_inert(markdown_text(cell) or "x")


@given(st.lists(signs, min_size=2, max_size=4))
def test_no_text_of_signs_leaves_its_cell(cells: list[str]) -> None:
    """A table has as many cells as it was given, and nothing else."""
    table = markdown_table(["a"] * len(cells), [cells])
    assert is_inert(table)
    assert sum(each.type == "td_open" for each in tokens(table)) == len(cells)


@given(signs, signs)
def test_texts_beside_each_other_stay_texts(one: str, other: str) -> None:
    """Two harmless halves do not make a whole."""
    assert is_inert(markdown("a {} {} b", one, other))


@pytest.mark.parametrize("sign", [*string.punctuation, *CONTROLS], ids=ascii)
def test_every_sign_alone_and_in_all_places(sign: str) -> None:
    """At the start, within, at the end, doubled and repeated."""
    for cell in (sign, f"{sign} a", f"a{sign}b", f"a {sign}", sign * 2, sign * 5, f"{sign}a{sign}", f"1{sign} a"):  # fmt: skip
        assert is_inert(markdown_text(cell) or "x"), cell
        assert not set(CONTROLS) & set(markdown_text(cell))
