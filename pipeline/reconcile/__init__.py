"""Whether all is there and adds up: the ledger of numerals, what every section holds."""
