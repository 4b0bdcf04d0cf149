"""Run commands in the language of the reader: help pages, invalid arguments, errors of the disk.

The language is that of `--lang`, else of the locale, else English. Help texts are the docstrings of the
commands and the texts of their options, in English; their Chinese is in the catalogue, as are the words
that click itself prints, which it looks up by the standard library's gettext.

After an error the exit status is not 0 and no traceback is printed. Errors in the data are reported by rules.
"""

from __future__ import annotations

import copy
import errno
import gettext
import inspect
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from pipeline.console import echo
from pipeline.filesystem import ExplainedError, os_error_text
from pipeline.localization import (
    DOMAIN,
    LANGUAGES,
    LOCALE,
    Language,
    LocalizedText,
    first_names,
    language_of,
    localized,
    reader_language,
    set_language,
)
from pipeline.paths import Paths

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


_STATUS: Final = 2
_INTERRUPTED: Final = 128 + signal.SIGINT
FORMER_ACTIONS: Final = {"prove": "verify", "stamp": "refresh"}


def _discard_output() -> None:
    """Write nothing more to a stream that failed, so that the interpreter does not try it again at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_error(error: OSError) -> None:
    """Print an error of the operating system, or one of this program about a file, on the error stream if the output itself failed."""
    text = os_error_text(error)
    if error.filename:
        text = localized("{filename}: {text}", filename=error.filename, text=text)
    line = text
    if not isinstance(error, ExplainedError):
        line = localized("error of the operating system: {text}", text=text)
    try:
        echo(line)
    except OSError:
        _discard_output()
        if sys.stderr is not None:
            sys.stderr.write(f"{line}\n")


class Commands(click.Group):
    """Run commands, and report errors of the operating system: a full disk, a missing permission.

    Commands write every file atomically, so that nothing has to be repaired.
    """

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run the program once, in the language of its reader; its output is written when it ends."""
        with language_of_one_run():
            if sys.stdout is None:
                # the next file that is opened would have its number, and would receive the output
                sys.exit(str(localized("the standard output is closed")))
            try:
                try:
                    return super().main(*arguments, **options)
                finally:
                    sys.stdout.flush()
            except OSError as error:
                if error.errno == errno.EPIPE:  # the reader of the output has closed it
                    _discard_output()
                    sys.exit(1)
                _report_error(error)
                sys.exit(_STATUS)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; if the user interrupts it, print that and exit with the status of a shell."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Dagster repeats the signal at its end
            echo(localized("interrupted; every file is complete, old or new"))
            sys.exit(_INTERRUPTED)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command with its help in the language of the reader."""
        found = super().get_command(ctx, cmd_name)
        return translated(found) if found else None

    def get_help(self, ctx: click.Context) -> str:
        """Return the help page in the language of the reader."""
        return click.Group.get_help(translated(self), ctx)


@contextmanager
def within_budgets() -> Iterator[None]:
    """Stop work on a text that takes too much time or memory, and exit with status 2."""
    from pipeline.untrusted import BudgetExceededError, limited

    try:
        with limited():
            yield
    except BudgetExceededError as error:
        echo(localized("the text: {reason}", reason=error.reason))
        sys.exit(2)


class Existing(click.Path):
    """Accept a path that exists."""

    def __init__(self, *, folder: bool = False) -> None:
        self.folder = folder
        super().__init__(exists=True, file_okay=not folder, dir_okay=folder, path_type=Path)

    def convert(
        self, value: Any, parameter: click.Parameter | None, context: click.Context | None
    ) -> Any:
        """Return the path, or raise a usage error that names the missing path."""
        try:
            return super().convert(value, parameter, context)
        except click.BadParameter as error:
            self.fail(str(self._problem(str(value), error)), parameter, context)

    def _problem(self, value: str, error: click.BadParameter) -> LocalizedText:
        """Return click's message in English, and a Chinese one of the same meaning."""
        kind = localized("folder") if self.folder else localized("file")
        is_other = Path(value).exists() and Path(value).is_dir() != self.folder
        text = (
            localized("{path} is not a {kind}", path=value, kind=kind)
            if is_other
            else localized(
                "the {kind} {path} does not exist or cannot be read", path=value, kind=kind
            )
        )
        return LocalizedText(error.message, f"{text.zh}。")


def _names(context: click.Context, only: str | None = None) -> list[str]:
    """Return the names of the reports in raw/, or only this one if it is there."""
    from pipeline.ingest.report_folder import report_folders

    paths = context.find_object(Paths)
    return [folder.name for folder in report_folders(paths.raw, only)] if paths else []


def current_action(_: click.Context, __: click.Parameter, name: str) -> str:
    """Return the name of an action of `source`, which may be given by its former name."""
    return FORMER_ACTIONS.get(name, name)


def known_report(context: click.Context, _: click.Parameter, name: str | None) -> str | None:
    """Return the name of a report in raw/, or None if no name is given."""
    if name is not None and not _names(context, name):
        there = first_names(_names(context))
        problem = localized("no report {name} in raw/ (available: {there})", name=name, there=there)
        raise click.BadParameter(str(problem))
    return name


def named_report(context: click.Context, _: click.Parameter, name: str | None) -> str:
    """Return the given name, else that of the only report; never select one of several."""
    if name is not None:
        return name
    names = _names(context)
    if len(names) != 1:
        there = first_names(names) or "–"
        problem = localized(
            "name the report with --report: raw/ has {count} ({there})",
            count=len(names),
            there=there,
        )
        raise click.BadParameter(str(problem))
    return names[0]


def report_of_sides(context: click.Context, parameter: click.Parameter, name: str | None) -> str:
    """Return the given name, else that in a package that is compared, else that of the only report."""
    from pipeline.tools.diff.sources import stated_report

    sides = filter(None, map(context.params.get, ("old", "new", "against")))
    stated = next(filter(None, map(stated_report, sides)), None) if name is None else name
    return named_report(context, parameter, stated)


def one_report(context: click.Context, parameter: click.Parameter, name: str | None) -> str | None:
    """Return the name of a report in raw/, or that of the only one if none is given."""
    return known_report(context, parameter, named_report(context, parameter, name))
