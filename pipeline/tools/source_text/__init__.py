"""Scan a copy of a report's text into numeral tokens, and verify the ledger and figures against it.

The copy is not part of the project; only the `source` command and tests need one.
"""

from pipeline.tools.source_text.alignment import refresh_positions
from pipeline.tools.source_text.sections import Section, UnreadableTextError
from pipeline.tools.source_text.tokenizer import (
    LEDGER_COLUMNS,
    Scan,
    Sentence,
    SourceToken,
    ledger_template,
    scan,
)
from pipeline.tools.source_text.verification import Mismatch, MismatchKind, verify_ledger

__all__ = [
    "LEDGER_COLUMNS", "Mismatch", "MismatchKind", "Scan", "Section", "Sentence", "SourceToken",
    "UnreadableTextError", "ledger_template", "refresh_positions", "scan", "verify_ledger",
]  # fmt: skip
