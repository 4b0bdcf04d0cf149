"""An entry of the changelog: each way in which it can be malformed is reported, and what follows it."""

from pathlib import Path

import pytest
import yaml

from pipeline.ingest.changelog import VersionBump, next_version, read_entry
from tests.changelog_entries import facts

Reported = list[tuple[str, str]]


@pytest.mark.parametrize(
    ("old", "new", "listed"),
    [
        pytest.param("version: 0.2.0", "version: 0.2", [("E113", "version")], id="form"),
        pytest.param("step: ", "step: x", [("E113", "step")], id="closed list"),
        pytest.param("step: ", "stop: ", [("E106", "stop")], id="key"),
        pytest.param("rows: {}", "rows: {figures: {added: x}}", [("E113", "rows")], id="rows"),
        pytest.param(
            "rows: {}", "rows: {figures: {revised: {a: {b: [c]}}}}", [("E113", "rows")], id="pair"
        ),
        pytest.param("rows: {}", "rows: {", [("E111", "")], id="no YAML"),
    ],
)
def test_a_malformed_entry_is_reported(
    tmp_path: Path, old: str, new: str, listed: Reported
) -> None:
    """Entries are committed files like any other: nothing in them is taken on trust."""
    text = yaml.safe_dump({**facts(), "rows": {}}, sort_keys=False)
    assert old in text
    path = tmp_path / "0.2.0.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    entry, found = read_entry(path, tmp_path)
    assert entry is None
    assert [(each.code, each.location.column) for each in found] == listed


NESTED = """\
version: 0.2.0
previous: 0.1.0
released: 2026-11-25
step: addition
note_zh: 注
note_en: note
structure:
- {change: table_added, table: t, field: ''}
rows:
  figures:
    added:
    - 1.1-001
    renumbered:
      1.1-002: 1.1-003
    revised:
      1.1-004:
        unit:
        - GB
        - TB
"""
DEEP = {
    "three cells of a pair": ("- TB", "- TB\n        - PB", ("E113", 17, "rows")),
    "a list in a pair": ("- TB", "- [TB]", ("E113", 19, "rows")),
    "a mapping in a list": ("- 1.1-001", "- a: b", ("E113", 12, "rows")),
    "a text for a list": ("added:\n    - 1.1-001", "added: 1.1-001", ("E113", 11, "rows")),
    "an unknown kind of change": ("added:", "addedd:", ("E113", 11, "rows")),
    "a control character in a cell": ("- TB", '- "T\\eB"', ("E116", 19, "rows")),
    "a control character in a note": ("note_en: note", 'note_en: "a\\0b"', ("E116", 6, "note_en")),
    "a list for a note": ("note_zh: 注", "note_zh: [注]", ("E113", 5, "note_zh")),
    "a change without its field": (", field: ''", "", ("E113", 8, "structure")),
    "a change with another field": ("field: ''", "field: '', colour: red", ("E113", 8, "structure")),
    "a version that is not a number": ("version: 0.2.0", "version: .nan", ("E113", 1, "version")),
    "a row twice": ("- TB", "- TB\n      1.1-004: {}", ("E111", 20, "")),
    "a tag": ("- TB", "- !!float TB", ("E111", 19, "")),
    "aliases that expand": (
        "rows:\n", f"rows:\n  a: &a [{', '.join('x' * 400)}]\n  b: &b [{', '.join(['*a'] * 400)}]\n"
        f"  c: [{', '.join(['*b'] * 400)}]\n", ("E111", 10, ""),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DEEP)
def test_a_fault_below_a_key_is_one_finding_at_its_line(name: str, tmp_path: Path) -> None:
    """The value is named by its key and found by its line."""
    old, new, expected = DEEP[name]
    path = tmp_path / "0.2.0.yaml"
    path.write_text(NESTED, encoding="utf-8")
    assert read_entry(path, tmp_path)[1] == ()
    assert NESTED.count(old) == 1
    path.write_text(NESTED.replace(old, new), encoding="utf-8")
    entry, found = read_entry(path, tmp_path)
    assert entry is None
    assert [(each.code, each.location.row, each.location.column) for each in found] == [expected]


@pytest.mark.parametrize(
    ("version", "step", "following"),
    [
        ("1.2.3", VersionBump.CORRECTION, "1.2.4"),
        ("1.2.3", VersionBump.ADDITION, "1.3.0"),
        ("1.2.3", VersionBump.BREAKING, "2.0.0"),
        ("0.2.3", VersionBump.BREAKING, "0.3.0"),
        ("0.9.9", VersionBump.NONE, "0.9.9"),
        ("x", VersionBump.ADDITION, ""),
    ],
)
def test_a_step_leads_to_the_lowest_version_that_takes_it(
    version: str, step: VersionBump, following: str
) -> None:
    """As the recipe counts, and as SemVer does while the major version is 0."""
    assert next_version(version, step) == following
