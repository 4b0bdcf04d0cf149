"""Read `report.yaml`: bibliography, release and years of a report. Check the form of each value."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from pipeline.filesystem import why_foreign
from pipeline.ingest.changelog import parse_version
from pipeline.ingest.csv_table import (
    LONGEST_NAME,
    closest_name,
    did_you_mean,
    has_control_characters,
)
from pipeline.ingest.raw_file import decode, load_yaml, read_bytes
from pipeline.paths import RESERVED
from pipeline.rules import Finding, LocalizedText, Location
from pipeline.rules import file_rules as rules
from pipeline.schema import CHART_FIGURES, CHARTS, ERRATA, FACTS, RAW_IDENTITIES, SECOND_READING
from pipeline.schema.model import first_day, is_valid_literal

FIT: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

LONGEST: Final = 40
#: Tables that may be without rows, if the report states so; sections and numerals always have rows.
DISPENSABLE: Final = frozenset(
    table.name for table in (RAW_IDENTITIES, ERRATA, *FACTS, SECOND_READING, CHARTS, CHART_FIGURES)
)
#: Keys whose value is a list, its parts separated by semicolons.
LISTS: Final = ("keywords", "region", "imprint", "without")


@dataclass(frozen=True)
class MetadataKey:
    """Declare one key of report.yaml: the form of its value, its description, whether it is optional."""

    name: str
    accepts: Callable[[str], bool]
    form: LocalizedText
    optional: bool = False


def _text(name: str) -> MetadataKey:
    return MetadataKey(name, lambda text: bool(text.strip()), LocalizedText("text", "文本"))


def _matching(
    name: str, pattern: str, form: LocalizedText, *, optional: bool = False
) -> MetadataKey:
    matches = re.compile(pattern, re.ASCII).fullmatch
    return MetadataKey(name, lambda text: matches(text) is not None, form, optional)


def _is_version(text: str) -> bool:
    return parse_version(text) is not None


def _is_partial_date(text: str) -> bool:
    """Return whether a text is an existing year, month or day of ISO 8601."""
    return is_valid_literal(first_day(text), "date")


def _names_tables(text: str) -> bool:
    """Return whether a text lists tables that may be without rows, separated by semicolons."""
    return set(listed(text)) <= DISPENSABLE


def _names_regions(text: str) -> bool:
    """Return whether a text lists codes of countries or territories of ISO 3166-1, each once."""
    names = listed(text)
    known_form = all(re.fullmatch(r"[A-Z]{2}", name) for name in names)
    return bool(names) and known_form and len(set(names)) == len(names)


def listed(text: str) -> tuple[str, ...]:
    """Split a text at semicolons, without blank parts."""
    return tuple(filter(None, (name.strip() for name in re.split("[;；]", text))))


def _year(name: str) -> MetadataKey:
    return _matching(
        name, r"(18|19|20|21)\d\d", LocalizedText("a year such as 2020", "年份，如 2020")
    )


METADATA_KEYS: Final = (
    *map(_text, ("title_zh", "title_en", "publisher_zh", "publisher_en")),
    MetadataKey("published", _is_partial_date, LocalizedText("a date such as 2020-12", "日期，如 2020-12")),
    _matching("language", r"[a-z]{2}(-[A-Z]{2})?", LocalizedText("a language tag such as zh-CN", "语言标签，如 zh-CN")),
    *map(_text, ("attribution_zh", "attribution_en")),
    MetadataKey("keywords", lambda text: bool(listed(text)), LocalizedText("words separated by semicolons", "以分号分隔的词语")),
    MetadataKey("region", _names_regions, LocalizedText("ISO 3166-1 codes such as CN, separated by semicolons", "以分号分隔的 ISO 3166-1 代码，如 CN")),
    MetadataKey("imprint", lambda _: True, LocalizedText("lines separated by semicolons", "以分号分隔的各行"), optional=True),
    MetadataKey("version", _is_version, LocalizedText("a version such as 1.0.0", "版本号，如 1.0.0")),
    MetadataKey("revision_of", _is_version, LocalizedText("the previous version, such as 1.0.0", "前一版本号，如 1.0.0"), optional=True),
    MetadataKey("released", lambda text: is_valid_literal(text, "date"), LocalizedText("a date such as 2026-11-22", "日期，如 2026-11-22")),
    MetadataKey("reference_period", _is_partial_date, LocalizedText("the year, month or day on which the report reports, such as 2020", "报告所属的年、月或日，如 2020")),
    _year("first_year"),
    _year("last_year"),
    _matching("package", r"[a-z0-9][a-z0-9_.-]{0,99}", LocalizedText("a folder name in lower case, at most 100 characters", "小写的文件夹名，至多 100 个字符")),
    MetadataKey("second_reading", lambda text: is_valid_literal(text, "date"), LocalizedText("the date of the second reading, such as 2026-11-23", "第二次阅读的日期，如 2026-11-23"), optional=True),
    MetadataKey("second_reading_of", _is_version, LocalizedText("the version of the data that was read again, such as 0.1.0", "重新阅读的数据版本号，如 0.1.0"), optional=True),
    _matching("second_reading_figures", r"[1-9]\d{0,6}", LocalizedText("the number of figures that were read again, such as 206", "重新阅读的数字个数，如 206"), optional=True),
    _matching("second_reading_cells", r"[1-9]\d{0,8}", LocalizedText("the number of cells that were compared, such as 3090", "比较的单元格个数，如 3090"), optional=True),
    MetadataKey("draft", lambda text: text == "true", LocalizedText("true; remove the key when the report is complete", "true；报告完成后请删除该键"), optional=True),
    MetadataKey("without", _names_tables, LocalizedText(f"some of {'; '.join(sorted(DISPENSABLE))}", f"以下表名：{'; '.join(sorted(DISPENSABLE))}"), optional=True),
)  # fmt: skip

FILE: Final = "report.yaml"
#: The record of the second reading; without it nothing is published about one.
SECOND_READING_KEYS: Final = (
    "second_reading",
    "second_reading_of",
    "second_reading_figures",
    "second_reading_cells",
)
#: The value of the facts of a new report until an editor fills them in.
PLACEHOLDER: Final = LocalizedText("(to fill in)", "（待填）")

_RESERVED_NAME: Final = LocalizedText(
    "it is a folder of the project itself", "它是项目自身的文件夹"
)


@dataclass(frozen=True)
class Report:
    """Hold the facts of `report.yaml`, the report's folder in raw/, and the SHA-256 of the file.

    A `draft` may be empty and is not published; `without` lists its tables without rows. `region`
    lists the countries that it covers, `imprint` the lines with which the matter after its text begins.
    `reference_period` is the period on which it reports, which may be before the year in which it
    was published. The four facts of the second reading are blank, or 0, if none is recorded.
    """

    folder: str
    title_zh: str
    title_en: str
    publisher_zh: str
    publisher_en: str
    published: str
    language: str
    attribution_zh: str
    attribution_en: str
    keywords: tuple[str, ...]
    region: tuple[str, ...]
    version: str
    released: str
    reference_period: str
    first_year: int
    last_year: int
    package: str
    revision_of: str = ""
    second_reading: str = ""
    second_reading_of: str = ""
    second_reading_figures: int = 0
    second_reading_cells: int = 0
    draft: bool = False
    without: tuple[str, ...] = ()
    imprint: tuple[str, ...] = ()
    sha256: str = ""


def _key_findings(facts: Mapping[str, Any], file: str) -> Iterator[Finding]:
    names = [key.name for key in METADATA_KEYS]
    missing = [name for name in names if name not in facts]
    unknown = [str(name)[:LONGEST_NAME] for name in facts if name not in names]
    misspelt = {closest_name(name, missing) for name in unknown}
    for name in unknown:
        yield rules.UnknownColumn(Location(file, 0, name), name, did_you_mean(name, missing))
    for key in METADATA_KEYS:
        place, value = Location(file, 0, key.name), facts.get(key.name)
        if value is None and not key.optional and key.name not in misspelt:
            yield rules.MissingKey(place, key.name, key.form)
        elif value is not None and not isinstance(value, str):
            yield rules.WrongYamlValue(place, type(value).__name__, key.form)
        elif value is not None and has_control_characters(value):
            yield rules.ControlCharacter(place, value)
        elif value is not None and not key.accepts(value):
            yield rules.WrongYamlValue(place, value, key.form)


def _together_findings(facts: Mapping[str, Any], root: Path, file: str) -> Iterator[Finding]:
    """Check that valid values agree with each other and with this checkout."""
    package = facts["package"]
    if "draft" not in facts:
        yield from _left_to_fill_in(facts, file)
    if facts.get("revision_of") == facts["version"]:
        form = LocalizedText("a version other than this one", "与本版本不同的版本号")
        yield rules.WrongYamlValue(Location(file, 0, "revision_of"), facts["version"], form)
    yield from _order_findings(facts, file)
    yield from _reading_findings(facts, file)
    foreign = why_foreign(root / package, PurePosixPath(file).parent.name)
    if unsafe := _RESERVED_NAME if package in RESERVED else foreign:
        yield rules.UnsafePackageFolder(Location(file, 0, "package"), package, unsafe)
    if others := [name for name in _reports_naming(package, root) if name != file]:
        reported = ", ".join(others)
        yield rules.SharedPackage(
            Location(file, 0, "package"), package, LocalizedText(reported, reported)
        )


def _reading_findings(facts: Mapping[str, str], file: str) -> Iterator[Finding]:
    """Check that the record of a second reading is whole: date, edition, number of figures and cells."""
    keys = [key for key in METADATA_KEYS if key.name in SECOND_READING_KEYS]
    if any(key.name in facts for key in keys):
        for key in keys:
            if key.name not in facts:
                yield rules.MissingKey(Location(file, 0, key.name), key.name, key.form)


def _order_findings(facts: Mapping[str, str], file: str) -> Iterator[Finding]:
    """Check the order of years and dates; a partial date counts as its first day."""
    first, published = facts["first_year"], facts["published"]
    for name, least in (
        ("last_year", first),
        ("published", first),  # a report does not have figures of future years only
        ("reference_period", first),
        ("released", first_day(published)),
    ):
        if facts[name] < least:
            form = LocalizedText(f"{least} or later", f"{least} 或以后")
            yield rules.WrongYamlValue(Location(file, 0, name), facts[name], form)


def _reports_naming(package: str, root: Path) -> Iterator[str]:
    """Yield the readable report.yaml files that name a package's folder."""
    for path in sorted((root / "raw").glob(f"*/{FILE}")):
        file = path.relative_to(root).as_posix()
        data, _ = read_bytes(path, root)
        facts, _ = load_yaml(decode(data, file)[0], file)
        named = facts.get("package")
        if isinstance(named, str) and named.strip() == package:
            yield file


def _left_to_fill_in(facts: Mapping[str, str], file: str) -> Iterator[Finding]:
    """Report placeholders of a new report, which must not be published."""
    for name, value in facts.items():
        if PLACEHOLDER.en in value or PLACEHOLDER.zh in value:
            yield rules.WrongYamlValue(
                Location(file, 0, name), value, LocalizedText("an actual value", "实际内容")
            )


def read_report(folder: Path, root: Path) -> tuple[Report | None, tuple[Finding, ...]]:
    """Read `report.yaml` of a report's folder.

    Returns:
        The facts, or None with the findings if they are invalid.
    """
    path = folder / FILE
    file = path.relative_to(root).as_posix()
    data, unreadable = read_bytes(path, root)
    text, undecodable = decode(data, file)
    if broken := unreadable or undecodable:
        return None, (broken,)
    facts, unparsed = load_yaml(text, file)
    if unparsed is not None:
        return None, (unparsed,)
    findings = tuple(_key_findings(facts, file)) or tuple(_together_findings(facts, root, file))
    if findings:
        return None, findings
    return Report(folder.name, **_typed(facts), sha256=hashlib.sha256(data).hexdigest()), ()


def _typed(facts: Mapping[str, str]) -> dict[str, Any]:
    """Convert the facts that are numbers, lists or a flag from text."""
    years = {name: int(facts[name]) for name in ("first_year", "last_year")}
    lists = {name: listed(facts.get(name, "")) for name in LISTS}
    again = {name: int(facts[name]) for name in SECOND_READING_KEYS[2:] if name in facts}
    return {**facts, **years, **lists, **again, "draft": "draft" in facts}
