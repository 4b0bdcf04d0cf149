"""Every table declared once. Look here for the order in which the package lists its tables."""

from pipeline.tables.code_lists import (
    BASES,
    CREDITS,
    DIRECTIONS,
    EXCLUSIONS,
    HEDGES,
    MEASURE_TYPES,
    MULTIPLIERS,
    STATUSES,
)
from pipeline.tables.facts import FACTS
from pipeline.tables.figures import FIGURES, RAW_FIGURES
from pipeline.tables.ledger import NUMERALS
from pipeline.tables.model import Field, Table
from pipeline.tables.readings import READINGS
from pipeline.tables.report_parts import RAW_SECTIONS, SECTIONS
from pipeline.tables.vocabulary import ENTITIES, INDICATORS, SOURCES, UNITS

VOCABULARY = (
    UNITS,
    MULTIPLIERS,
    HEDGES,
    DIRECTIONS,
    MEASURE_TYPES,
    BASES,
    STATUSES,
    CREDITS,
    EXCLUSIONS,
    INDICATORS,
    ENTITIES,
    SOURCES,
)
PUBLISHED = (FIGURES, NUMERALS, SECTIONS, *FACTS, READINGS, *VOCABULARY)

__all__ = [
    "FACTS",
    "FIGURES",
    "NUMERALS",
    "PUBLISHED",
    "RAW_FIGURES",
    "RAW_SECTIONS",
    "READINGS",
    "SECTIONS",
    "VOCABULARY",
    "Field",
    "Table",
]
