"""README, CHANGELOG, citation and readable tables of a package whose every text is hostile."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
import yaml

from pipeline.escaping import spreadsheet_text
from pipeline.ingest import Report
from pipeline.ingest.changelog import ChangelogEntry, StructuralChange, TableChanges
from pipeline.localization import Language
from pipeline.package.changelog import changelog
from pipeline.package.citation import bibtex, citation_facts
from pipeline.package.files import PackageInputs
from pipeline.package.readme import texts
from pipeline.rules.double_entry_rules import NumberDiffers
from pipeline.tools.docsgen.rules import rule_page
from tests.escaping.rendered import addresses, tokens
from tests.escaping.test_markdown import HOSTILE
from tests.package.committed import made

#: Every attack in one text, on one line as a cell of raw/ is.
TEXT = " ; ".join(cell.replace("\r", "").replace("\n", " ") for cell in HOSTILE.values())
PROSE = ("title_zh", "title_en", "statement_zh", "statement_en", "description_zh", "description_en")
STATED_TEXTS = (
    "title_zh", "title_en", "publisher_zh", "publisher_en", "attribution_zh", "attribution_en",
)  # fmt: skip


def hostile_report(text: str = TEXT) -> Report:
    """The report, every text of its facts hostile."""
    return replace(made().report, **dict.fromkeys(STATED_TEXTS, text))


@cache
def hostile_texts() -> dict[str, bytes]:
    """README, dictionary and evidence of a package, every text of its tables hostile."""

    def changed(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(**{name: TEXT for name in PROSE if name in frame.columns})

    frames = {name: changed(frame) for name, frame in made().frames.items()}
    return dict(texts(PackageInputs(hostile_report(), frames, made().ledger, {}), {}))


def nodes(text: str) -> Counter[tuple[str, str]]:
    """The nodes of a document but for its texts, with the addresses of links."""
    return Counter(
        (each.type, str(each.attrs.get("href", each.attrs.get("src", ""))))
        for each in tokens(text)
        if each.type not in ("text", "text_special")
    )


@pytest.mark.slow
def test_no_text_changes_what_the_texts_consist_of() -> None:
    """Titles, errata, identities: links, elements, tables and headings are those of the template."""
    for path, data in hostile_texts().items():
        assert nodes(data.decode()) == nodes(made().files[path].decode()), path
        assert addresses(data.decode()) == addresses(made().files[path].decode()), path


def entry(text: str) -> ChangelogEntry:
    """An entry of the changelog whose every text is this one."""
    table = TableChanges([text], [text], [text], [text], {text: text}, {text: {text: (text, text)}})
    structure = [StructuralChange(text, text, text)]
    return ChangelogEntry("f", "", "0.2.0", "0.1.0", "2026-11-25", "addition", text, text, structure, {text: table})  # fmt: skip


def changelog_of(text: str) -> str:
    """The changelog of one such entry."""
    material = PackageInputs.__new__(PackageInputs)
    object.__setattr__(material, "changes", (entry(text),))
    return changelog(material, {})["CHANGELOG.md"].decode()


@pytest.mark.parametrize("cell", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_changes_what_the_changelog_consists_of(cell: str) -> None:
    """Keys, cells, names, notes."""
    found = nodes(changelog_of(cell.replace("\n", " ").replace("\r", " ")))
    assert found == nodes(changelog_of("x"))
    assert addresses(changelog_of(cell)) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_rule_that_shows_a_cell_shows_a_text(language: Language) -> None:
    """Examples of the documentation are made with figures of raw/."""

    class Shown:
        """A model whose cells are hostile."""

        def cells(self) -> dict[str, str]:
            return dict.fromkeys(("number", "printed"), TEXT)

        def findings(self, **_: str) -> list[NumberDiffers]:
            from pipeline.rules import LocalizedText, Location

            return [NumberDiffers(Location("f"), TEXT[:70], LocalizedText(TEXT, TEXT))]

    page = rule_page(NumberDiffers, Shown(), language)  # type: ignore[arg-type]
    kinds = {kind for kind, _ in nodes(page)}
    assert not {"image", "link_open", "html_inline", "html_block", "table_open"} & kinds
    assert addresses(page) == []


def test_the_citation_is_one_entry_each_and_yaml_as_it_was() -> None:
    """Both files state the text, and nothing of it is a field, a key or a command."""
    text = "a}}, note = {x} \\input{y}\n@misc{z,\nkey: !!python/object:os.system 'id' # c"
    entries = bibtex(hostile_report(text))
    assert entries.count("\n@") == 1
    assert "\\input" not in entries
    assert [line.split("=")[0].strip() for line in entries.splitlines() if "= {{" in line] == [
        "author", "title", "institution", "year", "month", "note",
        "author", "title", "howpublished", "year", "note",
    ]  # fmt: skip
    facts = citation_facts(hostile_report(text))
    dumped = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=1000)
    assert yaml.safe_load(dumped) == facts


def test_what_is_published_now_needs_no_mark_behind_a_separator() -> None:
    """The further rule of spreadsheets changes no cell of today's package."""
    for path in ("figures_en.csv", "figures_zh.csv"):
        assert ";'" not in made().files[path].decode("utf-8-sig")
    assert spreadsheet_text("单位 / unit; 时期 / period") == "单位 / unit; 时期 / period"
