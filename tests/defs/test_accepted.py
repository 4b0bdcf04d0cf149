"""A second run is spared what it has judged already, and nothing else: any changed byte is judged."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.defs import snapshot as snapshots
from pipeline.defs.checks import AssetError
from pipeline.defs.snapshot import Snapshot, accept, accepted, snapshot
from pipeline.filesystem import hash_files, validator_fingerprint
from pipeline.package import publish_directory
from tests.project import CHECKOUT, REPORT, Project

ERROR_TYPE = ("超过 40 万亿元,retail_sales,CN,超过,40,", "超过 40 万亿元,retail_sales,CN,超过,41,")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of raw/ without any note."""
    return Project.copied(tmp_path)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What validated or read anything, in order; both still do their whole work."""
    calls: list[str] = []

    def noted(name: str) -> Callable[..., Any]:
        real = getattr(snapshots, name)

        def called(*values: Any) -> Any:
            calls.append(name)
            return real(*values)

        return called

    for name in ("validate_report", "check_package"):
        monkeypatch.setattr(snapshots, name, noted(name))
    return calls


def anew(project: Project) -> Snapshot:
    """The report as a new process sees it, which has nothing in its memory."""
    snapshots._snapshots.clear()
    return snapshot(project.paths, project.paths.raw / REPORT)


def files(project: Project) -> Mapping[str, bytes]:
    """What a new process would publish."""
    return anew(project).publication.files


@pytest.mark.slow
def test_the_same_bytes_are_judged_once_and_made_twice(project: Project, judged: list[str]) -> None:
    """The second run is faster and publishes the same, which it makes from raw/ and not from a store."""
    first = files(project)
    assert judged == ["validate_report", "check_package"]
    assert files(project) == first
    assert judged == ["validate_report", "check_package"]


@pytest.mark.slow
def test_an_edited_raw_file_is_judged_although_the_one_before_was_sound(
    project: Project, judged: list[str]
) -> None:
    """An error keyed after a good run is reported, and reported again: what is rejected leaves no note."""
    files(project)
    path = project.path("figures/1.2.csv")
    text = path.read_text(encoding="utf-8")
    assert ERROR_TYPE[0] in text
    path.write_text(text.replace(*ERROR_TYPE, 1), encoding="utf-8", newline="")
    del judged[:]
    assert any(each.is_error for each in anew(project).findings)
    assert any(each.is_error for each in anew(project).findings)
    assert judged == ["validate_report", "validate_report"]


@pytest.mark.slow
def test_an_edited_package_file_is_put_right(project: Project) -> None:
    """What is on the disk is compared byte by byte with what raw/ makes, whatever a note states."""
    target = project.root / "datapackage"
    publish_directory(target, files(project), root=project.root)
    good = (target / "data/figures.csv").read_bytes()
    (target / "data/figures.csv").write_bytes(good.replace(b"72", b"73", 1))
    assert publish_directory(target, files(project), root=project.root)
    assert (target / "data/figures.csv").read_bytes() == good


@pytest.mark.slow
def test_a_package_of_other_bytes_is_read_again(project: Project, judged: list[str]) -> None:
    """The reader's word holds for the bytes it read, not for the report they belong to."""
    files(project)
    del judged[:]
    now = anew(project)
    made = now.publication
    now._check({**made.files, "NOTES.md": b"more"}, made.frames)
    assert judged == ["check_package"]


@pytest.mark.parametrize(
    "module",
    ["validation/figure_checks/ranges.py", "website/templates/index.html.j2", "schema/figures.py"],
)
def test_an_edited_module_defeats_every_note(tmp_path: Path, module: str) -> None:
    """A rule that became stricter judges again what passed the one before it."""
    code = tmp_path / "pipeline"
    shutil.copytree(CHECKOUT / "pipeline", code)
    before, note = validator_fingerprint(code), tmp_path / "note"
    assert before == validator_fingerprint(CHECKOUT / "pipeline")
    accept(note, "content", tmp_path, before)
    with (code / module).open("a", encoding="utf-8") as edited:
        edited.write("\n")
    assert accepted(note, "content", before)
    assert not accepted(note, "content", validator_fingerprint(code))


@pytest.mark.parametrize("damage", [b"", b"content", b"\xff\xfe"], ids=["empty", "cut", "no text"])
def test_a_damaged_note_is_worth_none(tmp_path: Path, damage: bytes) -> None:
    """A process killed while it notes must not leave a verdict behind."""
    note = tmp_path / "note"
    note.write_bytes(damage)
    assert not accepted(note, "content")


def test_names_and_bytes_cannot_run_into_one_another() -> None:
    """Two packages are not taken for one because their names and bytes join to the same text."""
    assert hash_files({"ab": b"c"}) != hash_files({"a": b"bc"})
    assert hash_files({"a": b"", "b": b"x"}) != hash_files({"a": b"x", "b": b""})


@pytest.mark.slow
def test_a_folder_that_must_not_be_replaced_is_reported_although_raw_was_accepted(
    project: Project,
) -> None:
    """Reading looks at more than raw/: whose folder the package would take."""
    assert anew(project).findings == ()
    folder = project.paths.package("datapackage")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "thesis.docx").write_bytes(b"mine")
    assert [each.code for each in anew(project).findings] == ["E124"]


def test_files_that_never_hold_still_are_rejected_and_not_remembered(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows read between two saves would else count as the report, and be noted as sound."""
    states = (str(number) for number in range(100))
    monkeypatch.setattr(snapshots, "version", lambda *_: next(states))
    with pytest.raises(AssetError, match="raw/ changed while it was read"):
        anew(project)
    assert snapshots._snapshots == {}
