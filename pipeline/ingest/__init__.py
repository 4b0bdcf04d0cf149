"""Read raw/ into frames of text: every row has its file and line; no cell is interpreted."""

from pipeline.ingest.csv_table import RAW_FILE, RAW_ROW, Captured, parse_csv, read_csv
from pipeline.ingest.report_folder import (
    Capture,
    capture_report,
    capture_section,
    capture_vocabulary,
)
from pipeline.ingest.report_metadata import Report, read_report

__all__ = [
    "RAW_FILE",
    "RAW_ROW",
    "Capture",
    "Captured",
    "Report",
    "capture_report",
    "capture_section",
    "capture_vocabulary",
    "parse_csv",
    "read_csv",
    "read_report",
]
