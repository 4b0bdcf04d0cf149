"""Many small works in one Dagster step: each asset and check of a report, made in order.

The graph shows a node for every asset and every check can be run by itself; a full run starts one
step instead of dozens. What a failure blocks is decided work by work: what follows, nothing else.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import dagster as dg

from pipeline.defs.checks import Refused
from pipeline.defs.resources import PROGRESS, Places
from pipeline.escaping import Markdown
from pipeline.paths import Paths

Result = dg.MaterializeResult[None] | dg.AssetCheckResult


@dataclass(frozen=True)
class Made:
    """An asset that was made: its metadata, the version of its content, a line of progress."""

    metadata: Mapping[str, Any]
    version: dg.DataVersion
    said: str = ""


@dataclass(frozen=True)
class Asset:
    """A work that makes an asset; `waits` is whether it needs its dependencies to be sound."""

    spec: dg.AssetSpec
    make: Callable[[Paths], Made]
    waits: bool = True

    @property
    def needs(self) -> set[dg.AssetKey]:
        """What must have been made, and have passed its checks, before this."""
        return {each.asset_key for each in self.spec.deps} if self.waits else set()


@dataclass(frozen=True)
class Check:
    """A work that checks an asset, once the assets that it `needs` are sound."""

    spec: dg.AssetCheckSpec
    evaluate: Callable[[Paths], dg.AssetCheckResult]
    needs: Collection[dg.AssetKey] = ()


Work = Asset | Check
Chosen = Collection[dg.AssetKey | dg.AssetCheckKey]


def perform(
    works: Sequence[Work], chosen: Chosen, paths: Paths, say: Callable[[str], None]
) -> Iterator[Result]:
    """Do the chosen works in order; what follows from something unsound is left out.

    Raises:
        Refused: after all works, if some asset could not be made.
    """
    unmade: set[dg.AssetKey] = set()
    unsound: set[dg.AssetKey] = set()
    refusals: list[Refused] = []
    for work in works:
        if work.spec.key not in chosen or (unmade | unsound).intersection(work.needs):
            if isinstance(work, Asset) and work.spec.key in chosen:
                unmade.add(work.spec.key)
        elif isinstance(work, Asset):
            try:
                made = work.make(paths)
            except Refused as refusal:
                refusals.append(refusal)
                unmade.add(work.spec.key)
            else:
                if made.said:
                    say(made.said)
                yield dg.MaterializeResult(
                    asset_key=work.spec.key, metadata=made.metadata, data_version=made.version
                )
        elif work.spec.asset_key not in unmade:
            result = work.evaluate(paths)
            if not result.passed:
                unsound.add(work.spec.asset_key)
            yield result
    if refusals:
        raise Refused.together(refusals)


def step(name: str, description: Markdown, works: Sequence[Work]) -> dg.AssetsDefinition:
    """The works as one step, of which any part can be run."""

    @dg.multi_asset(
        name=name,
        description=description,
        specs=[work.spec for work in works if isinstance(work, Asset)],
        check_specs=[work.spec for work in works if isinstance(work, Check)],
        can_subset=True,
    )
    def performed(context: dg.AssetExecutionContext, places: Places) -> Iterator[Result]:
        chosen = {*context.selected_asset_keys, *context.selected_asset_check_keys}
        say = partial(context.log.info, extra=PROGRESS)
        yield from perform(works, chosen, places.paths, say)

    return performed
