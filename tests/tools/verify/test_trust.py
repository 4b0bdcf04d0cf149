"""A package against what the reader trusts: an earlier copy, checksums from elsewhere, a signature."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.package.files import zip_bytes
from pipeline.rules import Finding
from pipeline.tools.verify.package_reader import open_package
from pipeline.tools.verify.trust import NAMESPACE, against_findings, signer
from tests.small_report import small_release
from tests.tools.verify.test_verify import put


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A zip of a release."""
    path = tmp_path / "small-2020-0.1.0.zip"
    path.write_bytes(zip_bytes(small_release()))
    return path


def _zip(folder: Path, files: dict[str, bytes]) -> Path:
    (folder / "copy.zip").write_bytes(zip_bytes(files))
    return folder / "copy.zip"


def _sums(folder: Path, files: dict[str, bytes]) -> Path:
    lines = (f"{sha256(data).hexdigest()}  {path}\n" for path, data in files.items())
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")
    return folder / "SHA256SUMS"


TRUSTED: dict[str, Callable[[Path, dict[str, bytes]], Path]] = {
    "a zip": _zip,
    "a folder": lambda folder, files: put(files, folder / "copy"),
    "its checksums": lambda folder, files: _sums(
        folder, {path: data for path, data in files.items() if path != "SHA256SUMS"}
    ),
    "the checksum of its zip": lambda folder, files: _sums(folder, {"small-2020-0.1.0.zip": zip_bytes(files)}),
    "the checksum under another name": lambda folder, files: _sums(folder, {"a.zip": zip_bytes(files)}),
}  # fmt: skip


@pytest.mark.parametrize("name", TRUSTED)
def test_the_same_package_is_the_same_and_another_one_is_other(
    name: str, package: Path, tmp_path: Path
) -> None:
    """A consistent forgery is found only so; the file that differs is named if it is known."""
    found = against(package, TRUSTED[name](tmp_path, dict(small_release())))
    assert found == []
    forged = {**small_release(), "codes/units.csv": b"unit\n"}
    (other,) = against(package, TRUSTED[name](tmp_path, forged))
    assert other.code == "E523"
    assert other.location.file in ("codes/units.csv", "small-2020-0.1.0.zip", "a.zip")


def against(package: Path, trusted: Path) -> list[Finding]:
    """What is found of a package against a trusted one."""
    return list(against_findings(package, open_package(package).files, trusted))


def test_a_file_more_or_less_is_other(package: Path, tmp_path: Path) -> None:
    """In either direction."""
    less = {path: data for path, data in small_release().items() if path != "citation.bib"}
    for files in (less, {**small_release(), "run.sh": b""}):
        (found,) = against(package, _zip(tmp_path, files))
        assert (found.code, found.location.file in ("citation.bib", "run.sh")) == ("E523", True)


@pytest.mark.parametrize("text", ["", "no list", None])
def test_what_lists_nothing_trusts_nothing(text: str | None, package: Path, tmp_path: Path) -> None:
    """An empty list would pass every package."""
    if text is not None:
        (tmp_path / "list").write_text(text, encoding="utf-8")
    assert [each.code for each in against(package, tmp_path / "list")] == ["E517"]


def _run(*arguments: str | Path) -> None:
    subprocess.run(["ssh-keygen", "-q", *map(str, arguments)], check=True, capture_output=True)


@pytest.fixture
def signed(tmp_path: Path, package: Path) -> Path:
    """The checksum of the zip, signed by a key that is made here; the trusted keys beside it."""
    sums = _sums(tmp_path, {package.name: package.read_bytes()})
    for name in ("key", "other"):
        _run("-t", "ed25519", "-N", "", "-C", "", "-f", tmp_path / name)
        public = (tmp_path / f"{name}.pub").read_text(encoding="utf-8")
        (tmp_path / f"{name}.allowed").write_text(
            f"publisher@example.org {public}", encoding="utf-8"
        )
    _run("-Y", "sign", "-n", NAMESPACE, "-f", tmp_path / "key", sums)
    return sums


def test_a_signed_list_names_its_signer(signed: Path, package: Path, tmp_path: Path) -> None:
    """And the last line of the command states it."""
    assert signer(signed, tmp_path / "key.allowed") == "publisher@example.org"
    arguments = ("--against", str(signed), "--key", str(tmp_path / "key.allowed"))
    result = CliRunner().invoke(main, ["verify", str(package), *arguments])
    assert result.exit_code == 0, result.output
    last = result.output.splitlines()[-1]
    assert "SHA256SUMS, signed by publisher@example.org" in last


def _other_namespace(folder: Path) -> None:
    (folder / "SHA256SUMS.sig").unlink()
    _run("-Y", "sign", "-n", "file", "-f", folder / "key", folder / "SHA256SUMS")


FORGERIES: dict[str, tuple[Callable[[Path], object], str]] = {
    "another key": (lambda folder: folder, "other.allowed"),
    "another list": (lambda folder: (folder / "SHA256SUMS").write_bytes(b"0"), "key.allowed"),
    "no signature": (lambda folder: (folder / "SHA256SUMS.sig").unlink(), "key.allowed"),
    "a text for a signature": (
        lambda folder: (folder / "SHA256SUMS.sig").write_bytes(b"text"), "key.allowed"
    ),
    "signed for another purpose": (_other_namespace, "key.allowed"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGERIES)
def test_a_list_that_no_trusted_key_signed_is_one_finding(
    name: str, signed: Path, tmp_path: Path
) -> None:
    """With the reason that ssh-keygen gives."""
    edit, keys = FORGERIES[name]
    edit(tmp_path)
    found = signer(signed, tmp_path / keys)
    assert isinstance(found, Finding)
    assert (found.code, found.location.file) == ("E524", "SHA256SUMS")


def test_without_the_program_nothing_is_trusted(
    signed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine may have no ssh-keygen."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("ssh-keygen") is None
    assert isinstance(signer(signed, tmp_path / "key.allowed"), Finding)


@pytest.mark.parametrize("against", [(), ("--against", ".")])
def test_a_key_without_a_list_is_a_wrong_use(against: tuple[str, ...], package: Path) -> None:
    """A folder is not signed."""
    result = CliRunner().invoke(main, ["verify", str(package), *against, "--key", str(package)])
    assert result.exit_code == 2
