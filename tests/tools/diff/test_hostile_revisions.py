"""A revision whose trees no checkout would accept: nothing is written outside the folder, and no file of the machine is read."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pipeline.tools.diff.dataset import UnreadableSideError
from pipeline.tools.diff.sources import load_dataset, unpack_revision
from tests.project import REPORT, git

WHO = ("-c", "user.name=editor", "-c", "user.email=editor@example.org")


def stored(root: Path, kind: str, given: str) -> str:
    """The name of an object that git stores as it is given."""
    how = ("hash-object", "-w", "--stdin") if kind == "blob" else ("mktree",)
    command = ["git", "-C", str(root), *how]
    done = subprocess.run(command, input=given.encode(), check=True, capture_output=True)
    return done.stdout.decode().strip()


def committed(root: Path, tree: str) -> str:
    """A commit of a tree."""
    command = ["git", "-C", str(root), *WHO, "commit-tree", "-m", "hostile", tree]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode().strip()


def nested(root: Path, tree: str, *names: str) -> str:
    """A tree within folders of these names, the outermost first."""
    for name in reversed(names):
        tree = stored(root, "tree", f"040000 tree {tree}\t{name}\n")
    return tree


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty repository."""
    (tmp_path / "repository").mkdir()
    git(tmp_path / "repository", "init", "--quiet")
    return tmp_path / "repository"


@pytest.mark.parametrize("above", [1, 3])
def test_a_tree_cannot_write_outside_the_folder(
    above: int, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git checks names when it checks out, and lists them as they are."""
    file = stored(root, "blob", "x")
    tree = stored(root, "tree", f"100644 blob {file}\tescaped.txt\n")
    commit = committed(root, nested(root, tree, "raw", *[".."] * above))
    (tmp_path / "1" / "2").mkdir(parents=True)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "1" / "2"))
    with pytest.raises(UnreadableSideError) as caught:
        load_dataset(commit, root, REPORT)
    place = "/".join(("raw", *[".."] * above, "escaped.txt"))
    assert str(caught.value) == f"the path {place} points outside the revision"
    assert not list(tmp_path.rglob("escaped.txt"))


def test_a_link_that_leads_out_through_another_link_stays_inside(
    root: Path, tmp_path: Path
) -> None:
    """`x/..` is the folder itself until x becomes a link to a folder above."""
    (tmp_path / "secret.csv").write_text("secret", encoding="utf-8")
    first = stored(root, "blob", "x/../x/../secret.csv")
    second = stored(root, "blob", ".")
    links = f"120000 blob {first}\ta.csv\n120000 blob {second}\tx\n"
    commit = committed(root, nested(root, stored(root, "tree", links), "raw", REPORT))
    target = tmp_path / "target"
    unpack_revision(root, commit, "raw", target)
    link = target / "raw" / REPORT / "a.csv"
    assert link.is_symlink()
    assert link.resolve() == target.resolve() / "raw" / REPORT / "secret.csv"
