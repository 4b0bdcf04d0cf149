"""What was keyed: files in raw/ as frames of text, with the place of every row; no meaning yet."""

from pipeline.capture.folder import Capture, capture_report, capture_section, capture_vocabulary
from pipeline.capture.read import RAW_FILE, RAW_ROW, Captured, parse_csv, read_csv
from pipeline.capture.report import Report, read_report

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
