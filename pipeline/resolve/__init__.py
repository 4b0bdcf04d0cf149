"""From believed rows to published tables: values, bounds, dates, places, names; nothing is judged."""

from pipeline.resolve.figures import resolve_section
from pipeline.resolve.tables import published_tables

__all__ = ["published_tables", "resolve_section"]
