"""Names in the graph: asset keys and groups out of reports, stages and sections (ASCII only)."""

import re

import dagster as dg

OWNERS = ["team:editors"]
VOCABULARY_KEY = dg.AssetKey(["vocabulary"])
RAW_VOCABULARY_KEY = dg.AssetKey(["raw", "vocabulary"])


def slug(text: str) -> str:
    """A name that Dagster accepts: 1.1 becomes 1_1."""
    return re.sub(r"[^A-Za-z0-9]+", "_", text)


def section_name(section: str) -> str:
    """A section's name in the graph."""
    return f"section_{slug(section)}"


def key(report: str, stage: str, name: str) -> dg.AssetKey:
    """The key of a report's asset in a stage."""
    return dg.AssetKey([slug(report), stage, name])


STAGES = ("raw", "transcription", "validated", "tables", "package")


def group(report: str, stage: str) -> str:
    """The group of a report's stage, numbered so that lists show the stages in their order."""
    return f"{slug(report)}_{STAGES.index(stage) + 1}_{stage}"


def package_key(report: str) -> dg.AssetKey:
    """The key of a report's package."""
    return dg.AssetKey([slug(report), "datapackage"])
