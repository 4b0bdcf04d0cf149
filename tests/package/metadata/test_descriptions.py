"""PROV-O, Croissant and RO-Crate of the package: what they state is true, and every name resolves."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import replace
from typing import Any

import pytest

from pipeline.package import PackageInputs, package_files
from pipeline.package.descriptor import path_of
from pipeline.package.metadata import CRATE, CROISSANT, PROVENANCE
from pipeline.package.metadata.package_model import NAME, VERSION
from pipeline.package.metadata.terms import OF_CODES, OF_FIGURES, term
from tests.package.committed import CHECKOUT, PRESENT, REPORT, made
from tests.package.metadata.documents import document, graph, listed, nodes

PARTS = [
    pytest.param(PROVENANCE, "provenance.jsonld", id="PROV-O"),
    pytest.param(CROISSANT, "croissant.json", id="Croissant"),
    pytest.param(CRATE, "ro-crate-metadata.json", id="RO-Crate"),
]
SHARED = "the rows that the report uses, as in codes/"
HOSTILE = '"}], "@id": "</script><b>\\\u2028\u202e\u0000🙂 {"@value": 1}'


def test_every_raw_file_is_listed_with_its_hash() -> None:
    """The package can be traced to the bytes it was made from; of shared files to the rows used."""
    described = graph("provenance.jsonld", "id")
    crate = graph("ro-crate-metadata.json", "@id")
    files = [CHECKOUT / name.removeprefix("#") for name in described if name.startswith("#raw/")]
    files = [path for path in files if ":" not in path.name]
    raw = CHECKOUT / "raw"
    keyed = {*(raw / REPORT / "figures").iterdir(), *(raw / "vocabulary").iterdir()}
    assert keyed | {raw / REPORT / "report.yaml", raw / REPORT / "numerals.csv"} <= set(files)
    for path in files:
        name = f"#{path.relative_to(CHECKOUT).as_posix()}"
        shared = path.parent.name == "vocabulary"
        data = made().files[f"codes/{path.name}"] if shared else path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        assert described[name].get("comment") == (SHARED if shared else None)
        assert described[name]["sha256"] == crate[name]["sha256"] == digest


@pytest.mark.parametrize(("part", "name"), PARTS)
def test_a_hostile_note_stays_text(part: Any, name: str, material: PackageInputs) -> None:
    """Whatever an editor keys or a report is called, it is a value and never structure."""
    figures = material.frames["figures"].assign(note_zh=HOSTILE, note_en=HOSTILE, printed=HOSTILE)
    hostile = replace(
        material,
        report=replace(material.report, title_en=HOSTILE, attribution_zh=HOSTILE),
        frames={**material.frames, "figures": figures},
    )
    before = {path: data for path, data in made().files.items() if path != "SHA256SUMS"}
    files = part(hostile, before)
    assert json.dumps(json.loads(files[name])).count(json.dumps(HOSTILE)[1:-1]) >= 2
    plain = {node["@id"] for node in nodes(document(name), "@id")}
    assert {node["@id"] for node in nodes(json.loads(files[name]), "@id")} == plain


@pytest.mark.parametrize(("part", "name"), PARTS)
@pytest.mark.slow
def test_a_description_states_the_same_twice(part: Any, name: str, material: PackageInputs) -> None:
    """No clock, no order of a set: the bytes are those of the package."""
    again = package_files(material)
    assert again[name] == made().files[name]
    assert len(again[name]) < 1_000_000
    assert part(material, again).keys() == {name}


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


def test_the_crate_lists_every_file_made_before_it_with_size_and_hash() -> None:
    """Whatever form is added to the package, the crate lists it."""
    described = graph("ro-crate-metadata.json", "@id")
    files = {name: node for name, node in described.items() if node["@type"] == "File"}
    later = {"ro-crate-metadata.json", "SHA256SUMS"}
    assert set(files) == set(made().files) - later
    for name, node in files.items():
        data = made().files[name]
        assert node["contentSize"] == str(len(data))
        assert node["sha256"] == hashlib.sha256(data).hexdigest()
        assert node["license"] == described["./"]["license"]
        assert node["encodingFormat"] != "application/octet-stream", name
    assert [each["@id"] for each in described["./"]["hasPart"]] == list(files)
    assert [each["@id"] for each in described["#run"]["result"]] == list(files)


def test_every_local_name_in_the_crate_is_described_in_it() -> None:
    """RO-Crate is flat: what is referred to stands in the graph, once."""
    described = graph("ro-crate-metadata.json", "@id")
    used = {
        value["@id"]
        for node in described.values()
        for each in node.values()
        for value in listed(each)
        if isinstance(value, dict)
    }
    assert used - described.keys() == {"https://w3id.org/ro/crate/1.2"}


def test_the_program_is_named_as_the_project_names_itself() -> None:
    """A published folder carries no pyproject.toml, so the version stands in the code as well."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (project["name"], project["version"]) == (NAME, VERSION)


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
