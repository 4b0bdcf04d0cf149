"""Every table declared once. Look here for the order in which the package lists its tables."""

from pipeline.tables.charts import CHART_FIGURES, CHARTS
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
from pipeline.tables.facts import FACTS, POLICIES
from pipeline.tables.figures import FIGURES, RAW_FIGURES
from pipeline.tables.identities import ERRATA, IDENTITIES, IDENTITY_TERMS, RAW_IDENTITIES
from pipeline.tables.ledger import NUMERALS
from pipeline.tables.model import Field, Table
from pipeline.tables.protection import (
    PROTECTION,
    RAW_PROTECTION,
    RAW_SLIP_RULES,
    SLIP_RULES,
    SLIPS,
)
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
    SLIPS,
    INDICATORS,
    ENTITIES,
    SOURCES,
)
CHECKED = (IDENTITIES, IDENTITY_TERMS, ERRATA)
MEASUREMENTS = (PROTECTION, SLIP_RULES)
PUBLISHED = (
    FIGURES,
    NUMERALS,
    SECTIONS,
    *CHECKED,
    *FACTS,
    READINGS,
    CHARTS,
    CHART_FIGURES,
    *MEASUREMENTS,
    *VOCABULARY,
)

__all__ = [
    "CHARTS",
    "CHART_FIGURES",
    "CHECKED",
    "ERRATA",
    "FACTS",
    "FIGURES",
    "IDENTITIES",
    "IDENTITY_TERMS",
    "MEASUREMENTS",
    "NUMERALS",
    "POLICIES",
    "PROTECTION",
    "PUBLISHED",
    "RAW_FIGURES",
    "RAW_IDENTITIES",
    "RAW_PROTECTION",
    "RAW_SECTIONS",
    "RAW_SLIP_RULES",
    "READINGS",
    "SECTIONS",
    "SLIPS",
    "SLIP_RULES",
    "VOCABULARY",
    "Field",
    "Table",
]
