"""The report's own facts: bibliography, release, years, from `report.yaml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from pipeline.rules import Finding, Place, Wording
from pipeline.rules import capture as rules
from pipeline.tables.lexical import is_lexical

FILE: Final = "report.yaml"


@dataclass(frozen=True)
class Report:
    """What `report.yaml` states; `folder` is the report's folder name in raw/."""

    folder: str
    title_zh: str
    title_en: str
    publisher_zh: str
    publisher_en: str
    published: str
    language: str
    attribution_zh: str
    attribution_en: str
    version: str
    released: str
    first_year: int
    last_year: int
    package: str

    @property
    def slug(self) -> str:
        """The folder's name as Dagster wants names: letters, digits, underscores."""
        return re.sub(r"[^A-Za-z0-9]+", "_", self.folder)


@dataclass(frozen=True)
class _Key:
    """One key of report.yaml: the form of its value, and how that form is called."""

    name: str
    accepts: Callable[[str], bool]
    form: Wording


def _text(name: str) -> _Key:
    return _Key(name, lambda text: bool(text.strip()), Wording("text", "文本"))


def _matching(name: str, pattern: str, form: Wording) -> _Key:
    return _Key(name, lambda text: re.fullmatch(pattern, text) is not None, form)


def _year(name: str) -> _Key:
    return _matching(name, r"(18|19|20|21)\d\d", Wording("a year such as 2020", "年份，如 2020"))


KEYS: Final = (
    *map(_text, ("title_zh", "title_en", "publisher_zh", "publisher_en")),
    _matching("published", r"\d{4}(-\d{2}){0,2}", Wording("a date such as 2020-12", "日期，如 2020-12")),
    _matching("language", r"[a-z]{2}(-[A-Z]{2})?", Wording("a language tag such as zh-CN", "语言标签，如 zh-CN")),
    *map(_text, ("attribution_zh", "attribution_en")),
    _matching("version", r"\d+\.\d+\.\d+", Wording("a version such as 1.0.0", "版本号，如 1.0.0")),
    _Key("released", lambda text: is_lexical(text, "date"), Wording("a date such as 2026-11-22", "日期，如 2026-11-22")),
    _year("first_year"),
    _year("last_year"),
    _matching("package", r"[a-z0-9][a-z0-9_.-]*", Wording("a folder name in lower case", "小写的文件夹名")),
)  # fmt: skip


def _load(path: Path, place: Place) -> tuple[Mapping[str, Any], Finding | None]:
    """The YAML mapping, scalars as text so that 1.10 stays 1.10."""
    if not path.is_file():
        return {}, rules.MissingFile(place)
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds text only
    except UnicodeDecodeError as error:
        return {}, rules.NotUtf8(place, hex(error.object[error.start]))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        reason = str(getattr(error, "problem", None) or "unreadable")
        return {}, rules.UnreadableYaml(Place(place.file, line), reason)
    if not isinstance(loaded, dict):
        return {}, rules.UnreadableYaml(place, type(loaded).__name__)
    return loaded, None


def _key_findings(facts: Mapping[str, Any], file: str) -> Iterator[Finding]:
    for key in KEYS:
        place = Place(file, 0, key.name)
        value = facts.get(key.name)
        if value is None:
            yield rules.MissingKey(place, key.name, key.form)
        elif not isinstance(value, str) or not key.accepts(value):
            yield rules.WrongYamlValue(place, str(value), key.form)
    for name in facts:
        if name not in {key.name for key in KEYS}:
            yield rules.UnknownColumn(Place(file, 0, str(name)), str(name))


def read_report(folder: Path, root: Path) -> tuple[Report | None, tuple[Finding, ...]]:
    """Read `report.yaml` of a report's folder.

    Returns:
        The facts, or None with the findings that say why not.
    """
    file = (folder / FILE).relative_to(root).as_posix()
    facts, unreadable = _load(folder / FILE, Place(file))
    if unreadable is not None:
        return None, (unreadable,)
    findings = tuple(_key_findings(facts, file))
    if findings:
        return None, findings
    years = {name: int(facts[name]) for name in ("first_year", "last_year")}
    return Report(folder.name, **{**facts, **years}), ()


def last_day(report: Report) -> date:
    """The last day of the last year that the report speaks of."""
    return date(report.last_year, 12, 31)
