"""Whether a package that somebody received is what it says it is, from the package alone."""

from pipeline.verification.telling import as_json, as_text
from pipeline.verification.verify import Verdict, verify

__all__ = ["Verdict", "as_json", "as_text", "verify"]
