"""The keys that `report.yaml` must or may have, each with the form of its value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pipeline.capture.version import numbers
from pipeline.rules import Wording
from pipeline.tables import CHART_FIGURES, CHARTS, ERRATA, FACTS, RAW_IDENTITIES, READINGS
from pipeline.tables.lexical import first_day, is_lexical

#: Tables that a report may state to have no rows of; sections and numerals it always has.
DISPENSABLE: Final = frozenset(
    table.name for table in (RAW_IDENTITIES, ERRATA, *FACTS, READINGS, CHARTS, CHART_FIGURES)
)

#: Keys whose value is a list, its parts separated by semicolons.
LISTS: Final = ("keywords", "region", "imprint", "without")


@dataclass(frozen=True)
class Key:
    """One key of report.yaml: the form of its value, how that form is called, whether it may lack."""

    name: str
    accepts: Callable[[str], bool]
    form: Wording
    optional: bool = False


def _text(name: str) -> Key:
    return Key(name, lambda text: bool(text.strip()), Wording("text", "文本"))


def _matching(name: str, pattern: str, form: Wording) -> Key:
    return Key(name, lambda text: re.fullmatch(pattern, text, re.ASCII) is not None, form)


def _is_version(text: str) -> bool:
    return numbers(text) is not None


def _is_partial_date(text: str) -> bool:
    """Whether a text is a year, a month or a day of ISO 8601 that exists."""
    return is_lexical(first_day(text), "date")


def _names_tables(text: str) -> bool:
    """Whether a text names tables that a report may do without, separated by semicolons."""
    return set(listed(text)) <= DISPENSABLE


def _names_regions(text: str) -> bool:
    """Whether a text names countries or territories by the codes of ISO 3166-1, each once."""
    names = listed(text)
    known_form = all(re.fullmatch(r"[A-Z]{2}", name) for name in names)
    return bool(names) and known_form and len(set(names)) == len(names)


def listed(text: str) -> tuple[str, ...]:
    """The parts of a text that semicolons separate, without blank ones."""
    return tuple(filter(None, (name.strip() for name in re.split("[;；]", text))))


def _year(name: str) -> Key:
    return _matching(name, r"(18|19|20|21)\d\d", Wording("a year such as 2020", "年份，如 2020"))


KEYS: Final = (
    *map(_text, ("title_zh", "title_en", "publisher_zh", "publisher_en")),
    Key("published", _is_partial_date, Wording("a date such as 2020-12", "日期，如 2020-12")),
    _matching("language", r"[a-z]{2}(-[A-Z]{2})?", Wording("a language tag such as zh-CN", "语言标签，如 zh-CN")),
    *map(_text, ("attribution_zh", "attribution_en")),
    Key("keywords", lambda text: bool(listed(text)), Wording("words separated by semicolons", "以分号分隔的词语")),
    Key("region", _names_regions, Wording("ISO 3166-1 codes such as CN, separated by semicolons", "以分号分隔的 ISO 3166-1 代码，如 CN")),
    Key("imprint", lambda _: True, Wording("lines separated by semicolons", "以分号分隔的各行"), optional=True),
    Key("version", _is_version, Wording("a version such as 1.0.0", "版本号，如 1.0.0")),
    Key("revision_of", _is_version, Wording("the version before, such as 1.0.0", "上一版本号，如 1.0.0"), optional=True),
    Key("released", lambda text: is_lexical(text, "date"), Wording("a date such as 2026-11-22", "日期，如 2026-11-22")),
    _year("first_year"),
    _year("last_year"),
    _matching("package", r"[a-z0-9][a-z0-9_.-]{0,99}", Wording("a folder name in lower case, at most 100 characters", "小写的文件夹名，至多 100 个字符")),
    Key("draft", lambda text: text == "true", Wording("true; a report that is ready has no such key", "true；完成后删去此键"), optional=True),
    Key("without", _names_tables, Wording(f"some of {'; '.join(sorted(DISPENSABLE))}", f"以下表名：{'; '.join(sorted(DISPENSABLE))}"), optional=True),
)  # fmt: skip
