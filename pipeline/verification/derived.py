"""Every file that is made from the tables, made again and compared: README, page, descriptions.

The tables have been believed by then; what else the package says must follow from them, byte for
byte. Binary forms are taken as received, because their bytes depend on the builds of SQLite and
zlib; `forms` compares their values, and `database` the rest of what a database says.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from pipeline.capture import Capture
from pipeline.reconcile.ledger import tally
from pipeline.release import Files, Material, Part
from pipeline.release.changelog import FILE as CHANGELOG
from pipeline.release.descriptions.software import VERSION
from pipeline.release.package import package_parts
from pipeline.rules import Finding, Place, Wording
from pipeline.rules import verification as rules
from pipeline.tables import NUMERALS
from pipeline.validation.frame import rows_of
from pipeline.validation.report import keyed_figures
from pipeline.verification.database import database_findings
from pipeline.verification.forms import BINARY_SUFFIXES
from pipeline.verification.provenance import PROVENANCE, maker, raw_hashes
from pipeline.verification.received import Received, received_frames

_AROUND: Final = 30
_AS_THEY_CAME: Final = (*BINARY_SUFFIXES, CHANGELOG)


def _material(files: Files, received: Received, capture: Capture) -> Material | None:
    if capture.report is None:
        return None
    counts = tally(rows_of(capture.tables[NUMERALS.name].frame), keyed_figures(capture))
    return Material(capture.report, received_frames(received), counts, raw_hashes(files))


def _as_received(files: Files) -> Part:
    """A maker that hands on as they came the binary forms, and the changelog.

    The changelog is made from what was another release, which the package does not hold.
    """
    given = {path: data for path, data in files.items() if path.endswith(_AS_THEY_CAME)}
    return lambda material, made: given  # noqa: ARG005 - the shape of a maker


def _excerpt(line: str, other: str) -> str:
    """A line around the first character at which it is another than the other."""
    pairs = enumerate(zip_longest(line, other))
    at = next(index for index, (one, two) in pairs if one != two)
    return line[max(0, at - _AROUND) : at + _AROUND]


def _first_difference(path: str, received: bytes, made: bytes) -> Finding:
    """The first line of a file that is another than the one that was made again."""
    texts = (data.decode("utf-8", errors="replace").split("\n") for data in (received, made))
    lines = enumerate(zip_longest(*texts, fillvalue=""), start=1)
    number, (one, other) = next(each for each in lines if each[1][0] != each[1][1])
    expected = repr(_excerpt(other, one))
    place = Place(path, number)
    return rules.NotWhatItIsMadeOf(place, _excerpt(one, other), Wording(expected, expected))


def derived_findings(files: Files, received: Received, capture: Capture) -> Iterator[Finding]:
    """Each file that is not what this program makes of the tables.

    Another version of the program may word its files otherwise; then they are not compared, and
    that is told.
    """
    if maker(files) != VERSION:
        yield rules.MadeByAnotherVersion(Place(PROVENANCE), maker(files), Wording(VERSION, VERSION))
        return
    if material := _material(files, received, capture):
        yield from _differences(files, material)
        yield from database_findings(files, material)


def _differences(files: Files, material: Material) -> Iterator[Finding]:
    """Each maker sees what was received of the files before its own, so that each tells its own."""
    before: dict[str, bytes] = {}
    for part in package_parts((_as_received(files),)):
        made = part(material, before)
        for path in made:
            if path in files and files[path] != made[path]:
                yield _first_difference(path, files[path], made[path])
        before |= {path: files.get(path, data) for path, data in made.items()}
