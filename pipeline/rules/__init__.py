"""Catalogue every validation rule: one class for each, with a stable code, message and remedy."""

from pipeline.rules.finding import Finding, Place, Wording, by_code, raised

# importing one module imports all of them: each registers its rules, so lists of rules are complete
from pipeline.rules import figure_rules, file_rules, package_rules, report_rules  # isort: skip

__all__ = [
    "Finding",
    "Place",
    "Wording",
    "by_code",
    "figure_rules",
    "file_rules",
    "package_rules",
    "raised",
    "report_rules",
]
