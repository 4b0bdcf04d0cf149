"""PROV-O of the package: what it states is true, and every name resolves."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import PurePath
from typing import Any
from unittest.mock import ANY

from pipeline.package import PackageInputs
from pipeline.package.metadata import PROVENANCE, package_model
from pipeline.package.metadata.prov import FILE, provenance
from pipeline.rules import all_rules
from tests.package.committed import CHECKOUT, made, rows
from tests.package.metadata.documents import Node, document, graph, listed


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
        assert f"s{place['section']}" == row["section"]
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
    assert transcribed == {f"#transcription-{section.removeprefix('s')}" for section in sections}
    informing = set(described["#validation"]["wasInformedBy"])
    assert informing == {*transcribed, "#second-reading-R1", "#second-reading-R2"}
    assert "wasInformedBy" not in described["#second-reading-R1"]


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


def test_a_large_report_states_the_figures_of_each_section_in_a_file_of_its_own(
    material: PackageInputs,
) -> None:
    """Together the files state what one file would, and where the figures of a section are."""
    package = package_model(material, made().files)
    files = provenance(package, most=len(package.figures) - 1)
    assert provenance(package, most=len(package.figures)).keys() == {FILE}
    whole, *parts = map(json.loads, files.values())
    assert {part["@context"].pop("@base") for part in parts} == {f"../{FILE}"}
    assert all(part["@context"] | {"seeAlso": ANY} == whole["@context"] for part in parts)
    stated = {node["id"]: node for node in whole["@graph"]}
    seen = {name: node.pop("seeAlso") for name, node in stated.items() if "seeAlso" in node}
    assert [*seen.values()] == [*files][1:] == [stated.pop(path)["id"] for path in [*files][1:]]
    assert all(f"#section-{PurePath(path).stem}" == name for name, path in seen.items())
    for node in (node for part in parts for node in part["@graph"]):
        known = stated.setdefault(node["id"], {})
        assert not known or node.keys() == {"id", "hadMember"}
        members = [*known.get("hadMember", ()), *node.get("hadMember", ())]
        known |= node | ({"hadMember": members} if members else {})
    assert stated == {node["id"]: node for node in document(FILE)["@graph"]}
