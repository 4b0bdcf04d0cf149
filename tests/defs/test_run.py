"""A failed step states on the terminal why, down to the first cause."""

from __future__ import annotations

import dagster as dg
import pytest

from pipeline.defs.run import MOST_CAUSES, failures


@dg.asset
def stated() -> None:
    """Fails for a reason of its own."""
    raise dg.Failure("not ready / 尚未就绪", allow_retries=False)


@dg.asset
def caused() -> None:
    """Fails for a reason that has a cause."""
    try:
        raise OSError(28, "No space left on device")
    except OSError as error:
        raise dg.Failure("not written / 未写入", allow_retries=False) from error


@dg.asset
def crashed() -> None:
    """Breaks, and breaks again while it answers that."""
    try:
        raise KeyError("the first cause")
    except KeyError:
        raise RuntimeError("what came of it")  # noqa: B904 - the cause is not named on purpose


def _fall(depth: int) -> None:
    try:
        if depth:
            _fall(depth - 1)
    except RuntimeError as error:
        raise RuntimeError(f"level {depth}") from error
    raise RuntimeError(f"level {depth}")


@dg.asset
def deep() -> None:
    """A chain that is longer than anybody reads."""
    _fall(50)


STATED_TEXTS = {
    "a reason": (stated, ["stated: not ready / 尚未就绪"]),
    "a reason and its cause": (
        caused, ["caused: not written / 未写入", "OSError: [Errno 28] No space left on device"],
    ),
    "a crash and what it came of": (
        crashed, ["crashed: RuntimeError: what came of it", "KeyError: 'the first cause'"],
    ),
    "a chain without end": (
        deep,
        ["deep: RuntimeError: level 50", *(f"RuntimeError: level {50 - n}" for n in range(1, MOST_CAUSES))],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("asset", "wording"), STATED_TEXTS.values(), ids=STATED_TEXTS)
def test_a_failed_step_reports_the_whole_chain(
    asset: dg.AssetsDefinition, wording: list[str]
) -> None:
    """What went wrong first is often what can be fixed."""
    with dg.DagsterInstance.ephemeral() as instance:
        result = dg.materialize([asset], instance=instance, raise_on_error=False)
    assert list(failures(result.all_events)) == ["failed: " + "\n    because: ".join(wording)]
