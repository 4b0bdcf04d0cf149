"""Catalogue every validation rule: one class for each, with a stable code, message and remedy."""

from pipeline.localization import LocalizedText, localized, localized_in
from pipeline.rules.finding import Finding, Location, all_rules, sort_findings

# importing one module imports all of them: each registers its rules, so lists of rules are complete
from pipeline.rules import double_entry_rules, figure_rules  # isort: skip
from pipeline.rules import file_rules, grid_rules, package_rules, report_rules  # isort: skip

__all__ = [
    "Finding",
    "LocalizedText",
    "Location",
    "all_rules",
    "double_entry_rules",
    "figure_rules",
    "file_rules",
    "grid_rules",
    "localized",
    "localized_in",
    "package_rules",
    "report_rules",
    "sort_findings",
]
