"""Run the commands that write raw/: new-report and fix.

Every file of a new report has its header, and the facts have placeholders. The report is a draft.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pipeline.cli.stated_facts import with_facts
from pipeline.console import echo
from pipeline.filesystem import write_atomic
from pipeline.ingest.raw_file import read_bytes
from pipeline.ingest.report_folder import FIGURES_FOLDER, REPORT_TABLES, VOCABULARY_FOLDER, WRITTEN
from pipeline.ingest.report_metadata import (
    FILE,
    METADATA_KEYS,
    PLACEHOLDER,
    reports_naming,
    why_unfit,
)
from pipeline.paths import Paths
from pipeline.rules import LocalizedText, localized
from pipeline.schema import RAW_FIGURES, RAW_SECTIONS, TableSchema
from pipeline.tools.fix.fix import FixedFile, raw_tables
from pipeline.tools.fix.grids import fixer_of, grid_paths

SECTION: Final = "1"
_YEAR: Final = re.compile(r"(?:18|19|20|21)\d\d$")
_EXAMPLE_YEAR: Final = "2020"
_HEAD: Final = """\
# Facts about the report, and the release of its data. 报告的基本信息与数据版本。
# Delete the line of `draft` when the report is complete. 录入完成后请删除 draft 一行。
"""
#: The values of a new report, in order; of the keys that stand for facts, until an editor states them.
_VALUES: Final = {
    "draft": "true",
    "without": '""',
    "title_zh": f"{PLACEHOLDER.zh}报告题名",
    "title_en": f'"{PLACEHOLDER.en} title of the report"',
    "publisher_zh": f"{PLACEHOLDER.zh}发布机构",
    "publisher_en": f'"{PLACEHOLDER.en} publisher"',
    "published": "{year}",
    "language": "zh-CN",
    "attribution_zh": f"{PLACEHOLDER.zh}来源",
    "attribution_en": f'"{PLACEHOLDER.en} source"',
    "keywords": f'"{PLACEHOLDER.zh}关键词; {PLACEHOLDER.en} keywords"',
    "region": "CN",
    "imprint": '""',
    "version": "0.1.0",
    "released": "{year}-12-31",
    "reference_period": "{year}",
    "first_year": "{year}",
    "last_year": "{year}",
    "package": "{package}",
}


class UnfitNameError(ValueError):
    """Report, in both languages, why a new report cannot have this name."""


def package_of(name: str) -> str:
    """Return the folder to which a new report's package is published."""
    return f"datapackage-{name}"


def _name_problem(paths: Paths, name: str) -> LocalizedText | None:
    if unfit := why_unfit(name):
        return localized("{name!r} is not a valid report name: {unfit}", name=name, unfit=unfit)
    if name == VOCABULARY_FOLDER:
        return localized("raw/{name}/ contains the words of all reports", name=name)
    package = package_of(name)
    for folder in (f"raw/{name}", package):
        if os.path.lexists(paths.root / folder):
            return localized("{folder}/ already exists", folder=folder)
    if others := list(reports_naming(package, paths.root)):
        return localized("{package}/ is the package of {others}", package=package, others=others[0])
    return None


def _header(table: TableSchema) -> str:
    return ",".join(table.columns) + "\n"


def scaffold(name: str) -> Iterator[tuple[str, str]]:
    """Yield the files of a new report, by path below its folder: one example section, no figures.

    The years come from a name that ends in a year.
    """
    yield FILE, _facts(name)
    for table in REPORT_TABLES:
        if table.name not in WRITTEN:
            example = _example_section() if table is RAW_SECTIONS else ""
            yield f"{table.name}.csv", _header(table) + example
    yield f"{FIGURES_FOLDER}/{SECTION}.csv", _header(RAW_FIGURES)


def _facts(name: str) -> str:
    """Return report.yaml: each key below its meaning; optional keys without a value are comments."""
    year = _YEAR.search(name)
    filled = {"year": year[0] if year else _EXAMPLE_YEAR, "package": package_of(name)}
    values = {key: value.format(**filled) for key, value in _VALUES.items()}
    keys = {key.name: key for key in METADATA_KEYS}
    lines = []
    for key in (keys[each] for each in dict.fromkeys((*values, *keys))):
        stated = f"{key.name}: {values[key.name]}" if key.name in values else f"# {key.name}:"
        lines += [f"# {key.meaning.en}", f"# {key.meaning.zh}", stated]
    return _HEAD + "\n".join(lines) + "\n"


def _example_section() -> str:
    cells = {
        "section": SECTION,
        "level": "chapter",
        "heading": "一、",
        "title_zh": f"{PLACEHOLDER.zh}章节题名",
        "title_en": f"{PLACEHOLDER.en} title of the section",
        "page": "1",
    }
    return ",".join(cells.get(column, "") for column in RAW_SECTIONS.columns) + "\n"


def begin_report(paths: Paths, name: str, facts: Mapping[str, str] = MappingProxyType({})) -> None:
    """Write the files of a new report to raw/, with the facts that are already known.

    Raises UnfitNameError, or OSError if the disk reports an error; then no file of the report is left.
    """
    if problem := _name_problem(paths, name):
        raise UnfitNameError(f"{problem.en}. {problem.zh}。")
    folder = paths.raw / name
    try:
        for path, text in scaffold(name):
            known = with_facts(text, facts) if path == FILE else text
            write_atomic(folder / path, known.encode(), root=paths.root)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    echo(localized("raw/{name}/ created: fill in raw/{name}/{file}", name=name, file=FILE))
    echo(localized("then key sections.csv, numerals.csv, figures/; run make check"))


NO_TABLE = localized("the path does not belong to a table")
NO_FILE = localized("it cannot be read")


def fixed_files(paths: Paths, files: Sequence[Path]) -> Iterator[tuple[Path, FixedFile]]:
    """Yield each of the files, or every file of raw/, with its canonical bytes."""
    for path in files or (*raw_tables(paths.raw), *grid_paths(paths.raw)):
        whole = path.absolute()
        fixer = fixer_of(whole, paths.raw)
        if fixer is None:
            yield whole, FixedFile(b"", skipped_reason=NO_TABLE)
            continue
        data, unreadable = read_bytes(whole, paths.root)
        file = whole.relative_to(paths.root).as_posix()
        left = FixedFile(data, skipped_reason=NO_FILE)
        yield whole, left if unreadable else fixer(data, file)


def fix(paths: Paths, files: Sequence[Path], only_check: bool) -> int:
    """Fix the format of raw files, or only report what is needed.

    Returns:
        The exit status: 1 if `only_check` found changes, 2 if there is no raw/.
    """
    if not paths.raw.is_dir():
        echo(localized("the folder {raw} does not exist", raw=paths.raw))
        return 2
    changed = 0
    for path, fixed in fixed_files(paths, files):
        if fixed.skipped_reason:
            left = fixed.skipped_reason
            file = os.path.relpath(path, paths.root)
            echo(localized("{file}: left alone: {left}", file=file, left=left))
        for change in fixed.changes:
            echo(str(change))
        if fixed.changes:
            changed += 1
            if not only_check:
                write_atomic(path, fixed.data, root=paths.root)
    _print_counts(changed, only_check)
    return 1 if changed and only_check else 0


def _print_counts(changed: int, only_check: bool) -> None:
    if not changed:
        echo(localized("nothing to fix"))
    elif only_check:
        echo(localized("{changed} files to fix: run make fix", changed=changed))
    else:
        echo(localized("{changed} files fixed", changed=changed))
