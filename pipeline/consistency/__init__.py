"""Check that a report is complete (ledger of numerals) and consistent (arithmetic between figures)."""
