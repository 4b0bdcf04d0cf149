"""A copy of a report's text: scanned into numeral tokens, and the ledger proved against it.

The copy is never part of the project; nothing but the `source` command and tests needs one.
"""

from pipeline.source.disagreement import Disagreement, Kind
from pipeline.source.normal import fingerprint, normalised
from pipeline.source.outline import Section
from pipeline.source.prove import prove
from pipeline.source.refusal import UnreadableTextError
from pipeline.source.scan import LEDGER_COLUMNS, Scan, SourceToken, scan, skeleton
from pipeline.source.sentences import Sentence
from pipeline.source.stamp import stamp
from pipeline.source.tokens import Token, tokens

__all__ = [
    "LEDGER_COLUMNS",
    "Disagreement",
    "Kind",
    "Scan",
    "Section",
    "Sentence",
    "SourceToken",
    "Token",
    "UnreadableTextError",
    "fingerprint",
    "normalised",
    "prove",
    "scan",
    "skeleton",
    "stamp",
    "tokens",
]
