"""Who is behind a package, in PROV-O: publisher, project, program, and those whom the report credits.

No person stands here: the report names its publisher, and the data's compiler is the project.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.release.descriptions import names
from pipeline.release.descriptions.json_text import Node, without_blanks
from pipeline.release.descriptions.model import Package
from pipeline.release.descriptions.software import NAME, VERSION
from pipeline.validation.frame import Row


def _organisation(name: str, english: str, chinese: str) -> Node:
    label = without_blanks({"en": english, "zh": chinese})
    return {"id": name, "type": ["Agent", "Organization"], "label": label}


def _work(row: Row) -> Iterator[Node]:
    """A cited work, and the agent that published it."""
    publisher = names.publisher_of(row["source"])
    published = bool(row["publisher_en"] or row["publisher_zh"])
    yield without_blanks(
        {
            "id": names.source(row["source"]),
            "type": "Entity",
            "label": {"en": row["title_en"], "zh": row["title_zh"]},
            "issued": row["year"],
            "wasAttributedTo": publisher if published else "",
        }
    )
    if published:
        yield _organisation(publisher, row["publisher_en"], row["publisher_zh"])


def agents(package: Package) -> Iterator[Node]:
    """Every agent, and every work that the report credits."""
    report = package.report
    yield _organisation(names.PUBLISHER, report.publisher_en, report.publisher_zh)
    yield _organisation(names.PROJECT, NAME, NAME)
    yield {
        "id": names.PIPELINE,
        "type": ["Agent", "SoftwareAgent"],
        "label": {"en": NAME, "zh": NAME},
        "version": VERSION,
    }
    for row in package.sources:
        if row["kind"] == "work":
            yield from _work(row)
        else:
            yield _organisation(names.source(row["source"]), row["title_en"], row["title_zh"])
