"""What the failed steps of a run say on the terminal: the reason of each, and all its causes."""

from collections.abc import Iterator
from typing import Final

import dagster as dg

#: More than any chain of ours; the end of a longer one is left out, the reason is told first.
MOST_CAUSES: Final = 10


def failures(result: dg.ExecuteInProcessResult) -> Iterator[str]:
    """For every step that failed, in the order of events, its name and why, one cause per line."""
    for event in result.all_events:
        if event.is_step_failure:
            first, *causes = _said(event)
            yield "\n    because · 原因：".join(
                [f"failed · 失败：{event.step_key}: {first}", *causes]
            )


def _said(event: dg.DagsterEvent) -> list[str]:
    """The reason and its causes, each after what it caused."""
    data = event.step_failure_data
    messages: list[str] = []
    error = data.error
    while error is not None and len(messages) <= MOST_CAUSES:
        messages.append(error.message.strip())
        error = error.cause or error.context
    if data.user_failure_data is not None:
        return [(data.user_failure_data.description or "").strip(), *messages[1:]]
    # Dagster wraps what a step raised in an error of its own, which says no more
    return messages[1:] or messages or [""]
