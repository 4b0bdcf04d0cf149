"""Write the citation files: `CITATION.cff` (Citation File Format 1.2) and `citation.bib` (BibTeX).

The data's author is this project, and the report's author is its publisher. No person is named.
"""

from __future__ import annotations

from typing import Any, Final

import yaml

from pipeline.escaping import bibtex_key, bibtex_text
from pipeline.ingest import Report
from pipeline.localization import LocalizedText, localized, slashed
from pipeline.package.files import Files, PackageInputs

PROJECT: Final = "printed-figures"
BIBTEX: Final = "citation.bib"
#: Keywords of every package of this project.
OWN_KEYWORDS: Final = ("hedged figures",)


def package_title(report: Report) -> LocalizedText:
    """Return the title of the package of a report."""
    title = LocalizedText(report.title_en, report.title_zh)
    return localized("{title} — printed figures", title=title)


def _published(report: Report) -> tuple[str, str]:
    """Return year and month of the report; the month is blank if `report.yaml` states only a year."""
    year, _, rest = report.published.partition("-")
    return year, rest.partition("-")[0]


def citation_facts(report: Report) -> dict[str, Any]:
    """Return the keys of the Citation File Format; the report is the data's reference."""
    year, month = _published(report)
    return {
        "cff-version": "1.2.0",
        "message": slashed(
            localized("Please cite the data together with the report that printed the figures.")
        ),
        "type": "dataset",
        "title": slashed(package_title(report)),
        "version": report.version,
        "date-released": report.released,
        "license": "CC-BY-4.0",
        "authors": [{"name": PROJECT}],
        "keywords": [*report.keywords, *OWN_KEYWORDS],
        "references": [
            {
                "type": "report",
                "title": report.title_zh,
                "year": int(year),
                **({"month": int(month)} if month else {}),
                "languages": [report.language.partition("-")[0]],
                "authors": [{"name": report.publisher_zh}],
                "institution": {"name": report.publisher_en},
                "notes": f"{report.attribution_zh} / {report.attribution_en}",
            }
        ],
    }


def cited(report: Report) -> LocalizedText:
    """Return one sentence that cites the report and its data."""
    return localized(
        "{publisher}: {title}, {published}. Figures compiled by {project}, version {version}, {released}.",
        publisher=LocalizedText(report.publisher_en, report.publisher_zh),
        title=LocalizedText(report.title_en, f"《{report.title_zh}》"),
        published=report.published,
        project=PROJECT,
        version=report.version,
        released=report.released,
    )


def _entry(kind: str, key: str, **fields: str) -> str:
    """Format a BibTeX entry; double braces keep names whole and titles in their case."""
    lines = [
        f"  {name:<12} = {{{{{bibtex_text(text)}}}}}," for name, text in fields.items() if text
    ]
    return "\n".join((f"@{kind}{{{bibtex_key(key)},", *lines, "}", ""))


def bibtex(report: Report) -> str:
    """Return one BibTeX entry for the report and one for its data."""
    year, month = _published(report)
    printed = _entry(
        "techreport",
        report.folder,
        author=report.publisher_zh,
        title=report.title_zh,
        institution=report.publisher_en,
        year=year,
        month=month.lstrip("0"),
        note=f"{report.title_en}. {report.attribution_zh}",
    )
    data = _entry(
        "misc",
        f"{report.folder}-data",
        author=PROJECT,
        title=f"{report.title_en} -- printed figures",
        howpublished=f"Data package, version {report.version}, CC BY 4.0",
        year=report.released.partition("-")[0],
        note=f"Released {report.released}. {report.attribution_en}",
    )
    return f"{printed}\n{data}"


def citation(material: PackageInputs, made: Files) -> Files:
    """Return both citation files."""
    del made
    facts = citation_facts(material.report)
    text = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=1000)
    return {"CITATION.cff": text.encode(), BIBTEX: bibtex(material.report).encode()}
