"""Scan a copy of a report's text into numeral tokens, and verify the ledger and figures against it.

The copy is not part of the project; only the `source` command and tests need one.
"""

from pipeline.tools.source_text.alignment import stamp
from pipeline.tools.source_text.lines import UnreadableTextError
from pipeline.tools.source_text.sections import Section
from pipeline.tools.source_text.tokenizer import (
    LEDGER_COLUMNS,
    Scan,
    Sentence,
    SourceToken,
    scan,
    skeleton,
)
from pipeline.tools.source_text.verification import Disagreement, Kind, prove

__all__ = [
    "LEDGER_COLUMNS",
    "Disagreement",
    "Kind",
    "Scan",
    "Section",
    "Sentence",
    "SourceToken",
    "UnreadableTextError",
    "prove",
    "scan",
    "skeleton",
    "stamp",
]
