"""Write `provenance.jsonld`: where every figure comes from, in W3C PROV-O, as JSON-LD with its context.

The context is inline so that a reader needs no network. No clock is read: the only times are the
dates that `report.yaml` states. Each figure is quoted from a sentence and derived from the raw row
where it was keyed. Agents are the publisher, the project, the program, and those whom the report
credits. No person is an agent: the report names its publisher, and the project compiles the data.

Of a report of many figures, `provenance/<section>.jsonld` states the figures of a section, so that a reader
need not load all of them. The names in it are relative to `provenance.jsonld`, as in a single file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from pipeline.package.descriptor import LICENSE, path_of
from pipeline.package.metadata import identifiers
from pipeline.package.metadata.identifiers import Node, json_bytes, without_blanks
from pipeline.package.metadata.package_model import (
    NAME,
    PUBLICATION,
    VERSION,
    Activity,
    Package,
    confirmation,
    proposal,
    transcription,
)
from pipeline.schema import FIGURES
from pipeline.validation.schema import Row, rows_of


def _organisation(name: str, english: str, chinese: str) -> Node:
    label = without_blanks({"en": english, "zh": chinese})
    return {"id": name, "type": ["Agent", "Organization"], "label": label}


def _work(row: Row) -> Iterator[Node]:
    """Yield a cited work, and the agent that published it."""
    publisher = identifiers.publisher_of(row["source"])
    published = bool(row["publisher_en"] or row["publisher_zh"])
    yield without_blanks(
        {
            "id": identifiers.source(row["source"]),
            "type": "Entity",
            "label": {"en": row["title_en"], "zh": row["title_zh"]},
            "issued": row["year"],
            "wasAttributedTo": publisher if published else "",
        }
    )
    if published:
        yield _organisation(publisher, row["publisher_en"], row["publisher_zh"])


def agents(package: Package) -> Iterator[Node]:
    """Yield every agent, and every work that the report credits."""
    report = package.report
    yield _organisation(identifiers.PUBLISHER, report.publisher_en, report.publisher_zh)
    yield _organisation(identifiers.PROJECT, NAME, NAME)
    yield {
        "id": identifiers.PIPELINE,
        "type": ["Agent", "SoftwareAgent"],
        "label": {"en": NAME, "zh": NAME},
        "version": VERSION,
    }
    for row in package.sources:
        if row["kind"] == "work":
            yield from _work(row)
        else:
            yield _organisation(identifiers.source(row["source"]), row["title_en"], row["title_zh"])


def _file_of(section: str) -> str:
    return SECTIONS.replace("*", section)


def sections(package: Package, apart: Sequence[str] = ()) -> Iterator[Node]:
    """Yield the sections of the report, each part of its parent, and the files of those stated apart."""
    for row in package.sections:
        name = row["section"]
        node: Node = {
            "id": identifiers.section(name),
            "type": "Entity",
            "label": {"en": row["title_en"], "zh": row["title_zh"]},
            "section": name,
            "isPartOf": identifiers.section(row["parent"]) if row["parent"] else identifiers.REPORT,
        }
        if name in apart:
            file = identifiers.file(_file_of(name))
            yield {**node, "seeAlso": file}
            yield {"id": file, "type": "Entity", "wasGeneratedBy": PUBLICATION}
        else:
            yield node


#: The cells of a figure that this description states.
_STATED: Final = (
    "figure_id", "section", "page", "paragraph", "sentence", "sentence_sha256", "printed", "value",
    "cited", "credit", "note_zh", "note_en", "raw_file", "raw_row",
)  # fmt: skip


def _place(row: Row) -> str:
    return identifiers.place(row["section"], row["paragraph"], row["sentence"])


def places(rows: Sequence[Row]) -> Iterator[Node]:
    """Yield every sentence that prints one of these figures: its position and fingerprint, never its words.

    A sentence may continue on the next page; its page is that of the first figure in it.
    """
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(_place(row), row)
    for name, row in first.items():
        yield without_blanks(
            {
                "id": name,
                "type": "Entity",
                "isPartOf": identifiers.section(row["section"]),
                "section": row["section"],
                "page": row["page"],
                "locator": f"paragraph {row['paragraph']}, sentence {row['sentence']}",
                "sha256": row["sentence_sha256"],
            }
        )


def _raw_row(row: Row, drafted: Row | None) -> Node:
    """Return the row where a figure is keyed; one that was proposed is derived from its proposal."""
    name = identifiers.raw_row(row["raw_file"], row["raw_row"])
    proposed: Node = {}
    if drafted:
        proposed = {
            "wasDerivedFrom": {
                "id": f"{name}-proposal", "type": "Entity", "wasGeneratedBy": proposal(drafted),
            },
            "wasGeneratedBy": confirmation(drafted),
        }  # fmt: skip
    return {
        "id": name,
        "type": "Entity",
        "isPartOf": identifiers.raw(row["raw_file"]),
        "wasQuotedFrom": _place(row),
        "wasGeneratedBy": transcription(row["raw_file"]),
        **proposed,
    }


def _credited(row: Row, sources: dict[str, Row]) -> Node:
    """Return the source of a figure: an institution is its agent, a work is its source and has an agent."""
    cited = sources.get(row["cited"])
    if cited is None:
        return {}
    if cited["kind"] == "institution":
        return {"wasAttributedTo": identifiers.source(row["cited"]), "credit": row["credit"]}
    published = cited["publisher_en"] or cited["publisher_zh"]
    return {
        "hadPrimarySource": identifiers.source(row["cited"]),
        "wasAttributedTo": identifiers.publisher_of(row["cited"]) if published else "",
        "credit": row["credit"],
    }


def figures(package: Package, rows: Sequence[Row]) -> Iterator[Node]:
    """Yield these figures, in order of printing."""
    sources = {row["source"]: row for row in package.sources}
    for row in rows:
        yield without_blanks(
            {
                "id": identifiers.figure(row["figure_id"]),
                "type": "Entity",
                "identifier": row["figure_id"],
                "printed": row["printed"],
                "value": row["value"],
                "page": row["page"],
                "comment": [row["note_zh"], row["note_en"]] if row["note_zh"] else "",
                "wasQuotedFrom": _place(row),
                "wasDerivedFrom": _raw_row(row, package.drafted.get(row["figure_id"])),
                "wasGeneratedBy": PUBLICATION,
                **_credited(row, sources),
            }
        )


FILE: Final = "provenance.jsonld"
SECTIONS: Final = "provenance/*.jsonld"
MOST: Final = 5_000
"""If a report has more figures, those of each section are in a file of their own."""


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
    "date": "dct:date",
    "credit": "schema:creditText",
    "section": "bibo:section",
    "page": "bibo:pageStart",
    "locator": "bibo:locator",
    "sha256": "schema:sha256",
    "version": "schema:version",
}  # fmt: skip
_SEE_ALSO: Final[Node] = {"seeAlso": _reference("rdfs:seeAlso")}


def _package(package: Package) -> Node:
    report = package.report
    return {
        "id": identifiers.PACKAGE,
        "type": ["Entity", "Collection"],
        "label": {
            "en": f"{report.title_en} — printed figures",
            "zh": f"{report.title_zh}——原文数字",
        },
        "version": report.version,
        "issued": report.released,
        "license": LICENSE["path"],
        "wasGeneratedBy": PUBLICATION,
        "wasAttributedTo": identifiers.PROJECT,
        "wasDerivedFrom": identifiers.REPORT,
        "wasRevisionOf": identifiers.release(report.revision_of) if report.revision_of else None,
        "hadMember": [identifiers.file(file.path) for _, file in package.tables],
    }


def _release_before(package: Package) -> Iterator[Node]:
    """Yield the release that this one revises, if there is one."""
    if version := package.report.revision_of:
        yield {"id": identifiers.release(version), "type": "Entity", "version": version}


def _report(package: Package) -> Node:
    report = package.report
    return {
        "id": identifiers.REPORT,
        "type": "Entity",
        "label": {"en": report.title_en, "zh": report.title_zh},
        "issued": report.published,
        "wasAttributedTo": identifiers.PUBLISHER,
        "comment": [report.attribution_zh, report.attribution_en],
    }


def _members(rows: Sequence[Row]) -> list[str]:
    return [identifiers.figure(row["figure_id"]) for row in rows]


def _tables(package: Package, rows: Sequence[Row]) -> Iterator[Node]:
    for table, file in package.tables:
        node: Node = {
            "id": identifiers.file(file.path),
            "type": "Entity",
            "label": {"en": table.title.en, "zh": table.title.zh},
            "sha256": file.sha256,
            "wasGeneratedBy": PUBLICATION,
        }
        if table.name == FIGURES.name:
            node["type"] = ["Entity", "Collection"]
            node["hadMember"] = _members(rows)
        yield without_blanks(node)


def _raw(package: Package) -> Iterator[Node]:
    for path, sha256 in package.raw.items():
        yield without_blanks(
            {
                "id": identifiers.raw(path),
                "type": "Entity",
                "identifier": path,
                "sha256": sha256,
                "comment": identifiers.extent(path),
                "wasAttributedTo": identifiers.PROJECT,
            }
        )


def _activity(activity: Activity) -> Node:
    node: Node = {
        "id": activity.id,
        "type": "Activity",
        "label": {"en": activity.title.en, "zh": activity.title.zh},
        "used": list(activity.used),
        "wasInformedBy": list(activity.informed_by),
        "wasAssociatedWith": activity.by,
        "date": activity.day,
    }
    if activity.follows_rules:
        node["qualifiedAssociation"] = {
            "id": f"{activity.id}-association",
            "type": "Association",
            "agent": activity.by,
            "hadPlan": identifiers.RULES,
        }
    return without_blanks(node)


def _rules(package: Package) -> Iterator[Node]:
    yield {
        "id": identifiers.RULES,
        "type": ["Entity", "Plan", "Collection"],
        "label": {"en": "Rules of validation", "zh": "校验规则"},
        "hadMember": [identifiers.rule(rule.code) for rule in package.rules],
    }
    for rule in package.rules:
        yield {
            "id": identifiers.rule(rule.code),
            "type": "Entity",
            "identifier": rule.code,
            "label": {"en": rule.name},
        }


def _graph(package: Package, rows: Sequence[Row], apart: Sequence[str]) -> Iterator[Node]:
    """Yield what is stated of the whole package, of these figures, and which sections are stated apart."""
    return chain(
        [without_blanks(_package(package))],
        _release_before(package),
        _tables(package, rows),
        [_report(package)],
        sections(package, apart),
        agents(package),
        map(_activity, package.activities),
        _rules(package),
        _raw(package),
        places(rows),
        figures(package, rows),
    )


def _section(package: Package, rows: Sequence[Row]) -> bytes:
    """Return the document of the figures of a section; `data/figures.csv` has them as members."""
    members = {"id": identifiers.file(path_of(FIGURES)), "hadMember": _members(rows)}
    graph = chain([members], places(rows), figures(package, rows))
    return json_bytes({"@context": {"@base": f"../{FILE}", **CONTEXT}, "@graph": graph})


def provenance(package: Package, most: int = MOST) -> dict[str, bytes]:
    """Return the files of the provenance by path; their bytes do not depend on the package's formats.

    Args:
        package: what is described.
        most: the number of figures up to which there is one file.
    """
    rows = rows_of(package.figures[[*_STATED]])
    if len(rows) <= most:
        return {FILE: json_bytes({"@context": CONTEXT, "@graph": _graph(package, rows, ())})}
    parts = defaultdict[str, list[Row]](list)
    for row in rows:
        parts[row["section"]].append(row)
    whole = {"@context": CONTEXT | _SEE_ALSO, "@graph": _graph(package, (), [*parts])}
    files = {_file_of(name): _section(package, part) for name, part in parts.items()}
    return {FILE: json_bytes(whole), **files}
