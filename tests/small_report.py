"""A small report of one section and two figures, made from what `new-report` begins."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from pathlib import Path

from pipeline.cli.edit import begin_report
from pipeline.ingest.report_folder import load_reports
from pipeline.package import RELEASE_BUILDERS, Files
from pipeline.package.build import build_package
from pipeline.paths import Paths
from tests.project import CHECKOUT, REPORT
from tests.shared import shared

NAME = "small-2020"
PACKAGE = f"datapackage-{NAME}"
SECTION = "figures/1.csv"
WITHOUT = (
    "identities; errata; policies; initiatives; phases; trends; challenges; recommendations; "
    "second_readings; second_reading_differences; charts; chart_figures"
)
FIGURES = (
    {
        "id": "1-001",
        "page": "1",
        "printed": "超过 40 万亿元",
        "indicator": "retail_sales",
        "entity": "CN",
        "hedge": "超过",
        "number": "40",
        "multiplier": "万亿",
        "unit": "CNY",
        "period": "2020",
        "status": "actual",
        "inferred": "period",
    },
    {
        "id": "1-002",
        "page": "1",
        "printed": "增长 3.5%",
        "indicator": "gdp_growth",
        "entity": "CN",
        "number": "3.5",
        "unit": "percent",
        "period": "2020",
        "basis": "yoy",
        "status": "actual",
        "inferred": "period",
    },
)


def append(path: Path, rows: list[dict[str, str]]) -> None:
    """Rows below the header that `new-report` wrote."""
    columns = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    text = io.StringIO(newline="")
    csv.DictWriter(text, columns, lineterminator="\n").writerows(rows)
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(text.getvalue())


def numeral(figure: dict[str, str], sentence: int) -> dict[str, str]:
    """The row of the ledger for a figure's numeral, in a sentence of its own."""
    return {
        "section": "1",
        "page": "1",
        "paragraph": "1",
        "sentence": str(sentence),
        "ordinal": "1",
        "token": figure["number"] + figure.get("multiplier", ""),
        "sentence_sha256": f"{sentence:x}".zfill(64) if sentence > 9 else str(sentence) * 64,
        "figure": figure["id"],
    }


def fill_in(folder: Path) -> None:
    """Facts in place of placeholders; the report is not a draft and states what it has none of."""
    for file in ("report.yaml", "sections.csv"):
        text = (folder / file).read_text(encoding="utf-8")
        text = text.replace("draft: true\n", "").replace('without: ""', f"without: {WITHOUT}")
        text = text.replace("（待填）", "小型").replace("(to fill in)", "A small report's")
        (folder / file).write_text(text, encoding="utf-8")


def small_report(root: Path, name: str = NAME, figures: int = len(FIGURES)) -> Path:
    """Add the report to raw/ as an editor would: begin it, key it, fill in its facts.

    Further figures repeat the last one.
    """
    begin_report(Paths(root), name)
    folder = root / "raw" / name
    more = ({**FIGURES[-1], "id": f"1-{number:03}"} for number in range(3, figures + 1))
    keyed = [*map(dict, FIGURES), *more]
    append(folder / SECTION, keyed)
    numerals = [numeral(figure, number) for number, figure in enumerate(keyed, 1)]
    append(folder / "numerals.csv", numerals)
    fill_in(folder)
    return folder


@shared
def small_release() -> Files:
    """The release of the small report in all its forms, under the name of the committed one.

    What is tested on it does not depend on how many figures there are.
    """
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        shutil.copytree(CHECKOUT / "raw" / "vocabulary", root / "raw" / "vocabulary")
        small_report(root).rename(root / "raw" / REPORT)
        return build_package(load_reports(Paths(root))[REPORT], parts=RELEASE_BUILDERS).files
