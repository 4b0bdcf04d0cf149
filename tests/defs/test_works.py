"""Works of one step: what a failure or a failed check leaves out, and what goes on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import dagster as dg
import pytest

from pipeline.defs.checks import AssetError
from pipeline.defs.works import Asset, Check, Made, Work, perform
from pipeline.paths import Paths

NOTHING = dg.DataVersion("1")


def asset(name: str, *deps: str, refuses: bool = False, waits: bool = True) -> Asset:
    """An asset that is made, or fails."""

    def make(paths: Paths) -> Made:
        if refuses:
            raise AssetError(f"{name} cannot be made")
        return Made({}, NOTHING)

    return Asset(dg.AssetSpec(name, deps=deps), make, waits)


def check(name: str, passes: bool = True, needs: Sequence[str] = ()) -> Check:
    """A check of an asset, named like it, that passes or fails."""
    spec = dg.AssetCheckSpec("sound", asset=name, blocking=True)
    result = dg.AssetCheckResult(passed=passes, asset_key=name, check_name="sound")
    return Check(spec, lambda _: result, [dg.AssetKey(each) for each in needs])


def done(works: Sequence[Work], leave_out: str = "") -> tuple[list[str], str]:
    """Names of the assets made and, with an exclamation mark, checked; what was stated at the end."""
    names: list[str] = []
    chosen = {work.spec.key for work in works if work.spec.key != dg.AssetKey(leave_out or "none")}
    try:
        for result in perform(works, chosen, Paths(Path("nowhere")), str):
            assert result.asset_key is not None
            mark = "!" if isinstance(result, dg.AssetCheckResult) else ""
            names.append(result.asset_key.to_user_string() + mark)
    except AssetError as refusal:
        return names, refusal.reason
    return names, ""


@pytest.mark.parametrize(
    ("works", "expected"),
    [
        pytest.param(
            [asset("a"), check("a", passes=False), asset("b", "a"), asset("c", "b"), asset("d")],
            (["a", "a!", "d"], ""),
            id="a failed check blocks what follows, however far, and only that",
        ),
        pytest.param(
            [asset("a", refuses=True), check("a"), asset("b", "a"), asset("d"), check("d")],
            (["d", "d!"], "a cannot be made"),
            id="what cannot be made is not checked, and the others go on",
        ),
        pytest.param(
            [asset("a"), check("a", passes=False), asset("b"), check("b", needs=["a"])],
            (["a", "a!", "b"], ""),
            id="a check is silent while what it needs is unsound",
        ),
        pytest.param(
            [asset("a", refuses=True), asset("b", "a", waits=False)],
            (["b"], "a cannot be made"),
            id="an overview is made whatever failed",
        ),
        pytest.param(
            [asset("a", refuses=True), asset("b", refuses=True)],
            ([], "a cannot be made\nb cannot be made"),
            id="every failure is reported",
        ),
    ],
)
def test_a_failure_leaves_out_what_follows(
    works: Sequence[Work], expected: tuple[list[str], str]
) -> None:
    """One step holds a whole report, so what Dagster does between steps is done between works."""
    assert done(works) == expected


def test_what_is_not_chosen_is_not_made_and_hinders_nothing() -> None:
    """An editor materialises one node; what stands before it is as it was left."""
    assert done([asset("a"), asset("b", "a")], leave_out="a") == (["b"], "")
