"""The page as a file: complete in itself, the same every time, and safe whatever a note states."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from functools import cache
from typing import Any

import pytest

from tests.package.committed import made, rows
from tests.website.inspected import Inspected, other_files, paged

LARGEST = 2_000_000
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "=1+1",
    "javascript:alert(1)",
    "{{ 7 * 7 }}",
    "' onmouseover='alert(1)",
]


@cache
def committed() -> Inspected:
    """The page that the committed raw data make."""
    return Inspected(made().files["index.html"].decode())


def embedded(page: Inspected) -> Any:
    """The data that the page's scripts read."""
    (element,) = [each for each in page.of("script") if each.attributes.get("id") == "data"]
    return json.loads(element.text)


def directives(page: Inspected) -> dict[str, list[str]]:
    """The content security policy of the page."""
    (policy,) = [
        each.attributes["content"]
        for each in page.of("meta")
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    parts = [each.split() for each in policy.split(";")]
    return {name: values for name, *values in parts}


def hashes(page: Inspected, tag: str) -> set[str]:
    """What inlined scripts or styles hash to; data blocks are not run."""
    texts = [each.text for each in page.of(tag) if "type" not in each.attributes]
    digests = [hashlib.sha256(text.encode()).digest() for text in texts]
    return {f"'sha256-{b64encode(digest).decode()}'" for digest in digests}


def test_the_page_is_small_enough_to_be_sent_by_mail() -> None:
    """Two megabytes is the promise; charts and two languages are in it."""
    assert len(made().files["index.html"]) < LARGEST


def test_the_same_tables_make_the_same_page() -> None:
    """No clock and no random id: a page that differs has other data in it."""
    assert paged(made().frames) == paged(made().frames)


@pytest.mark.parametrize(("directive", "tag"), [("script-src", "script"), ("style-src", "style")])
def test_the_policy_names_what_is_inlined_and_nothing_else(directive: str, tag: str) -> None:
    """A hash too many would let a third party's script run, one too few would stop our own."""
    page = committed()
    assert set(directives(page)[directive]) == hashes(page, tag)


def test_the_policy_allows_no_request() -> None:
    """Everything is rejected that is not named, and no source is an address."""
    policy = directives(committed())
    assert policy["default-src"] == ["'none'"]
    sources = {source for values in policy.values() for source in values}
    assert {s for s in sources if not s.startswith("'")} == set()
    assert not {"'unsafe-inline'", "'unsafe-eval'", "'self'"} & sources


def test_every_address_is_a_place_in_the_page_or_a_file_of_the_package() -> None:
    """A page that works offline can refer to nothing else; only an erratum names outside sources."""
    page = committed()
    ids, files = set(page.ids()), set(other_files())
    known = {"figures"}
    outside = {("a", url) for row in rows("errata") for url in row["outside_url"].split(";")}
    wrong = [
        (tag, address)
        for tag, address in page.references()
        if address not in files
        and address.removeprefix("#") not in ids
        and address.removeprefix("#").split("?")[0] not in known
        and (tag, address) not in outside
    ]
    assert wrong == []


def test_no_style_loads_a_file() -> None:
    """`url()` and `@import` are the two ways in which a style asks for something."""
    styles = "".join(each.text for each in committed().of("style"))
    assert not re.search(r"url\(|@import|@font-face", styles)


def test_no_element_carries_a_style_or_a_handler() -> None:
    """The policy would reject them; a mark of a chart would lose its colour in silence."""
    names = {name for each in committed().elements for name in each.attributes}
    assert {name for name in names if name == "style" or name.startswith("on")} == set()


def test_ids_are_unique() -> None:
    """An address leads to one place."""
    ids = committed().ids()
    assert [each for each in set(ids) if ids.count(each) > 1] == []


def test_every_figure_can_be_read_without_a_script() -> None:
    """The rows stand in the file, each with what was printed."""
    page, figures = committed(), made().frames["figures"]
    text = {each.text for each in page.elements}
    assert {f"fig-{each}" for each in figures["figure_id"]} <= set(page.ids())
    assert set(figures["printed"]) <= text


def test_rows_without_a_script_show_words_and_no_codes() -> None:
    """`yoy` and `vs:2020-01/2020-06` mean nothing to whoever has not read the data dictionary."""
    figures = made().frames["figures"]
    text = {each.text for each in committed().elements}
    codes = {each for each in figures["basis"] if each}
    assert codes
    assert not codes & text
    assert {
        "year on year",
        "同比",
        "minus Contribution share of net exports of goods and services to GDP growth",
    } <= text


def test_both_languages_stand_in_the_page() -> None:
    """Titles of indicators, the citation and the report, in Chinese and in English."""
    text = {each.text for each in committed().elements}
    figures = made().frames["figures"]
    assert set(figures["indicator_zh"]) | set(figures["indicator_en"]) <= text


@pytest.mark.parametrize(
    "table", ["policies", "initiatives", "phases", "challenges", "recommendations"]
)
def test_every_fact_is_shown(table: str) -> None:
    """Nothing of the small tables is left out of the page."""
    text = {each.text for each in committed().elements}
    assert set(made().frames[table]["title_zh"]) <= text


def test_the_data_in_the_page_are_the_published_data() -> None:
    """What the scripts show and save is what data/figures.csv holds."""
    figures = made().frames["figures"]
    columns = embedded(committed())["figures"]
    for name in set(columns) & set(figures.columns):
        column = columns[name]
        cells = column if isinstance(column, list) else [column["of"][n] for n in column["at"]]
        assert cells == list(figures[name]), name
    assert {"value", "note_en", "sentence_sha256", "lower", "raw_row"} <= set(columns)


def test_every_file_is_offered_with_its_size_and_fingerprint() -> None:
    """Whoever downloads a file can report that it is the one."""
    text = {each.text for each in committed().elements}
    digests = {hashlib.sha256(data).hexdigest() for data in other_files().values()}
    assert digests <= text


@pytest.mark.parametrize("note", HOSTILE)
def test_a_hostile_note_stays_a_text(note: str) -> None:
    """Whatever an editor types is shown as typed: as text in elements, and as text in the data."""
    frames = {name: frame.copy() for name, frame in made().frames.items()}
    frames["figures"].loc[0, ["note_en", "printed", "entity_en"]] = note
    frames["policies"].loc[0, "summary_en"] = note
    page, before = Inspected(paged(frames)), committed()
    assert [each.tag for each in page.elements] == [each.tag for each in before.elements]
    assert note in {each.text for each in page.elements if each.tag == "td"}
    assert embedded(page)["figures"]["printed"][0] == note
    names = {name for each in page.elements for name in each.attributes}
    assert {name for name in names if name.startswith("on")} == set()
    assert [a for _, a in page.references() if a.startswith("javascript")] == []
