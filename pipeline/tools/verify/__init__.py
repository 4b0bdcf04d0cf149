"""Verify a received package from the package alone."""

from pipeline.tools.verify.verify import Verdict, as_json, as_text, verify

__all__ = ["Verdict", "as_json", "as_text", "verify"]
