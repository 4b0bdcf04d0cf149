"""Write the package's README: content, files, how to read it, checks, data dictionary, how to cite.

The tests run the examples for reading as printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any, Final

from pipeline.consistency.ledger import LedgerCounts
from pipeline.escaping import (
    Markdown,
    anchor,
    markdown,
    markdown_code,
    markdown_table,
    markdown_text,
)
from pipeline.ingest import Report
from pipeline.localization import LocalizedText, localized, slashed
from pipeline.package.changelog import ENTRIES
from pipeline.package.changelog import FILE as CHANGELOG
from pipeline.package.descriptor import path_of
from pipeline.package.formats.readable_csv import PATHS as READABLE
from pipeline.package.formats.sqlite import database_path
from pipeline.package.formats.xlsx import workbook_path
from pipeline.package.statistics import (
    coverage_lines,
    coverage_quality,
    inferred_cells,
    second_reading_quality,
)
from pipeline.schema import COUNTED, PLAUSIBILITY, TableSchema
from pipeline.schema.projections import dictionary, heading
from pipeline.transform.tables import Tables, tables_with_rows
from pipeline.validation.schema import Row, rows_of

#: One file per table; one row of the README covers all of them.
PARQUET: Final = "parquet/*.parquet"


@dataclass(frozen=True)
class Content:
    """Describe one file: its purpose (in Markdown), and whether only a release has it (`make release`)."""

    path: str
    purpose: LocalizedText
    released: bool = False


def contents(report: Report) -> tuple[Content, ...]:
    """Return every file except those of single tables, in the order of interest to most readers.

    The first release has no changelog.
    """
    listed = (
        Content("index.html", localized("web page to read, search and plot all figures, works offline")),
        Content(READABLE["en"], localized("the figures in words, in English, for people and spreadsheets")),
        Content(READABLE["zh"], localized("the figures in words, in Chinese, for people and spreadsheets")),
        Content(workbook_path(report), localized("all tables as a workbook"), released=True),
        Content(database_path(report), localized("all tables as a database, with key constraints"), released=True),
        Content(PARQUET, localized("all tables for data frames, one file each"), released=True),
        Content("README.md", localized("this text")),
        Content("datapackage.json", localized("Data Package: columns, types, keys, hashes")),
        Content("croissant.json", localized("the same as Croissant")),
        Content("ro-crate-metadata.json", localized("every file and the run that made it (RO-Crate)")),
        Content("provenance.jsonld", localized("from every figure to its sentence, row and source (PROV-O)")),
        Content(CHANGELOG, localized("changes by version")),
        Content(ENTRIES, localized("the same for programs")),
        Content("CITATION.cff", localized("how to cite (Citation File Format)")),
        Content("citation.bib", localized("how to cite (BibTeX)")),
        Content("SHA256SUMS", localized("SHA-256 of every file: `sha256sum -c`")),
    )  # fmt: skip
    absent = () if report.revision_of else (CHANGELOG, ENTRIES)
    return tuple(each for each in listed if each.path not in absent)


def files_listed(
    report: Report, frames: Tables, tables: Iterable[TableSchema]
) -> Iterator[tuple[Markdown, Markdown]]:
    """Yield file and purpose: the whole package first, then each table with a link to its columns."""
    for each in contents(report):
        mark = " ⁺" if each.released else ""
        yield (
            Markdown(f"{markdown_code(each.path)}{mark}"),
            Markdown(f"{each.purpose.zh} / {each.purpose.en}"),
        )
    for table in tables:
        count = len(frames[table.name])
        link = f"[`{path_of(table)}`](#{anchor(heading(table))})"
        rows = f"{count} row" if count == 1 else f"{count} rows"
        text = markdown("{}，{} 行 / {}, {}", table.title.zh, str(count), table.title.en, rows)
        yield Markdown(link), text


def template(name: str) -> str:
    """Return a text of `templates/`."""
    return (Path(__file__).parent / "templates" / name).read_text(encoding="utf-8")


_EXAMPLES: Final = Template(template("examples.md").rstrip("\n"))


def examples(report: Report) -> str:
    """Return one example for each program, in Markdown."""
    return _EXAMPLES.substitute(database=database_path(report))


def both_lines(text: LocalizedText) -> str:
    """Return the Chinese and the English of a text on lines of their own, in Markdown."""
    return f"{text.zh}<br>\n{text.en}"


def second_reading_text(frames: Tables) -> str:
    """Describe the agreement of each second reading, if one is recorded, and inferred cells."""
    recorded = second_reading_quality(frames)
    missing = (localized("A second reading is not recorded."),)
    stated = map(_reading_text, recorded["second_readings"]["readings"]) if recorded else missing
    inferred = localized(
        "{inferred} cells were inferred by an editor.", inferred=inferred_cells(frames)
    )
    return "\n\n".join(map(both_lines, (*stated, inferred)))


def _reading_text(read: dict[str, Any]) -> LocalizedText:
    """Describe one second reading."""
    differing = read["cells_differing"]
    see = localized(", see `second_reading_differences`") if differing else LocalizedText("", "")
    return localized(
        "On {date} a second reader keyed {figures} figures of edition {edition} in {columns} columns "
        "without seeing the first result: {differing} of {compared} cells differed ({percent}% "
        "agreed); each was decided by the text{see}.",
        date=read["date"],
        figures=read["figures"],
        edition=read["edition"],
        columns=len(read["columns"]),
        differing=differing,
        compared=read["cells_compared"],
        percent=read["agreement_percent"],
        see=see,
    )


_MARKS = {"consistent": "✓", "inconsistent": "✗", "undecidable": "?"}


def _remark(row: Row, errata: Mapping[str, str]) -> str:
    """Return the remark on a verdict: its erratum, it is vacuous, or it depends on a policy."""
    remarks = [
        errata.get(row["identity"], ""),
        slashed(localized("vacuous")) if row["vacuous"] == "true" else "",
        slashed(localized("by check policy")) if row["policy_used"] == "true" else "",
    ]
    return "; ".join(remark for remark in remarks if remark)


def identities_text(frames: Tables) -> str:
    """Describe every identity with its verdict."""
    rows = rows_of(frames["identities"])
    if not rows:
        return both_lines(localized("No identity is recorded."))
    counts = Counter(row["verdict"] for row in rows)
    errata = {row["identity"]: row["erratum"] for row in rows_of(frames["errata"])}
    sizes = sum(row["kind"] == PLAUSIBILITY for row in rows)
    text = "; ".join(f"{verdict} {counts[verdict]}" for verdict in _MARKS)
    identities = [
        (
            row["identity"],
            markdown("{}<br>{}", row["statement_zh"], row["statement_en"]),
            f"{_MARKS[row['verdict']]} {row['verdict']}",
            _remark(row, errata),
        )
        for row in rows
    ]
    return "\n\n".join(
        (
            both_lines(
                localized(
                    "{count} identities, {sizes} of which state a plausible size only: {verdicts}. They "
                    "are checked with interval arithmetic, see `identities` and `identity_terms`.",
                    count=len(rows),
                    sizes=sizes,
                    verdicts=text,
                )
            ),
            markdown_table(
                ("identity", slashed(localized("relation")), "verdict", "remark"), identities
            ),
        )
    )


def errata_text(frames: Tables) -> str:
    """Describe every erratum of the report; nothing if it has none."""
    errata = [
        (
            row["erratum"],
            row["page"],
            markdown("{}<br>{}", row["description_zh"], row["description_en"]),
            row["confidence"],
        )
        for row in rows_of(frames["errata"])
    ]
    if not errata:
        return ""
    about = slashed(localized("Contradictions and wrong labels in the report, kept as printed:"))
    header = ("erratum", "page", slashed(localized("what")), "confidence")
    return f"\n\n{about}\n\n{markdown_table(header, errata)}"


def coverage_text(frames: Tables) -> str:
    """Describe which injected errors were detected, in total and by type, if that was measured."""
    counts = coverage_quality(frames)
    if not counts["injected"]:
        return both_lines(localized("It is not measured for the present figures."))
    header, *lines = coverage_lines(frames)
    text = localized(
        "{injected} typical errors were injected in {figures} figures, one at a time: {without} are "
        "detected from raw/ alone, {with_text} only with the report's text, {nothing} are not detected. "
        "See `check_coverage` for each figure, `error_types` for the definition of each type.",
        figures=counts["figures_measured"],
        injected=counts["injected"],
        without=counts["detected_without_text"],
        with_text=counts["detected_with_text_only"],
        nothing=counts["not_detected"],
    )
    return f"{both_lines(text)}\n\n{markdown_table(header, lines)}"


_TEXT = Template(template("readme.md"))


def _tally_text(tally: LedgerCounts, frames: Tables) -> str:
    titles = {
        row["reason"]: markdown("{} / {}", row["title_zh"], row["title_en"])
        for row in rows_of(frames["exclusions"])
    }
    text = localized(
        "{numerals} numerals: {claimed} recorded by {figures} figures, {excluded} excluded for a reason, "
        "{unaccounted} unaccounted.",
        numerals=tally.numerals,
        claimed=tally.claimed,
        figures=tally.figures,
        excluded=sum(tally.excluded.values()),
        unaccounted=tally.unaccounted,
    )
    rows = [(titles[reason], str(count)) for reason, count in tally.excluded.items()]
    header = (slashed(localized("reason")), "numerals")
    return f"{both_lines(text)}\n\n{markdown_table(header, rows)}"


def _sections_text(frames: Tables) -> str:
    counted = [name for name in COUNTED if name in frames["sections"].columns]
    rows = [
        (
            row["section"],
            markdown("{} / {}", row["title_zh"], row["title_en"]),
            *(row[name] for name in counted),
        )
        for row in rows_of(frames["sections"])
    ]
    return markdown_table(("section", "title", *counted), rows)


def _contents_text() -> str:
    """Return a line of links to the parts of the README."""
    titles = re.findall(r"^## (.+)$", _TEXT.template, re.MULTILINE)
    return " ·\n".join(f"[{title}](#{anchor(title)})" for title in titles)


def readme(report: Report, frames: Tables, tally: LedgerCounts) -> str:
    """Return the README's text; the same tables give the same text."""
    tables = tables_with_rows(frames)
    return _TEXT.substitute(
        {name: markdown_text(str(fact)) for name, fact in vars(report).items()},
        contents=_contents_text(),
        files=markdown_table(
            (slashed(localized("file")), slashed(localized("purpose"))),
            files_listed(report, frames, tables),
        ),
        examples=examples(report),
        tally=_tally_text(tally, frames),
        sections=_sections_text(frames),
        second_reading=second_reading_text(frames),
        identities=identities_text(frames) + errata_text(frames),
        check_coverage=coverage_text(frames),
        dictionary=dictionary(tables),
    )
