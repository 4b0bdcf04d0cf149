"""Two versions of a file that git could not unite are one finding, whichever file it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import Project

FILES = {
    "report.yaml": "language:",
    "changes/0.2.0.yaml": "step:",
    "sections.csv": "1.2,",
    "numerals.csv": "1.2,",
    "figures/1.1.csv": "1.1-004,",
    "identities.csv": "ID-011,",
    "charts.csv": "network,",
    "policies.csv": "P05,",
    "vocabulary/units.csv": "person,",
    "vocabulary/indicators.csv": "gdp,",
    "vocabulary/hedges.csv": "超过,",
}


@pytest.mark.slow
@pytest.mark.parametrize(("file", "begins"), FILES.items(), ids=FILES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_an_unresolved_merge_is_reported_once(
    file: str, begins: str, line_end: str, tmp_path: Path
) -> None:
    """Everything else that is wrong with such a file follows from it."""
    project = Project.copied(tmp_path)
    lines = project.path(file).read_text(encoding="utf-8").splitlines()
    row = next(number for number, line in enumerate(lines, 1) if line.startswith(begins))
    ours, theirs = lines[row - 1], f"{lines[row - 1]} "
    merged = ["<<<<<<< HEAD", ours, "||||||| 0a1b2c3", "=======", theirs, ">>>>>>> other"]
    text = line_end.join([*lines[: row - 1], *merged, *lines[row:], ""])
    project.path(file).write_text(text, encoding="utf-8", newline="")
    assert project.found() == [("E123", file, row, "")]
