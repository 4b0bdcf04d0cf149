"""The page as a file: complete in itself, the same every time, and safe whatever a note states."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from pipeline.website.page import DRAFTED_SCRIPTS, SCRIPTS
from tests.documents import JARGON
from tests.package.committed import made, rows
from tests.website.inspected import Inspected, other_files, paged

LARGEST = 700_000
HOSTILE = [
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "=1+1",
    "javascript:alert(1)", "{{ 7 * 7 }}", "' onmouseover='alert(1)",
]  # fmt: skip


@cache
def committed() -> Inspected:
    """The page that the committed raw data make."""
    return Inspected(made().files["index.html"].decode())


def embedded(page: Inspected) -> Any:
    """The data that the page's scripts read."""
    (element,) = [each for each in page.of("script") if each.attributes.get("id") == "data"]
    return json.loads(element.text)


def expanded(column: Any) -> list[str]:
    """The cells of an encoded column."""
    if isinstance(column, list):
        return column
    parts = [at if isinstance(at, list) else [at] for at in column["at"]]
    return [";".join(column["of"][n] for n in row) for row in parts]


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


def test_the_page_is_small_enough_for_a_phone() -> None:
    """700 kB is the promise for this report; charts and two languages are in it."""
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


def test_a_search_engine_for_data_sets_finds_what_the_page_offers() -> None:
    """JSON-LD of schema.org: name, description, licence, and files that the package has."""
    (block,) = [
        e for e in committed().of("script") if e.attributes.get("type", "").endswith("ld+json")
    ]
    described = json.loads(block.text)
    assert (described["@type"], described["version"]) == ("Dataset", made().report.version)
    assert [each["@language"] for each in described["description"]] == ["en", "zh"]
    assert 50 <= len(described["description"][0]["@value"]) <= 5000
    assert described["license"].startswith("https://creativecommons.org/licenses/by/4.0")
    offered = [each["contentUrl"] for each in described["distribution"]]
    assert offered == ["data/figures.csv", "figures_en.csv", "figures_zh.csv"]
    assert set(offered) <= made().files.keys()


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


def texts(value: Any) -> Iterator[str]:
    """Every text of embedded data that is more than a code."""
    if isinstance(value, str):
        if re.search(r" |[\u4e00-\u9fff]", value):
            yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts(each)


def test_no_jargon_of_the_project_is_shown() -> None:
    """In the file, in the texts of the data, and in the words of the scripts, in both languages."""
    page = committed()
    shown = [each.text for each in page.elements if each.tag not in {"script", "style", "a", "th"}]
    scripts = "\n".join(each.text for each in page.of("script") if "type" not in each.attributes)
    pairs = re.findall(r"\blocalized\(([`\"])(.*?)\1, ([`\"])(.*?)\3\)", scripts)
    shown += [re.sub(r"\$\{.*?\}", "", text) for _, zh, _, en in pairs for text in (zh, en)]
    assert len(pairs) > 50
    assert [each for each in [*shown, *texts(embedded(page))] if JARGON.search(each)] == []
    assert JARGON.search("3 identities hold"), "the pattern finds what it is made for"


def test_every_figure_can_be_read_without_a_script() -> None:
    """The rows stand in the file, each with what was printed."""
    page, figures = committed(), made().frames["figures"]
    text = {each.text for each in page.elements}
    assert {f"fig-{each}" for each in figures["figure_id"]} <= set(page.ids())
    assert set(figures["printed"]) <= text


def test_rows_without_a_script_show_words_and_no_codes() -> None:
    """`yoy` and `vs:2020-01/2020-06` mean nothing to whoever has not read the data dictionary."""
    figures = made().frames["figures"]
    page = committed()
    text = {each.text for tag in ("td", "span", "small") for each in page.of(tag)}
    codes = {each for each in figures["basis"] if each}
    assert codes
    words = " ".join(text)
    assert not {code for code in codes - {"yoy", "pop"} if code in words}
    for stated in ("year on year", "同比", "minus Contribution share of net exports of goods and"):
        assert stated in words


def test_both_languages_stand_in_the_page() -> None:
    """Each figure with its indicator and its entity, in Chinese and in English."""
    text = {each.text for each in committed().elements}
    for row in made().frames["figures"].to_dict("records"):
        for begin in ("{entity_zh}{indicator_zh}：", "{indicator_en}, {entity_en}: "):
            assert any(each.startswith(begin.format(**row)) for each in text), row["figure_id"]


def test_a_page_without_drafted_figures_has_no_part_for_them() -> None:
    """Neither data nor script, so that such a page stays as it is."""
    assert "drafted" not in embedded(committed())
    assert set(DRAFTED_SCRIPTS) - set(SCRIPTS) == {"drafted"}


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
        assert expanded(column) == list(figures[name]), name
    assert {"value", "note_en", "sentence_sha256", "lower", "raw_row"} <= set(columns)


def test_other_tables_refer_to_the_figures_and_their_sentences() -> None:
    """Identifiers and hashes stand once in the page: a place in the table of figures stands for them."""
    frames, data = made().frames, embedded(committed())
    ids, figures = data["figures"]["figure_id"], frames["figures"].set_index("figure_id")
    claimed = frames["numerals"][frames["numerals"]["figure"] != ""]
    for table, names in (
        ("numerals", claimed["figure"]),
        ("check_coverage", frames["check_coverage"]["figure"]),
    ):
        assert data[table]["figure"]["of"] == "figure_id"
        assert [ids[at] for at in data[table]["figure"]["at"]] == list(names)
    own = figures.loc[list(claimed["figure"]), "sentence_sha256"]
    kept = expanded(data["numerals"]["sentence_sha256"])
    assert [one or other for one, other in zip(kept, own, strict=True)] == list(
        claimed["sentence_sha256"]
    )
    assert kept.count("") > len(kept) / 2


def test_things_are_named_by_what_is_counted() -> None:
    """“26 item” is not a number of models; the word after a number and on an axis names them."""
    figures = embedded(committed())["figures"]
    words = dict(zip(figures["figure_id"], expanded(figures["word_en"]), strict=True))
    assert (words["2.5-004"], words["2.6-015"], words["1.2-013"]) == (
        "models",
        "membership",
        "persons",
    )
    assert not {"item", "occurrence", "items", "occurrences"} & set(words.values())
    axes = [each.text for each in committed().elements if each.attributes.get("class") == "unit en"]
    assert axes
    assert not {"item", "occurrence"} & set(axes)


def test_every_file_is_offered_with_its_size_and_fingerprint() -> None:
    """Whoever downloads a file can report that it is the one."""
    text = {each.text for each in committed().elements}
    digests = {hashlib.sha256(data).hexdigest() for data in other_files().values()}
    assert digests <= text


@pytest.mark.parametrize("note", HOSTILE)
@pytest.mark.slow
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
