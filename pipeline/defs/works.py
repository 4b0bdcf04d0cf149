"""Run many small works in one Dagster step: each asset and check of a report, in order.

The graph shows a node for every asset, and every check can be run alone. A full run starts one step instead
of dozens. A failure blocks only the works that depend on it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import dagster as dg

from pipeline.defs.checks import AssetError
from pipeline.defs.resources import PROGRESS, PathsResource
from pipeline.escaping import Markdown
from pipeline.paths import Paths

Result = dg.MaterializeResult[None] | dg.AssetCheckResult


@dataclass(frozen=True)
class Made:
    """Hold the result of an asset: its metadata, the version of its content, a line of progress."""

    metadata: Mapping[str, Any]
    version: dg.DataVersion
    text: str = ""


@dataclass(frozen=True)
class Asset:
    """Define a work that makes an asset; `waits` states whether its dependencies must be valid."""

    spec: dg.AssetSpec
    make: Callable[[Paths], Made]
    waits: bool = True

    @property
    def needs(self) -> set[dg.AssetKey]:
        """Return the assets that must exist, and have passed their checks, before this."""
        return {each.asset_key for each in self.spec.deps} if self.waits else set()


@dataclass(frozen=True)
class Check:
    """Define a work that checks an asset after the assets in `needs` are valid."""

    spec: dg.AssetCheckSpec
    evaluate: Callable[[Paths], dg.AssetCheckResult]
    needs: Collection[dg.AssetKey] = ()


Work = Asset | Check
Chosen = Collection[dg.AssetKey | dg.AssetCheckKey]


def perform(
    works: Sequence[Work], chosen: Chosen, paths: Paths, say: Callable[[str], None]
) -> Iterator[Result]:
    """Run the chosen works in order; skip what depends on something invalid.

    Raises:
        Rejected: after all works, if some asset could not be made.
    """
    unmade: set[dg.AssetKey] = set()
    unsound: set[dg.AssetKey] = set()
    failures: list[AssetError] = []
    for work in works:
        if work.spec.key not in chosen or (unmade | unsound).intersection(work.needs):
            if isinstance(work, Asset) and work.spec.key in chosen:
                unmade.add(work.spec.key)
        elif isinstance(work, Asset):
            try:
                made = work.make(paths)
            except AssetError as failure:
                failures.append(failure)
                unmade.add(work.spec.key)
            else:
                if made.text:
                    say(made.text)
                yield dg.MaterializeResult(
                    asset_key=work.spec.key, metadata=made.metadata, data_version=made.version
                )
        elif work.spec.asset_key not in unmade:
            result = work.evaluate(paths)
            if not result.passed:
                unsound.add(work.spec.asset_key)
            yield result
    if failures:
        raise AssetError.combine(failures)


def step(name: str, description: Markdown, works: Sequence[Work]) -> dg.AssetsDefinition:
    """Combine the works into one step, of which any subset can be run."""

    @dg.multi_asset(
        name=name,
        description=description,
        specs=[work.spec for work in works if isinstance(work, Asset)],
        check_specs=[work.spec for work in works if isinstance(work, Check)],
        can_subset=True,
    )
    def performed(context: dg.AssetExecutionContext, places: PathsResource) -> Iterator[Result]:
        chosen = {*context.selected_asset_keys, *context.selected_asset_check_keys}
        say = partial(context.log.info, extra=PROGRESS)
        yield from perform(works, chosen, places.paths, say)

    return performed
