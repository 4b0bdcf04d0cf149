"""report.yaml: every way in which it can be wrong is reported at its line or key, and nothing raises."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ingest import read_report
from pipeline.ingest.report_metadata import FILE, listed, reports_naming
from tests.project import CHECKOUT, LINE_OF, RELEASED, REPORT

Reported = list[tuple[str, int, str]]
SOUND = (CHECKOUT / "raw" / REPORT / "report.yaml").read_text(encoding="utf-8")
LINES = len(SOUND.splitlines())
FIRST = re.sub(r"(?m)^revision_of:.*\n", "", SOUND)
VERSION = FIRST.partition("\nversion: ")[2].splitlines()[0]
#: The line of a key that a test appends to the committed file.
APPENDED = LINES + 1


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str | bytes], Reported]:
    """Reads a report.yaml with this content in a checkout that has a raw/ and no package."""
    folder = tmp_path / "raw" / REPORT
    folder.mkdir(parents=True)

    def reading(content: str | bytes) -> Reported:
        data = content if isinstance(content, bytes) else content.encode()
        (folder / "report.yaml").write_bytes(data)
        report, findings = read_report(folder, tmp_path)
        assert (report is None) == bool(findings)
        return [(each.code, each.location.row, each.location.column) for each in findings]

    return reading


def changed(old: str, new: str) -> str:
    """The committed report.yaml with one text replaced."""
    assert old in SOUND
    return SOUND.replace(old, new)


REFUSED: dict[str, tuple[str | bytes, Reported]] = {
    "empty": ("", [("E111", 0, "")]),
    "a list": ("- title_zh\n", [("E111", 0, "")]),
    "a text": ("report", [("E111", 0, "")]),
    "bracket never closed": ("title_zh: [1\n", [("E111", 2, "")]),
    "a tab as indentation": (changed("language:", "\tlanguage:"), [("E111", 7, "")]),
    "a key twice": (SOUND + "version: 9.9.9\n", [("E111", LINES + 1, "")]),
    "a key twice below another": (
        SOUND + "language_names:\n  zh: 中文\n  en: Chinese\n  zh: 汉语\n", [("E111", LINES + 4, "")]
    ),
    "a key twice in a list": (SOUND + "notes: [{a: 1, a: 2}]\n", [("E111", LINES + 1, "")]),
    "an unresolved merge": (
        changed("language:", "<<<<<<< HEAD\nlanguage:"), [("E123", 7, "")]
    ),
    "an escaped NUL": (changed("language: zh-CN", 'language: "zh\\0CN"'), [("E116", LINE_OF["language"], "language")]),
    "a direction override": (
        changed("title_en: Report", 'title_en: "China \\u202ereversed" #'), [("E116", LINE_OF["title_en"], "title_en")]
    ),
    "a lone surrogate": (
        changed("title_en: Report", 'title_en: "China \\ud800" #'), [("E116", LINE_OF["title_en"], "title_en")]
    ),
    "a text of two lines": (
        changed("title_en: Report", 'title_en: "China\\nReport" #'), [("E116", LINE_OF["title_en"], "title_en")]
    ),
    "an unhashable key": ("[a, b]: c\n", [("E111", 1, "")]),
    "nested without end": ("a: " + "[" * 50_000, [("E111", 1, "")]),
    "two documents": (SOUND + "---\na: b\n", [("E111", LINES + 1, "")]),
    "GBK": (SOUND.encode("gbk"), [("E101", 2, "")]),
    "NUL": (changed("language:", "\0language:"), [("E102", 7, "")]),
    "a missing key": (changed("language: zh-CN\n", ""), [("E112", 0, "language")]),
    "a misspelt key is one mistake": (
        changed("language:", "langauge:"), [("E106", LINE_OF["language"], "langauge")]
    ),
    "an unknown key": (SOUND + "colour: red\n", [("E106", APPENDED, "colour")]),
    "a revision of itself": (FIRST + f"revision_of: {VERSION}\n", [("E113", LINES, "revision_of")]),
    "a revision of no version": (FIRST + "revision_of: first\n", [("E113", LINES, "revision_of")]),
    "a blank value": (changed("language: zh-CN", "language:"), [("E113", LINE_OF["language"], "language")]),
    "a list as value": (changed("zh-CN", "[zh-CN]"), [("E113", LINE_OF["language"], "language")]),
    "a day that does not exist": (changed(RELEASED, f"{RELEASED[:-2]}32"), [("E113", LINE_OF["released"], "released")]),
    "a month that does not exist": (changed("2020-12", "2020-13"), [("E113", LINE_OF["published"], "published")]),
    "keywords without a word": (
        changed("information consumption; 信息消费; China; CAICT", '";"'),
        [("E113", LINE_OF["keywords"], "keywords")],
    ),
    "a region in words": (changed("region: CN", "region: China"), [("E113", LINE_OF["region"], "region")]),
    "a region twice": (changed("region: CN", "region: CN; CN"), [("E113", LINE_OF["region"], "region")]),
    "no region": (changed("region: CN\n", ""), [("E112", 0, "region")]),
    "full-width digits": (changed(f"version: {VERSION}", "version: ０.1.0"), [("E113", LINE_OF["version"], "version")]),
    "a version of two parts": (changed(f"version: {VERSION}", "version: 1.10"), [("E113", LINE_OF["version"], "version")]),
    "a version beyond all counting": (
        changed(f"version: {VERSION}", "version: 20261128001.0.0"), [("E113", LINE_OF["version"], "version")]
    ),
    "last year before the first": (
        changed("last_year: 2025", "last_year: 2005"), [("E113", LINE_OF["last_year"], "last_year")]
    ),
    "published before its first year": (
        changed("published: 2020-12", "published: 2008-12"), [("E113", LINE_OF["published"], "published")]
    ),
    "published on a day that does not exist": (
        changed("published: 2020-12", "published: 2020-02-30"), [("E113", LINE_OF["published"], "published")]
    ),
    "released before it is published": (
        changed("published: 2020-12", "published: 2027"), [("E113", LINE_OF["released"], "released")]
    ),
    "a package out of the checkout": (
        changed("package: datapackage", "package: ../x"), [("E113", LINE_OF["package"], "package")]
    ),
    "a list of keywords": (
        changed("keywords: information", "keywords:\n  - information"), [("E113", LINE_OF["keywords"], "keywords")]
    ),
    "a mapping as value": (changed("zh-CN", "{zh: CN}"), [("E113", LINE_OF["language"], "language")]),
    "a year that is not a number": (
        changed("first_year: 2009", "first_year: .nan"), [("E113", LINE_OF["first_year"], "first_year")]
    ),
    "a year with an exponent": (
        changed("first_year: 2009", "first_year: 2e3"), [("E113", LINE_OF["first_year"], "first_year")]
    ),
    "an infinite year": (
        changed("last_year: 2025", "last_year: .inf"), [("E113", LINE_OF["last_year"], "last_year")]
    ),
    "a tag": (changed("zh-CN", "!!python/object/apply:os.getcwd []"), [("E111", LINE_OF["language"], "")]),
    "a very long key": (SOUND + "a" * 1_000 + ": b\n", [("E106", APPENDED, "a" * 80)]),
    "a longer key": (SOUND + f"? {'a' * 100_000}\n: b\n", [("E106", APPENDED, "a" * 80)]),
    "a field that the program fills": (SOUND + "sha256: x\n", [("E106", APPENDED, "sha256")]),
    "three causes": (
        changed("title_en: Report", "titel_en: Report").replace("region: CN", "region: china").replace(
            "last_year: 2025", "last_year: [2025]"
        ),
        [("E106", 3, "titel_en"), ("E113", LINE_OF["region"], "region"), ("E113", LINE_OF["last_year"], "last_year")],
    ),
    "a package of 300 characters": (
        changed("package: datapackage", f"package: {'d' * 300}"), [("E113", LINE_OF["package"], "package")]
    ),
    "a package that ends with a period": (
        changed("package: datapackage", "package: datapackage."), [("E113", LINE_OF["package"], "package")]
    ),
    "a package that is a device": (
        changed("package: datapackage", "package: nul"), [("E124", LINE_OF["package"], "package")]
    ),
    "a package that is a device with a suffix": (
        changed("package: datapackage", "package: com1.data"), [("E124", LINE_OF["package"], "package")]
    ),
    "a package over the raw data": (
        changed("package: datapackage", "package: raw"), [("E124", LINE_OF["package"], "package")]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_each_mistake_is_reported_once(name: str, read: Callable[[str | bytes], Reported]) -> None:
    """At the line where the text is not YAML, else at the key."""
    content, expected = REFUSED[name]
    assert read(content) == expected


def test_the_committed_file_is_sound(read: Callable[[str | bytes], Reported]) -> None:
    """What the tests above break is whole to begin with."""
    assert read(SOUND) == []


def test_a_suggestion_and_the_meaning_of_a_key_stand_in_both_languages(tmp_path: Path) -> None:
    """An editor who does not know the key reads what it states."""
    folder = tmp_path / "raw" / REPORT
    folder.mkdir(parents=True)
    text = changed("language:", "langauge:").replace("region: CN\n", "")
    (folder / "report.yaml").write_text(text, encoding="utf-8")
    misspelt, missing = read_report(folder, tmp_path)[1]
    assert "Did you mean 'language'?" in misspelt.message.en
    assert "是否为 'language'？" in misspelt.message.zh
    covered = "the countries and territories that the report covers: ISO 3166-1 codes"
    assert covered in missing.remedy.en
    assert "报告所涉国家和地区。以分号分隔的 ISO 3166-1 代码" in missing.remedy.zh


@pytest.mark.parametrize(
    "name",
    ["Caict-2020", "caict_2020", "a" * 41, "a" * 240, "con", "nul", "com1", "library", "报告", "caict-2020.",
     "\udcff"],
)  # fmt: skip
def test_an_unfit_name_of_a_folder_is_one_finding(name: str, tmp_path: Path) -> None:
    """Dagster, Windows and addresses would not take it; `new-report` does not give it."""
    folder = tmp_path / "raw" / name
    folder.mkdir(parents=True)
    (folder / "report.yaml").write_text(SOUND, encoding="utf-8")
    report, findings = read_report(folder, tmp_path)
    assert report is None
    shown = f"raw/{name}".encode(errors="backslashreplace").decode()
    assert [(each.code, each.location.file) for each in findings] == [("E127", shown)]
    str(findings[0]).encode()


def test_a_scalar_stays_as_it_is_typed(tmp_path: Path) -> None:
    """1.10.0 is not a number and 2020-12 no date; YAML would make them one."""
    folder = tmp_path / "raw" / REPORT
    folder.mkdir(parents=True)
    text = changed(f"version: {VERSION}", "version: 1.10.0")
    (folder / "report.yaml").write_text(text, encoding="utf-8")
    report, findings = read_report(folder, tmp_path)
    assert findings == ()
    assert report is not None
    assert (report.version, report.published, report.last_year) == ("1.10.0", "2020-12", 2025)


def test_lists_are_read_part_by_part(tmp_path: Path) -> None:
    """A report of two countries needs another line here, and no other code."""
    folder = tmp_path / "raw" / REPORT
    folder.mkdir(parents=True)
    text = changed("region: CN", "region: CN; US").replace("; CAICT", "; MIIT;")
    (folder / "report.yaml").write_text(text, encoding="utf-8")
    report, findings = read_report(folder, tmp_path)
    assert findings == ()
    assert report is not None
    assert report.region == ("CN", "US")
    assert report.keywords == ("information consumption", "信息消费", "China", "MIIT")
    assert report.imprint == ("CAICT 中国信通院", "中国信息通信研究院")


@pytest.mark.parametrize("mark", [";", "；"], ids=["semicolon", "full-width semicolon"])
def test_lists_are_separated_by_semicolons_of_both_widths(mark: str) -> None:
    """A Chinese keyboard writes the full-width one; the list must not become one long word."""
    assert listed(f"信息消费{mark} China{mark}") == ("信息消费", "China")


@pytest.fixture
def named(tmp_path: Path) -> Callable[[str], list[str]]:
    """Write what a second report states as its package; return the files that name `datapackage`."""
    path = tmp_path / "raw" / "second-2020" / FILE
    path.parent.mkdir(parents=True)

    def write(stated: str) -> list[str]:
        path.write_text(f"title_zh: 标题\npackage: {stated}\n", encoding="utf-8")
        return list(reports_naming("datapackage", tmp_path))

    return write


@pytest.mark.parametrize(
    "stated",
    ["datapackage", "'datapackage'", '"data\\x70ackage"', "  datapackage  # the first", '"data\\\n  package"'],
)  # fmt: skip
def test_a_package_is_found_however_yaml_writes_its_name(
    stated: str, named: Callable[[str], list[str]]
) -> None:
    """A file is parsed if its bytes have the name, or an escape that may stand for it."""
    assert named(stated) == ["raw/second-2020/report.yaml"]


@pytest.mark.parametrize(
    "stated", ["datapackage-second", "my-datapackage", "datapackage.old", "data package", "datapackage\ntwice: [", ""]
)  # fmt: skip
def test_another_name_of_a_package_is_not_this_one(
    stated: str, named: Callable[[str], list[str]]
) -> None:
    """Nor does a file count that cannot be read: it has a finding of its own."""
    assert named(stated) == []


def test_an_edit_of_the_same_size_in_the_same_second_is_seen(
    named: Callable[[str], list[str]],
) -> None:
    """What a process keeps of a file is used only if the file has not changed for a while."""
    found = [named(stated) for stated in ("datapackage", "datapackagf", "datapackage") * 20]
    assert [len(each) for each in found] == [1, 0, 1] * 20


def test_without_raw_no_report_names_a_package(tmp_path: Path) -> None:
    """The first report of a new checkout is begun before there is any."""
    assert list(reports_naming("datapackage", tmp_path)) == []
