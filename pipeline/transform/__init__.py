"""Transform valid rows to published tables: values, bounds, dates, places, names. No rule runs here."""

from pipeline.transform.figures import transform_section
from pipeline.transform.tables import build_tables

__all__ = ["build_tables", "transform_section"]
