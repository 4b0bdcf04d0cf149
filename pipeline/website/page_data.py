"""Collect the data of the page: each table once, citations, the data set as JSON-LD of schema.org.

A column with repeated cells or parts of cells is written as the distinct ones and their indices, so that
large pages stay small. What the page shows without scripts is not repeated. Citations of the data set are in both languages and as BibTeX. All JSON is safe in HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Any, Final

import pandas as pd

from pipeline.escaping import bibtex_key, bibtex_text, script_json
from pipeline.formatting import labels
from pipeline.formatting.labels import Bases, period_in_words
from pipeline.formatting.numbers import format_figure, unit_word
from pipeline.ingest import Report
from pipeline.localization import Language, LocalizedText, in_language, localized
from pipeline.schema import (
    CHECK_COVERAGE,
    DRAFTED,
    ERRATA,
    FIGURES,
    IDENTITIES,
    IDENTITY_TERMS,
    NUMERALS,
    RAW_FIGURES,
    READINGS,
    SYNONYMS,
)
from pipeline.transform.figures import once_for_each_meaning
from pipeline.transform.tables import Tables
from pipeline.validation.schema import Row, rows_of

COMPILER: Final = "printed-figures"
FILE: Final = "citation.bib"


def citation_facts(report: Report) -> dict[str, str]:
    """Return the facts of the report and the release that a citation needs."""
    kept = (
        "folder", "title_zh", "title_en", "publisher_zh", "publisher_en", "published",
        "version", "released", "attribution_zh", "attribution_en",
    )  # fmt: skip
    return {name: str(value) for name, value in asdict(report).items() if name in kept}


def citation(report: Report) -> LocalizedText:
    """Return the citation of the data set in both languages."""
    return localized(
        "{publisher}: {title}, {published}. Printed figures compiled by {compiler}, "
        "version {version}, {released}.",
        publisher=LocalizedText(report.publisher_en, report.publisher_zh),
        title=LocalizedText(report.title_en, report.title_zh),
        published=report.published,
        compiler=COMPILER,
        version=report.version,
        released=report.released,
    )


def bibtex(report: Report, files: Mapping[str, bytes]) -> str:
    """Return the package's own BibTeX file if it has one, so that both are equal; else an entry."""
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


#: Number of figures that the page lists without scripts.
PAGE_ROWS: Final = 250
#: Columns that repeat other columns and small tables.
DERIVED: Final = frozenset({"report", "indicator_zh", "indicator_en", "entity_zh", "entity_en"})
#: Small tables whose titles the scripts show, and their keys.
TITLED: Final = {
    "indicators": "indicator", "entities": "entity", "units": "unit", "statuses": "status",
    "sources": "source", "sections": "section", "measure_types": "measure", "credits": "credit",
    "error_types": "error_type",
}  # fmt: skip
SHOWN: Final = ("title_zh", "title_en", "definition_zh", "definition_en")


def column(cells: Sequence[str]) -> Any:
    """Encode a column as cells, or as its distinct parts, split at `;`, and the indices of each row."""
    parts = {cell: cell.split(";") for cell in dict.fromkeys(cells)}
    distinct = list(dict.fromkeys(part for row in parts.values() for part in row))
    if len(distinct) * 2 > len(cells):
        return list(cells)
    number = {part: index for index, part in enumerate(distinct)}
    rows = {cell: [number[part] for part in row] for cell, row in parts.items()}
    at = {cell: row if len(row) > 1 else row[0] for cell, row in rows.items()}
    return {"of": distinct, "at": [at[cell] for cell in cells]}


def references(cells: Iterable[str], figures: pd.DataFrame) -> dict[str, Any]:
    """Encode figures of another table as the numbers of their rows in the table of figures."""
    number, wanted = {each: at for at, each in enumerate(figures["figure_id"])}, list(cells)
    if not number.keys() >= set(wanted):
        return {"figure": column(wanted)}
    return {"figure": {"of": "figure_id", "at": [number[cell] for cell in wanted]}}


def columns(frame: pd.DataFrame, names: Iterable[str]) -> dict[str, Any]:
    """Encode the named columns of a table."""
    return {name: column(frame[name].to_numpy(dtype=object).tolist()) for name in names}


def synonyms(frames: Tables) -> list[list[str]]:
    """Return groups of words that mean the same to a reader: the terms of each code."""
    codes = frames[SYNONYMS.name].groupby(["kind", "code"], sort=False)["term"]
    return [list(terms) for _, terms in codes]


def page_data(report: Report, frames: Tables) -> str:
    """Return the JSON text; `<`, `>` and `&` are written as escapes."""
    figures = frames[FIGURES.name]
    kept = [name for name in FIGURES.columns if name not in DERIVED]
    value: dict[str, Any] = {
        "report": citation_facts(report),
        "columns": list(FIGURES.columns),
        "rawColumns": list(RAW_FIGURES.columns),
        "figures": {**columns(figures, kept), **_stated(frames)},
        "titles": {name: _titles(frames[name], key) for name, key in TITLED.items()},
        "names": {row["entity"]: row["names_zh"] for row in rows_of(frames["entities"])},
        "synonyms": synonyms(frames),
        "labels": {kind: _pairs(words) for kind, words in labels.OF_SCRIPTS.items()},
        "verdicts": {row["identity"]: row["verdict"] for row in rows_of(frames[IDENTITIES.name])},
        "terms": columns(frames[IDENTITY_TERMS.name], ("identity", "figure")),
        "numerals": _numerals(frames[NUMERALS.name], figures),
        "policies": columns(frames["policies"], ("policy", "section")),
        "initiatives": columns(frames["initiatives"], ("initiative", "figures")),
        "errata": columns(frames[ERRATA.name], ("erratum", "figures")),
        "check_coverage": _check_coverage(frames[CHECK_COVERAGE.name], figures),
        **_drafted(frames, figures),
    }
    return script_json(value)


def _readings(frames: Tables) -> Callable[[Row], LocalizedText]:
    """Return the function that formats a figure's number with its hedge and unit."""
    units, indicators = _by(frames, "units", "unit"), _by(frames, "indicators", "indicator")
    return lambda row: format_figure(row, units[row["unit"]], indicators[row["indicator"]])


def sentences(frames: Tables) -> Callable[[Row], LocalizedText]:
    """Return the function that states a figure as a sentence; the scripts state the same one."""
    read, bases, statuses = _readings(frames), Bases.of(frames), _by(frames, "statuses", "status")

    def sentence(row: Row) -> LocalizedText:
        status = statuses[row["status"]]
        stated = LocalizedText(status["title_en"].lower(), status["title_zh"])
        added = [period_in_words(row["period"]), bases.text(row)]
        added += [] if row["status"] == "actual" else [stated]
        kept = [each for each in added if each.en]
        number = read(row)
        ends = "，".join(each.zh for each in kept)
        return LocalizedText(
            ", ".join(
                [f"{row['indicator_en']}, {row['entity_en']}: {number.en}", *(w.en for w in kept)]
            ),
            f"{row['entity_zh']}{row['indicator_zh']}：{number.zh}"
            + (f"（{ends}）" if ends else ""),
        )

    return sentence


def _by(frames: Tables, table: str, key: str) -> dict[str, Row]:
    return {row[key]: row for row in rows_of(frames[table])}


#: What the page says about a figure in both languages.
_SAID: Final[Sequence[tuple[str, Language]]] = [
    (name, code) for name in ("read", "word", "period", "basis") for code in ("zh", "en")
]


def _stated(frames: Tables) -> dict[str, Any]:
    """Describe every figure in words, for display and search."""
    bases, read = Bases.of(frames), _readings(frames)
    units, indicators = _by(frames, "units", "unit"), _by(frames, "indicators", "indicator")

    def described(row: Row) -> dict[str, str]:
        texts = {
            "read": read(row),
            "word": unit_word(row, units[row["unit"]], indicators[row["indicator"]]),
            "period": period_in_words(row["period"]),
            "basis": bases.text(row),
        }
        return {f"{name}_{code}": in_language(code, texts[name]) for name, code in _SAID}

    rows = once_for_each_meaning(frames[FIGURES.name], described)
    names = (f"{name}_{code}" for name, code in _SAID)
    return {name: column([row[name] for row in rows]) for name in names}


def _titles(frame: pd.DataFrame, key: str) -> Mapping[str, Sequence[str]]:
    shown = [name for name in SHOWN if name in frame]
    return {row[key]: [row[name] for name in shown] for row in rows_of(frame)}


def _pairs(words: Mapping[str, Any]) -> Mapping[str, Sequence[str]]:
    return {code: (word.zh, word.en) for code, word in words.items()}


def _numerals(frame: pd.DataFrame, figures: pd.DataFrame) -> dict[str, Any]:
    """Encode the numerals that figures claim; the hash is blank where it is that of the figure."""
    claimed = frame[frame["figure"] != ""]
    own = claimed["figure"].map(figures.set_index("figure_id")["sentence_sha256"])
    other = claimed["sentence_sha256"].mask(claimed["sentence_sha256"] == own, "")
    return {
        **references(claimed["figure"], figures),
        **columns(claimed.assign(sentence_sha256=other), ("sentence_sha256", "ordinal", "token")),
    }


def _drafted(frames: Tables, figures: pd.DataFrame) -> dict[str, Any]:
    """Encode who confirmed each figure that a program proposed, with the days of the readings; nothing if there are none."""
    drafted = frames[DRAFTED.name]
    if drafted.empty:
        return {}
    days = {row["reading"]: row["date"] for row in rows_of(frames[READINGS.name])}
    own = columns(drafted, ("program", "confirmed_by_reading"))
    return {
        "drafted": {"figures": {**references(drafted["figure"], figures), **own}, "readings": days}
    }


def _check_coverage(frame: pd.DataFrame, figures: pd.DataFrame) -> dict[str, Any]:
    """Encode which errors in each figure are detected."""
    others = [name for name in CHECK_COVERAGE.columns if name not in ("figure", "injected")]
    return {**references(frame["figure"], figures), **columns(frame, others)}


LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
_FORMS: Final = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".sqlite": "application/vnd.sqlite3",
}
#: The files that are offered: the figures in words and in codes, the workbook, the database.
_OFFERED: Final = ("figures_en.csv", "figures_zh.csv", "data/figures.csv", ".xlsx", ".sqlite")


def _in_both(text: LocalizedText) -> list[dict[str, str]]:
    return [{"@language": "en", "@value": text.en}, {"@language": "zh", "@value": text.zh}]


def _organization(english: str, chinese: str) -> dict[str, Any]:
    return {"@type": "Organization", "name": _in_both(LocalizedText(english, chinese))}


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
            "name": _in_both(
                LocalizedText(f"{title.en} — printed figures", f"{title.zh}——原文数字")
            ),
            "description": _in_both(described),
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
                "name": _in_both(title),
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
