"""What can go wrong: one class for every rule, each with a stable code, and what a finding says."""

from pipeline.rules.finding import Finding, Place, by_code, raised
from pipeline.rules.wording import Wording

__all__ = ["Finding", "Place", "Wording", "by_code", "raised"]
