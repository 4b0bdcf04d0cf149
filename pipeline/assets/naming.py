"""Names in the graph: asset keys, groups and tags out of reports, stages and sections (ASCII only)."""

import hashlib
import re

import dagster as dg

OWNERS = ["team:editors"]
VOCABULARY_KEY = dg.AssetKey(["vocabulary"])
RAW_VOCABULARY_KEY = dg.AssetKey(["raw", "vocabulary"])
STAGES = ("raw", "transcription", "validated", "tables", "package")
_PLAIN = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*|[A-Za-z0-9]+(\.[A-Za-z0-9]+)+")
_TOLD_APART = 6


def slug(text: str) -> str:
    """A name that Dagster accepts: 1.1 becomes 1_1.

    A name that is not plainly a report's or a section's gets a mark of its own, so that no two
    names fall together and the graph always loads, whatever stands in raw/.
    """
    plain = re.sub(r"[^A-Za-z0-9]+", "_", text)
    if _PLAIN.fullmatch(text):
        return plain
    return f"{plain}_{hashlib.sha256(text.encode()).hexdigest()[:_TOLD_APART]}"


def section_name(section: str) -> str:
    """A section's name in the graph."""
    return f"section_{slug(section)}"


def key(report: str, stage: str, name: str) -> dg.AssetKey:
    """The key of a report's asset in a stage."""
    return dg.AssetKey([slug(report), stage, name])


def group(report: str, stage: str) -> str:
    """The group of a report's stage, numbered so that lists show the stages in their order."""
    return f"{slug(report)}_{STAGES.index(stage) + 1}_{stage}"


def tags(report: str, stage: str, section: str = "") -> dict[str, str]:
    """Tags by which the graph can be searched: `report`, `stage`, `section`."""
    named = {"report": slug(report), "stage": stage}
    return {**named, "section": slug(section).replace("_", ".")} if section else named


def package_key(report: str) -> dg.AssetKey:
    """The key of a report's package."""
    return dg.AssetKey([slug(report), "datapackage"])


def quality_key(report: str) -> dg.AssetKey:
    """The key of the overview of a report's quality."""
    return dg.AssetKey([slug(report), "quality"])
