"""A package that was damaged on its way, or made to mislead: findings, never a traceback or a tick.

Nothing is fixed here: whatever is done, `verify` names the file, states that the package is not to be
relied on, and counts no check as passed that it could not make.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import hypothesis
import pytest
from click.testing import CliRunner
from hypothesis import strategies as st

from pipeline.cli import main
from pipeline.tools.verify import Verdict, as_json, as_text, verify
from tests.mutated_bytes import mutated
from tests.package.formats.read_back import released
from tests.small_report import small_release
from tests.tools.verify.corruptions import FIGURES, Files, renewed
from tests.tools.verify.damage import (
    ARCHIVE,
    CONTAINER,
    FILES,
    HOSTILE,
    NAMES,
    SQLITE,
    UNITS,
    XLSX,
    Damage,
    zipped,
)

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")

MOST = 6
"""Findings of one check that one damage may cause; a hundred would bury it."""


def all_of(*kinds: Mapping[str, Damage], everyday: Iterable[str] = ()) -> pytest.MarkDecorator:
    """A case for each damage; those that read the whole package are for the nightly run."""
    return pytest.mark.parametrize(
        "damage",
        [
            pytest.param(damage, id=name, marks=[pytest.mark.slow] * (name not in {*everyday}))
            for each in kinds
            for name, damage in each.items()
        ],
    )


def reported(given: Path) -> tuple[Verdict, str]:
    """The verdict, and what people are reported of it: not to rely on it, and no line is a command."""
    verdict = verify(given)
    text = as_text(verdict)
    assert not verdict.is_valid
    assert "Do not rely on this package" in text
    for line in text.splitlines():
        assert line.isprintable()
        assert not line.lstrip().startswith("::")
        assert len(line) < 6_000
    json.loads(as_json(verdict))
    return verdict, text


def given(archive: bytes, folder: Path) -> Path:
    """The zip that somebody received."""
    path = folder / ARCHIVE
    path.write_bytes(archive)
    return path


@pytest.fixture(scope="module")
def files() -> Files:
    """A release in all its forms."""
    return dict(small_release())


@pytest.mark.slow
@all_of(CONTAINER, everyday=CONTAINER.keys() - {"descriptor"})
def test_damage_to_the_zip_is_one_finding(damage: Damage, files: Files, tmp_path: Path) -> None:
    """One cause is reported once, and no check on what could not be read is passed."""
    verdict, text = reported(given(damage.done(files), tmp_path))
    assert damage.code in text
    assert damage.named in text
    found = verdict.found["files"] or []
    assert {each.code for each in found} == {damage.code}
    assert len({each.value.casefold() for each in found}) <= len(found) <= 2
    assert all(verdict.found[check] is None for check in ("structure", "content"))


@all_of(NAMES)
def test_a_name_that_is_odd_is_reported_and_written_nowhere(
    damage: Damage, files: Files, tmp_path: Path
) -> None:
    """The other files are verified all the same."""
    verdict, text = reported(given(damage.done(files), tmp_path))
    assert damage.code in text
    assert damage.named in text
    assert verdict.found["tables"] == []
    assert [each.name for each in tmp_path.iterdir()] == [ARCHIVE]


@all_of(FILES, everyday=("table in GBK",))
def test_a_file_that_cannot_be_read_is_named(damage: Damage, files: Files, tmp_path: Path) -> None:
    """It is named in the check that could not read it, with few findings that follow from it."""
    check_is_named(damage, files, tmp_path)


@all_of(HOSTILE)
def test_a_hostile_descriptor_is_named(damage: Damage, tmp_path: Path) -> None:
    """In the committed release: a table without rows is valid only if a descriptor states that."""
    check_is_named(damage, dict(released()), tmp_path)


@pytest.mark.slow
@hypothesis.given(st.data())
@hypothesis.settings(max_examples=15)
def test_random_damage_is_never_verified(
    files: Files, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Of any file, with the checksums that it had: a finding that can be printed, and no traceback."""
    name = data.draw(st.sampled_from(sorted(files)))
    spoilt = data.draw(mutated(files[name]))
    hypothesis.assume(spoilt != files[name])
    reported(given(zipped({**files, name: spoilt}), tmp_path_factory.mktemp("damage")))


def check_is_named(damage: Damage, files: Files, folder: Path) -> None:
    """Check that a damaged file is named, with few findings that follow from it."""
    verdict, text = reported(given(damage.done(files), folder))
    assert damage.code in text
    assert damage.named in text
    assert all(len(each or ()) <= MOST for each in verdict.found.values()), text


@pytest.mark.parametrize("path", [UNITS, XLSX, SQLITE, "provenance.jsonld", "SHA256SUMS"])
@pytest.mark.slow
def test_no_check_that_was_not_made_is_passed(path: str, files: Files, tmp_path: Path) -> None:
    """A file that is damaged in the zip leaves no tick at what would have read it."""
    archive = zipped({each: data for each, data in files.items() if each != path})
    verdict = verify(given(archive, tmp_path))
    for check in ("content", "rebuilt", "provenance", "forms"):
        assert verdict.found[check] is None
    assert (verdict.found["tables"] is None) == path.endswith(".csv")


def test_a_table_that_cannot_be_read_makes_no_reference_dangle(
    files: Files, tmp_path: Path
) -> None:
    """Sums that fit again: its own finding remains, and what needs the table is not judged."""
    gbk = renewed({**files, UNITS: files[UNITS].decode().encode("gbk", "replace")})
    verdict = verify(given(zipped(gbk), tmp_path))
    (finding,) = verdict.found["tables"] or []
    assert (finding.code, finding.location.file) == ("E101", UNITS)
    for check in ("structure", "content", "provenance", "forms"):
        assert verdict.found[check] is None


@pytest.mark.parametrize("target", ["/etc/passwd", "codes/units.csv", "link.csv", "/dev/zero"])
def test_links_of_a_folder_are_not_followed_out_of_it(target: str, tmp_path: Path) -> None:
    """A link to elsewhere, to itself, to a device: reported, and not read."""
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes" / "units.csv").write_bytes(b"unit\n")
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": []}), encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(target)
    assert ("E502" in reported(tmp_path)[1]) == (target != "codes/units.csv")


def test_files_of_a_folder_that_is_not_a_package_are_not_read(tmp_path: Path) -> None:
    """Somebody names a home folder by mistake."""
    (tmp_path / FIGURES.replace("/", "-")).write_bytes(b"x")
    verdict, text = reported(tmp_path)
    assert verdict.files == 0
    assert text.count("E501") == 1


def test_odd_names_of_a_folder_are_reported(tmp_path: Path) -> None:
    """Bytes that are not UTF-8, a pipe that nobody writes to, a name that no system takes."""
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": []}), encoding="utf-8")
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  datapackage.json\n", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(tmp_path / "data") + b"\xca\xfd.csv")).write_bytes(b"x")
    os.mkfifo(tmp_path / "units.csv")
    _, text = reported(tmp_path)
    assert "\\udcca" in text
    assert "E501" in reported(tmp_path / ("a" * 300))[1]


def test_at_the_command_line_damage_is_an_exit_status(files: Files, tmp_path: Path) -> None:
    """No trace of Python, and a status that a script sees."""
    path = given(CONTAINER["deflated member"].done(files), tmp_path)
    for form in ((), ("--json",)):
        result = CliRunner().invoke(main, ["verify", str(path), *form])
        assert isinstance(result.exception, SystemExit)
        assert result.exit_code == 1
        assert FIGURES in result.output
