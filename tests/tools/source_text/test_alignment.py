"""A ledger brought up to a copy of the text."""

from pathlib import Path

from pipeline.tools.source_text import Scan, refresh_positions, verify_ledger
from pipeline.tools.source_text.tokenizer import DECISION_COLUMNS
from tests.tools.source_text.specimen import changed_text

Rows = list[dict[str, str]]


def test_stamping_follows_a_revised_text_and_keeps_decisions(
    tmp_path: Path, ledger: Rows, figures: Rows
) -> None:
    """Positions are the program's to write, figures, reasons and notes are not."""
    ledger[4]["note_zh"] = "按年价"
    revised = changed_text(tmp_path, "老渔民说", "风调雨顺，今年好。老渔民们说")
    stamped = refresh_positions(revised, ledger)
    assert verify_ledger(revised, stamped, figures) == []
    decisions = ("token", *DECISION_COLUMNS)
    assert [[row[c] for c in decisions] for row in stamped] == [
        [row[c] for c in decisions] for row in ledger
    ]


def test_stamping_fills_in_a_ledger_without_fingerprints(
    specimen: Scan, ledger: Rows, figures: Rows
) -> None:
    """A ledger may be keyed by hand before there is a scan."""
    bare = [{**row, "sentence_sha256": "", "page": ""} for row in ledger]
    assert refresh_positions(specimen, bare) == ledger


def test_stamping_neither_adds_nor_drops_nor_corrects_a_row(specimen: Scan, ledger: Rows) -> None:
    """What differs is for a person to decide; a stamp that repaired it would hide it."""
    del ledger[3]
    ledger[3] = {**ledger[3], "token": "73万亿"}
    extra = {**ledger[0], "token": "99", "ordinal": "9"}
    assert refresh_positions(specimen, [*ledger, extra]) == [*ledger, extra]
