"""Check that a report is complete and consistent: the ledger of numerals, arithmetic between figures."""
