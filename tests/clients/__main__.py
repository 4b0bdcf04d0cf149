"""Measures which program sees which corruption, and writes docs/clients.md and docs/clients.zh.md: `make clients`."""

import tempfile
from pathlib import Path

from tests.clients.document import document
from tests.clients.matrix import DOCUMENTS, measured

with tempfile.TemporaryDirectory() as folder:
    matrix = measured(Path(folder))
for language, path in DOCUMENTS.items():
    path.write_text(document(matrix, language), encoding="utf-8")
