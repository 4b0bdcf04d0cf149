"""Sizes, hashes and facts that a package states of itself: each wrong one is one finding."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from pipeline.rules import Finding, Location
from pipeline.rules.package_rules import FileMissing, FileUnlisted, UnsafePath, WrongHash
from pipeline.tools.verify.checksums import (
    SUMS,
    about,
    new_findings,
    read_descriptor,
    report_of,
    resource_findings,
    stated_sums,
    sum_findings,
)
from tests.package.committed import PRESENT, REPORT, made
from tests.tools.verify.corruptions import DESCRIPTOR, FIGURES, Files, described

UNITS = "codes/units.csv"
DECLARED = {each.name: each for each in PRESENT}


@pytest.fixture(scope="module")
def files() -> Files:
    """The package that the committed raw/ makes."""
    return dict(made().files)


def shown(found: Iterable[Finding]) -> list[str]:
    """Code, file and value of each finding."""
    return sorted(f"{each.code} {each.location.file} {each.value}".strip() for each in found)


def resource(name: str, /, **properties: Any) -> Callable[[Any], object]:
    """An edit of the resource of a table."""
    return lambda made: [
        each.update(properties) for each in made["resources"] if each["name"] == name
    ]


RESOURCES: dict[str, tuple[Callable[[Any], object], list[str]]] = {
    "as published": (lambda made: made, []),
    "another size": (resource("units", bytes=1), ["E506 codes/units.csv {size}"]),
    "a size in text": (resource("units", bytes="1"), ["E506 codes/units.csv {size}"]),
    "no size": (resource("units", bytes=None), []),
    "another hash": (resource("units", hash="sha256:" + "0" * 64), ["E505 codes/units.csv {hash}"]),
    "another file, with size and hash": (
        resource("units", bytes=1, hash="sha256:" + "0" * 64),
        ["E506 codes/units.csv {size}"],
    ),
    "a hash of another kind": (resource("units", hash="md5:0"), ["E505 codes/units.csv {hash}"]),
    "a path that is not safe": (
        resource("units", path="../units.csv"),
        ["E502 datapackage.json ../units.csv"],
    ),
    "the path of another file": (
        resource("units", path="README.md"),
        ["E507 datapackage.json units: README.md"],
    ),
    "the path of no file": (
        resource("units", path="data/none.csv"),
        ["E507 datapackage.json units: data/none.csv"],
    ),
    "no path": (resource("units", path=None), ["E507 datapackage.json units: None"]),
    "another name": (resource("units", name="unit"), ["E507 datapackage.json unit"]),
    "the name of another table": (
        resource("units", name="hedges"),
        ["E507 datapackage.json hedges"],
    ),
    "several paths": (
        resource("units", path=["codes/units.csv"]),
        ["E507 datapackage.json units: ['codes/units.csv']"],
    ),
    "inline data": (resource("units", data=[]), ["E507 datapackage.json units: data"]),
    "another schema": (resource("units", schema={}), ["E507 datapackage.json units"]),
    "a table missing": (
        lambda made: made.update(resources=[r for r in made["resources"] if r["name"] != "units"]),
        ["E507 datapackage.json units"],
    ),
    "a table more": (
        lambda made: made["resources"].append({"name": "more", "path": "README.md", "hash": None}),
        ["E505 README.md {readme}", "E507 datapackage.json more"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RESOURCES)
def test_a_resource_is_a_declared_table_with_its_size_and_hash(name: str, files: Files) -> None:
    """Sizes and hashes are those of the bytes; path and schema those of the declaration."""
    edit, expected = RESOURCES[name]
    changed = described(files, edit)  # type: ignore[arg-type]
    sizes = {
        "size": len(files[UNITS]), "hash": hashlib.sha256(files[UNITS]).hexdigest(),
        "readme": hashlib.sha256(files["README.md"]).hexdigest(),
    }  # fmt: skip
    read = read_descriptor(changed)
    found = shown([*read.findings, *resource_findings(read, changed, DECLARED)])
    assert found == [each.format(**sizes) for each in expected]


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[]", b"null", b'{"resources": 1}', b'{"resources": [{}]}', b"[" * 10**5]
)
def test_what_is_not_a_descriptor_is_one_finding(text: bytes) -> None:
    """Nothing of it is used, and nothing is raised."""
    found = read_descriptor({DESCRIPTOR: text})
    assert (found.descriptor, found.resources) == ({}, {})
    assert [(each.code, each.location.file) for each in found.findings] == [("E501", DESCRIPTOR)]


def test_a_package_without_a_descriptor_is_reported_elsewhere() -> None:
    """The reader of the container does."""
    found = read_descriptor({})
    assert (found.descriptor, found.resources, found.findings) == ({}, {}, ())


@pytest.mark.parametrize(("times", "reported"), [(1, []), (2, ["units"]), (3, ["units"])])
def test_a_table_that_is_described_twice_is_reported_once(
    times: int, reported: list[str], files: Files
) -> None:
    """Readers differ in which of the two they take."""

    def edit(made: Any) -> None:
        units = [each for each in made["resources"] if each["name"] == "units"]
        made["resources"] += units * (times - 1)

    found = read_descriptor(described(files, edit)).findings
    assert [each.value for each in found] == reported


FACTS: dict[str, tuple[dict[str, Any], str]] = {
    "a year in text": ({"first_year": "2015"}, "report.first_year"),
    "a flag as a number": ({"draft": 0}, "report.draft"),
    "a flag in text": ({"draft": "false"}, "report.draft"),
    "a list in text": ({"region": "CN"}, "report.region"),
    "a folder that leads out": ({"folder": "../caict-2020"}, "report.folder"),
    "a folder of another kind": ({"folder": 1}, "report.folder"),
    "a day that does not exist": ({"released": "2026-02-30"}, "report.released"),
    "a version of two numbers": ({"version": "1.0"}, "report.version"),
    "a version that is blank": ({"version": ""}, "report.version"),
    "a fact more": ({"more": "x"}, "report"),
    "a title that acts on a terminal": ({"title_zh": "\x1b[31m题"}, "report.title_zh"),
    "a title that turns the direction": ({"title_en": "a\u202eb"}, "report.title_en"),
    "a title in a wrong encoding": ({"title_en": "\ufffd"}, "report.title_en"),
    "a keyword that is a number": ({"keywords": [1]}, "report.keywords"),
    "keywords in a list": ({"keywords": [["a"]]}, "report.keywords"),
    "two keywords in one": ({"keywords": ["a;b"]}, "report.keywords"),
    "a line that is nothing": ({"imprint": [None]}, "report.imprint"),
    "a hash that is a text": ({"sha256": "x" * 64}, "report.sha256"),
    "a folder with a line end": ({"folder": "a\n"}, "report.folder"),
}


@pytest.mark.parametrize("name", FACTS)
def test_a_fact_of_another_form_is_named(name: str, files: Files) -> None:
    """Nothing is made of facts that raw/ would not accept."""
    facts, stated = FACTS[name]
    changed = described(files, lambda made: made["report"].update(facts))
    report, found = report_of(read_descriptor(changed))
    assert report is None
    assert [(each.code, each.value) for each in found] == [("E509", stated)]


@pytest.mark.parametrize("stated", [None, [], "x"])
def test_facts_that_are_not_an_object_are_unknown(stated: object, files: Files) -> None:
    """Also if there are none."""
    changed = described(files, lambda made: made.update(report=stated))
    report, found = report_of(read_descriptor(changed))
    assert (report, [each.value for each in found]) == (None, ["report"])


def test_no_table_is_missed_while_the_facts_are_unknown(files: Files) -> None:
    """They state which tables the report is without; one cause is one finding."""
    for name in ("policies", "errata"):
        changed = described(
            files,
            lambda made, left=name: made.update(
                report=None, resources=[r for r in made["resources"] if r["name"] != left]
            ),
        )
        assert list(resource_findings(read_descriptor(changed), changed, DECLARED)) == []


def test_the_facts_of_the_committed_package_are_those_of_its_report(files: Files) -> None:
    """Lists are tuples again, as in the facts that are read from raw/."""
    report, found = report_of(read_descriptor(files))
    assert found == ()
    assert report is not None
    assert (report.folder, report.region, report.draft) == (REPORT, ("CN",), False)


DIGEST = "a" * 64
LINES = {
    "text": (f"{DIGEST}  a.csv", {"a.csv": DIGEST}),
    "binary": (f"{DIGEST} *a.csv", {"a.csv": DIGEST}),
    "from here": (f"{DIGEST}  ./a.csv", {"a.csv": DIGEST}),
    "a blank in the name": (f"{DIGEST}  a b.csv", {"a b.csv": DIGEST}),
    "two lines": (f"{DIGEST}  a\n{DIGEST}  b\n", {"a": DIGEST, "b": DIGEST}),
    "capital letters": (f"{DIGEST.upper()}  a.csv", {}),
    "a digit too few": (f"{DIGEST[1:]}  a.csv", {}),
    "one blank": (f"{DIGEST} a.csv", {}),
    "no name": (f"{DIGEST}  ", {}),
    "no text": ("\udcff", {}),
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_of_checksums_is_a_hash_and_a_name(name: str) -> None:
    """As sha256sum writes it; other lines state nothing."""
    line, expected = LINES[name]
    assert stated_sums(line.encode("utf-8", errors="surrogateescape")) == expected


def summed(files: Files, edit: Callable[[dict[str, str]], object]) -> Files:
    """The files with another list of checksums."""
    sums = stated_sums(files[SUMS])
    edit(sums)
    return {**files, SUMS: "".join(f"{each}  {path}\n" for path, each in sums.items()).encode()}


SUMMED: dict[str, tuple[Callable[[dict[str, str]], object], list[str]]] = {
    "as published": (lambda sums: sums, []),
    "another hash": (lambda sums: sums.update({UNITS: DIGEST}), ["E505 codes/units.csv {hash}"]),
    "a file that is not listed": (
        lambda sums: sums.pop(UNITS), ["E504 codes/units.csv codes/units.csv"]
    ),
    "a file that is not there": (
        lambda sums: sums.update({"a.csv": DIGEST}), ["E503 SHA256SUMS a.csv"]
    ),
    "a path that leads out": (
        lambda sums: sums.update({"../a.csv": DIGEST}), ["E502 SHA256SUMS ../a.csv"]
    ),
    "nothing listed": (lambda sums: sums.clear(), ["E517 SHA256SUMS"]),
}  # fmt: skip


@pytest.mark.parametrize("name", SUMMED)
def test_every_file_but_the_list_itself_is_listed_with_its_hash(name: str, files: Files) -> None:
    """Neither a file too many nor one too few goes unseen."""
    edit, expected = SUMMED[name]
    digest = hashlib.sha256(files[UNITS]).hexdigest()
    found = shown(sum_findings(summed(files, edit)))
    assert found == [each.format(hash=digest) for each in expected]


def test_a_list_of_checksums_that_is_missing_is_reported(files: Files) -> None:
    """And nothing else: no file can be held against it."""
    without = {path: data for path, data in files.items() if path != SUMS}
    assert shown(sum_findings(without)) == ["E503 SHA256SUMS SHA256SUMS"]


def test_a_file_that_was_reported_is_not_reported_again() -> None:
    """One cause is one finding, whichever of the lists shows it."""
    missing = FileMissing(Location(DESCRIPTOR), UNITS)
    unlisted = FileUnlisted(Location(UNITS), UNITS)
    changed = WrongHash(Location(UNITS), DIGEST)
    unsafe = UnsafePath(Location(UNITS), UNITS)
    assert [about(each) for each in (missing, unlisted, changed)] == [UNITS] * 3
    found = [missing, unlisted, changed, unsafe]
    assert list(new_findings(found, {UNITS})) == [unsafe]
    assert list(new_findings(found, {FIGURES})) == found
