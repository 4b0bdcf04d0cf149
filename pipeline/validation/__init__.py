"""Validate keyed data: pandera schemas for tables, rules about whole rows and whole reports."""

from pipeline.validation.report import figure_checks, validate_report, validate_section
from pipeline.validation.vocabulary import Vocabulary, validate_vocabulary

__all__ = [
    "Vocabulary", "figure_checks", "validate_report", "validate_section", "validate_vocabulary",
]  # fmt: skip
