"""One language at a time: the Chinese catalogue is complete, and the reader's language is found."""

from __future__ import annotations

import ast
import string
import subprocess
import sys

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from pipeline.localization import (
    DOMAIN,
    LOCALE,
    LocalizedText,
    first_names,
    joined,
    language_of,
    localized,
    set_language,
)
from tests.project import CHECKOUT

PO = LOCALE / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.po"


def catalogue() -> list[Message]:
    """The messages of the committed catalogue."""
    with PO.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def fields(text: str) -> set[tuple[str, str, str]]:
    """The named fields of a message, each with its conversion and format."""
    found = string.Formatter().parse(text)
    return {(name, form or "", how or "") for _, name, form, how in found if name}


def test_the_catalogue_is_that_of_the_code() -> None:
    """No message is missing or stale, none lacks its Chinese, and the compiled form is in step."""
    done = subprocess.run(
        [sys.executable, ".ci/messages.py", "--check"],
        cwd=CHECKOUT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")


def test_no_message_stands_within_an_f_string() -> None:
    """Babel does not extract it there, and its Chinese would be missing."""
    modules = list((CHECKOUT / "pipeline").rglob("*.py"))
    assert len(modules) > 100
    hidden = [
        f"{module}:{call.lineno}"
        for module in modules
        for text in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id.startswith("localized")
    ]
    assert hidden == []


def test_both_languages_have_the_same_fields() -> None:
    """A field that one language lacks would hide a fact from its readers."""
    messages = catalogue()
    assert len(messages) > 400
    different = [each.id for each in messages if fields(each.id) != fields(str(each.string))]
    assert different == []


def test_no_english_is_left_in_place_of_chinese() -> None:
    """A message without Chinese characters in its translation has nothing to translate."""
    untranslated = [each.id for each in catalogue() if each.id == each.string]
    assert all(not set(each.split()) & {"the", "a", "is", "of", "and"} for each in untranslated)


def test_facts_are_filled_in_the_language_of_each_text() -> None:
    """A fact that is a text itself appears in the language of the sentence."""
    inner = localized("folder")
    text = localized("{path} is not a {kind}", path="raw", kind=inner)
    assert text == LocalizedText("raw is not a folder", "raw 不是文件夹")


def test_texts_are_joined_in_each_language() -> None:
    """The separator is that of the language."""
    assert joined([localized("folder"), "x"]) == LocalizedText("folder; x", "文件夹；x")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "zh"}, "zh"),
        ({"LC_MESSAGES": "zh_TW", "LANG": "en"}, "zh"),
    ],
)
def test_the_language_is_that_of_the_locale(environment: dict[str, str], language: str) -> None:
    """The first variable that is set decides, in the order of gettext."""
    assert language_of(environment) == language


def test_a_text_is_shown_in_the_language_of_the_reader() -> None:
    """English until a language is set."""
    text = localized("folder")
    assert (str(text), text.both) == ("folder", "folder / 文件夹")
    set_language("zh")
    try:
        assert str(text) == "文件夹"
    finally:
        set_language("en")


def test_a_message_lists_the_first_names_of_a_library() -> None:
    """Ten thousand names would hide the message."""
    names = [f"city-{number}" for number in range(10_000)]
    assert first_names(names[:2]) == "city-0, city-1"
    assert first_names(names).endswith("city-8, city-9, … (10,000)")
