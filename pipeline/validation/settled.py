"""Which sections' figures are all known, so that what refers to them can be judged."""

from __future__ import annotations

from pipeline.capture import Capture
from pipeline.capture.folder import claimed_sections
from pipeline.tables import NUMERALS, RAW_FIGURES
from pipeline.validation.soundness import keys_are_sound


def unsettled_sections(capture: Capture) -> frozenset[str]:
    """Sections whose file of figures is missing, cannot be read whole, or has a wrong identifier.

    Each of them has a finding that says so; what points at their figures cannot be judged until it
    is mended.
    """
    missing = claimed_sections(capture.tables[NUMERALS.name]) - capture.figures.keys()
    broken = {
        section
        for section, captured in capture.figures.items()
        if not keys_are_sound(captured, RAW_FIGURES)
        or {identifier.rpartition("-")[0] for identifier in captured.frame["id"]} != {section}
    }
    return frozenset(missing | broken)
