"""Name assets, groups and tags from reports, stages and sections (ASCII only); version and describe them.

The code version of a stage is a hash of the modules that it uses. After a change of the code,
Dagster shows the stale assets. Titles of sections come from `sections.csv`.
Metadata shows columns, first rows, counts and hashes of tables.
"""

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import dagster as dg
import pandas as pd

from pipeline.escaping import Markdown, markdown, markdown_table
from pipeline.filesystem import hash_files
from pipeline.ingest import read_csv
from pipeline.ingest.grids import files_by_section
from pipeline.ingest.raw_file import name_below
from pipeline.ingest.report_folder import section_files, section_order
from pipeline.ingest.report_metadata import LONGEST, RESERVED_NAMES
from pipeline.schema import RAW_SECTIONS, Field
from pipeline.validation.schema import rows_of

_SOURCES = {".py", ".j2", ".js", ".css"}
_PIPELINE = Path(__file__).resolve().parent.parent


@cache
def code_version(*packages: str) -> str:
    """Return the hash of all modules, templates, styles and scripts of the given parts of the pipeline."""
    sources = {
        path.relative_to(_PIPELINE).as_posix(): path.read_bytes()
        for package in packages
        for path in (_PIPELINE / f"{package}.py", *(_PIPELINE / package).rglob("*"))
        if path.is_file() and path.suffix in _SOURCES
    }
    return hash_files(sources)[:16]


# with the dependences of each part; a test compares them with the imports
TRANSCRIPTION = (
    "ingest", "budgets", "filesystem", "schema", "rules", "localization", "parsing", "intervals",
)  # fmt: skip
VALIDATION = (*TRANSCRIPTION, "validation", "consistency")
RESOLUTION = (*VALIDATION, "transform")
PUBLICATION = (*RESOLUTION, "escaping", "formatting", "website", "reader", "untrusted", "package")
OWNERS = ["team:editors"]
VOCABULARY_KEY = dg.AssetKey(["vocabulary"])
RAW_VOCABULARY_KEY = dg.AssetKey(["raw", "vocabulary"])
#: The stages, each with what its group adds to the report's name: a closed group shows 17 characters.
STAGES = {
    "raw": "_raw",
    "transcription": "_typed",
    "validated": "_valid",
    "tables": "_tables",
    "package": "",
}
_REPORT = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_SECTION = re.compile(r"[A-Za-z0-9]+(\.[A-Za-z0-9]+)*")
_HASH = 6


def _slug(text: str, normal: re.Pattern[str]) -> str:
    """Return a name that Dagster accepts.

    A name that is reserved or not of the normal form, or is long, gets a hash, so that all names differ. The
    graph then loads for any files in raw/.
    """
    plain = re.sub(r"[^A-Za-z0-9]+", "_", text)
    if len(text) <= LONGEST and normal.fullmatch(text) and text not in RESERVED_NAMES:
        return plain
    digest = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
    return f"{plain[:LONGEST]}_{digest[:_HASH]}"


def slug(report: str) -> str:
    """Return a report's name in the graph: caict-2020 becomes caict_2020."""
    return _slug(report, _REPORT)


def section_name(section: str) -> str:
    """Return a section's name in the graph: 1.1 becomes section_1_1."""
    return f"section_{_slug(section, _SECTION)}"


def key(report: str, stage: str, name: str) -> dg.AssetKey:
    """Return the key of a report's asset in a stage."""
    return dg.AssetKey([slug(report), stage, name])


def group(report: str, stage: str) -> str:
    """Return the group of a report's stage; the group of the package has the name of the report."""
    return f"{slug(report)}{STAGES[stage]}"


def tags(report: str, stage: str, section: str = "") -> dict[str, str]:
    """Return tags for search in the graph: `report`, `stage`, `section` (as in the name of its node)."""
    named = {"report": slug(report), "stage": stage}
    return {**named, "section": section.replace("_", ".")} if section else named


def package_key(report: str) -> dg.AssetKey:
    """Return the key of a report's package."""
    return dg.AssetKey([slug(report), "datapackage"])


def quality_key(report: str) -> dg.AssetKey:
    """Return the key of the overview of a report's quality."""
    return dg.AssetKey([slug(report), "quality"])


def figures_files(folder: Path) -> list[Path]:
    """Return the files of figures that have nodes, in the report's order; a check reports other files."""
    return [file for file in section_files(folder) if file.suffix == ".csv"]


def section_sources(folder: Path) -> dict[str, list[Path]]:
    """Return for each section with figures its files: figures, and the grids whose key names it."""
    found = {file.stem: [file] for file in figures_files(folder)}
    for section, files in files_by_section(folder).items():
        if section:
            found[section] = [*found.get(section, []), *files]
    return {section: found[section] for section in sorted(found, key=section_order)}


def section_titles(folder: Path, root: Path) -> dict[str, str]:
    """Return titles by the names of the sections' nodes, as far as sections.csv can be read."""
    captured = read_csv(folder / f"{RAW_SECTIONS.name}.csv", RAW_SECTIONS, root)
    if not {"section", "title_zh", "title_en"} <= set(captured.frame.columns):
        return {}
    rows = rows_of(captured.frame)
    return {
        section_name(row["section"]): f"{row['section']} {row['title_zh']} / {row['title_en']}"
        for row in rows
    }


_SHOWN_ROWS = 8


def _constraints(field: Field) -> dg.TableColumnConstraints:
    others = [
        *([f"one of: {', '.join(field.enum)}"] if field.enum else []),
        *([f"matches {field.pattern}"] if field.pattern else []),
        *([f"≥ {field.minimum}"] if field.minimum else []),
        *([f"≤ {field.maximum}"] if field.maximum else []),
        *([f"→ {field.refers_to}"] if field.refers_to else []),
    ]
    return dg.TableColumnConstraints(nullable=not field.required, unique=field.unique, other=others)


def column_schema(fields: Iterable[Field]) -> dg.TableSchema:
    """Convert the declaration of columns to Dagster's column schema."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                field.name,
                type=field.type,
                description=markdown(
                    "{}：{} {}", field.title.zh, field.description.zh, field.description.en
                ),
                constraints=_constraints(field),
            )
            for field in fields
        ]
    )


def shown(text: Markdown) -> dg.MarkdownMetadataValue:
    """Return Markdown as Dagster metadata; its interface renders Markdown: docs/security.md."""
    return dg.MetadataValue.md(text)


def preview(frame: pd.DataFrame) -> dg.MarkdownMetadataValue:
    """Return the first rows as a Markdown table without columns that are blank in all of them."""
    rows = frame.head(_SHOWN_ROWS).to_numpy(dtype=object).tolist()
    kept = [at for at in range(len(frame.columns)) if any(row[at] != "" for row in rows)]
    body = [[str(row[at]) for at in kept] for row in rows]
    return shown(markdown_table([str(frame.columns[at]) for at in kept], body))


def table_metadata(frame: pd.DataFrame, path: Path, root: Path) -> dict[str, dg.MetadataValue]:
    """Return row count, first rows, hash and file of a table that was just written."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {
        "dagster/row_count": dg.MetadataValue.int(len(frame)),
        "preview": preview(frame),
        "sha256": dg.MetadataValue.text(digest),
        "file": dg.MetadataValue.path(name_below(path, root)),
    }
