"""The report's own facts: bibliography, release, years, from `report.yaml`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from pipeline.capture.file import decode, read_bytes
from pipeline.capture.header import LONGEST_NAME, nearest, nearest_name
from pipeline.capture.keys import KEYS, LISTS, listed
from pipeline.rules import Finding, Place, Wording
from pipeline.rules import capture as rules

FILE: Final = "report.yaml"
#: Stands in the facts of a new report until an editor fills them in.
PLACEHOLDER: Final = Wording("(to fill in)", "（待填）")
_OF_A_PACKAGE: Final = frozenset({"datapackage.json", "data"})


@dataclass(frozen=True)
class Report:
    """What `report.yaml` states; `folder` is the report's folder in raw/, `sha256` the file's hash.

    A `draft` may still be empty and is not published; `without` names tables that it has no rows of.
    `region` names the countries that it speaks of, `imprint` the lines that begin what follows its text.
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
    first_year: int
    last_year: int
    package: str
    revision_of: str = ""
    draft: bool = False
    without: tuple[str, ...] = ()
    imprint: tuple[str, ...] = ()
    sha256: str = ""

    @property
    def slug(self) -> str:
        """The folder's name as Dagster wants names: letters, digits, underscores."""
        return re.sub(r"[^A-Za-z0-9]+", "_", self.folder)


def _unreadable(error: yaml.YAMLError | RecursionError, file: str) -> Finding:
    mark = getattr(error, "problem_mark", None)
    reason = "nested too deeply" if isinstance(error, RecursionError) else "unreadable"
    place = Place(file, mark.line + 1 if mark else 0)
    return rules.UnreadableYaml(place, str(getattr(error, "problem", None) or reason))


def load_yaml(text: str, file: str) -> tuple[Mapping[str, Any], Finding | None]:
    """The YAML mapping, scalars as text so that 1.10 stays 1.10."""
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        loaded = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds text only
    except (yaml.YAMLError, RecursionError) as error:
        return {}, _unreadable(error, file)
    if not isinstance(loaded, dict) or not isinstance(node, yaml.MappingNode):
        return {}, rules.UnreadableYaml(Place(file), type(loaded).__name__)
    return loaded, _repeated(node, file)


def _repeated(mapping: yaml.MappingNode, file: str) -> Finding | None:
    """The first key that stands twice, which YAML forbids and its reader overlooks."""
    seen: set[str] = set()
    for key, _ in mapping.value:
        if key.value in seen:
            place = Place(file, key.start_mark.line + 1)
            return rules.UnreadableYaml(place, f"the key {key.value} stands twice")
        seen.add(key.value)
    return None


def _key_findings(facts: Mapping[str, Any], file: str) -> Iterator[Finding]:
    names = [key.name for key in KEYS]
    missing = [name for name in names if name not in facts]
    unknown = [str(name)[:LONGEST_NAME] for name in facts if name not in names]
    misspelt = {nearest_name(name, missing) for name in unknown}
    for name in unknown:
        yield rules.UnknownColumn(Place(file, 0, name), name, nearest(name, missing))
    for key in KEYS:
        place, value = Place(file, 0, key.name), facts.get(key.name)
        if value is None and not key.optional and key.name not in misspelt:
            yield rules.MissingKey(place, key.name, key.form)
        elif value is not None and not isinstance(value, str):
            yield rules.WrongYamlValue(place, type(value).__name__, key.form)
        elif value is not None and not key.accepts(value):
            yield rules.WrongYamlValue(place, value, key.form)


def _together_findings(facts: Mapping[str, Any], root: Path, file: str) -> Iterator[Finding]:
    """What sound values cannot say together, or cannot say in this checkout."""
    first, last, package = facts["first_year"], facts["last_year"], facts["package"]
    if "draft" not in facts:
        yield from _left_to_fill_in(facts, file)
    if facts.get("revision_of") == facts["version"]:
        form = Wording("another version than this one", "不同于本版的版本号")
        yield rules.WrongYamlValue(Place(file, 0, "revision_of"), facts["version"], form)
    if last < first:
        form = Wording(f"{first} or later", f"{first} 或以后")
        yield rules.WrongYamlValue(Place(file, 0, "last_year"), last, form)
    if not _may_be_replaced(root / package):
        form = Wording(
            "a folder that is free or holds a published package", "空闲的或已发布数据包的文件夹"
        )
        yield rules.WrongYamlValue(Place(file, 0, "package"), package, form)
    if others := [name for name in _reports_naming(package, root) if name != file]:
        told = ", ".join(others)
        yield rules.SharedPackage(Place(file, 0, "package"), package, Wording(told, told))


def _reports_naming(package: str, root: Path) -> Iterator[str]:
    """The files of facts, as far as they can be read, that name a package's folder."""
    for path in sorted((root / "raw").glob(f"*/{FILE}")):
        file = path.relative_to(root).as_posix()
        data, _ = read_bytes(path, root)
        facts, _ = load_yaml(decode(data, file)[0], file)
        named = facts.get("package")
        if isinstance(named, str) and named.strip() == package:
            yield file


def _left_to_fill_in(facts: Mapping[str, str], file: str) -> Iterator[Finding]:
    """Placeholders of a new report, which no published package may hold."""
    for name, value in facts.items():
        if PLACEHOLDER.en in value or PLACEHOLDER.zh in value:
            yield rules.WrongYamlValue(Place(file, 0, name), value, Wording("a fact", "实际内容"))


def _may_be_replaced(target: Path) -> bool:
    """Whether publishing there destroys nothing but a package: not raw/, not the code."""
    if not target.is_dir():
        return not target.exists()
    names = {each.name for each in target.iterdir()}
    return not names or bool(names & _OF_A_PACKAGE)


def read_report(folder: Path, root: Path) -> tuple[Report | None, tuple[Finding, ...]]:
    """Read `report.yaml` of a report's folder.

    Returns:
        The facts, or None with the findings that say why not.
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
    """The facts that are no text, as what they are."""
    years = {name: int(facts[name]) for name in ("first_year", "last_year")}
    lists = {name: listed(facts.get(name, "")) for name in LISTS}
    return {**facts, **years, **lists, "draft": "draft" in facts}


def last_day(report: Report) -> date:
    """The last day of the last year that the report speaks of."""
    return date(report.last_year, 12, 31)
