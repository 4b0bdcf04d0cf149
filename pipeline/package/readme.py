"""Write the texts of a package, each in each language: README, data dictionary, evidence.

A text is in the language of the reader (`localization`), which `texts` sets for each file. The tests run
the examples for reading as printed.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import copy_context
from dataclasses import dataclass
from decimal import Decimal
from heapq import nsmallest
from pathlib import Path
from string import Template
from typing import Any, Final

from pipeline.consistency.ledger import LedgerCounts
from pipeline.escaping import Markdown, fenced, markdown_code, markdown_table, markdown_text
from pipeline.ingest import Report
from pipeline.localization import (
    LANGUAGES,
    Language,
    LocalizedText,
    in_language,
    localized,
    reader_language,
    set_language,
)
from pipeline.package.changelog import ENTRIES
from pipeline.package.changelog import FILE as CHANGELOG
from pipeline.package.citation import cited, package_title
from pipeline.package.descriptor import LICENSE, path_of
from pipeline.package.files import Files, PackageInputs
from pipeline.package.formats.readable_csv import readable_frames
from pipeline.package.formats.sqlite import database_path
from pipeline.package.formats.xlsx import workbook_path
from pipeline.package.metadata import prov
from pipeline.package.statistics import (
    coverage_lines,
    coverage_quality,
    drafted_quality,
    inferred_cells,
    second_reading_quality,
)
from pipeline.schema import COUNTED, FIGURES, IDENTITIES, LAYERS, PLAUSIBILITY, READABLE
from pipeline.schema.projections import dictionary
from pipeline.transform.tables import Tables, doubts_by_figure, tables_with_rows
from pipeline.validation.schema import Row, rows_of

#: One file per table; one row of the README covers all of them.
PARQUET: Final = "parquet/*.parquet"
#: The texts of a package by file name, and what they are.
TEXTS: Final = {
    "README": localized("what the package holds and how to read it"),
    "DICTIONARY": localized("the meaning of every column"),
    "EVIDENCE": localized("how completely and how well the figures were checked"),
}


@dataclass(frozen=True)
class Content:
    """Describe one file: its purpose (in Markdown), and whether only a release has it (`make release`)."""

    path: str
    purpose: LocalizedText
    released: bool = False


def contents(report: Report, figures: int) -> tuple[Content, ...]:
    """Return every file except those of single tables, in the order of interest to most readers.

    The first release has no changelog. The provenance of many figures has a file for each section.
    """
    listed = (
        Content("index.html", localized("web page to read, search and plot all figures, works offline")),
        Content(path_of(READABLE["en"]), localized("the figures in words, in English, for people and spreadsheets")),
        Content(path_of(READABLE["zh"]), localized("the figures in words, in Chinese, for people and spreadsheets")),
        Content(workbook_path(report), localized("all tables as a workbook"), released=True),
        Content(database_path(report), localized("all tables as a database, with key constraints"), released=True),
        Content(PARQUET, localized("all tables for data frames, one file each"), released=True),
        *(
            Content(path, text)
            for name, text in TEXTS.items()
            for path in (f"{name}.md", f"{name}.zh.md")
        ),
        Content("datapackage.json", localized("Data Package: columns, types, keys, hashes")),
        Content("croissant.json", localized("the same as Croissant")),
        Content("ro-crate-metadata.json", localized("every file and the run that made it (RO-Crate)")),
        Content(prov.FILE, localized("from every figure to its sentence, row and source (PROV-O)")),
        Content(prov.SECTIONS, localized("the same, for the figures of one section each")),
        Content(CHANGELOG, localized("changes by version")),
        Content(ENTRIES, localized("the same for programs")),
        Content("CITATION.cff", localized("how to cite (Citation File Format)")),
        Content("citation.bib", localized("how to cite (BibTeX)")),
        Content("SHA256SUMS", localized("SHA-256 of every file: `sha256sum -c`")),
    )  # fmt: skip
    absent = {
        *(() if report.revision_of else (CHANGELOG, ENTRIES)),
        *(() if figures > prov.MOST else (prov.SECTIONS,)),
    }
    return tuple(each for each in listed if each.path not in absent)


def _table(header: Iterable[LocalizedText | str], rows: Iterable[tuple[str, ...]]) -> str:
    return markdown_table(tuple(map(str, header)), rows)


def _files_text(report: Report, figures: int) -> str:
    """Return one line for each purpose, which both languages of a text share."""
    paths: dict[str, list[str]] = defaultdict(list)
    for each in contents(report, figures):
        paths[str(each.purpose)].append(markdown_code(each.path) + " ⁺" * each.released)
    rows = [(Markdown(", ".join(each)), Markdown(purpose)) for purpose, each in paths.items()]
    return _table((localized("file"), localized("purpose")), rows)


def _layers_text(frames: Tables) -> str:
    """Return one line for each layer, with its tables and their numbers of rows."""
    tables = tables_with_rows(frames)
    rows = [
        (
            markdown_code(f"{layer}/"),
            str(about),
            ", ".join(
                f"{each.name} ({len(frames[each.name])})" for each in tables if each.layer == layer
            ),
        )
        for layer, about in LAYERS.items()
    ]
    return _table((localized("folder"), localized("content"), localized("tables (rows)")), rows)


def _template(name: str) -> Template:
    path = Path(__file__).parent / "templates" / f"{name}.{reader_language()}.md"
    return Template(path.read_text(encoding="utf-8"))


def _titled(row: Row, name: str) -> str:
    """Return a text of a row in the language of the reader."""
    return row[f"{name}_{reader_language()}"]


_SAMPLED: Final = ("figure", "indicator", "entity", "value", "unit", "period", "as_printed")


def _sample_text(frames: Tables) -> str:
    """Return the first figures in words."""
    first = {**frames, FIGURES.name: frames[FIGURES.name].head(5)}
    by_language = dict(zip(READABLE, readable_frames(first), strict=True))
    _, frame = by_language[reader_language()]
    at = [READABLE["en"].columns.index(name) for name in _SAMPLED]
    return markdown_table(list(frame.columns[at]), frame.iloc[:, at].to_numpy().tolist())


def _output_text(frames: Tables) -> str:
    """Return what the examples print: the lowest observations in percent."""
    figures = frames[FIGURES.name]
    percent = figures[(figures["unit"] == "percent") & (figures["status"] == "actual")]
    stated = percent[percent["value"] != ""]
    shown = (stated[name] for name in ("figure_id", f"indicator_{reader_language()}", "printed"))
    found = nsmallest(5, zip(map(Decimal, stated["value"]), *shown, strict=True))
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(row[1:] for row in found)
    return fenced(text.getvalue().rstrip("\n"))


def _doubtful_text(frames: Tables) -> str:
    """Return what the expression for doubtful figures gives: their identifiers."""
    figures = frames[FIGURES.name]
    with_errata = figures[figures["figure_id"].isin(doubts_by_figure(frames))]
    table, frame = readable_frames({**frames, FIGURES.name: with_errata})[0]
    found = frame.loc[frame["caution_kind"] == table["caution_kind"].enum[0], "figure"]
    return ", ".join(found) or "–"


def readings_text(frames: Tables) -> Iterator[LocalizedText]:
    """Describe the agreement of each second reading, or that none is recorded."""
    recorded = second_reading_quality(frames)
    missing = (localized("A second reading is not recorded."),)
    yield from map(_reading_text, recorded["second_readings"]["readings"]) if recorded else missing


def second_reading_text(frames: Tables) -> str:
    """Describe second readings, drafted rows and inferred cells."""
    inferred = localized(
        "{inferred} cells were inferred by an editor.",
        inferred=inferred_cells(frames[FIGURES.name]["inferred"]),
    )
    return "\n\n".join(map(str, (*readings_text(frames), *drafted_text(frames), inferred)))


def drafted_text(frames: Tables) -> Iterator[LocalizedText]:
    """Describe how many rows a program proposed and how people confirmed them, if there are any."""
    if counts := drafted_quality(frames).get("drafted"):
        yield localized(
            "The program {programs} proposed {figures} of the rows, see `drafted_figures`. People "
            "confirmed each of them: {keyed} by keying number, multiplier, unit and hedge without "
            "the proposal, {read} by a second reading of the whole row.",
            programs=", ".join(counts["programs"]),
            figures=counts["figures"],
            keyed=counts["confirmed_by_keying"],
            read=sum(counts["confirmed_by_reading"].values()),
        )


def _reading_text(read: dict[str, Any]) -> LocalizedText:
    """Describe one second reading."""
    differing = read["cells_differing"]
    see = localized(", see `second_reading_differences`") if differing else LocalizedText("", "")
    return localized(
        "On {date} a second reader entered {figures} figures of edition {edition} in {columns} columns "
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


_OF_IDENTITIES: Final = (
    localized("number"), localized("relation"), localized("verdict"), localized("remark")
)  # fmt: skip
_OF_ERRATA: Final = (
    localized("erratum"), localized("page"), localized("what"), localized("confidence")
)  # fmt: skip
_SPACE: Final = {"en": " ", "zh": ""}
_MARKS: Final = {"consistent": "✓", "inconsistent": "✗", "undecidable": "?"}
_VERDICTS: Final = IDENTITIES["verdict"].labels


def _remark(row: Row, errata: Mapping[str, str]) -> str:
    """Return the remark on a verdict: its erratum, it is always true, or it depends on an assumed width."""
    remarks = [
        errata.get(row["identity"], ""),
        str(localized("always true")) if row["vacuous"] == "true" else "",
        str(localized("by an assumed width")) if row["policy_used"] == "true" else "",
    ]
    return "; ".join(remark for remark in remarks if remark)


def identities_text(frames: Tables) -> str:
    """Describe every identity with its verdict."""
    rows = rows_of(frames["identities"])
    if not rows:
        return str(localized("No relation is recorded."))
    counts = Counter(row["verdict"] for row in rows)
    errata = {row["identity"]: row["erratum"] for row in rows_of(frames["errata"])}
    sizes = sum(row["kind"] == PLAUSIBILITY for row in rows)
    text = "; ".join(f"{_VERDICTS[verdict]} {counts[verdict]}" for verdict in _MARKS)
    identities = [
        (
            row["identity"],
            _titled(row, "statement"),
            f"{_MARKS[row['verdict']]} {_VERDICTS[row['verdict']]}",
            _remark(row, errata),
        )
        for row in rows
    ]
    return "\n\n".join(
        (
            str(
                localized(
                    "{count} relations, {sizes} of which state a plausible size only: {verdicts}. They "
                    "are checked with interval arithmetic, see `identities` and `identity_terms`.",
                    count=len(rows),
                    sizes=sizes,
                    verdicts=text,
                )
            ),
            _table(_OF_IDENTITIES, identities),
        )
    )


def errata_text(frames: Tables) -> str:
    """Describe every erratum of the report; nothing if it has none."""
    errata = [
        (row["erratum"], row["page"], _titled(row, "description"), row["confidence"])
        for row in rows_of(frames["errata"])
    ]
    if not errata:
        return ""
    about = str(localized("Contradictions and wrong labels in the report, kept as printed:"))
    return f"\n\n{about}\n\n{_table(_OF_ERRATA, errata)}"


def coverage_text(frames: Tables) -> str:
    """Describe which injected errors were detected, in total and by type, if that was measured."""
    counts = coverage_quality(frames)
    if not counts["injected"]:
        return str(localized("It is not measured for the present figures."))
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
    return f"{text}\n\n{markdown_table(header, lines)}"


def _tally_text(tally: LedgerCounts, frames: Tables) -> str:
    titles = {row["reason"]: _titled(row, "title") for row in rows_of(frames["exclusions"])}
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
    header = (localized("reason"), localized("numerals"))
    return f"{text}\n\n{_table(header, rows)}"


def _sections_text(frames: Tables) -> str:
    counted = [name for name in COUNTED if name in frames["sections"].columns]
    rows = [
        (row["section"], _titled(row, "title"), *(row[name] for name in counted))
        for row in rows_of(frames["sections"])
    ]
    return _table((localized("section"), localized("title"), *counted), rows)


def readme(report: Report, frames: Tables) -> str:
    """Return the README in the language of the reader."""
    attribution = in_language(
        reader_language(), LocalizedText(report.attribution_en, report.attribution_zh)
    )
    return _template("readme").substitute(
        title=markdown_text(str(package_title(report))),
        version=markdown_text(report.version),
        released=markdown_text(report.released),
        attribution=markdown_text(attribution),
        database=database_path(report),
        licence=LICENSE["path"],
        cited=markdown_text(str(cited(report))),
        sample=_sample_text(frames),
        output=_output_text(frames),
        doubtful=_doubtful_text(frames),
        checked=_SPACE[reader_language()].join(map(str, readings_text(frames))),
        files=_files_text(report, len(frames["figures"])),
        layers=_layers_text(frames),
    )


def evidence(frames: Tables, tally: LedgerCounts) -> str:
    """Return how completely and how well the figures were checked."""
    return _template("evidence").substitute(
        tally=_tally_text(tally, frames),
        sections=_sections_text(frames),
        second_reading=second_reading_text(frames),
        identities=identities_text(frames) + errata_text(frames),
        check_coverage=coverage_text(frames),
    )


def in_words(language: Language, write: Callable[..., str], *given: object) -> str:
    """Return what a function writes for a reader of a language."""
    context = copy_context()
    context.run(set_language, language)
    return context.run(write, *given)


def texts(material: PackageInputs, made: Files) -> Files:
    """Return README, dictionary and evidence in each language; the same tables give the same bytes."""
    del made
    frames = material.frames
    writers: Mapping[str, tuple[Callable[..., str], tuple[object, ...]]] = {
        "README": (readme, (material.report, frames)),
        "DICTIONARY": (_dictionary, (frames,)),
        "EVIDENCE": (evidence, (frames, material.ledger)),
    }
    return {
        f"{name}{'' if language == 'en' else '.zh'}.md": in_words(language, write, *given).encode()
        for name, (write, given) in writers.items()
        for language in LANGUAGES
    }


def _dictionary(frames: Tables) -> str:
    return _template("dictionary").substitute(
        dictionary=dictionary((READABLE[reader_language()], *tables_with_rows(frames))).rstrip()
    )
