"""A new optional column costs one declaration: no raw file changes, nothing is measured again."""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import CHECKOUT, REPORT

DECLARATION = """
- name: remark
  type: string
  title: Remark
  title_zh: 备注
  description: A remark.
  description_zh: 备注。
  may_be_absent: true
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code and of raw/ whose figures have one more column."""
    root = tmp_path_factory.mktemp("checkout")
    for folder in ("pipeline", "raw", "datapackage"):
        shutil.copytree(CHECKOUT / folder, root / folder)
    shutil.copy(CHECKOUT / "pyproject.toml", root)
    file = root / "pipeline" / "schema" / "tables" / "figures.yaml"
    text = file.read_text(encoding="utf-8")
    assert (text.count("\n- name: note_zh\n"), text.count("\n  - note_zh\n")) == (1, 1)
    text = text.replace("\n- name: note_zh\n", f"{DECLARATION}- name: note_zh\n")
    file.write_text(
        text.replace("\n  - note_zh\n", "\n  - remark\n  - note_zh\n"), encoding="utf-8"
    )
    return root


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command of the copied code."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline", "--root", str(root), *command],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_raw_files_without_the_column_are_valid_and_stay_measured(checkout: Path) -> None:
    """It was 206 warnings and a blank table of measurements."""
    done = run(checkout, "check")
    assert (done.returncode, "0 errors, 0 warnings" in done.stdout) == (0, True), done.stdout
    assert "nothing to" in run(checkout, "fix", "--check").stdout


@pytest.mark.slow
def test_the_package_has_the_column_and_no_other_change(checkout: Path) -> None:
    """One change of the structure: nobody is stated to have read the column a second time."""
    done = run(checkout, "diff", "--report", REPORT, "datapackage", "--format", "json")
    found = json.loads(done.stdout)
    assert found["changes"] == []
    assert "remark" in done.stdout
    changed = [(each["change"], each["table"], each["field"]) for each in found["structure"]]
    assert changed == [("field_added", "figures", "remark")]


@pytest.mark.slow
def test_a_filled_cell_is_published(checkout: Path) -> None:
    """In the file where it is filled; the other files still lack the column."""
    file = checkout / "raw" / REPORT / "figures" / "2.csv"
    header, *rows = file.read_text(encoding="utf-8").splitlines()
    lines = [f"{header},remark", *(f"{row},seen" for row in rows)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = run(checkout, "publish")
    assert done.returncode == 0, done.stdout
    with (checkout / "datapackage/data/figures.csv").open(encoding="utf-8", newline="") as data:
        published = {row["figure_id"]: row["remark"] for row in csv.DictReader(data)}
    seen = {figure for figure, remark in published.items() if remark == "seen"}
    assert seen == {figure for figure in published if figure.startswith("2-")}
    assert len(seen) == len(rows)
