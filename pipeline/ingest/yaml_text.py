"""Read YAML as mappings, lists and texts with the line of every key and item, or as a typed model.

Values are never converted to numbers or dates. Repeated keys, aliases, anchors, tags and deep nesting
are refused, so that the text states each value where a reader sees it and cannot expand.

PyYAML composes the nodes, because they know their lines and its loader can be restricted here.
strictyaml refuses the `[]` and `{}` that changelog entries contain. ruamel.yaml would be a second YAML
library, and needs the same restrictions.

A model is a dataclass whose fields are the keys of the file. pydantic validates it. The annotation of a
field holds its form and its description in both languages. A field without a form is not a key; the
program gives its value.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import MISSING, dataclass, field, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar, get_type_hints

import yaml
from pydantic import GetCoreSchemaHandler, TypeAdapter, ValidationError
from pydantic_core import CoreSchema, ErrorDetails, PydanticCustomError, core_schema

from pipeline.ingest.csv_table import (
    closest_name,
    did_you_mean,
    has_control_characters,
    is_misdecoded,
)
from pipeline.ingest.raw_file import Reader, decode, name_below, read_bytes
from pipeline.rules import Finding, LocalizedText, Location, localized
from pipeline.rules import file_rules as rules
from pipeline.rules.file_rules import UnreadableYaml

#: The limits of characters, of keys and values, and of nesting; a changelog entry has seven levels.
LARGEST: Final = 1 << 20
MOST: Final = 50_000
DEEPEST: Final = 20
#: A longer key is shortened where it is the column of a place.
LONGEST_KEY: Final = 80
KeyPath: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class YamlText:
    """Hold the values of a mapping, and the line of each value by its path of keys and positions."""

    file: str
    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[KeyPath, int] = field(default_factory=dict)

    def place(self, *path: str | int) -> Location:
        """Return the place of a key, at the line of the longest known part of its path."""
        line = self.lines.get(self.known_part(path), 0)
        return Location(self.file, line, str(path[0])[:LONGEST_KEY])

    def known_part(self, path: KeyPath) -> KeyPath:
        """Return the longest part of a path that the text has, or its first key."""
        parts = (path[:end] for end in range(len(path), 0, -1))
        return next((part for part in parts if part in self.lines), path[:1])


class _RefusedError(Exception):
    """Report the line of a text that is not YAML, or not plain YAML."""

    def __init__(self, line: int, reason: LocalizedText) -> None:
        super().__init__(reason.en)
        self.line, self.reason = line, reason


class _Composer(yaml.composer.Composer):
    """Compose nodes without aliases, anchors and tags, and not deeper than the limit."""

    depth = 0
    count = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node; raise _RefusedError if its form is refused."""
        event = self.peek_event()  # type: ignore[attr-defined]
        if reason := self._why_refused(event):
            raise _RefusedError(event.start_mark.line + 1, reason)
        self.depth += 1
        self.count += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def _why_refused(self, event: Any) -> LocalizedText | None:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            return localized("it has an anchor & or an alias *")
        if event.tag is not None:
            return localized("it has a tag !")
        if self.count == MOST:
            return localized("it has more than {most} keys and values", most=MOST)
        if self.depth == DEEPEST:
            return localized("it is nested too deeply")
        return None


class _Loader(_Composer, yaml.BaseLoader):
    """Parse in Python, which states errors better."""


class _FastLoader(_Composer, yaml.CBaseLoader):
    """Parse with LibYAML, many times as fast."""

    def __init__(self, text: str) -> None:
        _Composer.__init__(self)
        yaml.CBaseLoader.__init__(self, text)


def load_yaml(text: str, file: str) -> tuple[YamlText, Finding | None]:
    """Return the mapping in a text, or the finding at the line where it cannot be read."""
    lines: dict[KeyPath, int] = {}
    try:
        values = _plain(_composed(text), (), lines)
    except _RefusedError as error:
        return YamlText(file), UnreadableYaml(Location(file, error.line), "", error.reason)
    if isinstance(values, dict):
        return YamlText(file, values, lines), None
    return YamlText(file), UnreadableYaml(Location(file), "", localized("it has no keys"))


def _composed(text: str) -> yaml.Node | None:
    """Return the root node of a text; raise _RefusedError if it is too long or is not YAML."""
    if len(text) > LARGEST:
        limit = localized("it has more than {largest} characters", largest=LARGEST)
        raise _RefusedError(0, limit)
    with suppress(yaml.YAMLError, ValueError, OverflowError):
        return _FastLoader(text).get_single_node()
    try:
        loader = _Loader(text)
    except yaml.reader.ReaderError as error:
        raise _syntax_error(text.count("\n", 0, error.position) + 1, error.reason) from error
    try:
        return loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise _syntax_error(line, str(error.problem)) from error
    except (ValueError, OverflowError) as error:  # PyYAML does not limit the numbers of escapes
        raise _syntax_error(loader.line + 1, "the number is too large") from error


def _syntax_error(line: int, problem: str) -> _RefusedError:
    return _RefusedError(line, LocalizedText(problem, f"语法错误（{problem}）"))


def _plain(node: yaml.Node | None, path: KeyPath, lines: dict[KeyPath, int]) -> object:
    """Return the value of a node; record its line and those of the values in it."""
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            lines[*path, position] = item.start_mark.line + 1
        return [_plain(item, (*path, position), lines) for position, item in enumerate(node.value)]
    return None if node is None else node.value


def _mapping(node: yaml.MappingNode, path: KeyPath, lines: dict[KeyPath, int]) -> dict[str, object]:
    """Return a mapping; raise _RefusedError at the first key that is repeated or not a text."""
    values: dict[str, object] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise _RefusedError(line, localized("a key is not a text"))
        if key.value in values:
            shown = repr(key.value[:LONGEST_KEY])
            reason = localized("the key {shown} is repeated", shown=shown)
            raise _RefusedError(line, reason)
        lines[*path, key.value] = line
        values[key.value] = _plain(value, (*path, key.value), lines)
    return values


Model = TypeVar("Model")
TEXT: Final = localized("text")
_CONTROL: Final = "control_character"
_MISDECODED: Final = "misdecoded_text"
_EXTRA: Final = "unexpected_keyword_argument"


def printable(text: str) -> str:
    """Return a text that has no control characters but line breaks; raise an error of pydantic if it has."""
    if has_control_characters(text.replace("\n", " ")):
        raise PydanticCustomError(_CONTROL, "control character")
    if is_misdecoded(text):
        raise PydanticCustomError(_MISDECODED, "misdecoded text")
    return text


@dataclass(frozen=True)
class Form:
    """Declare the form of a value: its name, a test of a text on one line, and a conversion.

    A form without a test is that of a nested value, whose type pydantic checks.
    """

    text: LocalizedText
    accepts: Callable[[str], bool] | None = None
    convert: Callable[[str], object] = str

    def __get_pydantic_core_schema__(
        self, source: type, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Check the form of the text before pydantic converts it to the type."""
        inner = handler(source)
        if self.accepts is None:
            return inner
        return core_schema.no_info_before_validator_function(self.converted, inner)

    def converted(self, value: object) -> object:
        """Return a value that has the form as that of the field. Raises ValueError for another."""
        if isinstance(value, str):
            printable(value.replace("\n", "\0"))
        if not isinstance(value, str) or self.accepts is None or not self.accepts(value):
            raise ValueError("another form")
        return self.convert(value)


@dataclass(frozen=True)
class Key:
    """Describe one key of a file."""

    name: str
    form: Form
    description: LocalizedText
    optional: bool

    @property
    def meaning(self) -> LocalizedText:
        """Return the description with the form, unless that is any text."""
        about, form = self.description, self.form.text
        if form == TEXT:
            return about
        return localized("{about}: {form}", about=about, form=form)

    def is_value(self, value: object) -> bool:
        """Return whether a value of the field is that of a text which has the form."""
        text = ";".join(map(str, value)) if isinstance(value, list) else str(value)
        try:
            converted = self.form.converted(text)
        except ValueError:
            return False
        return not isinstance(value, list) or converted == tuple(value)


def keys_of(model: type) -> tuple[Key, ...]:
    """Return the keys of a model, in order."""
    hints, keys = get_type_hints(model, include_extras=True), []
    for stated in fields(model):
        notes = getattr(hints[stated.name], "__metadata__", ())
        if forms := [each for each in notes if isinstance(each, Form)]:
            about = next(each for each in notes if isinstance(each, LocalizedText))
            keys.append(Key(stated.name, forms[0], about, stated.default is not MISSING))
    return tuple(keys)


_adapter: Final[Callable[[type], TypeAdapter[Any]]] = cache(TypeAdapter)
#: The parser of YAML is slow, and each stage of a run reads the same text.
_load_once = lru_cache(maxsize=128)(load_yaml)


def read_typed(
    model: type[Model], path: Path, root: Path, read: Reader = read_bytes, **given: str
) -> tuple[Model | None, tuple[Finding, ...], YamlText]:
    """Read a file.

    Args:
        model: a dataclass with the keys of the file and a field `sha256`.
        path: the file, which need not exist.
        root: the checkout.
        read: returns the bytes of the file, or of a copy.
        given: values of the other fields that are not keys.

    Returns:
        The instance, or None with the findings; and the text with its lines.
    """
    file = name_below(path, root)
    data, unreadable = read(path, root)
    content, undecodable = decode(data, file)
    text, unparsed = _load_once(content, file)
    if broken := unreadable or undecodable or unparsed:
        return None, (broken,), text
    keys = keys_of(model)
    stated = {key.name: text.values[key.name] for key in keys if key.name in text.values}
    given["sha256"] = hashlib.sha256(data).hexdigest()
    instance, errors = None, []
    try:
        instance = _adapter(model).validate_python({**stated, **given})
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=False)
    findings = tuple(_findings(keys, text, errors))
    return None if findings else instance, findings, text


def _findings(
    keys: Sequence[Key], text: YamlText, errors: Sequence[ErrorDetails]
) -> Iterator[Finding]:
    """Yield one finding for each unknown, missing and invalid key; a misspelt key is not also missing."""
    names = [key.name for key in keys]
    absent = [name for name in names if name not in text.values]
    unknown = {name: name[:LONGEST_KEY] for name in text.values if name not in names}
    misspelt = {closest_name(short, absent) for short in unknown.values()}
    for name, short in unknown.items():
        yield rules.UnknownColumn(text.place(name), short, did_you_mean(short, absent))
    # a value of several possible types has one error for each; the first describes it
    first = {text.known_part(error["loc"]): error for error in reversed(errors)}
    for key in keys:
        for error in reversed(first.values()):
            if error["loc"][0] == key.name not in misspelt:
                yield _finding(key, error, text)


def _finding(key: Key, error: ErrorDetails, text: YamlText) -> Finding:
    """Return an error of pydantic as the finding of its key."""
    place, value = text.place(*error["loc"]), error["input"]
    if key.name not in text.values:
        return rules.MissingKey(place, key.name, key.meaning)
    if error["type"] == _CONTROL:
        return rules.ControlCharacter(place, str(value))
    if error["type"] == _MISDECODED:
        return rules.MisdecodedText(place, str(value))
    if error["type"] == _EXTRA:
        value = str(error["loc"][-1])
    shown = value if isinstance(value, str) else type(value).__name__
    return rules.WrongYamlValue(place, shown, key.form.text)
