"""Measure the checks by error injection: plant typical errors in the figures, record which rules fire."""
