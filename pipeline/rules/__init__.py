"""Catalogue every validation rule: one class for each, with a stable code, message and remedy."""

from pipeline.localization import LocalizedText, localized, untranslated
from pipeline.rules.finding import Finding, Location, all_rules, sort_findings

# importing one module imports all of them: each registers its rules, so lists of rules are complete
from pipeline.rules import double_entry_rules, figure_rules  # isort: skip
from pipeline.rules import file_rules, grid_rules, identity_rules  # isort: skip
from pipeline.rules import package_rules, report_rules  # isort: skip

__all__ = [
    "Finding",
    "LocalizedText",
    "Location",
    "all_rules",
    "double_entry_rules",
    "figure_rules",
    "file_rules",
    "grid_rules",
    "identity_rules",
    "localized",
    "package_rules",
    "report_rules",
    "sort_findings",
    "untranslated",
]  # fmt: skip
