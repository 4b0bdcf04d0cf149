"""Every file of a package is made again and compared as a whole, whatever version the package states."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import build_package
from pipeline.package.changelog import ENTRIES
from pipeline.package.changelog import FILE as CHANGELOG
from pipeline.package.metadata.identifiers import json_bytes
from pipeline.package.metadata.prov import MOST, SECTIONS
from pipeline.paths import Paths
from pipeline.rules import Finding
from pipeline.rules.package_rules import NotVerified
from pipeline.tools.verify.checksums import read_descriptor, report_of
from pipeline.tools.verify.provenance import PROVENANCE
from pipeline.tools.verify.rebuild import content_findings, derived_findings
from pipeline.tools.verify.tables import (
    as_stated,
    expected_tables,
    received_capture,
    received_changes,
    received_tables,
)
from pipeline.tools.verify.verify import Status, Verdict
from tests.package.committed import CHECKOUT, made
from tests.small_report import NAME, small_release, small_report
from tests.tools.verify.corruptions import Files, renewed
from tests.tools.verify.damage import SQLITE, XLSX

FIGURE = "index.html#fig-1-001"
Edit = Callable[[bytes], bytes]


def rebuilt(files: Files, is_content_valid: bool = True) -> list[Finding]:
    """What is found of the files; of the cells first, unless they are known to be valid."""
    described = read_descriptor(files)
    report, _ = report_of(described)
    assert report is not None
    rows = {name: each.get("rows") for name, each in described.resources.items()}
    received = received_tables(files, expected_tables(described.resources, report))
    received = as_stated(received, rows)
    capture = received_capture(received, report, received_changes(files))
    found = [] if is_content_valid else content_findings(received, capture)
    return found or derived_findings(files, received, capture, report)


def shown(found: Iterable[Finding]) -> list[str]:
    """Code and file of each finding."""
    return [f"{each.code} {each.location.file}" for each in found]


def of_version(files: Files, version: str) -> Files:
    """The files, whose provenance names another version of the program."""
    document = json.loads(files[PROVENANCE])
    for node in document["@graph"]:
        node.update({"version": version} if node["id"] == "#pipeline" else {})
    return {**files, PROVENANCE: json_bytes(document)}


def replaced(old: bytes, new: bytes) -> Edit:
    """An edit of the first place of a text, which must be there."""

    def edit(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new, 1)

    return edit


EDITS: dict[str, tuple[str, Edit]] = {
    "a script in the page": (
        "index.html",
        replaced(b"</body>", b"<script>alert(1)</script></body>"),
    ),
    "the page without its policy": (
        "index.html",
        replaced(b"Content-Security-Policy", b"X-Security-Policy"),
    ),
    "another value on the page": ("index.html", replaced("超过 40".encode(), "超过 41".encode())),
    "another number in the evidence": ("EVIDENCE.md", replaced(b"2 figures", b"3 figures")),
    "another value in the readable table": (
        "figures_en.csv",
        replaced("超过 40".encode(), "超过 41".encode()),
    ),
    "another context": ("croissant.json", replaced(b"schema.org", b"example.org")),
    "another citation": ("CITATION.cff", lambda data: data + b"# x\n"),
    "quotes in a table": ("codes/units.csv", replaced(b"CNY", b'"CNY"')),
    "a section without its letter": ("data/sections.csv", replaced(b"\ns", b"\n")),
    "the provenance of a figure": (
        PROVENANCE,
        replaced(b'"wasQuotedFrom"', b'"wasInvalidatedBy"'),
    ),
    "a hash of the vocabulary": (
        PROVENANCE,
        lambda data: json_bytes(
            {
                **(document := json.loads(data)),
                "@graph": [
                    {**each, "sha256": "0" * 64}
                    if each.get("identifier") == "raw/vocabulary/hedges.csv"
                    else each
                    for each in document["@graph"]
                ],
            }
        ),
    ),
    "another comment in the database": (
        SQLITE,
        replaced(b"exact to 15 digits", b"exact to 16 digits"),
    ),
    "bytes after the workbook": (XLSX, lambda data: data + b"x"),
    "a Parquet file of other metadata": (
        "parquet/figures.parquet",
        replaced(b"CC-BY-4.0", b"CC0-1.0.0"),
    ),
}


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("version", ["", "9.9.9"])
@pytest.mark.slow
def test_a_file_that_is_another_is_named_in_one_finding(name: str, version: str) -> None:
    """Of this version it is wrong; of another one it is not verified, and never passed."""
    path, edit = EDITS[name]
    files = {**small_release(), path: edit(small_release()[path])}
    (found,) = rebuilt(renewed(of_version(files, version) if version else files))
    if version:
        assert (found.code, found.location.file, found.value) == ("E520", PROVENANCE, version)
        assert path in found.expected.en
        assert Verdict(None, "", 0, 0, (), {"a": [found]}).status is Status.NOT_VERIFIED  # type: ignore[arg-type]
    else:
        assert found.location.file == path
        assert not isinstance(found, NotVerified)


@pytest.mark.parametrize(
    "files", [small_release, lambda: made().files], ids=["release", "committed"]
)
def test_the_true_files_are_those_that_are_made(files: Callable[[], Files]) -> None:
    """With the binary formats, and without all of them."""
    assert rebuilt(dict(files())) == []


def test_another_version_alone_is_not_verified() -> None:
    """Its own number is a difference."""
    assert shown(rebuilt(renewed(of_version(dict(small_release()), "0.2.0")))) == [
        f"E520 {PROVENANCE}"
    ]


@pytest.mark.parametrize("version", ["", "9.9.9"])
def test_a_file_that_no_release_has_is_one_finding(version: str) -> None:
    """A program, or a table that no descriptor knows."""
    files = {**small_release(), "run.sh": b"#!/bin/sh"}
    (found,) = rebuilt(renewed(of_version(files, version) if version else files))
    assert (found.code, "run.sh" in str(found)) == ("E520" if version else "E521", True)


@pytest.mark.parametrize("path", ["citation.bib", XLSX, "parquet/units.parquet", "index.html"])
def test_a_file_that_a_release_has_is_missed(path: str) -> None:
    """A format is there with all its files, or no format is."""
    files = {each: data for each, data in small_release().items() if each != path}
    assert shown(rebuilt(renewed(files))) == [f"E503 {path}"]


def test_files_in_another_encoding_are_reported() -> None:
    """No other file is made of received bytes: the page repeats the citation. They have one cause."""
    ends = (".md", ".cff", ".bib", "_en.csv", "_zh.csv", ".html")
    spoilt = {path: b"\xff" for path in small_release() if path.endswith(ends)}
    (found,) = rebuilt(renewed({**small_release(), **spoilt}))
    assert found.code == "E510"
    places = [each.file for each in (found.location, *found.also)]
    assert places == sorted(spoilt.keys() - {"index.html"})


def _other_date(files: Files) -> Files:
    entries = json.loads(files[ENTRIES])
    entries[-1]["released"] = "2020-01-01"
    return {**files, ENTRIES: json.dumps(entries).encode()}


CHANGELOGS: dict[str, tuple[Callable[[Files], Files], list[str]]] = {
    "rewritten": (lambda files: {**files, CHANGELOG: b"# Nothing\n"}, [f"E510 {CHANGELOG}"]),
    "removed": (
        lambda files: {path: data for path, data in files.items() if path != CHANGELOG},
        [f"E503 {CHANGELOG}"],
    ),
    "removed with its entries": (
        lambda files: {
            path: data for path, data in files.items() if path not in (CHANGELOG, ENTRIES)
        },
        [f"E510 {ENTRIES}"],
    ),
    "entries that are not JSON": (lambda files: {**files, ENTRIES: b"["}, [f"E510 {ENTRIES}"]),
    "entries of another form": (lambda files: {**files, ENTRIES: b"[{}]"}, [f"E510 {ENTRIES}"]),
    "another date": (_other_date, ["E402 raw/caict-2020/changes/0.3.0.yaml"]),
}


@pytest.mark.parametrize("name", CHANGELOGS)
@pytest.mark.slow
def test_the_changelog_is_made_again_from_its_entries(name: str) -> None:
    """A release that revises another one has an entry, and its text is that of the entries."""
    edit, expected = CHANGELOGS[name]
    assert shown(rebuilt(renewed(edit(dict(made().files))), is_content_valid=False)) == expected


@pytest.mark.slow
def test_a_difference_is_shown_at_its_line_between_whole_characters() -> None:
    """Also in the last line, and if a file only ends earlier."""
    readme = small_release()["README.zh.md"]
    line = readme[: readme.rindex("数".encode())].count(b"\n") + 1
    changed = readme[::-1].replace("数".encode()[::-1], "敱".encode()[::-1], 1)[::-1]
    for data, at in ((changed, line), (readme + b"\nx", readme.count(b"\n") + 1)):
        (found,) = rebuilt(renewed({**small_release(), "README.zh.md": data}))
        assert (found.code, found.location.file, found.location.row) == ("E510", "README.zh.md", at)
        assert "\ufffd" not in found.value


@pytest.mark.slow
def test_the_provenance_of_each_section_is_made_again(tmp_path: Path) -> None:
    """A report of many figures has such files, which its readme names."""
    shutil.copytree(CHECKOUT / "raw" / "vocabulary", tmp_path / "raw" / "vocabulary")
    small_report(tmp_path, figures=MOST + 1)
    files = build_package(load_reports(Paths(tmp_path))[NAME]).files
    part = SECTIONS.replace("*", "1")
    assert f"`{SECTIONS}`" in files["README.md"].decode()
    assert shown(rebuilt(files)) == []
    changed = files[part].replace(b'"3.5"', b'"3.6"', 1)
    assert shown(rebuilt(renewed({**files, part: changed}))) == [f"E510 {part}"]
    without = {path: data for path, data in files.items() if path != part}
    assert shown(rebuilt(renewed(without))) == [f"E503 {part}"]
