"""PROV-O, Croissant and RO-Crate of the package: what they state is true, and every name resolves."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from pipeline.ingest.report_folder import load_reports
from pipeline.package import PackageInputs, package_files
from pipeline.package.build import input_hashes, ledger_counts
from pipeline.package.metadata import CRATE, CROISSANT, PROVENANCE
from pipeline.package.metadata.package_model import NAME, VERSION
from pipeline.paths import Paths
from pipeline.rules import all_rules
from pipeline.schema import PUBLISHED
from pipeline.transform import build_tables
from tests.package.committed import CHECKOUT, REPORT, made, rows

PARTS = [
    pytest.param(PROVENANCE, "provenance.jsonld", id="PROV-O"),
    pytest.param(CROISSANT, "croissant.json", id="Croissant"),
    pytest.param(CRATE, "ro-crate-metadata.json", id="RO-Crate"),
]
SHARED = "the rows that the report uses, as in data/"
HOSTILE = '"}], "@id": "</script><b>\\\u2028\u202e\u0000🙂 {"@value": 1}'

Node = dict[str, Any]


@pytest.fixture(scope="module")
def material() -> PackageInputs:
    """What the committed raw/ publishes, before it takes the form of files."""
    capture = load_reports(Paths(CHECKOUT))[REPORT]
    assert capture.report is not None
    frames = build_tables(capture)
    tally, hashes = ledger_counts(capture), input_hashes(capture, frames)
    return PackageInputs(capture.report, frames, tally, hashes, capture.changes)


def document(name: str) -> Node:
    """A description that raw/ makes now."""
    found: Node = json.loads(made().files[name])
    return found


def nodes(value: object, key: str) -> Iterator[Node]:
    """Every object with an identifier, wherever it stands."""
    if isinstance(value, dict):
        if key in value and len(value) > 1:
            yield value
        for each in value.values():
            yield from nodes(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from nodes(each, key)


def graph(name: str, key: str) -> dict[str, Node]:
    """The described things of a JSON-LD document by name; each is described once."""
    found = list(nodes(document(name)["@graph"], key))
    by_name = {node[key]: node for node in found}
    assert len(by_name) == len(found), "a name is given once"
    return by_name


def listed(value: Any) -> list[Any]:
    """JSON-LD writes one value and a list of one in the same way."""
    return value if isinstance(value, list) else [value]


def referring(name: str) -> set[str]:
    """Properties whose values are names, as the document's own context states."""
    context = document(name)["@context"]
    return {
        term
        for term, meant in context.items()
        if isinstance(meant, dict) and meant.get("@type") == "@id"
    }


def named(value: Any) -> str:
    """The name in a reference, which may be the described thing itself."""
    return str(value["id"] if isinstance(value, dict) else value)


def test_every_name_that_provenance_uses_is_described_in_it() -> None:
    """A dangling name is a claim about nothing; PROV parsers accept it, so it is checked here."""
    described, terms = graph("provenance.jsonld", "id"), referring("provenance.jsonld")
    used = {
        named(value)
        for node in described.values()
        for term in terms & node.keys() - {"license"}
        for value in listed(node[term])
    }
    assert len(terms) > 10
    assert used - described.keys() == set()


def test_every_figure_is_quoted_from_its_sentence_and_derived_from_its_raw_row() -> None:
    """The way back from a number: sentence with fingerprint, line of a file with its hash."""
    described = graph("provenance.jsonld", "id")
    for row in rows("figures"):
        figure = described[f"index.html#fig-{row['figure_id']}"]
        place = described[figure["wasQuotedFrom"]]
        assert place["sha256"] == row["sentence_sha256"]
        assert place["section"] == row["section"]
        assert place["locator"] == f"paragraph {row['paragraph']}, sentence {row['sentence']}"
        assert (figure["printed"], figure.get("page", "")) == (row["printed"], row["page"])
        keyed = figure["wasDerivedFrom"]
        assert keyed["id"] == f"#{row['raw_file']}:{row['raw_row']}"
        raw = described[keyed["isPartOf"]]
        bytes_of_raw = (CHECKOUT / row["raw_file"]).read_bytes()
        assert raw["sha256"] == hashlib.sha256(bytes_of_raw).hexdigest()
    collection = described["data/figures.csv"]["hadMember"]
    assert collection == [f"index.html#fig-{row['figure_id']}" for row in rows("figures")]


def test_a_number_of_a_third_party_is_attributed_to_it_and_no_other_is() -> None:
    """Who is credited is what the report prints; nothing is filled in by guess."""
    described = graph("provenance.jsonld", "id")
    sources = {row["source"]: row for row in rows("sources")}
    kinds = set()
    for row in rows("figures"):
        figure = described[f"index.html#fig-{row['figure_id']}"]
        kind = sources[row["cited"]]["kind"] if row["cited"] else ""
        kinds.add(kind)
        if kind == "institution":
            assert figure["wasAttributedTo"] == f"#source-{row['cited']}"
        elif kind == "work":
            assert figure["hadPrimarySource"] == f"#source-{row['cited']}"
        else:
            assert not {"wasAttributedTo", "hadPrimarySource"} & figure.keys()
    assert kinds == {"institution", "work", ""}


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
        data = made().files[f"data/{path.name}"] if shared else path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        assert described[name].get("comment") == (SHARED if shared else None)
        assert described[name]["sha256"] == crate[name]["sha256"] == digest


def test_the_validation_names_every_rule_it_applied() -> None:
    """Codes are never reused, so a list of them states exactly what was checked."""
    described = graph("provenance.jsonld", "id")
    plan = described[described["#validation"]["qualifiedAssociation"]["hadPlan"]]
    applied = [code for code, rule in all_rules().items() if rule.is_about_raw()]
    assert [described[name]["identifier"] for name in plan["hadMember"]] == applied
    assert len(applied) > 40


def test_every_section_with_figures_was_transcribed_and_the_whole_was_read_again() -> None:
    """Activities are those that took place: one transcription a file, one second reading."""
    described = graph("provenance.jsonld", "id")
    sections = {row["section"] for row in rows("figures")}
    transcribed = {name for name in described if name.startswith("#transcription-")}
    assert transcribed == {f"#transcription-{section}" for section in sections}
    informing = set(described["#validation"]["wasInformedBy"])
    assert informing == {*transcribed, "#second-reading"}
    assert "wasInformedBy" not in described["#second-reading"]


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


def test_croissant_declares_every_table_with_its_columns_key_and_file() -> None:
    """Field by field, from the one declaration of each table."""
    described = document("croissant.json")
    files = {each["@id"]: each for each in described["distribution"]}
    for table, record_set in zip(PUBLISHED, described["recordSet"], strict=True):
        path = f"data/{table.name}.csv"
        data = made().files[path]
        assert files[path]["sha256"] == hashlib.sha256(data).hexdigest()
        assert files[path]["contentSize"] == f"{len(data)} B"
        assert [field["name"] for field in record_set["field"]] == table.columns
        assert [key["@id"] for key in record_set["key"]] == [
            f"{table.name}/{name}" for name in table.key
        ]
        assert {field["source"]["fileObject"]["@id"] for field in record_set["field"]} == {path}


def test_a_release_is_a_revision_of_the_one_before_it_and_of_none_without(
    material: PackageInputs,
) -> None:
    """Editions are linked, so that a reader of the old one can be led to the new one."""

    def package(revision_of: str) -> tuple[Node, list[Node]]:
        report = replace(material.report, revision_of=revision_of)
        files = PROVENANCE(replace(material, report=report), made().files)
        first, *others = json.loads(files["provenance.jsonld"])["@graph"]
        return first, others

    revised, others = package("0.0.9")
    assert revised["wasRevisionOf"] == "#release-0.0.9"
    assert {"id": "#release-0.0.9", "type": "Entity", "version": "0.0.9"} in others
    assert "wasRevisionOf" not in package("")[0]


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
