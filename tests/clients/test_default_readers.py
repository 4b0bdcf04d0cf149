"""Data frames, databases and a spreadsheet read every table with default settings, each column by its type."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from pipeline.localization import Language
from pipeline.schema import READABLE
from tests.clients.default_reading import (
    READERS,
    Read,
    expected,
    faults,
    mark,
    read_by,
    section,
    written,
)
from tests.clients.environments import CHECKOUT, run
from tests.clients.matrix import DOCUMENTS
from tests.package.formats.read_back import released

pytestmark = pytest.mark.clients


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    """What each program reads of the release."""
    package = written(tmp_path_factory.mktemp("release") / "package")
    return {reader: read_by(reader, package) for reader in READERS}


@pytest.mark.parametrize("reader", READERS)
def test_every_table_is_read_by_its_types(reader: str, readings: dict[str, Read]) -> None:
    """Nobody has to set a type, an encoding or a separator."""
    found = {name: mark(reader, name, readings[reader]) for name in expected(reader)}
    assert {name: wrong for name, (_, wrong) in found.items() if wrong} == {}


def test_a_picture_of_the_workbook_is_kept(tmp_path: Path) -> None:
    """The first pages as LibreOffice prints them: figures in words; people look at build/workbook-*.png."""
    (path,) = (each for each in released() if each.endswith(".xlsx"))
    (tmp_path / path).write_bytes(released()[path])
    pages = 'pdf:calc_pdf_Export:{"PageRange":{"type":"string","value":"1-2"}}'
    office = ["soffice", f"-env:UserInstallation={tmp_path.as_uri()}/user", "--headless"]
    ran = run([*office, "--convert-to", pages, "--outdir", tmp_path, tmp_path / path], tmp_path)
    document = pypdfium2.PdfDocument(tmp_path / path.replace(".xlsx", ".pdf"))
    assert (ran.status, len(document)) == (0, 2), ran.text
    for number, page in enumerate(document, 1):
        page.render(scale=1.5).to_pil().save(CHECKOUT / "build" / f"workbook-{number}.png")
    words = document[0].get_textpage().get_text_bounded()
    assert "##" not in words, "a column is too narrow for its numbers"
    assert all(name in words for name in (*READABLE["en"].columns, "超 72 万亿元", "1.1-001"))


@pytest.mark.parametrize(
    ("column", "value"), [("figure", 1.1), ("page", "9"), ("value", 72), ("period", "2020")]
)
def test_a_value_that_a_program_changed_is_a_fault(
    column: str, value: object, readings: dict[str, Read]
) -> None:
    """A comparison that accepts everything would make every cell of the matrix green."""
    columns, kinds, rows = readings["pandas CSV"]["figures_en"]
    at = columns.index(column)
    kind = "text" if isinstance(value, str) else "number"
    changed = [[*row[:at], value, *row[at + 1 :]] for row in rows]
    read = {"figures_en": (columns, [*kinds[:at], kind, *kinds[at + 1 :]], changed)}
    assert [each.split(":")[0] for each in faults("pandas CSV", "figures_en", read)] == [
        f"figures_en.{column}"
    ]


@pytest.mark.parametrize("language", DOCUMENTS)
def test_the_published_matrix_is_the_measured_one(
    language: Language, readings: dict[str, Read]
) -> None:
    """Cell by cell; `make clients` renews it."""
    marks = {
        reader: {name: mark(reader, name, read)[0] for name in expected(reader)}
        for reader, read in readings.items()
    }
    assert DOCUMENTS[language].read_text(encoding="utf-8").endswith(section(marks, language))
