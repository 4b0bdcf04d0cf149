"""Measure the checks by error injection: inject typical errors in figures, record the rules that fire."""
