"""Entries of the changelog that are sound, for the tests to change."""

from dataclasses import replace

from pipeline.ingest.changelog import ChangelogEntry

ENTRY = ChangelogEntry(
    "raw/r/changes/0.2.0.yaml", "", "0.2.0", "0.1.0", "2026-11-25", "addition", "", "", [], {}
)
NEXT = replace(ENTRY, file="raw/r/changes/0.3.0.yaml", version="0.3.0", previous="0.2.0")


def facts() -> dict[str, object]:
    """The plain facts of a sound entry."""
    return {
        "version": "0.2.0", "previous": "0.1.0", "released": "2026-11-25", "step": "addition",
        "note_zh": "", "note_en": "", "structure": [],
    }  # fmt: skip
