"""One model of a package: what it holds, from what, by whom, through which steps. No format here.

`provenance.jsonld`, `ro-crate-metadata.json` and `croissant.json` are three projections of it, so
that they cannot tell three stories.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.capture import Report
from pipeline.release.descriptions.activities import Activity, activities
from pipeline.release.descriptions.files import PackagedFile, packaged_file
from pipeline.release.descriptor import path_of
from pipeline.release.material import Files, Material
from pipeline.rules import Finding, by_code
from pipeline.tables import FIGURES, PUBLISHED, SECTIONS, Table
from pipeline.tables.vocabulary import SOURCES
from pipeline.validation.frame import Row, rows_of


@dataclass(frozen=True)
class Package:
    """A package as every description of it sees it.

    Attributes:
        report: facts of the report and the release.
        files: the files made so far, by path.
        tables: the published tables, each with the file that holds it.
        figures, sections, sources: rows of these published tables.
        raw: SHA-256 of every raw file by its path.
        rules: every rule that the validation applies, in order of the codes.
        activities: the steps from report to package, in order.
    """

    report: Report
    files: tuple[PackagedFile, ...]
    tables: tuple[tuple[Table, PackagedFile], ...]
    figures: tuple[Row, ...]
    sections: tuple[Row, ...]
    sources: tuple[Row, ...]
    raw: Mapping[str, str]
    rules: tuple[type[Finding], ...]
    activities: tuple[Activity, ...]


def package_model(material: Material, made: Files) -> Package:
    """The model of the package whose files made so far are these."""
    files = {path: packaged_file(path, data) for path, data in sorted(made.items())}
    figures = tuple(rows_of(material.frames[FIGURES.name]))
    sections = tuple(rows_of(material.frames[SECTIONS.name]))
    return Package(
        report=material.report,
        files=tuple(files.values()),
        tables=tuple((table, files[path_of(table)]) for table in PUBLISHED),
        figures=figures,
        sections=sections,
        sources=tuple(rows_of(material.frames[SOURCES.name])),
        raw=material.raw,
        rules=tuple(rule for rule in by_code().values() if rule.is_about_raw()),
        activities=activities(sections, tuple(material.raw)),
    )
