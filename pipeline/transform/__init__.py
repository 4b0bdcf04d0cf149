"""Transform valid rows to published tables: values, bounds, dates, places, names. No rule runs here."""

from pipeline.transform.figures import resolve_section
from pipeline.transform.tables import published_tables

__all__ = ["published_tables", "resolve_section"]
