"""Dagster's entry: the definitions of this checkout. Assembled in `pipeline.assets.build`."""

from pipeline.assets import build_definitions
from pipeline.paths import Paths

defs = build_definitions(Paths.of_checkout())
