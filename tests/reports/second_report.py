"""The second report of the tests: a communiqué, with the rows that it adds to the vocabulary.

Its text is composed for tests, so that neither the report nor its words are part of raw/.
"""

import csv
import io
import shutil
from pathlib import Path
from typing import Final

from pipeline.paths import Paths

HERE: Final = Path(__file__).parent
SECOND: Final = "nbs-2024"
PACKAGE: Final = f"datapackage-{SECOND}"
FOLDER: Final = HERE / SECOND
VOCABULARY: Final = HERE / "vocabulary"
Table = dict[str, list[str]]


def _rows(path: Path) -> tuple[list[str], Table]:
    """The header of a table of the vocabulary, and its rows by code."""
    text = path.read_text(encoding="utf-8")
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    return header, {row[0]: row for row in rows}


def add_words(vocabulary: Path) -> None:
    """Add the rows of the second report to a vocabulary; a row of a known code replaces it."""
    for added in sorted(VOCABULARY.glob("*.csv")):
        header, rows = _rows(vocabulary / added.name)
        columns, further = _rows(added)
        assert columns == header, added.name
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows([header, *(rows | further).values()])
        (vocabulary / added.name).write_text(text.getvalue(), encoding="utf-8")


def add_report(root: Path, name: str) -> Path:
    """Add the report under a name, and its words, to the raw/ of a copy of the project; return its folder.

    Its package has a folder of its own, so that a project may hold any number of copies.
    """
    paths = Paths(root)
    # its tables are the report of grid_report.py: the imprint of this one begins before them
    ignored = shutil.ignore_patterns("tables")
    folder = shutil.copytree(FOLDER, paths.raw / name, ignore=ignored)
    facts = folder / "report.yaml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace(PACKAGE, f"datapackage-{name}"), encoding="utf-8")
    add_words(paths.raw / "vocabulary")
    return folder


def add_second_report(root: Path) -> Path:
    """Add the report under its own name."""
    return add_report(root, SECOND)
