"""A small table of islands with its key, and what it is expanded to."""

from pathlib import Path
from typing import Final

from pipeline.ingest.grids import ExpandedGrid, expand, read_grids

KEY: Final = """\
section: "2"
paragraph: 4
first_figure: 11
title: [1]
header_rows: [2]
header_columns: [A]
notes: [6]
cells: {status: actual}
columns:
  B: {period: "2019", indicator: gdp, unit: CNY, multiplier: 亿, words: 亿元}
  C: {period: "2020", indicator: gdp, unit: CNY, multiplier: 亿, words: 亿元}
  D: {period: "2020", indicator: gdp_growth, unit: percent, words: "%", basis: yoy}
rows:
  3: {entity: CN}
  4: {entity: cn_east}
  5: {entity: cn_west}
sums:
  - {whole: 3, parts: [4, 5]}
marks:
  "…": {obs_status: L}
  "0.0": {obs_status: N, note_zh: 甚小, note_en: Very small}
"""
TABLE: Final = """\
表2　岛屿产值,,,
指标,2019年,2020年,增长
全部,"1,300",1430,10.0
东岛,900,1030,14.4
西岛,400,400,0.0
注：2020年数为初步核算数。,,,
"""
NAME: Final = "islands"


def write(folder: Path, table: str = TABLE, key: str = KEY, second: str = "") -> Path:
    """Write the files of the table; return the folder of the report."""
    tables = folder / "raw" / "report" / "tables"
    tables.mkdir(parents=True, exist_ok=True)
    for suffix, text in ((".csv", table), (".yaml", key), (".second.csv", second or table)):
        (tables / f"{NAME}{suffix}").write_text(text, encoding="utf-8", newline="")
    return tables.parent


def expanded(folder: Path, table: str = TABLE, key: str = KEY, second: str = "") -> ExpandedGrid:
    """The table as its files give it."""
    (grid,) = read_grids(write(folder, table, key, second), folder)
    return expand(grid)


def found(grid: ExpandedGrid) -> list[str]:
    """Code, place below the folder of tables, and value of every finding."""
    places = (str(each.location).removeprefix("raw/report/tables/") for each in grid.findings)
    return [
        f"{each.code} {place} {each.value}"
        for each, place in zip(grid.findings, places, strict=True)
    ]
