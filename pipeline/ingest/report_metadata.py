"""Read `report.yaml`: bibliography, release and years of a report. Check the name of its folder and each value."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Final, TypeAlias

from pipeline.filesystem import Kept, read_if_changed, read_regular, why_foreign
from pipeline.ingest.changelog import Date, Version
from pipeline.ingest.raw_file import Reader, decode, name_below, read_bytes
from pipeline.ingest.yaml_text import LARGEST, TEXT, Form, YamlText, keys_of, load_yaml, read_typed
from pipeline.localization import first_names
from pipeline.paths import RAW, RESERVED
from pipeline.rules import Finding, LocalizedText, Location, localized, untranslated
from pipeline.rules import file_rules as rules
from pipeline.schema import (
    CHART_FIGURES,
    CHARTS,
    ERRATA,
    FACTS,
    RAW_IDENTITIES,
    READINGS,
    SECOND_READING,
)
from pipeline.schema.model import first_day, is_valid_literal

FIT: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
#: Dagster limits a tag to 63 characters; names of files add a version, a section or a suffix.
LONGEST: Final = 40
#: Other assets of the graph have keys that begin with these names.
RESERVED_NAMES: Final = frozenset({"library", "raw"})
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def device_name(name: str) -> LocalizedText | None:
    """Return why Windows does not accept a folder of this name; None if it does."""
    if _DEVICE.fullmatch(name):
        return localized("Windows reserves the name for a device")
    return None


def why_unfit(name: str) -> LocalizedText | None:
    """Return why a report cannot have a name; None if it can."""
    if not FIT.fullmatch(name) or len(name) > LONGEST:
        return localized(
            "use lower-case letters, digits and single hyphens, at most {longest}, such as caict-2021",
            longest=LONGEST,
        )
    if name in RESERVED_NAMES:
        return localized("the graph of Dagster uses the name for other assets")
    return device_name(name)


def name_findings(folder: Path, root: Path) -> Iterator[Finding]:
    """Report the name of a report's folder in raw/ if it is unfit."""
    if reason := why_unfit(folder.name):
        yield rules.UnfitReportName(Location(name_below(folder, root)), folder.name, reason)


#: Tables that may be without rows, if the report states so; sections and numerals always have rows.
DISPENSABLE: Final = frozenset(
    table.name
    for table in (RAW_IDENTITIES, ERRATA, *FACTS, READINGS, SECOND_READING, CHARTS, CHART_FIGURES)
)


def listed(text: str) -> tuple[str, ...]:
    """Split a text at semicolons, without blank parts."""
    return tuple(filter(None, (name.strip() for name in re.split("[;；]", text))))


def _form(text: LocalizedText, pattern: str) -> Form:
    matches = re.compile(pattern, re.ASCII).fullmatch
    return Form(text, lambda value: matches(value) is not None)


def _is_partial_date(text: str) -> bool:
    """Return whether a text is an existing year, month or day of ISO 8601."""
    return is_valid_literal(first_day(text), "date")


def _names_regions(text: str) -> bool:
    """Return whether a text lists codes of countries or territories of ISO 3166-1, each once."""
    names = listed(text)
    known_form = all(re.fullmatch(r"[A-Z]{2}", name) for name in names)
    return bool(names) and known_form and len(set(names)) == len(names)


# fmt: off
Text: TypeAlias = Annotated[str, Form(TEXT, lambda text: bool(text.strip()))]
PartialDate: TypeAlias = Annotated[str, Form(localized("a date such as 2020-12"), _is_partial_date)]
Language: TypeAlias = Annotated[str, _form(localized("a language tag such as zh-CN"), r"[a-z]{2}(-[A-Z]{2})?")]
Year: TypeAlias = Annotated[int, _form(localized("a year such as 2020"), r"(18|19|20|21)\d\d")]
Count: TypeAlias = Annotated[int, _form(localized("a whole number such as 206"), r"[1-9]\d{0,8}")]
Words: TypeAlias = Annotated[tuple[str, ...], Form(localized("words separated by semicolons"), lambda text: bool(listed(text)), listed)]
Lines: TypeAlias = Annotated[tuple[str, ...], Form(localized("lines separated by semicolons"), lambda _: True, listed)]
Regions: TypeAlias = Annotated[tuple[str, ...], Form(localized("ISO 3166-1 codes such as CN, separated by semicolons"), _names_regions, listed)]
Tables: TypeAlias = Annotated[tuple[str, ...], Form(localized("some of {sorted}", sorted='; '.join(sorted(DISPENSABLE))), lambda text: set(listed(text)) <= DISPENSABLE, listed)]
Confirmation: TypeAlias = Annotated[str, Form(localized("keying or reading"), {"keying", "reading"}.__contains__)]
Folder: TypeAlias = Annotated[str, _form(localized("a folder name in lower case, at most 100 characters"), r"[a-z0-9]([a-z0-9_.-]{0,98}[a-z0-9_-])?")]
Flag: TypeAlias = Annotated[bool, Form(localized("true; remove the key when the report is complete"), "true".__eq__)]
# fmt: on
FILE: Final = "report.yaml"
#: The value of the facts of a new report until an editor fills them in.
PLACEHOLDER: Final = localized("(to fill in)")
_RESERVED_NAME: Final = localized("it is a folder of the project itself")


# fmt: off
@dataclass(frozen=True)
class Report:
    """Hold the facts of `report.yaml`, the report's folder in raw/, and the SHA-256 of the file.

    Each annotation states the form and the meaning of a key.
    """

    folder: str
    title_zh: Annotated[Text, localized("the title in Chinese")]
    title_en: Annotated[Text, localized("the title in English")]
    publisher_zh: Annotated[Text, localized("the publisher in Chinese")]
    publisher_en: Annotated[Text, localized("the publisher in English")]
    published: Annotated[PartialDate, localized("the day, month or year of publication")]
    language: Annotated[Language, localized("the language of the report")]
    attribution_zh: Annotated[Text, localized("the credit that users of the data give, in Chinese")]
    attribution_en: Annotated[Text, localized("the credit that users of the data give, in English")]
    keywords: Annotated[Words, localized("keywords for search")]
    region: Annotated[Regions, localized("the countries and territories that the report covers")]
    version: Annotated[Version, localized("the version of this data set (breaking.addition.correction)")]
    released: Annotated[Date, localized("the day on which this version is released")]
    reference_period: Annotated[PartialDate, localized("the period on which the report reports, which may be before its publication")]
    first_year: Annotated[Year, localized("the first year of the figures")]
    last_year: Annotated[Year, localized("the last year of the figures, forecasts included")]
    package: Annotated[Folder, localized("the folder to which the package is published")]
    revision_of: Annotated[Version, localized("the version before this one")] = ""
    draft: Annotated[Flag, localized("whether the report is a draft, which may be empty and is not published")] = False
    without: Annotated[Tables, localized("the tables without rows in this report")] = ()
    imprint: Annotated[Lines, localized("the lines that begin the imprint; the text from there on is not read")] = ()
    confirmation: Annotated[Confirmation, localized("how people confirm rows that the program proposed: keying or reading; either if it is absent")] = ""
    sha256: str = ""
# fmt: on


METADATA_KEYS: Final = keys_of(Report)


def read_report(
    folder: Path, root: Path, read: Reader = read_bytes
) -> tuple[Report | None, tuple[Finding, ...]]:
    """Read `report.yaml` of a report's folder.

    Returns:
        The facts, or None with the findings if they or the folder's name are invalid.
    """
    named = tuple(name_findings(folder, root))
    report, findings, text = read_facts(folder, root, read)
    if report is not None:
        findings = tuple(_together_findings(report, text, root))
    return None if named or findings else report, (*named, *findings)


def read_facts(
    folder: Path, root: Path, read: Reader = read_bytes
) -> tuple[Report | None, tuple[Finding, ...], YamlText]:
    """Read `report.yaml` alone, as `read_report` does, but look at no other report; also return its text."""
    return read_typed(Report, folder / FILE, root, read, folder=folder.name)


def _together_findings(report: Report, text: YamlText, root: Path) -> Iterator[Finding]:
    """Check that valid values agree with each other and with this checkout."""
    if not report.draft:
        yield from _left_to_fill_in(text)
    if report.revision_of == report.version:
        form = localized("a version other than this one")
        yield rules.WrongYamlValue(text.place("revision_of"), report.version, form)
    yield from _order_findings(report, text)
    yield from _package_findings(report.package, text, root)


def _package_findings(package: str, text: YamlText, root: Path) -> Iterator[Finding]:
    """Check that nothing else uses the folder of the package."""
    place = text.place("package")
    foreign = why_foreign(root / package, PurePosixPath(text.file).parent.name)
    reserved = _RESERVED_NAME if package in RESERVED else device_name(package)
    if unsafe := reserved or foreign:
        yield rules.UnsafePackageFolder(place, package, unsafe)
    if others := [name for name in reports_naming(package, root) if name != text.file]:
        yield rules.SharedPackage(place, package, untranslated(first_names(others)))


def _order_findings(report: Report, text: YamlText) -> Iterator[Finding]:
    """Check the order of years and dates; a partial date counts as its first day."""
    first = str(report.first_year)
    for name, least in (
        ("last_year", first),
        ("published", first),  # a report does not have figures of future years only
        ("reference_period", first),
        ("released", first_day(report.published)),
    ):
        if text.values[name] < least:
            form = localized("{least} or later", least=least)
            yield rules.WrongYamlValue(text.place(name), text.values[name], form)


#: Bytes of a character of UTF-8.
_BYTES: Final = 4
_kept: Kept = {}


def _facts_of(path: Path) -> bytes:
    """Return the bytes of a report.yaml; none of one that is too long to be read."""
    data = read_regular(path)
    return data if len(data) <= LARGEST * _BYTES else b""


def _contents(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every report.yaml.

    Each report of a library is compared with all others; therefore only the status of unchanged files is queried.
    """
    raw = root / RAW
    for folder in sorted(each.path for each in os.scandir(raw)) if raw.is_dir() else ():
        path = f"{folder}/{FILE}"
        yield path, read_if_changed(path, _facts_of, _kept) or b""


def reports_naming(package: str, root: Path) -> Iterator[str]:
    """Yield the readable report.yaml files that name a package's folder.

    Plain YAML can write a name in other bytes only with a backslash, so that most files are not parsed.
    """
    name = package.encode()
    whole = re.compile(rb"(?<![\w.-])" + re.escape(name) + rb"(?![\w.-])").search
    for stated, content in _contents(root):
        if not (name in content and whole(content)) and b"\\" not in content:
            continue
        path = Path(stated)
        file = name_below(path, root)
        data, _ = read_bytes(path, root)
        text, _ = load_yaml(decode(data, file)[0], file)
        named = text.values.get("package")
        if isinstance(named, str) and named.strip() == package:
            yield file


def _left_to_fill_in(text: YamlText) -> Iterator[Finding]:
    """Report placeholders of a new report, which must not be published."""
    for name, value in text.values.items():
        if PLACEHOLDER.en in value or PLACEHOLDER.zh in value:
            form = localized("an actual value")
            yield rules.WrongYamlValue(text.place(name), value, form)
