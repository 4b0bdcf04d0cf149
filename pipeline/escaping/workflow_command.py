"""Workflow commands: a mark on a file and line in GitHub, whose text ends no command and begins none.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from pipeline.rules import Place
from pipeline.rules.wording import visible


def command_message(text: str) -> str:
    """The message of a workflow command: on one line, whatever it holds."""
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def command_property(text: str) -> str:
    """A property of a workflow command, which colons and commas would end."""
    return command_message(text).replace(":", "%3A").replace(",", "%2C")


def workflow_command(level: str, place: Place, title: str, message: str) -> str:
    """The command with which GitHub marks a file and line: `level` is error or warning."""
    line = f",line={place.row}" if place.row else ""
    properties = f"file={command_property(place.file)}{line},title={command_property(title)}"
    return f"::{level} {properties}::{command_message(message)}"
