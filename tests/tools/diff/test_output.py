"""Each format is read back: what it states, how much of it, and that no cell becomes markup."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

import pipeline.tools.diff.output
from pipeline.localization import Language, reader_language, set_language
from pipeline.tools.diff import DatasetDiff, compare
from pipeline.tools.diff.diff import summarize
from pipeline.tools.diff.output import LONGEST_COMMENT, MARK, as_html, as_json, as_markdown, as_text
from tests.project import CHECKOUT, REPORT
from tests.tools.diff.cases import CASES
from tests.tools.diff.sides import differing, published, with_rows

SCHEMA = Path(pipeline.tools.diff.output.__file__).with_name("difference.schema.json")
HOSTILE = "<script>alert(1)</script>|[x](javascript:y) ![i](http://a.b/c) @team #1 `c` **b** www.a.b\x1b[31m\u202e\n| a | b |"


@cache
def mixture() -> DatasetDiff:
    """A difference with a change of most kinds."""
    return differing(CASES["a mixture"].edit, CASES["a number that breaks an identity"].edit)


@cache
def many() -> DatasetDiff:
    """Every figure noted otherwise, one of them with another value too."""

    def change(row: dict[str, str]) -> None:
        row["note_en"] += "."
        row["unit"] = "USD" if row["unit"] == "CNY" else row["unit"]
        if row["figure_id"] == "3.3.3-005":
            row["value"] += "0"

    return compare(published(), with_rows(published(), "figures", change))


@cache
def hostile() -> DatasetDiff:
    """Cells that would steer whoever shows them."""

    def change(row: dict[str, str]) -> None:
        if row["figure_id"] < "1.1-009":
            row.update(note_en=HOSTILE, printed=HOSTILE, indicator_en=HOSTILE, indicator_zh=HOSTILE)

    other = with_rows(published(), "figures", change)
    return compare(replace(published(), name=HOSTILE), replace(other, name=HOSTILE))


@cache
def nothing() -> DatasetDiff:
    """The same on both sides."""
    return compare(published(), replace(published(), name="new"))


class Read(HTMLParser):
    """The tags, their attributes and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text += data


def html_of(markdown: str) -> Read:
    """Markdown as a browser would get it, tables, links and raw HTML allowed."""
    return Read(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown))


def test_nothing_changed_is_one_line() -> None:
    """A reviewer with nothing to review reads one line."""
    reported = as_text(summarize(nothing()))
    assert reported.count("\n") == 1
    assert "no difference" in reported


def test_two_hundred_rows_still_lead_with_what_matters() -> None:
    """One value among two hundred notes stands first, and what many rows share is one line."""
    assert len(many().changes) > 200
    lines = as_text(summarize(many())).splitlines()
    titles = [line for line in lines if line and not line.startswith(" ")]
    assert "3.3.3-005" in lines[lines.index(titles[2]) + 1]
    assert [title.split(" (")[0] for title in titles[2:5]] == [
        "Values revised",
        "Readings revised",
        "Wording and notes",
    ]
    assert any("figures.unit: CNY → USD in " in line for line in lines)
    assert len(lines) < 160


def test_a_list_that_is_cut_states_how_many_it_left_out() -> None:
    """Shown and left out are together all."""
    lines = as_text(summarize(many()), rows=5).splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith("Wording and notes"))
    count = int(lines[at].rpartition("(")[2].rstrip(")"))
    assert f"  … and {count - 5} more" in lines[at:]


def test_a_comment_fits_and_keeps_the_gravest() -> None:
    """GitHub rejects longer comments; a short one still names the revised value."""
    for longest in (LONGEST_COMMENT, 20_000, 5_000):
        reported = as_markdown(summarize(many()), longest)
        assert len(reported) <= longest
        assert reported.startswith(MARK)
        assert "more" in reported
        assert "Values revised" in reported
    assert "figures 3.3.3-005" in as_markdown(summarize(many()))


def test_markdown_is_read_back_row_for_row() -> None:
    """Every change is one row of a table that a Markdown reader sees as such."""
    read = html_of(as_markdown(summarize(mixture())))
    rows = sum(tag == "tr" for tag, _ in read.tags) - sum(tag == "table" for tag, _ in read.tags)
    assert rows == len(mixture().changes)
    assert "figures 1.3-002" in read.text
    assert "16.4 → 16.5" in read.text


def test_a_cell_never_becomes_markup_in_markdown() -> None:
    """No link, image, script, mention or further table row comes out of a cell."""
    reported = as_markdown(summarize(hostile()))
    read = html_of(reported)
    assert not {"a", "img", "script", "strong", "em"} & {tag for tag, _ in read.tags}
    rows = sum(tag == "tr" for tag, _ in read.tags) - sum(tag == "table" for tag, _ in read.tags)
    assert rows == len(hostile().changes)
    assert "<script>alert(1)</script>" in read.text
    assert not {"@team", "#1 "} & {word for word in ("@team", "#1 ") if word in read.text}
    assert not {"\x1b", "\u202e"} & set(reported)


def test_a_cell_never_becomes_markup_on_the_page() -> None:
    """Scripts and links of a cell are text; the page has neither of its own."""
    read = Read(as_html(summarize(hostile())))
    assert not {"a", "img", "script", "link", "iframe"} & {tag for tag, _ in read.tags}
    assert "<script>alert(1)</script>" in read.text
    assert not {"\x1b", "\u202e"} & set(read.text)


def test_no_cell_steers_a_terminal() -> None:
    """Control characters and turned text are shown, not obeyed."""
    reported = as_text(summarize(hostile()))
    assert not {"\x1b", "\u202e"} & set(reported)
    assert "\\x1b" in reported


def test_the_page_may_load_nothing_and_its_style_is_named_by_hash() -> None:
    """Offline, without a script: the policy allows exactly the style that stands in it."""
    page = as_html(summarize(mixture()))
    policy = next(
        str(attributes["content"])
        for tag, attributes in Read(page).tags
        if tag == "meta" and "http-equiv" in attributes
    )
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'")
    assert f"'sha256-{digest}'" in policy
    assert "://" not in page


def test_the_page_has_every_changed_row() -> None:
    """One row of a table for each change."""
    read = Read(as_html(summarize(mixture())))
    headers = sum(tag == "th" and each.get("scope") == "row" for tag, each in read.tags)
    assert headers == len(mixture().changes)


@pytest.mark.parametrize(("language", "title"), [("en", "Values revised"), ("zh", "数值")])
def test_the_page_is_in_the_language_of_its_reader(language: Language, title: str) -> None:
    """Headings, texts and the attribute that a screen reader uses."""
    before = reader_language()
    set_language(language)
    try:
        read = Read(as_html(summarize(mixture())))
    finally:
        set_language(before)
    assert [each["lang"] for tag, each in read.tags if tag == "html"] == [language]
    assert title in read.text
    assert ("Values revised" in read.text) is (language == "en")


@pytest.mark.parametrize("made", [mixture, many, hostile, nothing], ids=lambda made: made.__name__)
def test_the_document_has_the_shape_that_is_promised(made: object) -> None:
    """Programs rely on the schema beside the code."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    document = json.loads(as_json(made()))  # type: ignore[operator]
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(document)) == []
    assert sum(document["counts"].values()) == len(document["changes"])


def test_the_document_names_old_and_new_cells_in_full() -> None:
    """Machines are given all of a cell; only people are shown it shortened."""
    document = json.loads(as_json(hostile()))
    cells = {cell["new"] for change in document["changes"] for cell in change["cells"]}
    assert HOSTILE in cells


@pytest.mark.slow
def test_every_format_is_the_same_in_another_process() -> None:
    """No order of a set, no clock and no locale shows in what is reported."""
    printed = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"Etc/GMT+{seed}"}
        reported = [
            subprocess.run(
                [sys.executable, "-m", "pipeline", "diff", "--report", REPORT, "datapackage", "--format", form],
                cwd=CHECKOUT, env=environment, capture_output=True, check=True,
            ).stdout
            for form in ("text", "markdown", "html", "json")
        ]  # fmt: skip
        printed.add(tuple(reported))
    assert len(printed) == 1
