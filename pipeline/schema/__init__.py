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
    CHECK_COVERAGE,
    ERROR_DETECTION,
    ERROR_TYPES,
    RAW_CHECK_COVERAGE,
    RAW_ERROR_DETECTION,
    SECOND_READING,
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
    ERROR_TYPES,
    INDICATORS,
    ENTITIES,
    SOURCES,
)
CHECKED = (IDENTITIES, IDENTITY_TERMS, ERRATA)
MEASUREMENTS = (CHECK_COVERAGE, ERROR_DETECTION)
PUBLISHED = (
    FIGURES,
    NUMERALS,
    SECTIONS,
    *CHECKED,
    *FACTS,
    SECOND_READING,
    CHARTS,
    CHART_FIGURES,
    *MEASUREMENTS,
    *VOCABULARY,
)

__all__ = [
    "CHARTS",
    "CHART_FIGURES",
    "CHECKED",
    "CHECK_COVERAGE",
    "ERRATA",
    "ERROR_DETECTION",
    "ERROR_TYPES",
    "FACTS",
    "FIGURES",
    "IDENTITIES",
    "IDENTITY_TERMS",
    "MEASUREMENTS",
    "NUMERALS",
    "POLICIES",
    "PUBLISHED",
    "RAW_CHECK_COVERAGE",
    "RAW_ERROR_DETECTION",
    "RAW_FIGURES",
    "RAW_IDENTITIES",
    "RAW_SECTIONS",
    "SECOND_READING",
    "SECTIONS",
    "VOCABULARY",
    "Field",
    "TableSchema",
]
