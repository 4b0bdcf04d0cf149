"""Build the catalogue of the packages in a folder: their figures as one dataset, their list, a page.

A package is read as it was published, and raw/ is not read. The dataset has one Parquet file for the
reports on each year, all with the same types, so that every reader takes the folder as one table. A file
for each report would make queries slow: readers read the end of each file first.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc

from pipeline.ingest.csv_table import empty_frame
from pipeline.ingest.report_metadata import FIT
from pipeline.package.descriptor import LICENSE, PROFILE, path_of, table_resource
from pipeline.package.files import Files, csv_bytes, with_checksums
from pipeline.package.formats.parquet import arrow_type, parquet_bytes
from pipeline.package.publish import publish_directory
from pipeline.paths import CATALOGUE
from pipeline.reader import DESCRIPTOR, PackageReadError, opener, resource_bytes
from pipeline.rules import LocalizedText, localized
from pipeline.schema import ERRATA, FIGURES, REPORTS, TableSchema
from pipeline.transform.tables import doubts_by_figure
from pipeline.website.page import catalogue_page

NAME: Final = "printed-figures-catalogue"
SQL: Final = "catalogue.sql"
#: The column that the dataset adds: a doubt stays with its figure.
DOUBTS: Final = "errata"
_NUMBERS: Final = [field.name for field in FIGURES.fields if field.type == "number"]
_DIGIT: Final = re.compile(r"\d")
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
        (figures,) = (e["rows"] for e in self.descriptor["resources"] if e["name"] == FIGURES.name)
        address = f"{base or '../'}{quote(self.folder.name)}/"
        return facts | {"report": self.report, "figures": str(figures), "package": address}


def _unusable(folder: Path, error: Exception) -> CatalogueError:
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
        try:
            package = PublishedPackage(path.parent, json.loads(path.read_bytes()))
            if "report" not in package.descriptor:
                continue
            if not (FIT.fullmatch(package.report) and package.year.isdecimal()):
                raise ValueError(package.report, package.year)
        except (ValueError, TypeError, KeyError) as error:
            raise _unusable(path.parent, error) from None
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
        try:
            table = _arrow(package.table(FIGURES.name), dict.fromkeys(_NUMBERS, pa.string()))
        except (ValueError, OSError, KeyError) as error:
            raise _unusable(package.folder, error) from None
        for name, known in shapes.items():
            cells = table[name].unique().to_pylist()
            known.update(_DIGIT.sub("0", cell) for cell in cells if cell)
    return {each.name: arrow_type(each, shapes.get(each.name, ())) for each in FIGURES.fields}


def _text(package: PublishedPackage, table: TableSchema) -> pd.DataFrame:
    """Return a table of a package as text; without rows if the package does not have it."""
    data = package.table(table.name)
    if not data:
        return empty_frame(table)
    return pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False)


def _doubts(package: PublishedPackage) -> dict[str, str]:
    """Return the errata that name each figure, separated by semicolons."""
    frames = {ERRATA.name: _text(package, ERRATA)}
    return {figure: ";".join(errata) for figure, errata in doubts_by_figure(frames).items()}


def _figures(package: PublishedPackage, types: Mapping[str, pa.DataType]) -> pa.Table:
    """Return the figures of a package, each with the errata that name it."""
    try:
        table, doubts = _arrow(package.table(FIGURES.name), types), _doubts(package)
    except (ValueError, OSError, KeyError) as error:
        raise _unusable(package.folder, error) from None
    ids = table[FIGURES.key[0]].to_pylist()
    added = pa.array([doubts.get(each) for each in ids], pa.string())
    return table.append_column(DOUBTS, added)


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
    rows = [each.row(base) for each in packages]
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
