"""What a release is made of when dist/ holds older releases and those of other reports too."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.project import CHECKOUT, REPORT
from tests.workflow.clone import environment

OTHERS = (f"{REPORT}-0.0.1", f"{REPORT}-99.0.0", "another-2020-0.1.0")


def _version() -> str:
    text = (CHECKOUT / "raw" / REPORT / "report.yaml").read_text(encoding="utf-8")
    return text.partition("\nversion: ")[2].splitlines()[0]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The Makefile, the report's facts, and several releases of which one is theirs."""
    shutil.copy(CHECKOUT / "Makefile", tmp_path)
    facts = Path("raw") / REPORT / "report.yaml"
    (tmp_path / facts).parent.mkdir(parents=True)
    shutil.copy(CHECKOUT / facts, tmp_path / facts)
    for name in (*OTHERS, f"{REPORT}-{_version()}"):
        folder = tmp_path / "dist" / name
        folder.mkdir(parents=True)
        (folder / "CHANGELOG.md").write_text(name, encoding="utf-8")
        (folder / f"{name}.txt").write_text(name, encoding="utf-8")
        folder.with_name(f"{name}.zip").write_text(name, encoding="utf-8")
    return tmp_path


def _make(root: Path, *arguments: str, **also: str) -> subprocess.CompletedProcess[str]:
    """Make a target of what is in dist/ already, without building a release again."""
    command = ["make", "--no-print-directory", "--old-file=release", *arguments]
    return subprocess.run(
        command, cwd=root, env={**environment(), **also}, capture_output=True, text=True
    )


def test_a_bundle_is_of_this_version_only(root: Path) -> None:
    """Its notes are its own, and its checksums name no file that is not part of it."""
    done = _make(root, "bundle")
    assert done.returncode == 0, done.stderr
    own = f"{REPORT}-{_version()}"
    digest = hashlib.sha256(own.encode()).hexdigest()
    assert (root / "dist" / "SHA256SUMS").read_text("utf-8") == f"{digest}  {own}.zip\n"
    assert (root / "dist" / "CHANGELOG.md").read_text("utf-8") == own


def test_a_site_is_of_this_version_only(root: Path) -> None:
    """A file that an older release had is served no longer."""
    done = _make(root, "site")
    assert done.returncode == 0, done.stderr
    served = {path.name for path in (root / "build" / "site").iterdir()}
    assert served == {"CHANGELOG.md", f"{REPORT}-{_version()}.txt"}


@pytest.mark.parametrize(
    ("tag", "status"),
    [
        pytest.param("v{version}", 0, id="this version"),
        pytest.param("v99.0.0", 2, id="another version"),
    ],
)
def test_a_tag_is_the_version_of_the_report(tag: str, status: int, root: Path) -> None:
    """A release is named as its data are."""
    done = _make(root, "tagged", GITHUB_REF_NAME=tag.format(version=_version()))
    assert done.returncode == status, done.stdout
