"""Croissant of the package: every table with its columns, key and file."""

from __future__ import annotations

import hashlib

from pipeline.package.descriptor import path_of
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
