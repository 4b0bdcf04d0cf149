"""Compare the vocabulary of a package with the one that this program ships, by a fingerprint of each row.

A package may change the meaning of a word consistently in all its files. The fingerprints are in
`vocabulary.json`, which `python -m pipeline docs` writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from pipeline.filesystem import write_atomic
from pipeline.ingest import RAW_FILE, RAW_ROW, RawTable
from pipeline.rules import Finding, LocalizedText, Location, localized
from pipeline.rules.package_rules import MeaningDiffers
from pipeline.schema import ERROR_TYPES, VOCABULARY, TableSchema
from pipeline.validation.schema import Row, rows_of

FILE: Final = Path(__file__).with_name("vocabulary.json")

Fingerprints = Mapping[str, Mapping[str, str]]

_DIGITS: Final = 32
#: A package shortens these lists to the codes that it uses; notes and authorities do not change a meaning.
_NO_MEANING: Final = frozenset({"units", "bases", "authority", "note_zh", "note_en"})
_TABLES: Final = tuple(table for table in VOCABULARY if table.name != ERROR_TYPES.name)


def _fingerprint(row: Row, table: TableSchema) -> str:
    cells = {name: row[name] for name in table.columns if name not in _NO_MEANING}
    return sha256(json.dumps(cells, ensure_ascii=False).encode()).hexdigest()[:_DIGITS]


def fingerprints(tables: Mapping[str, RawTable]) -> Fingerprints:
    """Return the fingerprint of the meaning of each code, by table."""
    return {
        table.name: {
            row[table.key[0]]: _fingerprint(row, table) for row in rows_of(tables[table.name].frame)
        }
        for table in _TABLES
    }


@cache
def shipped() -> Fingerprints:
    """Return the fingerprints of the vocabulary that this program ships."""
    found: Fingerprints = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def write_fingerprints(root: Path, tables: Mapping[str, RawTable]) -> Iterator[Path]:
    """Write the fingerprints of a checkout, if they changed and it has this program; yield the file."""
    target = root / FILE.relative_to(FILE.parents[3])
    text = json.dumps(fingerprints(tables), ensure_ascii=False, indent=0) + "\n"
    if target.is_file() and target.read_text(encoding="utf-8") != text:
        write_atomic(target, text.encode(), root=root)
        yield target


def meaning_findings(vocabulary: Mapping[str, RawTable]) -> Iterator[Finding]:
    """Yield the codes of a received vocabulary whose meaning is not the shipped one; unknown codes are allowed."""
    for table in _TABLES:
        known = shipped()[table.name]
        for row in rows_of(vocabulary[table.name].frame):
            code = row[table.key[0]]
            if known.get(code, own := _fingerprint(row, table)) != own:
                place = Location(row[RAW_FILE], int(row[RAW_ROW]), table.key[0])
                yield MeaningDiffers(place, code, LocalizedText(known[code], known[code]))


def compared(vocabulary: Mapping[str, RawTable]) -> LocalizedText:
    """State with how many codes of the shipped vocabulary a valid one agrees, and how many are not in it."""
    codes = [
        (row[table.key[0]] in shipped()[table.name])
        for table in _TABLES
        for row in rows_of(vocabulary[table.name].frame)
    ]
    return localized(
        "the vocabulary of this program ({known} codes; {unknown} others are not in it)",
        known=sum(codes),
        unknown=len(codes) - sum(codes),
    )
