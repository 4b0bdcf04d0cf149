"""Measures which program sees which corruption, and writes docs/clients.md: `make clients`."""

import tempfile
from pathlib import Path

from tests.clients.document import document
from tests.clients.matrix import DOCUMENT, measured

with tempfile.TemporaryDirectory() as folder:
    DOCUMENT.write_text(document(measured(Path(folder))), encoding="utf-8")
