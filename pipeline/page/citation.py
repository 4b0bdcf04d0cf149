"""How the data set is cited: in both languages and as BibTeX."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from pipeline.capture import Report
from pipeline.escaping.bibtex import bibtex_key, bibtex_text
from pipeline.rules.wording import Wording

COMPILER: Final = "printed-figures"
FILE: Final = "citation.bib"


def facts(report: Report) -> dict[str, str]:
    """What a citation needs of the report and the release."""
    kept = (
        "folder", "title_zh", "title_en", "publisher_zh", "publisher_en", "published",
        "version", "released", "attribution_zh", "attribution_en",
    )  # fmt: skip
    return {name: str(value) for name, value in asdict(report).items() if name in kept}


def citation(report: Report) -> Wording:
    """The sentence with which the data set is cited."""
    return Wording(
        f"{report.publisher_en}: {report.title_en}, {report.published}. Printed figures compiled "
        f"by {COMPILER}, version {report.version}, {report.released}.",
        f"{report.publisher_zh}：《{report.title_zh}》，{report.published}。所印数字由 {COMPILER} "
        f"整理，版本 {report.version}，{report.released}。",
    )


def bibtex(report: Report, files: Mapping[str, bytes]) -> str:
    """The package's own BibTeX file if it has one, so that both say the same; else an entry."""
    if FILE in files:
        return files[FILE].decode().strip()
    fields = {
        "author": f"{{{bibtex_text(report.publisher_en)}}}",
        "title": f"{{{bibtex_text(report.title_en)} — printed figures}}",
        "year": report.published[:4],
        "version": report.version,
        "note": f"Compiled by {COMPILER}, {report.released}",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{bibtex_key(report.folder)},\n{lines}\n}}"
