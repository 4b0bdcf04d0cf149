"""One edit of a package is one finding, although many files and checks depend on it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from pipeline.rules import Finding
from pipeline.tools.verify import verify
from pipeline.tools.verify.package_reader import DESCRIPTOR, SUMS
from tests.package.committed import made
from tests.small_report import small_release
from tests.tools.verify.corruptions import Files, renewed, table, written

Rows = list[list[str]]
UNITS = "codes/units.csv"
Edit = Callable[[dict[str, bytes]], object]


def described(edit: Callable[[Any], object]) -> Edit:
    """An edit of the descriptor."""

    def edited(files: dict[str, bytes]) -> None:
        document = json.loads(files[DESCRIPTOR])
        edit(document)
        text = json.dumps(document, ensure_ascii=False, indent=2)
        files[DESCRIPTOR] = f"{text}\n".encode()

    return edited


def units(**properties: object) -> Edit:
    """An edit of the resource of units."""
    return described(
        lambda made: [
            each.update(properties) for each in made["resources"] if each["name"] == "units"
        ]
    )


def facts(**stated: object) -> Edit:
    """An edit of the facts about the report."""
    return described(lambda made: made["report"].update(stated))


def saved(edit: Callable[[bytes], bytes]) -> Edit:
    """A CSV file saved otherwise, with its size and hash in the descriptor."""

    def edited(files: dict[str, bytes]) -> None:
        data = files[UNITS] = edit(files[UNITS])
        units(bytes=len(data), hash=f"sha256:{hashlib.sha256(data).hexdigest()}")(files)

    return edited


EDITS: dict[str, tuple[Edit, str]] = {
    "facts that are a list": (described(lambda made: made.update(report=[])), "structure E509 datapackage.json"),
    "facts that are absent": (described(lambda made: made.pop("report")), "structure E509 datapackage.json"),
    "a mapping in place of a list": (facts(without={"a": "b"}), "structure E509 datapackage.json"),
    "a list in place of a text": (facts(title_zh=["a"]), "structure E509 datapackage.json"),
    "another number of rows": (units(rows=7), "structure E508 codes/units.csv"),
    "another size": (units(bytes=7), "structure E506 codes/units.csv"),
    "another path": (units(path="codes/unit.csv"), "structure E507 datapackage.json"),
    "a path that leads out": (units(path="../units.csv"), "structure E502 datapackage.json"),
    "another name": (units(name="unit"), "structure E507 datapackage.json"),
    "the name of another table": (units(name="hedges"), "structure E507 datapackage.json"),
    "line ends CR": (saved(lambda data: data.replace(b"\n", b"\r")), "rebuilt E510 codes/units.csv"),
    "line ends CRLF": (saved(lambda data: data.replace(b"\n", b"\r\n")), "rebuilt E510 codes/units.csv"),
    "blank lines": (saved(lambda data: data.replace(b"\n", b"\n\n")), "rebuilt E510 codes/units.csv"),
    "a byte order mark": (saved(lambda data: b"\xef\xbb\xbf" + data), "rebuilt E510 codes/units.csv"),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_one_edit_is_one_finding(name: str, tmp_path: Path) -> None:
    """The list of checksums is made anew, so that only the content is judged."""
    files = dict(small_release())
    edit, expected = EDITS[name]
    edit(files)
    lines = (
        f"{hashlib.sha256(data).hexdigest()}  {path}"
        for path, data in sorted(files.items())
        if path != SUMS
    )
    files[SUMS] = ("\n".join(lines) + "\n").encode()
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert shown(verify(tmp_path).found.items()) == [expected]


def rows(path: str, edit: Callable[[Rows], Rows]) -> Callable[[Files], Files]:
    """An edit of the rows of a table."""

    def edited(files: Files) -> Files:
        header, *body = table(files, path)
        return written(files, path, [header, *edit(body)])

    return edited


FIGURES, LEDGER = "data/figures.csv", "evidence/numerals.csv"
TABLES: dict[str, tuple[Callable[[Files], Files], list[str]]] = {
    "figures in reverse order": (
        rows(FIGURES, lambda body: body[::-1]), [f"content E510 {FIGURES}:2:figure_id"]
    ),
    "two figures of a section exchanged": (
        rows(FIGURES, lambda body: [*body[:7], body[8], body[7], *body[9:]]),
        [f"content E510 {FIGURES}:9:figure_id"],
    ),
    "rows copied": (
        rows(FIGURES, lambda body: [row for row in body for _ in (1, 2)]),
        [f"tables E204 {FIGURES}:3:figure_id"],
    ),
    "the last unit removed": (
        rows(UNITS, lambda body: body[:-1]), ["tables E203 codes/indicators.csv:2:unit"]
    ),
    "the last numeral removed": (
        rows(LEDGER, lambda body: body[:-1]), ["rebuilt E510 EVIDENCE.md:7"]
    ),
    "a readable table removed": (
        lambda files: {path: data for path, data in files.items() if path != "figures_en.csv"},
        ["structure E503 datapackage.json"],
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", TABLES)
def test_an_edit_of_rows_is_one_finding(name: str, tmp_path: Path) -> None:
    """All sizes, hashes and numbers of rows are made anew, so that only the rows are judged."""
    edit, expected = TABLES[name]
    for path, data in renewed(edit(dict(made().files))).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    verdict = verify(tmp_path)
    assert [
        f"{check} {each.code} {each.location}"
        for check, own in verdict.found.items()
        for each in own or ()
    ] == expected


def shown(found: Iterable[tuple[str, list[Finding] | None]]) -> list[str]:
    """Check, code and file of each finding."""
    return [
        f"{check} {each.code} {each.location.file}" for check, own in found for each in own or ()
    ]
