"""Choose the language of the terminal, and translate help pages.

The language is that of `--lang`, else of the locale, else English. Help texts are the docstrings of the
commands and the texts of their options, in English; their Chinese is in the catalogue, as are the words
that click itself prints, which it looks up by the standard library's gettext.
"""

from __future__ import annotations

import copy
import gettext
import inspect
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

import click

from pipeline.localization import (
    DOMAIN,
    LANGUAGES,
    LOCALE,
    Language,
    language_of,
    localized,
    reader_language,
    set_language,
)

#: Messages of click on the pages and errors of this program, named here so that they are extracted.
OF_CLICK: Final = (
    localized("Usage:"),
    localized("Options"),
    localized("Commands"),
    localized("Show this message and exit."),
    localized("Error: {message}"),
    localized("Try '{command} {option}' for help."),
    localized("Invalid value: {message}"),
    localized("Invalid value for {param_hint}: {message}"),
    localized("Missing argument"),
    localized("Missing option"),
    localized("Missing parameter"),
    localized("No such command {name!r}."),
    localized("No such option: {name}"),
    localized("Missing command."),
    localized("default: {default}"),
    localized("required"),
    localized("(DEPRECATED)"),
    localized("Aborted!"),
)
#: The variable by which gettext finds the language of click's own messages.
GETTEXT: Final = "LANGUAGE"
_Command = TypeVar("_Command", bound=click.Command)


def select_language(_: click.Context, __: click.Parameter, chosen: Language | None) -> None:
    """Set the language of the reader: the chosen one, else that of the locale."""
    language = chosen or language_of(os.environ)
    set_language(language)
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)
    os.environ[GETTEXT] = "zh_CN" if language == "zh" else "en"


@contextmanager
def language_of_one_run() -> Iterator[None]:
    """Restore the language afterwards, so that a program can run several commands."""
    language, variable = reader_language(), os.environ.get(GETTEXT)
    try:
        yield
    finally:
        set_language(language)
        os.environ.pop(GETTEXT, None)
        if variable is not None:
            os.environ[GETTEXT] = variable


LANG: Final = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=select_language,
    help="Language of the output (default: that of the locale, else English).",
)


def help_texts(command: click.Command) -> list[str]:
    """Return the English help texts of a command and its options, as they are looked up."""
    texts = [command.help, *(getattr(each, "help", None) for each in command.params)]
    return [inspect.cleandoc(each) for each in texts if each]


def translated(command: _Command) -> _Command:
    """Return a command with its help texts in the language of the reader."""
    if reader_language() == "en":
        return command
    made = copy.copy(command)
    made.help = _text(command.help)
    made.params = [copy.copy(each) for each in command.params]
    for each in made.params:
        if isinstance(each, click.Option):
            each.help = _text(each.help)
    return made


def _text(text: str | None) -> str | None:
    return str(localized(inspect.cleandoc(text))) if text else text
