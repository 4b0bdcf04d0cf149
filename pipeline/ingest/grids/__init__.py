"""Expand the tables of a report, keyed cell by cell as printed, to figures, ledger and identities."""

from pipeline.ingest.grids.expansion import expand_grids, rows_by_table
from pipeline.ingest.grids.figures import (
    CONTEXT,
    RAW_CELL,
    TITLE_CONTEXT,
    ExpandedGrid,
    expand,
    with_rows,
)
from pipeline.ingest.grids.grid import (
    FOLDER,
    Grid,
    column_letters,
    column_number,
    files_by_section,
    grid_files,
    key_file,
    read_grid,
    read_grids,
)

__all__ = [
    "CONTEXT",
    "FOLDER",
    "RAW_CELL",
    "TITLE_CONTEXT",
    "ExpandedGrid",
    "Grid",
    "column_letters",
    "column_number",
    "expand",
    "expand_grids",
    "files_by_section",
    "grid_files",
    "key_file",
    "read_grid",
    "read_grids",
    "rows_by_table",
    "with_rows",
]
