"""Runs where frictionless is installed: validates a package, a folder or a zip, and counts what it read.

Frictionless calls a zip whose descriptor it does not find one valid file. So that the tasks are as
many as the resources, each a table, each with as many rows as stated, is part of the check.
"""

import json
import zipfile
from pathlib import Path

from answers import answer
from frictionless import Report, validate


def stated(package: Path) -> dict[str, int]:
    """Rows by table, as the descriptor states them."""
    if package.is_dir():
        text = (package / "datapackage.json").read_text(encoding="utf-8")
    else:
        text = zipfile.ZipFile(package).read("datapackage.json").decode()
    return {each["name"]: each["rows"] for each in json.loads(text)["resources"]}


def unread(report: Report, rows: dict[str, int]) -> list[str]:
    """What a report without errors has not looked at."""
    kinds = [f"{task.name} is a {task.type}" for task in report.tasks if task.type != "table"]
    read = {task.name: task.stats.get("rows") for task in report.tasks}
    return kinds + ([] if read == rows else [f"read {read}, stated {rows}"])


def complaints(package: Path) -> list[str]:
    """Errors of the whole and of each table."""
    report = validate(str(package / "datapackage.json" if package.is_dir() else package))
    errors = [f"{place}: {message}" for place, message in report.flatten(["title", "message"])]
    return errors or unread(report, stated(package))


answer(complaints)
