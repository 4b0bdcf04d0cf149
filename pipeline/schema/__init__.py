"""Declare every table once, in the order of the package."""

from pipeline.schema.charts import CHART_FIGURES, CHARTS
from pipeline.schema.code_lists import (
    BASES,
    CREDITS,
    DIRECTIONS,
    EXCLUSIONS,
    HEDGES,
    MEASURE_TYPES,
    MULTIPLIERS,
    STATUSES,
)
from pipeline.schema.figures import FIGURES, RAW_FIGURES
from pipeline.schema.identities import ERRATA, IDENTITIES, IDENTITY_TERMS, NUMERALS, RAW_IDENTITIES
from pipeline.schema.measurements import (
    PROTECTION,
    RAW_PROTECTION,
    RAW_SLIP_RULES,
    READINGS,
    SLIP_RULES,
    SLIPS,
)
from pipeline.schema.model import Field, TableSchema
from pipeline.schema.report_facts import FACTS, POLICIES, RAW_SECTIONS, SECTIONS
from pipeline.schema.vocabulary import ENTITIES, INDICATORS, SOURCES, UNITS

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
    "TableSchema",
]
