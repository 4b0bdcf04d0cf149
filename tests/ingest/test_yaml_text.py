"""The YAML reader: plain text with lines; what could expand, hide a value or raise is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.yaml_text import DEEPEST, LARGEST, load_yaml
from tests.operations import ends, operations

REFUSED = {
    "an alias": ("a: b\nc: *d\n", 2, "alias", "别名"),
    "an anchor": ("a: b\nc: &d Co\n", 2, "anchor", "锚点"),
    "an anchor of a key": ("&a a: b\n", 1, "anchor", "锚点"),
    "aliases that expand": (
        "\n".join(["a: &a [x]", *(f"b{n}: &b{n} [{', '.join(['*a'] * 400)}]" for n in range(3))]),
        1, "alias", "别名",
    ),
    "a tag of Python": ("a: b\nc: !!python/object/apply:os.getcwd []\n", 2, "tag", "标签"),
    "a tag of a number": ("a: !!int 1\n", 1, "tag", "标签"),
    "an own tag": ("a:\n  - b\n  - !c d\n", 3, "tag", "标签"),
    "a repeated key": ("a: 1\nb: 2\na: 3\n", 3, "'a' is repeated", "'a' 重复"),
    "a repeated key at depth": (
        "a:\n  - b:\n      c: 1\n      d: 2\n      c: 3\n", 5, "'c' is repeated", "'c' 重复"
    ),
    "the first of two repeated keys": ("a: {b: 1, b: 2}\na: 3\n", 1, "'b' is repeated", "'b' 重复"),
    "a list as key": ("a: b\n? [c]\n: d\n", 2, "a key is not a text", "键不是文本"),
    "deep lists": (f"a:\n {'[' * DEEPEST}{']' * DEEPEST}\n", 2, "nested too deeply", "嵌套过深"),
    "deep mappings": (
        "\n".join(" " * n + "a:" for n in range(DEEPEST + 1)), DEEPEST, "nested too deeply", "嵌套过深"
    ),
    "too long": ("a: b\n" * (LARGEST // 5 + 1), 0, "characters", "字符"),
    "a control character": ("a: b\nc: \x01\n", 2, "special characters", "语法错误"),
    "a character beyond Unicode": ('a: b\nc: "\\U00110000"\n', 2, "too large", "语法错误"),
    "a character beyond numbers": ('a: b\nc: "\\UFFFFFFFF"\n', 2, "too large", "语法错误"),
    "a version of thousands of digits": (f"%YAML {'9' * 5_000}.1\n---\na: b\n", 1, "too large", "语法错误"),
    "a bracket that is open": ("a: [b\n", 2, "expected", "语法错误"),
    "a text": ("a", 0, "no keys", "没有键"),
    "nothing": ("", 0, "no keys", "没有键"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_text_is_one_finding_at_its_line(name: str) -> None:
    """Neither a traceback nor a hang; the reason stands in both languages."""
    text, line, english, chinese = REFUSED[name]
    with ends():
        read, finding = load_yaml(text, "f")
    assert read.values == {}
    assert finding is not None
    assert (finding.code, finding.location.row, finding.location.column) == ("E111", line, "")
    assert english in finding.message.en
    assert chinese in finding.message.zh


def test_nesting_up_to_the_limit_is_read() -> None:
    """The limit is where the finding states it."""
    levels = DEEPEST - 2
    read, finding = load_yaml(f"a: {'[' * levels}b{']' * levels}", "f")
    assert finding is None
    assert str(read.values["a"]).strip("[]") == "'b'"


def test_values_stay_text_and_keep_their_lines() -> None:
    """YAML would make numbers, dates and flags of them; a place falls back to the part that is known."""
    text = "a: 1.10\nb: {c: .nan, d: null}\ne:\n  - yes\n  - f: 2020-12\n"
    read, finding = load_yaml(text, "f")
    assert finding is None
    assert read.values == {
        "a": "1.10", "b": {"c": ".nan", "d": "null"}, "e": ["yes", {"f": "2020-12"}],
    }  # fmt: skip
    places = [("a",), ("b", "d"), ("e", 0), ("e", 1, "f"), ("e", 1, "g", "h"), ("z",)]
    assert [read.place(*path).row for path in places] == [1, 2, 4, 5, 5, 0]
    assert {read.place(*path).column for path in places} == {"a", "b", "e", "z"}


@given(st.text(alphabet="ab:-?[]{}&*!%@`|>\"'#,\\xuU0F \n\t\r~<=.\ufeff\u2028", max_size=60))
def test_no_text_raises(text: str) -> None:
    """Whatever stands in a file gives values with lines, or one finding."""
    read, finding = load_yaml(text, "f")
    assert finding is None or not read.values
    assert all(1 <= line <= len(text.splitlines()) + 1 for line in read.lines.values())


def test_a_text_of_too_many_values_is_refused_where_the_limit_is_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A megabyte of small values takes a minute to compose; the limit is lowered here to save that time."""
    monkeypatch.setattr("pipeline.ingest.yaml_text.MOST", 100)
    assert load_yaml("a:\n" + "- b\n" * 97, "report.yaml")[1] is None
    _, finding = load_yaml("a:\n" + "- b\n" * 98, "report.yaml")
    assert finding is not None
    assert (finding.code, finding.location.row) == ("E111", 99)
    assert "more than 100 keys and values" in finding.message.en


def test_an_entry_of_a_thousand_rows_is_read_by_the_fast_parser() -> None:
    """Thousands of entries may be read in each run; the slow one states errors only."""
    text = "rows:\n  figures:\n    added:\n" + "".join(f"    - 1.1-{n:03}\n" for n in range(1_000))
    read, finding = load_yaml(text, "f")
    assert finding is None
    assert read.lines["rows", "figures", "added", 999] == 1_003
    broken = f"{text}x: ["
    assert load_yaml(broken, "f")[1] is not None
    assert 5 * operations(lambda: load_yaml(text, "f")) < operations(lambda: load_yaml(broken, "f"))
