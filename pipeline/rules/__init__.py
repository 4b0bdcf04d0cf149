"""What can go wrong: one class for every rule, each with a stable code, and what a finding says."""

from pipeline.rules.finding import Finding, Place, by_code, raised
from pipeline.rules.wording import Wording

# every rule is registered once anything of this folder is imported, so that lists of rules are whole
from pipeline.rules import capture, charts, decode, identities  # isort: skip
from pipeline.rules import protection, reconcile, regions, release, verification, years  # isort: skip

__all__ = [
    "Finding",
    "Place",
    "Wording",
    "by_code",
    "capture",
    "charts",
    "decode",
    "identities",
    "protection",
    "raised",
    "reconcile",
    "regions",
    "release",
    "verification",
    "years",
]
