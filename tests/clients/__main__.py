"""Measures what each program sees and reads, and writes docs/clients.md and docs/clients.zh.md: `make clients`."""

import tempfile
from pathlib import Path

from tests.clients import sizes
from tests.clients.default_reading import READERS, expected, mark, read_by, section, written
from tests.clients.document import document
from tests.clients.matrix import DOCUMENTS, measured

with tempfile.TemporaryDirectory() as folder:
    matrix = measured(Path(folder) / "packages")
    package = written(Path(folder) / "release")
    readings = {reader: read_by(reader, package) for reader in READERS}
marks = {
    reader: {name: mark(reader, name, read)[0] for name in expected(reader)}
    for reader, read in readings.items()
}
for language, path in DOCUMENTS.items():
    text = document(matrix, language) + sizes.section(language) + section(marks, language)
    path.write_text(text, encoding="utf-8")
