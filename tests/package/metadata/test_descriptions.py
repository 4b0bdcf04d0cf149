"""PROV-O, Croissant and RO-Crate of the package: what they state is true, and every name resolves."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import replace
from typing import Any

import pytest

from pipeline.package import PackageInputs, package_files
from pipeline.package.metadata import CRATE, CROISSANT, PROVENANCE
from pipeline.package.metadata.package_model import NAME, VERSION
from tests.package.committed import CHECKOUT, REPORT, made
from tests.package.metadata.documents import document, graph, nodes

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


def test_the_program_is_named_as_the_project_names_itself() -> None:
    """A published folder carries no pyproject.toml, so the version stands in the code as well."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (project["name"], project["version"]) == (NAME, VERSION)
