"""Link columns to terms of published vocabularies that mean the same: SDMX, SKOS and schema.org.

A column that no vocabulary has a term for is not linked. `entity` is not the reference area of SDMX, because
it may be a company or a product.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.schema import FIGURES, Field, TableSchema

_SDMX: Final = "http://purl.org/linked-data/sdmx/2009/"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_SCHEMA: Final = "https://schema.org/"
#: Terms of the columns of figures.
OF_FIGURES: Final[Mapping[str, str]] = {
    "figure_id": f"{_SCHEMA}identifier",
    "indicator": f"{_SCHEMA}measuredProperty",
    "entity": f"{_SCHEMA}observationAbout",
    "value": f"{_SDMX}measure#obsValue",
    "unit": f"{_SDMX}attribute#unitMeasure",
    "decimals": f"{_SDMX}attribute#decimals",
    "status": f"{_SDMX}attribute#obsStatus",
    "period": f"{_SDMX}dimension#refPeriod",
    "period_start": f"{_SCHEMA}startDate",
    "period_end": f"{_SCHEMA}endDate",
    "cited": f"{_SCHEMA}citation",
    "credit": f"{_SCHEMA}creditText",
    "sentence_sha256": f"{_SCHEMA}sha256",
}
#: Terms of the columns of the tables of codes, each row of which is a concept of SKOS.
OF_CODES: Final[Mapping[str, str]] = {
    "title_zh": f"{_SKOS}prefLabel",
    "title_en": f"{_SKOS}prefLabel",
    "names_zh": f"{_SKOS}altLabel",
    "term": f"{_SKOS}altLabel",
    "definition_zh": f"{_SKOS}definition",
    "definition_en": f"{_SKOS}definition",
    "note_zh": f"{_SKOS}note",
    "note_en": f"{_SKOS}note",
}


def term(table: TableSchema, field: Field) -> str:
    """Return the address of the term that means the same as a column; blank if there is none."""
    if table.name == FIGURES.name:
        return OF_FIGURES.get(field.name, "")
    return OF_CODES.get(field.name, "") if table.layer == "codes" else ""
