"""Load the Dagster definitions of this checkout. `pipeline.defs` assembles them."""

from pipeline.defs import build_definitions
from pipeline.paths import Paths

defs = build_definitions(Paths.of_checkout())
