"""The package as one SQLite database: typed, keyed, checked, with a view for people."""

from pipeline.release.forms.sqlite.database import sqlite

__all__ = ["sqlite"]
