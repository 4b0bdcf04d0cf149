"""Read raw/ into frames of text: every row has its file and line; grids are expanded to such rows."""

from pipeline.ingest.csv_table import RAW_FILE, RAW_ROW, RawTable, parse_csv, read_csv
from pipeline.ingest.grids import CONTEXT, RAW_CELL, TITLE_CONTEXT
from pipeline.ingest.report_folder import RawReport, load_report, load_section, load_vocabulary
from pipeline.ingest.report_metadata import Report, read_report

__all__ = [
    "CONTEXT", "RAW_CELL", "RAW_FILE", "RAW_ROW", "TITLE_CONTEXT", "RawReport", "RawTable",
    "Report", "load_report", "load_section", "load_vocabulary", "parse_csv", "read_csv",
    "read_report",
]  # fmt: skip
