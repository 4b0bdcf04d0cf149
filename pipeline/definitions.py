"""Load the Dagster definitions of this checkout. `pipeline.defs` assembles them."""

import gc

from pipeline.defs import build_definitions
from pipeline.paths import Paths

gc.set_threshold(50_000)  # as in __main__.py

defs = build_definitions(Paths.of_checkout())
