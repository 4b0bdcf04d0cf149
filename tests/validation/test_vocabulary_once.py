"""The vocabulary is validated once for the same files, and again as soon as a byte of it differs."""

from __future__ import annotations

from dataclasses import replace

from pipeline.ingest.report_folder import load_vocabulary
from pipeline.validation import Vocabulary, validate_vocabulary
from tests.project import Project


def test_two_reports_share_one_vocabulary(project: Project) -> None:
    """Read again, unchanged files give the same object."""
    first, second = (load_vocabulary(project.paths.raw) for _ in range(2))
    assert Vocabulary.of(first) is Vocabulary.of(second)


def test_a_saved_cell_is_validated_again(project: Project) -> None:
    """And the file as it was is valid again."""
    before = project.path("vocabulary/units.csv").read_bytes()
    assert validate_vocabulary(load_vocabulary(project.paths.raw)) == []
    project.set_cells("vocabulary/units.csv", 3, title_en="")
    (found,) = validate_vocabulary(load_vocabulary(project.paths.raw))
    assert (found.code, found.location.row, found.location.column) == ("E201", 3, "title_en")
    project.path("vocabulary/units.csv").write_bytes(before)
    assert validate_vocabulary(load_vocabulary(project.paths.raw)) == []


def test_other_rows_in_place_of_a_file_are_validated_themselves(project: Project) -> None:
    """A frame that was changed in memory still names the bytes of its file."""
    read = load_vocabulary(project.paths.raw)
    assert validate_vocabulary(read) == []
    frame = read["units"].frame.copy()
    frame.loc[1, "title_en"] = ""
    (found,) = validate_vocabulary({**read, "units": replace(read["units"], frame=frame)})
    assert (found.code, found.location.row) == ("E201", 3)
