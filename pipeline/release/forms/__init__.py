"""The further forms of the package: the same rows for spreadsheets, databases and data frames.

The canonical form is the CSV files (`pipeline.release.package`). Each module here makes one other
form from the same frames; none reads what another has written.
"""

from pipeline.release.forms.parquet import parquet
from pipeline.release.forms.simple import simple_csv
from pipeline.release.forms.sqlite import sqlite
from pipeline.release.forms.xlsx import xlsx

__all__ = ["parquet", "simple_csv", "sqlite", "xlsx"]
