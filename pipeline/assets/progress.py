"""A logger that prints what the assets say in plain lines, for people who wait at a terminal."""

import logging
import sys

import dagster as dg

_META = "dagster_meta"


class _Plain(logging.Formatter):
    """The message as the asset said it, without run ids and step names."""

    def format(self, record: logging.LogRecord) -> str:
        meta = getattr(record, _META, {})
        return f"  {meta.get('orig_message', record.getMessage())}"


class _Said(logging.Filter):
    """Lets through what assets say; Dagster's own events stay in its history."""

    def filter(self, record: logging.LogRecord) -> bool:
        meta = getattr(record, _META, {})
        return meta.get("dagster_event") is None


@dg.logger({}, description="Plain progress lines / 进度")
def progress_logger(_context: dg.InitLoggerContext) -> logging.Logger:
    """A logger of its own, so that nobody else's handlers repeat its lines."""
    made = logging.Logger("progress", logging.INFO)
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_Plain())
    handler.addFilter(_Said())
    made.addHandler(handler)
    return made
