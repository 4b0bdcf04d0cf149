"""Build the catalogue of the packages in a folder: their figures as one dataset, their list, a page.

A package is read as it was published, and raw/ is not read. The dataset has one Parquet file for the
reports on each year, all with the same types, so that every reader takes the folder as one table. A file
for each report would make queries slow: readers read the end of each file first.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc

from pipeline.filesystem import read_regular
from pipeline.ingest.csv_table import cell_findings, parse_csv
from pipeline.ingest.report_metadata import why_unfit
from pipeline.package.descriptor import LICENSE, PROFILE, path_of, table_resource
from pipeline.package.files import Files, csv_bytes, with_checksums
from pipeline.package.formats.parquet import arrow_type, parquet_bytes
from pipeline.package.publish import publish_directory
from pipeline.paths import CATALOGUE
from pipeline.reader import DESCRIPTOR, PackageReadError, opener, resource_bytes
from pipeline.rules import LocalizedText, Location, localized
from pipeline.rules.file_rules import HeaderOnly
from pipeline.schema import ERRATA, FIGURES, REPORTS
from pipeline.transform.tables import doubts_by_figure
from pipeline.untrusted import BudgetExceededError, limited, load_untrusted_json
from pipeline.website.page import catalogue_page

NAME: Final = "printed-figures-catalogue"
SQL: Final = "catalogue.sql"
#: The column that the dataset adds: a doubt stays with its figure.
DOUBTS: Final = "errata"
_NUMBERS: Final = [field.name for field in FIGURES.fields if field.type == "number"]
_DIGIT: Final = re.compile(r"\d")
_YEAR: Final = re.compile(r"[0-9]{4}")
_SHOWN: Final = 80
_IN_SQL: Final = {"string": "VARCHAR", "integer": "BIGINT", "date": "DATE"}


class CatalogueError(ValueError):
    """Report, in both languages, why the packages of a folder have no catalogue."""

    def __init__(self, text: LocalizedText) -> None:
        super().__init__(str(text))
        self.text = text


@dataclass(frozen=True)
class PublishedPackage:
    """Hold the folder and the descriptor of one package."""

    folder: Path
    descriptor: Mapping[str, Any]

    @property
    def report(self) -> str:
        """Return the name of the report."""
        return str(self.descriptor["report"]["folder"])

    @property
    def year(self) -> str:
        """Return the year on which the report reports."""
        return str(self.descriptor["report"]["reference_period"])[:4]

    def table(self, name: str) -> bytes:
        """Return the file of a table, as its descriptor describes it; blank if there is none."""
        found = [each for each in self.descriptor["resources"] if each["name"] == name]
        return resource_bytes(found[0], opener(self.folder)) if found else b""

    def row(self, base: str) -> dict[str, str]:
        """Return the row of the list of reports."""
        facts = {name: str(self.descriptor["report"].get(name)) for name in REPORTS.columns}
        figures = self.table(FIGURES.name).count(b"\n") - 1
        address = f"{base or '../'}{quote(self.folder.name)}/"
        return facts | {"report": self.report, "figures": str(figures), "package": address}


@contextmanager
def _usable(folder: Path) -> Iterator[None]:
    """Raise CatalogueError for a package of another form, one that cannot be read, or a bomb."""
    try:
        with limited():
            yield
    except CatalogueError:
        raise
    except BudgetExceededError as error:
        raise _unusable(folder, error.reason) from None
    except (ValueError, TypeError, LookupError, RecursionError, OSError) as error:
        raise _unusable(folder, error) from None


def _described_package(folder: Path) -> PublishedPackage | None:
    """Return the package in a folder, None if it is not of a report. Raises what another form raises."""
    descriptor = load_untrusted_json(read_regular(folder / DESCRIPTOR))
    if "report" not in descriptor:
        return None
    package = PublishedPackage(folder, descriptor)
    names = Counter(str(each["name"]) for each in descriptor["resources"])
    report: dict[str, object] = dict(descriptor["report"])
    facts = [report.get(name, "") for name in REPORTS.columns]
    is_named = why_unfit(package.report) is None and _YEAR.fullmatch(package.year)
    if not is_named or names[FIGURES.name] != 1 or any(map(_is_unfit, facts)):
        raise ValueError(package.report[:_SHOWN], package.year)
    return package


def _is_unfit(fact: object) -> bool:
    """Return whether a fact of a report is not a text that a cell may have."""
    return not isinstance(fact, str) or any(cell_findings(fact, Location("")))


def _unusable(folder: Path, error: Exception | LocalizedText) -> CatalogueError:
    return CatalogueError(
        localized(
            "{folder} cannot be in the catalogue: {error}; publish it again",
            folder=folder.name,
            error=error,
        )
    )


def packages_of(folder: Path) -> list[PublishedPackage]:
    """Return the packages of reports in a folder, by report. Raises CatalogueError."""
    found: dict[str, PublishedPackage] = {}
    for path in sorted(folder.glob(f"*/{DESCRIPTOR}")):
        with _usable(path.parent):
            package = _described_package(path.parent)
        if package is None:
            continue
        if other := found.get(package.report):
            raise CatalogueError(
                localized(
                    "{one} and {other} are packages of one report; remove one of them",
                    one=other.folder.name,
                    other=path.parent.name,
                )
            )
        found[package.report] = package
    return [found[name] for name in sorted(found)]


def _arrow(data: bytes, types: Mapping[str, pa.DataType]) -> pa.Table:
    """Return the figures of a package with these types. Raises ValueError."""
    if data.partition(b"\n")[0].decode() != ",".join(FIGURES.columns):
        raise PackageReadError("its figures have other columns")
    return pc.read_csv(
        pa.BufferReader(data),
        parse_options=pc.ParseOptions(newlines_in_values=True),
        convert_options=pc.ConvertOptions(
            column_types=types, include_columns=[*types], null_values=[""], strings_can_be_null=True
        ),
    )


def _column_types(packages: Iterable[PublishedPackage]) -> dict[str, pa.DataType]:
    """Return the type of each column, which holds the numbers of all packages exactly."""
    shapes: dict[str, set[str]] = {name: set() for name in _NUMBERS}
    for package in packages:
        with _usable(package.folder):
            table = _arrow(package.table(FIGURES.name), dict.fromkeys(_NUMBERS, pa.string()))
        for name, known in shapes.items():
            cells = table[name].unique().to_pylist()
            known.update(_DIGIT.sub("0", cell) for cell in cells if cell)
    return {each.name: arrow_type(each, shapes.get(each.name, ())) for each in FIGURES.fields}


def _doubts(package: PublishedPackage) -> dict[str, str]:
    """Return the errata that name each figure, separated by semicolons."""
    data = package.table(ERRATA.name)
    if not data:
        return {}
    parsed = parse_csv(data, ERRATA, ERRATA.name)
    if faults := [each for each in parsed.findings if not isinstance(each, HeaderOnly)]:
        raise PackageReadError(str(faults[0]))
    doubts = doubts_by_figure({ERRATA.name: parsed.frame})
    return {figure: ";".join(errata) for figure, errata in doubts.items()}


def _figures(package: PublishedPackage, types: Mapping[str, pa.DataType]) -> pa.Table:
    """Return the figures of a package, each with the errata that name it."""
    with _usable(package.folder):
        table, doubts = _arrow(package.table(FIGURES.name), types), _doubts(package)
    ids = table[FIGURES.key[0]].to_pylist()
    added = pa.array([doubts.get(each) for each in ids], pa.string())
    return table.append_column(DOUBTS, added)


def _row(package: PublishedPackage, base: str) -> dict[str, str]:
    """Return the row of a package in the list of reports. Raises CatalogueError."""
    with _usable(package.folder):
        return package.row(base)


def _dataset(packages: Iterable[PublishedPackage]) -> Files:
    """Return the figures of all packages as Parquet, a file for the reports on each year."""
    ordered = sorted(packages, key=lambda each: (each.year, each.report))
    types, made = _column_types(ordered), {}
    for year, those in groupby(ordered, key=lambda each: each.year):
        table = pa.concat_tables([_figures(each, types) for each in those])
        made[f"{FIGURES.name}/{year}.parquet"] = parquet_bytes(table.unify_dictionaries())
    return made


def _described(
    rows: Sequence[Mapping[str, str]], reports: bytes, dataset: Files, base: str
) -> bytes:
    """Return the descriptor: the list, the dataset and, if they have addresses, the packages.

    A path of the standard must not lead out of the folder, so that packages beside it are rows of the list only.
    """
    figures = {
        "name": FIGURES.name,
        "path": list(dataset),
        "title": FIGURES.title.en,
        "title_zh": FIGURES.title.zh,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": sum(map(len, dataset.values())),
        "rows": sum(int(row["figures"]) for row in rows),
    }
    packages = [
        {
            "name": f"package-{row['report']}",
            "path": f"{row['package']}{DESCRIPTOR}",
            "title": row["title_en"],
            "title_zh": row["title_zh"],
            "format": "json",
            "mediatype": "application/json",
        }
        for row in rows
        if base
    ]
    described = {
        "$schema": PROFILE,
        "name": NAME,
        "title": "Printed figures of all reports",
        "title_zh": "全部报告的原文数字",
        "licenses": [LICENSE],
        "resources": [table_resource(REPORTS, reports), figures, *packages],
    }
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _sql() -> bytes:
    """Return the statements that define both tables in DuckDB."""
    columns = ", ".join(f"'{each.name}': '{_IN_SQL[each.type]}'" for each in REPORTS.fields)
    lines = (
        f"-- DuckDB, in this folder: duckdb -init {SQL}",
        "CREATE OR REPLACE VIEW reports AS",
        f"  SELECT * FROM read_csv('{path_of(REPORTS)}', header = true, columns = {{{columns}}});",  # noqa: S608 - names of our own
        "CREATE OR REPLACE VIEW figures AS",
        f"  SELECT * FROM read_parquet('{FIGURES.name}/*.parquet');",  # noqa: S608
    )
    return "\n".join((*lines, "")).encode()


def catalogue_files(packages: Sequence[PublishedPackage], base: str = "") -> Files:
    """Return the files of the catalogue.

    Args:
        packages: one package of each report.
        base: the URL of the folder of the packages, with a slash at its end; blank if they are
            beside the catalogue.

    Raises CatalogueError if a package is not the one that its descriptor describes.
    """
    dataset = _dataset(packages)
    rows = [_row(each, base) for each in packages]
    reports = csv_bytes(pd.DataFrame(rows, columns=[*REPORTS.columns]))
    files = {
        **dataset,
        path_of(REPORTS): reports,
        SQL: _sql(),
        "index.html": catalogue_page(rows),
        DESCRIPTOR: _described(rows, reports, dataset, base),
    }
    return with_checksums(files, files)


def write_catalogue(folder: Path, base: str = "") -> Iterator[str]:
    """Replace FOLDER/catalogue by the catalogue of the packages in the folder; yield their reports.

    Raises CatalogueError, and what `publish_directory` raises; the folder is then unchanged.
    """
    packages = packages_of(folder)
    if not packages:
        raise CatalogueError(localized("{folder} has no package", folder=folder))
    publish_directory(folder / CATALOGUE, catalogue_files(packages, base), root=folder)
    yield from (each.report for each in packages)
