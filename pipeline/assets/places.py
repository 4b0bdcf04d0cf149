"""Resources of the assets: where files are, as Dagster injects it."""

from pathlib import Path

import dagster as dg

from pipeline.paths import Paths


class Places(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The checkout's folders; the stages exchange files found through it and nothing else."""

    root: str

    @property
    def paths(self) -> Paths:
        """The folders below the root."""
        return Paths(Path(self.root))
