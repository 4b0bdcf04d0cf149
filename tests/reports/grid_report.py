"""A report whose figures are in three tables, and one figure of its text with which a table agrees.

The tables are those of the composed communiqué `nbs-2024`; the report around them is a minimal one.
"""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from typing import Final

from pipeline.cli.edit import begin_report
from pipeline.parsing.normalization import fingerprint
from pipeline.paths import Paths
from tests.small_report import WITHOUT

HERE: Final = Path(__file__).parent
TABLES: Final = HERE / "nbs-2024" / "tables"
WORDS: Final = HERE / "table_words"
NAME: Final = "tables-2024"
GRIDS: Final = ("population", "prices", "value_added")
#: The one sentence of the report: its gross domestic product.
SENTENCE: Final = "2024年国内生产总值1349084亿元。"
SECTIONS: Final = (
    {
        "section": "1",
        "level": "chapter",
        "heading": "一、",
        "title_zh": "总量",
        "title_en": "Total",
    },
    {
        "section": "5",
        "level": "chapter",
        "heading": "五、",
        "title_zh": "附表",
        "title_en": "Tables",
    },
)
FIGURE: Final = {
    "id": "1-001", "printed": "1349084亿元", "indicator": "gdp", "entity": "CN",
    "number": "1349084", "multiplier": "亿", "unit": "CNY", "period": "2024", "status": "actual",
    "inferred": "entity",
}  # fmt: skip
LABEL: Final = {"reason": "list_number"}
YEAR: Final = {"reason": "date"}
#: One printed share is not that of its printed level: the report makes the three shares add up to 100.
ERRATUM: Final = {
    "erratum": "E01", "section": "5", "figures": "5-012", "identity": "population.share-C8",
    "identity_verdict": "inconsistent", "kind": "contradiction",
    "description_zh": "占比 17.1% 与人数推算的 17.0% 不符。",
    "description_en": "The share of 17.1% is not the 17.0% that follows from the numbers of people.",
    "reason_zh": "三项占比之和凑为 100%。",
    "reason_en": "The three shares are made to add up to 100%.",
    "reading_zh": "按原文录入；百分比以人数为准。",
    "reading_en": "Kept as printed; the numbers of people decide.", "confidence": "high",
    "guard": "[5-012] = 17.1",
}  # fmt: skip


def write_table(path: Path, rows: list[dict[str, str]]) -> None:
    """Write rows below the header that a file has."""
    columns = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def numerals() -> list[dict[str, str]]:
    """The keyed ledger: headings and the sentence. The numerals of tables are those of the grids."""
    places = [
        ("1", "0", "一、总量", ("一",), LABEL),
        ("1", "1", SENTENCE, ("2024", "1349084亿"), {"figure": "1-001"}),
        ("5", "0", "五、附表", ("五",), LABEL),
    ]
    return [
        {
            "section": section,
            "paragraph": paragraph,
            "sentence": "1",
            "ordinal": str(ordinal),
            "token": token,
            "sentence_sha256": fingerprint(text),
            **(YEAR if token[:4] == "2024" else cells),
        }
        for section, paragraph, text, found, cells in places
        for ordinal, token in enumerate(found, start=1)
    ]


def add_words(vocabulary: Path) -> None:
    """Add the words of the tables to a vocabulary; a row of a known code replaces it."""
    for added in sorted(WORDS.glob("*.csv")):
        header, *further = _records(added)
        columns, *rows = _records(vocabulary / added.name)
        assert columns == header, added.name
        known = {row[0]: row for row in rows} | {row[0]: row for row in further}
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows([columns, *known.values()])
        (vocabulary / added.name).write_text(text.getvalue(), encoding="utf-8")


def _records(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def grid_report(root: Path) -> Path:
    """Add the report and its words to the raw/ of a copy of the project; return its folder."""
    paths = Paths(root)
    begin_report(paths, NAME)
    folder = paths.raw / NAME
    text = (folder / "report.yaml").read_text(encoding="utf-8")
    without = WITHOUT.replace("identities; errata; ", "")
    text = text.replace("draft: true\n", "").replace('without: ""', f"without: {without}")
    text = text.replace("first_year: 2024", "first_year: 2022")
    text = text.replace("published: 2024", "published: 2025").replace("2024-12-31", "2025-12-31")
    text = text.replace("（待填）", "表格").replace("(to fill in)", "A report of tables:")
    (folder / "report.yaml").write_text(text, encoding="utf-8")
    write_table(folder / "sections.csv", [dict(each) for each in SECTIONS])
    write_table(folder / "figures" / "1.csv", [FIGURE])
    write_table(folder / "numerals.csv", numerals())
    write_table(folder / "errata.csv", [ERRATUM])
    shutil.copytree(TABLES, folder / "tables")
    add_words(paths.raw / "vocabulary")
    return folder


def table_text(name: str, layout: str) -> str:
    """A table of the report as text: Markdown, columns with tabs, or columns with wide spaces."""
    (title, *_), *rows = _records(TABLES / f"{name}.csv")
    if layout == "markdown":
        lines = [f"| {' | '.join(row)} |" for row in rows]
        lines.insert(1, "|" + " --- |" * len(rows[0]))
    else:
        lines = [
            {"tabs": "\t", "spaces": "\u3000", "gaps": "   "}[layout].join(row) for row in rows
        ]
    return "\n".join([title, "", *lines])


def report_text(layout: str = "markdown") -> str:
    """The text of the report, with its tables in a layout."""
    tables = "\n\n".join(table_text(name, layout) for name in GRIDS)
    return f"一、总量\n\n{SENTENCE}\n\n五、附表\n\n{tables}\n"
