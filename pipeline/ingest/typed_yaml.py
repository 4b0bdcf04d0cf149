"""Read a YAML file as an instance of a typed model, and report each invalid key at its line.

A model is a dataclass whose fields are the keys of the file. pydantic validates it. The annotation of a
field holds its form and its description in both languages. A field without a form is not a key; the
program gives its value.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import MISSING, dataclass, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar, get_type_hints

from pydantic import GetCoreSchemaHandler, TypeAdapter, ValidationError
from pydantic_core import CoreSchema, ErrorDetails, PydanticCustomError, core_schema

from pipeline.ingest.csv_table import (
    closest_name,
    did_you_mean,
    has_control_characters,
    is_misdecoded,
)
from pipeline.ingest.raw_file import Reader, decode, name_below, read_bytes
from pipeline.ingest.yaml_text import LONGEST_KEY, YamlText, load_yaml
from pipeline.rules import Finding, LocalizedText, localized
from pipeline.rules import file_rules as rules

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
    for field in fields(model):
        notes = getattr(hints[field.name], "__metadata__", ())
        if forms := [each for each in notes if isinstance(each, Form)]:
            about = next(each for each in notes if isinstance(each, LocalizedText))
            keys.append(Key(field.name, forms[0], about, field.default is not MISSING))
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
