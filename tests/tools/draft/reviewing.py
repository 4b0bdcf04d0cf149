"""A report without figures, its text, and what a reviewer decides about the draft."""

import json
import shutil
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.cli.edit import begin_report
from pipeline.ingest.report_folder import load_reports
from pipeline.paths import Paths
from pipeline.tools.draft.command import scan_for_draft
from pipeline.tools.draft.draft import draft
from pipeline.tools.draft.review import Review
from tests.project import CHECKOUT
from tests.small_report import NAME, fill_in

Row = dict[str, str]
#: Composed for this test, with marks and characters that act in a page or on a terminal.
HOSTILE = "<img src=x onerror=alert(1)></script>\x1b[31m\u202e"
_YEARS = {"2018": ("91.9", "6.7", "37.8", "8.8"), "2019": ("98.7", "6.0", "40.8", "8.0")}
TEXT = (
    f"一、小型章节题名\n\n{HOSTILE}2020年我国国内生产总值超过101万亿元，同比增长2.3%。\n\n"
    + "".join(
        f"{year}年我国国内生产总值{gdp}万亿元，同比增长{growth}%；社会消费品零售总额{sales}万亿元，同比增长{more}%。\n\n"
        for year, (gdp, growth, sales, more) in _YEARS.items()
    )
)


def _row(year: str, number: str, indicator: str, **more: str) -> Row:
    is_growth = indicator.endswith("growth")
    unit = (
        {"unit": "percent", "basis": "yoy"} if is_growth else {"unit": "CNY", "multiplier": "万亿"}
    )
    cells = {
        "number": number,
        "period": year,
        "indicator": indicator,
        "entity": "CN",
        **unit,
        **more,
    }
    form = f"增长 {number}%" if is_growth else f"{more.get('hedge', '')} {number} 万亿元".strip()
    return {"status": "actual", "printed": form, "page": "1", **cells}


#: The rows that a person decides on, by the number as printed.
ROWS = {
    row["number"]: row
    for row in (
        _row("2020", "101", "gdp", hedge="超过"),
        _row("2020", "2.3", "gdp_growth"),
        *(
            _row(year, number, indicator)
            for year, numbers in _YEARS.items()
            for number, indicator in zip(
                numbers, ("gdp", "gdp_growth", "retail_sales", "retail_sales_growth"), strict=True
            )
        ),
    )
}


class Reviewed:
    """The report, its text and the commands on it."""

    def __init__(self, root: Path) -> None:
        shutil.copytree(CHECKOUT / "raw" / "vocabulary", root / "raw" / "vocabulary")
        self.paths = Paths(root)
        begin_report(self.paths, NAME)
        self.folder = root / "raw" / NAME
        fill_in(self.folder)
        facts = self.folder / "report.yaml"
        years = facts.read_text(encoding="utf-8").replace("first_year: 2020", "first_year: 2018")
        facts.write_text(years, encoding="utf-8")
        self.text = root / "text.md"
        self.text.write_text(TEXT, encoding="utf-8")
        self.drafts = root / "drafts" / NAME

    def run(self, *options: str, given: str = "") -> Result:
        """Run `review-draft`."""
        arguments = ["--root", str(self.paths.root), "review-draft", str(self.text), *options]
        return CliRunner().invoke(main, arguments, input=given)

    def review(self, reading: str = "") -> Review:
        """The review that the command makes."""
        capture = load_reports(self.paths)[NAME]
        scanned = scan_for_draft(capture, self.text)
        return Review(capture, scanned, draft(scanned, capture), reading)

    def document(self, reading: str = "") -> dict[str, Any]:
        """The decisions of a reviewer about every numeral."""
        review = self.review(reading)
        decisions: list[dict[str, Any]] = []
        for number, each in review.open.items():
            row = ROWS.get(each.token.text.removesuffix("万亿"))
            decided = {"cells": dict(row)} if row else {"reason": each.decision.reason or "name"}
            decisions.append({"numerals": [number], **decided})
        given = {"report": NAME, "fingerprint": review.fingerprint, "reading": reading}
        return {**given, "decisions": decisions}

    def apply(self, document: object, *options: str) -> Result:
        """Apply decisions."""
        file = self.paths.root / "given.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        return self.run("--apply", str(file), *options)

    def contents(self) -> dict[Path, bytes]:
        """The bytes of each file of the report."""
        return {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
