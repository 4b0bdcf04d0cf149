"""Model a package once for all descriptions: files, steps, software, agents. No format is used here.

`provenance.jsonld`, `ro-crate-metadata.json` and `croissant.json` are three projections of it, so
that they cannot disagree. The steps lead from report to package: transcription by section, second
reading if one is recorded, validation, publication.

The version of the software is the pipeline's own number, not a hash of its modules. The description
already determines the data by the codes of the rules and the SHA-256 of every raw file. A hash of
modules changes with each comment. Every commit of code would then change the published package, and
its diff would not show whether the data changed. Dagster needs such a hash to find stale assets
(`pipeline.defs.naming`); a reader of the data does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final

import pandas as pd

from pipeline.ingest import Report
from pipeline.package.descriptor import path_of
from pipeline.package.files import Files, PackageInputs
from pipeline.package.metadata import identifiers
from pipeline.rules import Finding, LocalizedText, all_rules, localized
from pipeline.schema import DRAFTED, FIGURES, PUBLISHED, READINGS, SECTIONS, SOURCES, TableSchema
from pipeline.validation.schema import Row, rows_of

NAME: Final = "printed-figures"
#: The version in pyproject.toml; a published folder and a copy of `pipeline/` do not have that file.
VERSION: Final = "0.3.0"
_UNKNOWN: Final = ("application/octet-stream", localized("File"))
_FORMS: Final = {
    ".csv": ("text/csv", localized("CSV")),
    ".parquet": ("application/vnd.apache.parquet", localized("Parquet")),
    ".sqlite": ("application/vnd.sqlite3", localized("SQLite database")),
    ".xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        localized("Excel workbook"),
    ),
    ".json": ("application/json", localized("JSON description")),
    ".jsonld": ("application/ld+json", localized("JSON-LD description")),
    ".html": ("text/html", localized("Page to read")),
    ".md": ("text/markdown", localized("Text to read")),
    ".cff": ("application/yaml", localized("Citation")),
    ".bib": ("application/x-bibtex", localized("Citation for BibTeX")),
}
_TITLES: Final = {table.name: table.title for table in PUBLISHED}


@dataclass(frozen=True)
class PackagedFile:
    """Describe a file: its path and its content."""

    path: str
    media_type: str
    title: LocalizedText
    size: int
    sha256: str


def packaged_file(path: str, data: bytes) -> PackagedFile:
    """Describe a file of the package; a file of a table has that table's title."""
    name = PurePosixPath(path)
    media_type, form = _FORMS.get(name.suffix, _UNKNOWN)
    title = _TITLES.get(name.stem)
    shown = localized("{title} ({form})", title=title, form=form) if title else form
    return PackagedFile(path, media_type, shown, len(data), hashlib.sha256(data).hexdigest())


@dataclass(frozen=True)
class Activity:
    """Describe one step.

    Attributes:
        id: its name within a description.
        title: what was done.
        used: names of its inputs.
        informed_by: names of the steps whose results it used.
        by: name of the agent that did it.
        day: the day on which it was done, blank if it is not recorded.
        follows_rules: whether the rules of validation were its plan.
    """

    id: str
    title: LocalizedText
    used: tuple[str, ...]
    informed_by: tuple[str, ...]
    by: str
    day: str = ""
    follows_rules: bool = False


SECOND_READING: Final = "#second-reading"
VALIDATION: Final = "#validation"
PUBLICATION: Final = "#publication"


@lru_cache(maxsize=4096)
def transcription(file: str) -> str:
    """Return the name of the step that keyed a file of figures."""
    return f"#transcription-{PurePosixPath(file).stem}"


def figures_files(raw: Sequence[str]) -> dict[str, str]:
    """Return the raw files of figures by section."""
    found = (PurePosixPath(path) for path in raw)
    return {path.stem: path.as_posix() for path in found if path.parent.name == "figures"}


def grid_files(raw: Sequence[str]) -> list[str]:
    """Return the raw files of grids, without their second keyings."""
    found = (PurePosixPath(path) for path in raw)
    return [str(p) for p in found if p.parent.name == "tables" and p.suffixes == [".csv"]]


def _transcriptions(sections: Sequence[Row], raw: Sequence[str]) -> Iterator[Activity]:
    keyed = figures_files(raw)
    for file in grid_files(raw):
        name = PurePosixPath(file).stem
        title = localized("Transcription of the table {name}", name=name)
        yield Activity(transcription(file), title, (identifiers.REPORT,), (), identifiers.PROJECT)
    for row in sections:
        if row["section"] in keyed:
            yield Activity(
                transcription(keyed[row["section"]]),
                localized("Transcription of section {section}", section=row["section"]),
                (identifiers.section(row["section"]),),
                (),
                identifiers.PROJECT,
            )


def _second_reading(row: Row) -> Activity:
    """Return a recorded second reading; its reader saw the report and not the first result."""
    title = localized(
        "Second, independent reading of {figures} figures of edition {edition}",
        figures=row["figures"],
        edition=row["edition"],
    )
    name, read = f"{SECOND_READING}-{row['reading']}", (identifiers.REPORT,)
    return Activity(name, title, read, (), identifiers.PROJECT, row["date"])


def proposal(row: Row) -> str:
    """Return the name of the step in which a program proposed a row."""
    return f"#proposal-{row['program'].replace(' ', '-')}"


def confirmation(row: Row) -> str:
    """Return the name of the step in which people confirmed a proposed row."""
    return f"#confirmation-{row['confirmed_by_reading'] or 'keying'}"


def _confirmations(drafted: Sequence[Row]) -> Iterator[Activity]:
    """Yield the steps in which programs proposed rows, and those in which people confirmed them."""
    programs = {proposal(row): row["program"] for row in drafted}
    for name, program in programs.items():
        title = localized("Proposal of rows by the program {program}", program=program)
        yield Activity(name, title, (identifiers.REPORT,), (), identifiers.PIPELINE)
    for name, reading in {confirmation(r): r["confirmed_by_reading"] for r in drafted}.items():
        title = localized("Keying of number, multiplier, unit and hedge without the proposals")
        if reading:
            title = localized("Confirmation of whole rows by reading {reading}", reading=reading)
        informed = [*programs, *([f"{SECOND_READING}-{reading}"] if reading else ())]
        read = (identifiers.REPORT,)
        yield Activity(name, title, read, tuple(informed), identifiers.PROJECT)


def activities(
    readings: Sequence[Row], drafted: Sequence[Row], sections: Sequence[Row], raw: Sequence[str]
) -> tuple[Activity, ...]:
    """Return the recorded steps in order."""
    transcribed = tuple(_transcriptions(sections, raw))
    keyed = tuple(each.id for each in transcribed)
    read = tuple(identifiers.raw(path) for path in raw)
    second = tuple(map(_second_reading, readings))
    confirmed = tuple(_confirmations(drafted))
    informed = (*keyed, *(each.id for each in (*second, *confirmed)))
    valid = localized("Validation of raw/ by every rule")
    published = localized("Publication of the data package")
    return (
        *transcribed,
        *second,
        *confirmed,
        Activity(VALIDATION, valid, read, informed, identifiers.PIPELINE, follows_rules=True),
        Activity(PUBLICATION, published, read, (VALIDATION,), identifiers.PIPELINE),
    )


@dataclass(frozen=True)
class Package:
    """Hold a package for its descriptions.

    Attributes:
        report: facts of the report and the release.
        files: the files made so far, by path.
        tables: the published tables, each with the file that holds it.
        figures: the published table.
        sections, sources: rows of these published tables.
        drafted: the record of each figure whose row a program proposed.
        raw: SHA-256 of every raw file by its path.
        rules: every rule that the validation applies, in order of the codes.
        activities: the steps from report to package, in order.
    """

    report: Report
    files: tuple[PackagedFile, ...]
    tables: tuple[tuple[TableSchema, PackagedFile], ...]
    figures: pd.DataFrame
    sections: tuple[Row, ...]
    sources: tuple[Row, ...]
    drafted: Mapping[str, Row]
    raw: Mapping[str, str]
    rules: tuple[type[Finding], ...]
    activities: tuple[Activity, ...]


def package_model(material: PackageInputs, made: Files) -> Package:
    """Return the model of a package from its material and the files made so far."""
    files = {path: packaged_file(path, data) for path, data in sorted(made.items())}
    sections = tuple(rows_of(material.frames[SECTIONS.name]))
    drafted = rows_of(material.frames[DRAFTED.name])
    return Package(
        report=material.report,
        files=tuple(files.values()),
        tables=tuple((table, files[path_of(table)]) for table in material.tables),
        figures=material.frames[FIGURES.name],
        sections=sections,
        sources=tuple(rows_of(material.frames[SOURCES.name])),
        drafted={row["figure"]: row for row in drafted},
        raw=material.raw,
        rules=tuple(rule for rule in all_rules().values() if rule.is_about_raw()),
        activities=activities(
            rows_of(material.frames[READINGS.name]), drafted, sections, tuple(material.raw)
        ),
    )
