"""Dagster's log, which makes links of addresses: one click on a link to /graphql could start a run."""

from __future__ import annotations

_JOINER = "\u2060"


def log_text(text: str) -> str:
    """A text for the log in which no address is a link: a word joiner, unseen, parts it."""
    return text.replace("://", f":{_JOINER}/{_JOINER}/")
