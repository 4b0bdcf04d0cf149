"""The figures in PROV-O, each with the sentence it is quoted from and the raw row it was keyed in."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.release.descriptions import names
from pipeline.release.descriptions.activities import PUBLICATION, transcription
from pipeline.release.descriptions.json_text import Node, without_blanks
from pipeline.release.descriptions.model import Package
from pipeline.validation.frame import Row


def sections(package: Package) -> Iterator[Node]:
    """The sections of the report, each part of its parent."""
    for row in package.sections:
        yield {
            "id": names.section(row["section"]),
            "type": "Entity",
            "label": {"en": row["title_en"], "zh": row["title_zh"]},
            "section": row["section"],
            "isPartOf": names.section(row["parent"]) if row["parent"] else names.REPORT,
        }


def _place(row: Row) -> str:
    return names.place(row["section"], row["paragraph"], row["sentence"])


def places(package: Package) -> Iterator[Node]:
    """Every sentence that prints a figure: its position and fingerprint, never its words.

    A sentence may run over a page's end; its page is that of the first figure in it.
    """
    first: dict[str, Row] = {}
    for row in package.figures:
        first.setdefault(_place(row), row)
    for name, row in first.items():
        yield without_blanks(
            {
                "id": name,
                "type": "Entity",
                "isPartOf": names.section(row["section"]),
                "section": row["section"],
                "page": row["page"],
                "locator": f"paragraph {row['paragraph']}, sentence {row['sentence']}",
                "sha256": row["sentence_sha256"],
            }
        )


def _raw_row(row: Row) -> Node:
    return {
        "id": names.raw_row(row["raw_file"], row["raw_row"]),
        "type": "Entity",
        "isPartOf": names.raw(row["raw_file"]),
        "wasQuotedFrom": _place(row),
        "wasGeneratedBy": transcription(row["raw_file"]),
    }


def _credited(row: Row, sources: dict[str, Row]) -> Node:
    """Whose number it is: an institution is its agent, a work is its source and has an agent."""
    cited = sources.get(row["cited"])
    if cited is None:
        return {}
    if cited["kind"] == "institution":
        return {"wasAttributedTo": names.source(row["cited"]), "credit": row["credit"]}
    published = cited["publisher_en"] or cited["publisher_zh"]
    return {
        "hadPrimarySource": names.source(row["cited"]),
        "wasAttributedTo": names.publisher_of(row["cited"]) if published else "",
        "credit": row["credit"],
    }


def figures(package: Package) -> Iterator[Node]:
    """Every figure, in order of printing."""
    sources = {row["source"]: row for row in package.sources}
    for row in package.figures:
        yield without_blanks(
            {
                "id": names.figure(row["figure_id"]),
                "type": "Entity",
                "identifier": row["figure_id"],
                "printed": row["printed"],
                "value": row["value"],
                "page": row["page"],
                "comment": row["note"],
                "wasQuotedFrom": _place(row),
                "wasDerivedFrom": _raw_row(row),
                "wasGeneratedBy": PUBLICATION,
                **_credited(row, sources),
            }
        )
