"""Check the names of reports and packages: folders, keys of Dagster and parts of addresses at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pipeline.ingest.raw_file import name_below
from pipeline.rules import Finding, LocalizedText, Location, localized
from pipeline.rules.file_rules import UnfitReportName

FIT: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
#: Dagster limits a tag to 63 characters; names of files add a version, a section or a suffix.
LONGEST: Final = 40

#: Other assets of the graph have keys that begin with these names.
RESERVED: Final = frozenset({"library", "raw"})

_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def device_name(name: str) -> LocalizedText | None:
    """Return why Windows does not accept a folder of this name; None if it does."""
    if _DEVICE.fullmatch(name):
        return localized("Windows reserves the name for a device")
    return None


def why_unfit(name: str) -> LocalizedText | None:
    """Return why a report cannot have a name; None if it can."""
    if not FIT.fullmatch(name) or len(name) > LONGEST:
        return localized(
            "use lower-case letters, digits and single hyphens, at most {longest}, such as caict-2021",
            longest=LONGEST,
        )
    if name in RESERVED:
        return localized("the graph of Dagster uses the name for other assets")
    return device_name(name)


def name_findings(folder: Path, root: Path) -> Iterator[Finding]:
    """Report the name of a report's folder in raw/ if it is unfit."""
    if reason := why_unfit(folder.name):
        yield UnfitReportName(Location(name_below(folder, root)), folder.name, reason)
