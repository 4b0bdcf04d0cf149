"""A logger that prints what the assets say in plain lines, for people who wait at a terminal."""

import logging
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import dagster as dg

_META = "dagster_meta"


class _Plain(logging.Formatter):
    """The message as the asset said it, without run ids and step names."""

    def format(self, record: logging.LogRecord) -> str:
        meta = getattr(record, _META, {})
        return f"  {meta.get('orig_message', record.getMessage())}"


#: Goes with every line that is meant for the terminal, as `extra` of the call that logs it.
PROGRESS: Final[Mapping[str, bool]] = MappingProxyType({"is_progress": True})


class _Said(logging.Filter):
    """Lets through what our works say; what Dagster says of itself stays in its history."""

    def filter(self, record: logging.LogRecord) -> bool:
        return all(getattr(record, name, False) for name in PROGRESS)


@dg.logger({}, description="Plain progress lines / 进度")
def progress_logger(_context: dg.InitLoggerContext) -> logging.Logger:
    """A logger of its own, so that nobody else's handlers repeat its lines."""
    made = logging.Logger("progress", logging.INFO)
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_Plain())
    handler.addFilter(_Said())
    made.addHandler(handler)
    return made
