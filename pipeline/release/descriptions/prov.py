"""`provenance.jsonld`: where every figure comes from, in W3C PROV-O, as JSON-LD with its context inside.

The context stands inside so that a reader needs no network. No clock is read: the only times are
the dates that `report.yaml` states.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.release.descriptions import names
from pipeline.release.descriptions.activities import PUBLICATION, Activity
from pipeline.release.descriptions.agents import agents
from pipeline.release.descriptions.json_text import Node, json_bytes, without_blanks
from pipeline.release.descriptions.model import Package
from pipeline.release.descriptions.quoted import figures, places, sections
from pipeline.release.descriptor import LICENSE
from pipeline.tables import FIGURES

FILE: Final = "provenance.jsonld"


def _reference(name: str) -> Node:
    return {"@id": name, "@type": "@id"}


_PROV: Final = (
    "wasQuotedFrom", "wasDerivedFrom", "wasAttributedTo", "wasGeneratedBy", "wasRevisionOf",
    "hadPrimarySource", "hadMember", "used", "wasInformedBy", "wasAssociatedWith",
    "qualifiedAssociation", "agent", "hadPlan",
)  # fmt: skip
CONTEXT: Final[Node] = {
    "prov": "http://www.w3.org/ns/prov#",
    "dct": "http://purl.org/dc/terms/",
    "bibo": "http://purl.org/ontology/bibo/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    **{
        name: f"prov:{name}"
        for name in (
            "Entity", "Activity", "Agent", "Organization", "SoftwareAgent", "Plan", "Collection",
            "Association",
        )
    },
    **{name: _reference(f"prov:{name}") for name in _PROV},
    "isPartOf": _reference("dct:isPartOf"),
    "license": _reference("dct:license"),
    "label": {"@id": "rdfs:label", "@container": "@language"},
    "printed": {"@id": "rdfs:label", "@language": "zh"},
    "comment": "rdfs:comment",
    "value": {"@id": "prov:value", "@type": "xsd:decimal"},
    "identifier": "dct:identifier",
    "issued": "dct:issued",
    "credit": "schema:creditText",
    "section": "bibo:section",
    "page": "bibo:pageStart",
    "locator": "bibo:locator",
    "sha256": "schema:sha256",
    "version": "schema:version",
}  # fmt: skip


def _package(package: Package) -> Node:
    report = package.report
    return {
        "id": names.PACKAGE,
        "type": ["Entity", "Collection"],
        "label": {
            "en": f"{report.title_en} — printed figures",
            "zh": f"{report.title_zh}——所印数字",
        },
        "version": report.version,
        "issued": report.released,
        "license": LICENSE["path"],
        "wasGeneratedBy": PUBLICATION,
        "wasAttributedTo": names.PROJECT,
        "wasDerivedFrom": names.REPORT,
        "wasRevisionOf": names.release(report.revision_of) if report.revision_of else None,
        "hadMember": [names.file(file.path) for _, file in package.tables],
    }


def _release_before(package: Package) -> Iterator[Node]:
    """The release that this one revises, where there is one."""
    if version := package.report.revision_of:
        yield {"id": names.release(version), "type": "Entity", "version": version}


def _report(package: Package) -> Node:
    report = package.report
    return {
        "id": names.REPORT,
        "type": "Entity",
        "label": {"en": report.title_en, "zh": report.title_zh},
        "issued": report.published,
        "wasAttributedTo": names.PUBLISHER,
        "comment": [report.attribution_zh, report.attribution_en],
    }


def _tables(package: Package) -> Iterator[Node]:
    for table, file in package.tables:
        node: Node = {
            "id": names.file(file.path),
            "type": "Entity",
            "label": {"en": table.title.en, "zh": table.title.zh},
            "sha256": file.sha256,
            "wasGeneratedBy": PUBLICATION,
        }
        if table.name == FIGURES.name:
            node["type"] = ["Entity", "Collection"]
            node["hadMember"] = [names.figure(row["figure_id"]) for row in package.figures]
        yield node


def _raw(package: Package) -> Iterator[Node]:
    for path, sha256 in package.raw.items():
        yield {
            "id": names.raw(path),
            "type": "Entity",
            "identifier": path,
            "sha256": sha256,
            "wasAttributedTo": names.PROJECT,
        }


def _activity(activity: Activity) -> Node:
    node: Node = {
        "id": activity.id,
        "type": "Activity",
        "label": {"en": activity.title.en, "zh": activity.title.zh},
        "used": list(activity.used),
        "wasInformedBy": list(activity.informed_by),
        "wasAssociatedWith": activity.by,
    }
    if activity.follows_rules:
        node["qualifiedAssociation"] = {
            "id": f"{activity.id}-association",
            "type": "Association",
            "agent": activity.by,
            "hadPlan": names.RULES,
        }
    return without_blanks(node)


def _rules(package: Package) -> Iterator[Node]:
    yield {
        "id": names.RULES,
        "type": ["Entity", "Plan", "Collection"],
        "label": {"en": "Rules of validation", "zh": "校验规则"},
        "hadMember": [names.rule(rule.code) for rule in package.rules],
    }
    for rule in package.rules:
        yield {
            "id": names.rule(rule.code),
            "type": "Entity",
            "identifier": rule.code,
            "label": {"en": rule.name},
        }


def provenance(package: Package) -> bytes:
    """The bytes of `provenance.jsonld`: the same in every form of the package, for it lists data only."""
    graph = [
        without_blanks(_package(package)),
        *_release_before(package),
        *_tables(package),
        _report(package),
        *sections(package),
        *agents(package),
        *map(_activity, package.activities),
        *_rules(package),
        *_raw(package),
        *places(package),
        *figures(package),
    ]
    return json_bytes({"@context": CONTEXT, "@graph": graph})
