"""Which sections of a report have nodes, and the titles by which people know them."""

from pathlib import Path

from pipeline.capture import read_csv
from pipeline.capture.folder import section_files
from pipeline.tables import RAW_SECTIONS
from pipeline.validation.frame import rows_of


def figures_files(folder: Path) -> list[Path]:
    """The files of figures that have nodes, in the report's order; others are told by a check."""
    return [file for file in section_files(folder) if file.suffix == ".csv"]


def section_titles(folder: Path, root: Path) -> dict[str, str]:
    """Titles of the sections in both languages, as far as sections.csv can be read."""
    captured = read_csv(folder / f"{RAW_SECTIONS.name}.csv", RAW_SECTIONS, root)
    if not {"section", "title_zh", "title_en"} <= set(captured.frame.columns):
        return {}
    rows = rows_of(captured.frame)
    return {
        row["section"]: f"{row['section']} {row['title_zh']} / {row['title_en']}" for row in rows
    }
