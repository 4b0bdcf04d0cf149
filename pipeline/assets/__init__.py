"""Dagster's side: thin assets, checks, sensor and jobs over the pure stages. Only here is Dagster."""

from pipeline.assets.build import build_definitions

__all__ = ["build_definitions"]
