"""mlcroissant, the reference implementation of Croissant, validates and loads what is published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.schema import TableSchema
from tests.clients.environments import Said, python_program, run
from tests.clients.linked_data import load_croissant
from tests.clients.packages import Corruption, Files, ask_once, edited, written
from tests.package.committed import PRESENT, rows

pytestmark = pytest.mark.clients
Record = dict[str, str]


def validated(folder: Path) -> Said:
    """What `mlcroissant validate` states."""
    python = python_program("croissant")
    return run([python.with_name("mlcroissant"), "validate", "--jsonld", "croissant.json"], folder)


def same(read: str, published: str, table: TableSchema, column: str) -> bool:
    """Whether a loaded value is the published one; floating point is all that Croissant has.

    Cells of text that look like numbers in the whole column come back as numbers (4 as 4.0),
    because the loader lets pandas guess.
    """
    if read == published:
        return True
    kind = table[column].type
    if kind == "boolean":
        return read.lower() == published
    if kind == "date":
        return read == f"{published} 00:00:00"
    try:
        return float(read) == float(published)
    except ValueError:
        return False


def test_mlcroissant_validates_the_package(tmp_path: Path) -> None:
    """Structure, types and names are those of Croissant 1.1, without a warning."""
    text = validated(written(tmp_path))
    assert text.status == 0, text.text
    assert "WARNING" not in text.text, text.text
    assert "Done." in text.text


def test_mlcroissant_loads_every_cell_of_every_table(tmp_path: Path) -> None:
    """Every record set, every row, every value; hashes of the files are checked on the way."""
    *lines, answer = map(json.loads, load_croissant([written(tmp_path)]).text.splitlines())
    assert answer["complaints"] == []
    sets: dict[str, list[Record]] = dict(lines)
    assert list(sets) == [table.name for table in PRESENT]
    differing = [
        (table.name, number, column, record[column], row[column])
        for table in PRESENT
        for number, (record, row) in enumerate(
            zip(sets[table.name], rows(table.name), strict=True), start=2
        )
        for column in table.columns
        if not same(record[column], row[column], table, column)
    ]
    assert differing == []


def content_changed(files: Files) -> None:
    """A cell is another; the hash is that of the true file."""
    files["data/figures.csv"] = files["data/figures.csv"].replace(b"72000000000000", b"720", 1)


def column_lost(files: Files) -> None:
    """A column has another name in the file than in the description, whose hash is true."""
    data = files["codes/units.csv"].replace(b"title_en", b"title_xx", 1)
    files["codes/units.csv"] = data
    edited("croissant.json", lambda document: hashed_anew(document, data))(files)


def hashed_anew(document: Any, data: bytes) -> None:
    """Make the hash of the units' file true again."""
    (file,) = (each for each in document["distribution"] if each["@id"] == "codes/units.csv")
    file["sha256"] = hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    "corrupt",
    [
        pytest.param(
            edited("croissant.json", lambda document: document["distribution"].pop(0)),
            id="file not described",
        ),
        pytest.param(
            edited("croissant.json", lambda document: document["distribution"][0].pop("sha256")),
            id="no hash",
        ),
    ],
)
def test_mlcroissant_rejects_a_description_that_lacks_something(
    corrupt: Corruption, tmp_path: Path
) -> None:
    """Validation looks at more than JSON."""
    text = validated(written(tmp_path, corrupt))
    assert text.status != 0, text.text


def refers(table: str, column: str, target: str) -> Corruption:
    """State a foreign key as Croissant would."""

    def edit(document: Any) -> None:
        (record_set,) = (each for each in document["recordSet"] if each["@id"] == table)
        (field,) = (each for each in record_set["field"] if each["name"] == column)
        field["references"] = {"field": {"@id": target}}

    return edited("croissant.json", edit)


CORRUPTIONS: Mapping[str, Corruption] = {
    "content changed": content_changed,
    "column lost": column_lost,
    "file missing": lambda files: files.pop("data/figures.csv"),
    "foreign key within one table": refers("sections", "parent", "sections/section"),
}


def test_mlcroissant_rejects_to_load_a_corrupted_package(tmp_path: Path) -> None:
    """A loader that never rejects proves nothing by loading.

    The last one is the reason why croissant.json states no foreign key; when it is loaded, the loader has
    learnt: state them.
    """
    reported = ask_once(load_croissant, CORRUPTIONS, tmp_path)
    assert [name for name, complaints in reported.items() if not complaints] == []
