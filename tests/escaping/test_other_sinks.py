"""BibTeX, spreadsheets, GitHub's commands, HTML, SVG, SQL, Dagster's log: text stays text in each."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import string
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.console import github_annotation
from pipeline.escaping import (
    bibtex_key,
    bibtex_text,
    html_attribute,
    html_text,
    log_text,
    script_json,
    spreadsheet_text,
    sql_comment,
    sql_name,
    sql_text,
    workflow_command,
)
from pipeline.rules import Location
from pipeline.rules.file_rules import StraySpace
from pipeline.website.charts.svg import drawing, element, text

CONTROLS = [chr(code) for code in (*range(32), 127, 0x85, 0x2028, 0x2029, 0x200B, 0x202E)]
signs = st.text(st.sampled_from([*string.punctuation, *CONTROLS, *"ab1 中"]), max_size=24)


@pytest.mark.parametrize(
    ("given_", "made"),
    [
        pytest.param(r"\input{/etc/passwd}", r"\textbackslash{}input\{/etc/passwd\}", id="a file"),
        pytest.param(r"\write18{id}", r"\textbackslash{}write18\{id\}", id="a program"),
        pytest.param("50% & more_or {less} #1 $", r"50\% \& more\_or \{less\} \#1 \$", id="signs"),
        pytest.param("a}}, note = {b", r"a\}\}, note = \{b", id="the end of a field"),
        pytest.param("a~b^c", r"a\textasciitilde{}b\textasciicircum{}c", id="a tie, a power"),
        pytest.param("^^5cinput", r"\textasciicircum{}\textasciicircum{}5cinput", id="a code"),
        pytest.param("a%\n\\relax", r"a\% \textbackslash{}relax", id="a comment, a line end"),
        pytest.param("中国 (2020)", "中国 (2020)", id="ordinary"),
    ],
)
def test_tex_prints_a_text_and_does_not_run_it(given_: str, made: str) -> None:
    """BibTeX hands its fields to TeX, which reads files."""
    assert bibtex_text(given_) == made


@given(signs)
def test_no_text_of_signs_is_tex(cell: str) -> None:
    """Of what remains no sign has a meaning, and the braces are balanced."""
    made = bibtex_text(cell)
    plain = re.sub(r"\\text(?:backslash|asciitilde|asciicircum)\{\}|\\[&%$#_{}]", "", made)
    assert not set(r"\~^&%$#_{}") & set(plain)
    assert not set(CONTROLS) & set(made)


def test_a_key_of_bibtex_ends_where_it_should() -> None:
    """At a comma, or a brace, an entry would begin otherwise."""
    assert bibtex_key("caict-2020") == "caict-2020"
    assert bibtex_key("a, title={x}}\n@b") == "a-title-x-b"


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("a;=1+1", id="behind a semicolon"),
        pytest.param("a; =1+1", id="behind a semicolon and a blank"),
        pytest.param('a;"=1+1"', id="within quotation marks"),
        pytest.param("a,=1+1", id="behind a comma"),
        pytest.param("a\t=1+1", id="behind a tab"),
        pytest.param("a\n=1+1", id="on a line of its own"),
        pytest.param("a\r\n+1+1", id="a plus on a line of its own"),
        pytest.param("a;\u200b=1+1", id="behind a sign of no width"),
        pytest.param("a;@SUM(A1)", id="at"),
        pytest.param("a;-1+cmd|' /C calc'!A0", id="a command"),
        pytest.param("a;＝1+1", id="full-width"),
        pytest.param("a;＋1", id="full-width plus"),
        pytest.param("a;；;=1", id="several"),
        pytest.param("\u200b=1+1", id="a sign of no width first"),
        pytest.param("\ufeff=1+1", id="a byte order mark first"),
        pytest.param('"=1+1"', id="quotation marks first"),
        pytest.param("\u3000=1+1", id="a wide blank first"),
        pytest.param("－1+1", id="full-width minus first"),
        pytest.param("＠a", id="full-width at first"),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_separator_makes_a_formula_of_a_part(cell: str, separator: str) -> None:
    """A spreadsheet cuts a file of commas at its own separators, with or without quotation marks."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow(["1.1-001", spreadsheet_text(cell), "x"])
    line = out.getvalue()
    parts = [part for row in csv.reader(io.StringIO(line), delimiter=separator) for part in row]
    parts += re.split(rf"[{separator}\r\n]", line)
    for part in parts:
        assert not re.match(r"[\s\u200b\ufeff\"]*[=+\-@＝＋－＠][^;,\t]", part), parts


@given(signs)
def test_no_text_of_signs_is_a_formula(cell: str) -> None:
    """Neither whole nor cut at any separator; only an exact number or percentage begins with a minus."""
    for part in re.split(r"[;,\t\r\n]", spreadsheet_text(cell)):
        formula = re.match(r"[\s\u200b\ufeff\"]*[=+\-@＝＋－＠].", part)
        assert not formula or re.fullmatch(r"-\d+%?", spreadsheet_text(cell)), cell


@given(signs)
@example("a\n::error::b")
@example("a\r::set-output name=x::y")
@example("a%0A::error::b")
@example("x,line=1,title=y::z")
@example("a\u2028::error::b")
@example("##[error]b")
@example("a\x1b[31m")
def test_a_mark_is_one_command_with_its_own_properties(cell: str) -> None:
    """What a cell, a column or a file is called ends nothing, of whatever signs it is."""
    place = Location(cell, 2, cell)
    for command in (
        workflow_command("error", place, cell, cell),
        github_annotation(StraySpace(place, cell)),
    ):
        assert len(command.splitlines()) == 1
        assert command.isprintable()
        properties = command[2:].partition("::")[0]
        assert re.fullmatch(r"(error|warning) file=[^,:]*,line=2,title=[^,:]*", properties), command


class _Read(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


@given(signs)
def test_no_text_of_signs_is_html(cell: str) -> None:
    """Neither as the text of an element nor as the value of an attribute."""
    clean = cell.replace("\0", "").replace("\r", "")
    page = f"<p title=\"{html_attribute(clean)}\" lang='{html_attribute(clean)}'>{html_text(clean)}</p>"
    read = _Read(page)
    assert read.tags == [("p", [("title", clean), ("lang", clean)])]
    assert read.text == clean


@pytest.mark.parametrize(
    "cell",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]>",
        "&lt;/script&gt;",
        "\u2028\u2029",
        '"};alert(1)//',
    ],
)
def test_json_in_a_script_does_not_end_it(cell: str) -> None:
    """It is the same value, and has none of the signs by which an element ends."""
    made = script_json({cell: [cell]})
    assert json.loads(made) == {cell: [cell]}
    assert not {"<", ">", "&", "\u2028", "\u2029"} & set(made)


def test_json_in_a_script_is_that_of_the_whole_value() -> None:
    """Its members are encoded one by one, at each depth."""
    value = {"a": {"b": [1, {"c": None}], "d": {}}, 'e"': True, "中": ["文", 0.5], "f": []}
    assert script_json(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize("cell", ['"><script>alert(1)</script>', "' onload='alert(1)", "</text><a href='javascript:x'>"])  # fmt: skip
def test_a_drawing_has_only_its_own_elements(cell: str) -> None:
    """Labels, values of attributes and addresses within it."""
    inner = element("a", text(cell, 1, 2), href=f"#fig-{cell}", aria_label=cell)
    read = _Read(drawing(inner, 10, 10, cell))
    assert [tag for tag, _ in read.tags] == ["svg", "a", "text"]
    assert dict(read.tags[1][1])["href"] == f"#fig-{cell}"


@pytest.mark.parametrize("name", ['a"b', 'a"; DROP TABLE b; --', "a'b", "a\nb", "select"])
def test_a_name_a_text_and_a_comment_of_sql_end_nothing(name: str) -> None:
    """The statement declares one table with one column, whatever they are called."""
    with sqlite3.connect(":memory:") as database:
        database.execute(
            f"CREATE TABLE {sql_name(name)} ( {sql_comment(name + ' );')}\n"
            f"  {sql_name(name)} TEXT DEFAULT {sql_text(name)})"
        )
        assert [row[0] for row in database.execute("SELECT name FROM sqlite_master")] == [name]
        database.execute(f"INSERT INTO {sql_name(name)} DEFAULT VALUES")
        assert database.execute(f"SELECT * FROM {sql_name(name)}").fetchall() == [(name,)]  # noqa: S608


@pytest.mark.parametrize("cell", ["http://127.0.0.1:3000/graphql?query=x", "HTTPS://a.example.org", "a ftp://b"])  # fmt: skip
def test_the_log_makes_no_link_of_an_address(cell: str) -> None:
    """Dagster's log takes `http://` and `https://` for links, and one click would be enough."""
    assert "://" not in log_text(cell)
    assert log_text(cell).replace("\u2060", "") == cell
