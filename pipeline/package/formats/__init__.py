"""Write the other formats of the package: the same rows for spreadsheets, databases and data frames.

The canonical format is the CSV files (`pipeline.package.build`). Each module here makes one other
format from the same frames, and does not read the output of the others.
"""

from pipeline.package.formats.parquet import parquet
from pipeline.package.formats.readable_csv import readable_csv
from pipeline.package.formats.sqlite import sqlite
from pipeline.package.formats.xlsx import xlsx

__all__ = ["parquet", "readable_csv", "sqlite", "xlsx"]
