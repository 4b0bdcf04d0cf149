"""A commit as an editor makes it, with the hooks installed by `make hooks`, in a clean clone."""

from __future__ import annotations

import csv
import io
import subprocess
from pathlib import Path

import pytest

from tests.workflow.clone import Clone

pytestmark = pytest.mark.slow
FIGURES = "raw/caict-2020/figures/1.3.csv"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A clone in which the hooks have been installed."""
    clone = Clone.made(tmp_path_factory.mktemp("hooks"))
    # a checkout without a branch has no origin/HEAD
    assert clone.run("git", "tag", "committed").returncode == 0
    done = clone.run("make", "hooks")
    assert done.returncode == 0, done.stderr
    return clone


@pytest.fixture
def clone(installed: Clone) -> Clone:
    """The clone as it was committed."""
    installed.run("git", "reset", "--quiet", "--hard", "committed")
    return installed


def key(clone: Clone, column: str, value: str) -> None:
    """Key another value into the first figure of the section."""
    path = clone.root / FIGURES
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    rows[1][rows[0].index(column)] = value
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def commit(clone: Clone, home: Path) -> subprocess.CompletedProcess[str]:
    """`git commit` of all that changed."""
    return clone.run("git", "commit", "-am", "a change", PRE_COMMIT_HOME=str(home))


def head(clone: Clone) -> str:
    """The last commit."""
    return clone.run("git", "rev-parse", "HEAD").stdout


def test_a_commit_with_a_broken_cell_is_rejected_and_the_cell_is_named(
    clone: Clone, tmp_path: Path
) -> None:
    """Code, file, line and column stand in what the editor sees."""
    before = head(clone)
    key(clone, "unit", "yuan")
    done = commit(clone, tmp_path)
    assert done.returncode == 1
    assert f"{FIGURES}:2:unit E203 unknown-code" in done.stdout + done.stderr
    assert head(clone) == before


def test_a_sound_commit_passes(clone: Clone, tmp_path: Path) -> None:
    """The hooks state nothing that stops it."""
    before = head(clone)
    key(clone, "note_zh", "另一条附注")
    key(clone, "note_en", "another note")
    done = commit(clone, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert head(clone) != before


def test_blanks_are_taken_away_and_shown_and_the_next_commit_passes(
    clone: Clone, tmp_path: Path
) -> None:
    """The first attempt fixes the file and states what it did; nothing is committed unseen."""
    key(clone, "note_zh", "另一条附注 ")
    key(clone, "note_en", "another note")
    done = commit(clone, tmp_path)
    assert done.returncode == 1
    assert f"{FIGURES}:2:note_zh blanks around a value" in done.stdout + done.stderr
    assert "另一条附注 " not in (clone.root / FIGURES).read_text(encoding="utf-8")
    assert commit(clone, tmp_path).returncode == 0


def test_badly_formatted_code_is_rejected(clone: Clone, tmp_path: Path) -> None:
    """The hooks that look at code run on code only, and do run."""
    module = clone.root / "pipeline" / "paths.py"
    module.write_text(module.read_text(encoding="utf-8") + "x  =  1\n", encoding="utf-8")
    done = commit(clone, tmp_path)
    assert done.returncode == 1
    assert "ruff-format" in done.stdout + done.stderr
