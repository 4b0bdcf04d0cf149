"""CHANGELOG.md of the package renders every entry, and no markup of a cell."""

from dataclasses import replace

from pipeline.ingest.changelog import StructuralChange, TableChanges
from pipeline.package.build import ledger_counts
from pipeline.package.changelog import FILE, STRUCTURE, changelog
from pipeline.package.files import PackageInputs
from tests.changelog_entries import ENTRY, NEXT
from tests.tools.diff.sides import committed


def test_the_package_renders_every_entry_and_no_markup_of_a_cell() -> None:
    """The newest first, the first release last; a hostile cell stays a cell."""
    rows = TableChanges(["a|b"], [], [], [], {"n": "o"}, {"k": {"note": ["<script>", "x|y"]}})
    older = replace(ENTRY, structure=[StructuralChange("table_added", "t", "")])
    newer = replace(NEXT, rows={"figures": rows}, note_en="<i>", note_zh="注")
    capture = committed()
    assert capture.report is not None
    material = PackageInputs(capture.report, {}, ledger_counts(capture), {}, (older, newer))
    text = changelog(material, {})[FILE].decode()
    assert text.index("## 0.3.0") < text.index("## 0.2.0") < text.index("## 0.1.0")
    assert [each for each in ("<script>", "<i>", "a|b", "x|y") if each in text] == []
    assert "x&#124;y" in text
    assert STRUCTURE["table_added"].zh in text
