"""Check single figures: cells, double entry, units and periods, ranges."""
