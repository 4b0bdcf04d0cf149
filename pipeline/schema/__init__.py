"""Name every table once, in the order of the package. `tables/` holds their declarations."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

from pipeline.localization import LANGUAGES, Language, in_language
from pipeline.rules import localized
from pipeline.schema.model import Field as Field
from pipeline.schema.model import TableSchema as TableSchema
from pipeline.schema.model import published, raw

FIGURES, RAW_FIGURES = published("figures"), raw("figures")
NUMERALS = published("numerals")
SECTIONS, RAW_SECTIONS = published("sections"), raw("sections")
IDENTITIES, RAW_IDENTITIES = published("identities"), raw("identities")
IDENTITY_TERMS = published("identity_terms")
ERRATA = published("errata")
POLICIES = published("policies")
READINGS = published("second_readings")
SECOND_READING = published("second_reading_differences")
DRAFTED = published("drafted_figures")
CHARTS = published("charts")
CHART_FIGURES = published("chart_figures")
CHECK_COVERAGE, RAW_CHECK_COVERAGE = published("check_coverage"), raw("check_coverage")
ERROR_DETECTION, RAW_ERROR_DETECTION = published("error_detection"), raw("error_detection")
CREDITS = published("credits")
ERROR_TYPES = published("error_types")
INDICATORS = published("indicators")
SOURCES = published("sources")
#: The list of reports of a catalogue, which is not a table of a package.
REPORTS = published("reports")
VOCABULARY: Final = (
    *map(published, ("units", "multipliers", "hedges", "directions")),
    *map(published, ("measure_types", "bases", "statuses")),
    CREDITS,
    *map(published, ("exclusions", "policy_kinds", "sectors", "challenge_groups")),
    ERROR_TYPES,
    INDICATORS,
    published("entities"),
    SOURCES,
)
FACTS: Final = (
    POLICIES,
    *map(published, ("initiatives", "phases", "trends", "challenges", "recommendations")),
)
MEASUREMENTS: Final = (CHECK_COVERAGE, ERROR_DETECTION)
#: The layers of a package, in order: its folders, and what they hold.
LAYERS: Final = {
    "data": localized("the facts of the report"),
    "codes": localized("the codes that these tables use, with their names"),
    "evidence": localized("the evidence: every numeral, every check, every second reading"),
}
PUBLISHED: Final = tuple(
    sorted(
        (
            *(FIGURES, SECTIONS, ERRATA, *FACTS, CHARTS, CHART_FIGURES, *VOCABULARY, NUMERALS),
            *(IDENTITIES, IDENTITY_TERMS, READINGS, SECOND_READING, DRAFTED, *MEASUREMENTS),
        ),
        key=lambda table: [*LAYERS].index(table.layer),
    )
)


def _in_words(language: Language) -> TableSchema:
    """Return the declaration of the figures in words: columns and closed lists are in the language."""
    table = published("figures_in_words")
    fields = tuple(
        replace(
            each,
            name=each.name if language == "en" else in_language(language, each.title),
            enum=tuple(in_language(language, each.labels[value]) for value in each.enum),
        )
        for each in table.fields
    )
    key = tuple(fields[table.columns.index(name)].name for name in table.key)
    return replace(table, name=f"figures_{language}", fields=fields, key=key)


#: The figures in the words of one language, which lie beside the layers. They follow from the others.
READABLE: Final[Mapping[Language, TableSchema]] = {each: _in_words(each) for each in LANGUAGES}
#: The editor's notes; both are filled or both are blank.
NOTES: Final = ("note_zh", "note_en")
#: Columns of a figure whose value the editor may infer.
INFERABLE: Final = ("indicator", "entity", "unit", "period", "basis", "status", "page")
#: Tables whose rows are counted for each section.
COUNTED: Final = tuple(name for name in SECTIONS.columns if name not in RAW_SECTIONS.columns)
#: The kind of an identity that only states a plausible size.
PLAUSIBILITY: Final = "plausibility"
#: Tables that every package has, even that of a draft without rows.
ALWAYS: Final = frozenset({FIGURES.name, NUMERALS.name, SECTIONS.name})


def published_tables(names: Collection[str]) -> tuple[TableSchema, ...]:
    """Return the declarations of a package's tables, in its order, from the names of those with rows.

    What refers to an absent table is absent too: references to it, and columns that count its rows.
    """
    return _tables_of(ALWAYS.union(names))


@lru_cache(maxsize=64)
def _tables_of(names: frozenset[str]) -> tuple[TableSchema, ...]:
    return tuple(_as_published(table, names) for table in PUBLISHED if table.name in names)


def _as_published(table: TableSchema, names: Collection[str]) -> TableSchema:
    counts = COUNTED if table.name == SECTIONS.name else ()
    fields = tuple(
        _without_absent(field, names)
        for field in table.fields
        if field.name in names or field.name not in counts
    )
    return table if fields == table.fields else replace(table, fields=fields)


def _without_absent(field: Field, names: Collection[str]) -> Field:
    """Return a field; its reference only if the table to which it refers is published."""
    target = field.refers_to.partition(".")[0]
    return field if not target or target in names else replace(field, refers_to="")
