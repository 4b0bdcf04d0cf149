"""A received package: the true one passes, and whatever is done to it is reported at its cell."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import build_package
from pipeline.package.files import zip_bytes
from pipeline.paths import Paths
from pipeline.tools.verify import Verdict, verify
from tests.project import CHECKOUT
from tests.small_report import NAME, small_report
from tests.tools.verify.corruptions import SEEN_BY_STRANGERS, SEEN_BY_VERIFY, Files

CORRUPTIONS = {**SEEN_BY_STRANGERS, **SEEN_BY_VERIFY}
TEXT = CHECKOUT.parent / "shared" / "source" / "caict-2020.md"


@pytest.fixture(scope="module")
def true_files() -> Files:
    """The committed package."""
    folder = CHECKOUT / "datapackage"
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def put(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write a package as a folder."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def zipped(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write a package as a zip, as a release does."""
    path = folder / "package.zip"
    path.write_bytes(zip_bytes(files))
    return path


def reported(verdict: Verdict) -> set[tuple[str, str, str]]:
    """Code, file and column of everything that was found."""
    return {
        (each.code, place.file, place.column)
        for found in verdict.found.values()
        for each in found or []
        for place in (each.location, *each.also)
    }


@pytest.mark.parametrize(
    "form", [pytest.param(put, id="folder"), pytest.param(zipped, id="zip", marks=pytest.mark.slow)]
)
def test_the_true_package_is_sound(
    form: Callable[[Mapping[str, bytes], Path], Path], true_files: Files, tmp_path: Path
) -> None:
    """Verification that rejects what we publish would be switched off by everybody."""
    verdict = verify(form(true_files, tmp_path))
    assert reported(verdict) == set()
    assert verdict.is_valid
    assert None not in verdict.found.values()


@pytest.mark.slow
@pytest.mark.parametrize("name", [NAME, "a-report-2020"])
def test_a_small_report_without_some_tables_is_sound(name: str, tmp_path: Path) -> None:
    """A report that states what it has none of publishes tables without rows."""
    shutil.copytree(CHECKOUT / "raw" / "vocabulary", tmp_path / "raw" / "vocabulary")
    small_report(tmp_path)
    (tmp_path / "raw" / NAME).rename(tmp_path / "raw" / name)
    made = build_package(load_reports(Paths(tmp_path))[name])
    verdict = verify(put(made.files, tmp_path / "package"))
    assert reported(verdict) == set()
    assert verdict.is_valid


@pytest.mark.slow
@pytest.mark.parametrize("name", CORRUPTIONS)
def test_what_was_done_to_a_package_is_reported_at_its_place(
    name: str, true_files: Files, tmp_path: Path
) -> None:
    """All sums fit again: it is the error itself that is found, and what follows from it.

    What is made from a file that was changed is another than what would be made now (E510).
    """
    corruption = CORRUPTIONS[name]
    verdict = verify(put(corruption.edit(true_files), tmp_path))
    assert not verdict.is_valid
    assert (corruption.code, corruption.file, corruption.column) in reported(verdict)
    if name in SEEN_BY_VERIFY:
        assert {code for code, _, _ in reported(verdict)} <= {corruption.code, "E510"}


@pytest.mark.slow
def test_a_text_that_cannot_be_read_is_not_one_that_states_otherwise(tmp_path: Path) -> None:
    """The reader is asked for another file, not to compare with the page."""
    text = tmp_path / "report.pdf"
    text.write_bytes(b"%PDF-1.7 and no more")
    verdict = verify(CHECKOUT / "datapackage", text)
    assert reported(verdict) == {("E519", "report.pdf", "")}
    assert not verdict.is_valid


@pytest.mark.skipif(not TEXT.is_file(), reason="the report's text is not here: shared/source")
@pytest.mark.slow
def test_a_text_that_states_otherwise_is_reported(tmp_path: Path) -> None:
    """One printed digit of the copy is another: its sentence is not the recorded one either."""
    text = tmp_path / TEXT.name
    stated = TEXT.read_text(encoding="utf-8")
    assert stated.count("28.2%") == 1
    text.write_text(stated.replace("28.2%", "29.2%"), encoding="utf-8")
    for pages in TEXT.parent.glob(f"{TEXT.stem}-*.csv"):
        shutil.copy(pages, tmp_path)
    assert {code for code, _, _ in reported(verify(CHECKOUT / "datapackage", text))} == {"E515"}


@pytest.mark.skipif(not TEXT.is_file(), reason="the report's text is not here: shared/source")
@pytest.mark.slow
def test_with_the_text_every_figure_is_found_where_it_is_stated_to_stand(true_files: Files) -> None:
    """The last step of trust: the report itself."""
    verdict = verify(CHECKOUT / "datapackage", TEXT)
    assert verdict.found["text"] == []


@pytest.mark.parametrize(
    ("content", "wording"),
    [
        pytest.param(None, "the path does not exist", id="nothing there"),
        pytest.param(b"no zip", "the zip cannot be read", id="no zip"),
        pytest.param({}, "datapackage.json is missing at its root", id="empty zip"),
        pytest.param(
            {"p/datapackage.json": b"{}"}, "datapackage.json is missing", id="under a folder"
        ),
        pytest.param({"datapackage.json": b"{"}, "JSONDecodeError", id="no JSON"),
        pytest.param({"datapackage.json": b"[]"}, "TypeError", id="no object"),
        pytest.param({"datapackage.json": b'{"resources": 1}'}, "TypeError", id="no resources"),
        pytest.param({"datapackage.json": b"[" * 100_000}, "datapackage.json", id="deep JSON"),
    ],
)
def test_what_is_not_a_package_is_reported_without_a_traceback(
    content: bytes | dict[str, bytes] | None, wording: str, tmp_path: Path
) -> None:
    """Third parties hand in anything."""
    path = tmp_path / "given.zip"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        path = zipped(content, tmp_path)
    result = CliRunner().invoke(main, ["verify", str(path)])
    assert result.exit_code == 1
    assert "E501" in result.output
    assert wording in result.output


@pytest.mark.slow
def test_a_zip_that_leads_out_of_itself_is_rejected(true_files: Files, tmp_path: Path) -> None:
    """Nothing is ever unpacked to disk; the path itself is the finding."""
    path = zipped({**true_files, "../outside.txt": b"x"}, tmp_path)
    assert ("E502", "package.zip", "") in reported(verify(path))
    assert not (tmp_path.parent / "outside.txt").exists()


@pytest.mark.slow
def test_a_link_out_of_a_folder_is_not_followed(true_files: Files, tmp_path: Path) -> None:
    """What stands elsewhere on the machine is not a part of the package."""
    (tmp_path / "secret").write_text("s", encoding="utf-8")
    folder = put(true_files, tmp_path / "package")
    (folder / "data" / "link.csv").symlink_to(tmp_path / "secret")
    assert ("E502", "data/link.csv", "") in reported(verify(folder))


@pytest.mark.slow
def test_machines_read_the_verdict_as_json(true_files: Files, tmp_path: Path) -> None:
    """Every finding with its code, place, message and remedy, in English."""
    files = CORRUPTIONS["value scaled"].edit(true_files)
    result = CliRunner().invoke(main, ["verify", str(put(files, tmp_path)), "--json"])
    document = json.loads(result.output)
    assert result.exit_code == 1
    assert document["sound"] is False
    (finding,) = document["checks"]["content"]
    assert finding["code"] == "E510"
    assert (finding["file"], finding["row"], finding["column"]) == ("data/figures.csv", 2, "value")
    assert finding["message"].isascii()
    assert finding["remedy"].isascii()


def test_a_damaged_archive_is_reported(true_files: Files, tmp_path: Path) -> None:
    """A download that broke off."""
    path = zipped(true_files, tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert {code for code, _, _ in reported(verify(path))} == {"E501"}
    assert io.BytesIO(data).read(2) == b"PK"
