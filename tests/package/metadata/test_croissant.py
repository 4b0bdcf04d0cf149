"""Croissant of the package: every table with its columns, key and file."""

from __future__ import annotations

import hashlib

from pipeline.package.descriptor import path_of
from pipeline.package.metadata.terms import OF_CODES, OF_FIGURES, term
from tests.package.committed import PRESENT, made
from tests.package.metadata.documents import document


def test_croissant_declares_every_table_with_its_columns_key_and_file() -> None:
    """Field by field, from the one declaration of each table."""
    described = document("croissant.json")
    files = {each["@id"]: each for each in described["distribution"]}
    for table, record_set in zip(PRESENT, described["recordSet"], strict=True):
        path = path_of(table)
        data = made().files[path]
        assert files[path]["sha256"] == hashlib.sha256(data).hexdigest()
        assert files[path]["contentSize"] == f"{len(data)} B"
        assert [field["name"] for field in record_set["field"]] == table.columns
        assert [key["@id"] for key in record_set["key"]] == [
            f"{table.name}/{name}" for name in table.key
        ]
        assert {field["source"]["fileObject"]["@id"] for field in record_set["field"]} == {path}


def test_a_column_has_the_term_of_a_published_vocabulary_that_means_the_same() -> None:
    """Of SDMX, SKOS or schema.org; each term of the list is that of some column."""
    found = {
        field["@id"]: field["equivalentProperty"]
        for record_set in document("croissant.json")["recordSet"]
        for field in record_set["field"]
        if "equivalentProperty" in field
    }
    assert found == {
        f"{table.name}/{field.name}": meaning
        for table in PRESENT
        for field in table.fields
        if (meaning := term(table, field))
    }
    sdmx = "http://purl.org/linked-data/sdmx/2009/"
    assert found["figures/value"] == f"{sdmx}measure#obsValue"
    assert found["figures/status"] == f"{sdmx}attribute#obsStatus"
    assert found["indicators/definition_zh"] == "http://www.w3.org/2004/02/skos/core#definition"
    assert found["synonyms/term"] == "http://www.w3.org/2004/02/skos/core#altLabel"
    assert "figures/entity_zh" not in found
    assert "errata/description_en" not in found
    declared = {*OF_FIGURES.values(), *OF_CODES.values()}
    assert set(found.values()) == declared
