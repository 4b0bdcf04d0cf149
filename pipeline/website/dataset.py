"""Describe the data set of a page as JSON-LD of schema.org, which search engines for data sets read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from pipeline.escaping import script_json
from pipeline.ingest import Report
from pipeline.localization import LocalizedText
from pipeline.website.page_data import COMPILER, citation

LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
_FORMS: Final = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".sqlite": "application/vnd.sqlite3",
}
#: The files that are offered: the figures in words and in codes, the workbook, the database.
_OFFERED: Final = ("figures_en.csv", "figures_zh.csv", "data/figures.csv", ".xlsx", ".sqlite")


def _both(text: LocalizedText) -> list[dict[str, str]]:
    return [{"@language": "en", "@value": text.en}, {"@language": "zh", "@value": text.zh}]


def _organization(english: str, chinese: str) -> dict[str, Any]:
    return {"@type": "Organization", "name": _both(LocalizedText(english, chinese))}


def dataset(report: Report, files: Mapping[str, bytes]) -> str:
    """Return the description as JSON that is safe in HTML; addresses are relative to the page."""
    title = LocalizedText(report.title_en, report.title_zh)
    described = LocalizedText(
        f"Every figure printed in the report: value, unit, period, bounds and source. {report.attribution_en}",
        f"报告所印的每一个数字及其数值、单位、时期、上下界与来源。{report.attribution_zh}",
    )
    return script_json(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "name": _both(LocalizedText(f"{title.en} — printed figures", f"{title.zh}——原文数字")),
            "description": _both(described),
            "identifier": report.folder,
            "version": report.version,
            "datePublished": report.released,
            "license": LICENSE,
            "isAccessibleForFree": True,
            "inLanguage": ["en", "zh"],
            "keywords": list(report.keywords),
            "creator": {"@type": "Organization", "name": COMPILER},
            "citation": citation(report).en,
            "isBasedOn": {
                "@type": "Report",
                "name": _both(title),
                "datePublished": report.published,
                "publisher": _organization(report.publisher_en, report.publisher_zh),
            },
            "distribution": [
                {
                    "@type": "DataDownload",
                    "contentUrl": path,
                    "encodingFormat": _FORMS[PurePosixPath(path).suffix],
                }
                for path in sorted(files)
                if path.endswith(_OFFERED) and path.count("/") <= 1
            ],
        }
    )
