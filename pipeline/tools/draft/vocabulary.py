"""Propose rows of the vocabulary where no indicator, entity or unit fits, and accept those that people marked.

One file has all proposals. A cell that no rule derives is blank: people write English names and definitions. Nothing
reads the file until `accept` moves the rows that are marked `yes`, complete and valid to `raw/vocabulary/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from pipeline.filesystem import confined, write_atomic
from pipeline.ingest import RawTable, parse_csv
from pipeline.ingest.raw_file import name_below, read_bytes
from pipeline.ingest.report_folder import UNCONFIRMED_FOLDER, VOCABULARY_FOLDER
from pipeline.parsing import Lexicon, QuantityError
from pipeline.parsing.normalization import normalize_text
from pipeline.rules import localized
from pipeline.schema import RAW_FIGURES, VOCABULARY, TableSchema
from pipeline.tools.draft.draft import Draft, DraftFigure
from pipeline.tools.draft.indicators import KIND, Indicators
from pipeline.tools.draft.unconfirmed import (
    FIGURES_FILE,
    ConfirmationError,
    csv_text,
    read_table,
    require_valid_form,
)
from pipeline.validation.schema import Row, is_valid_row
from pipeline.validation.vocabulary import Vocabulary, validate_vocabulary

VOCABULARY_FILE: Final = "vocabulary.proposed.csv"
ACCEPTED: Final = "yes"
_TABLES: Final = {e.name: e for e in VOCABULARY if e.name in ("indicators", "entities", "units")}
#: The column of the file for a code that is not the key: that of an entity in a standard.
_NAMES: Final = {"code": "standard_code"}
_CELLS: Final = tuple(
    dict.fromkeys(_NAMES.get(n, n) for e in _TABLES.values() for n in e.columns[1:])
)
COLUMNS: Final = ("accepted", "table", "code", *_CELLS, "figures", "from")

#: Where the name of what is measured ends in its clause.
_END: Final = re.compile(
    r"同比|环比|(?<!之)比(?![重例值率])|较|占(?!地)|之?为|(?<!发)达|约|首次|累计|名义|实际|分别|已|再|由|从(?!业)|继续|保持|实现|排名|位居|升[到至]|连续"
)
#: What stands before it: times, the region, connectives.
_START: Final = re.compile(
    r"(?:截至|其中|此外|同时|尤其是|[0-9]{2,4}年|[0-9]{1,2}月(?:份|末)?|[上下]半年|前?[一二三四]季度|全年|当月|年末|末|底|我国|全国|中国|全市|的|到|,)+"
)
#: A clause of several subjects, of which none is that of all figures.
_LISTED: Final = re.compile("分别|、")
_TITLES: Final = {
    "growth_rate": ("增长率", "_growth", "Growth of {title}"),
    "pp_difference": ("变动", "_change", "Change in {title}"),
    "difference": ("增减", "_change", "Change in {title}"),
    "ratio_difference": ("变动", "_change", "Change in {title}"),
    "share": ("占比", "", ""),
    "rank": ("位次", "", ""),
}
#: Reasons for a range, in Chinese and English.
_SHARE: Final = ("份额按定义在 0 与 100 之间", "A share lies between 0 and 100 by definition")
_SEEN: Final = (
    "起草时原文数值为 {seen}，放宽一个数量级",
    "The values seen at drafting are {seen}; the range is one order wider",
)
_LEVELS: Final = re.compile("率|均|每|价|浓度|面积|指数|密度|强度|速")
_SPANS: Final = frozenset({"year", "month", "day", "week", "hour", "minute", "second"})
#: Names of places and organisations by their endings, with the kind of entity.
_NAMED: Final = (
    ("region", re.compile(r"\A[一-龥]{2,6}?(?:省|市|自治区|特别行政区)(?=[一-龥])")),
    ("company", re.compile(r"\A[一-龥]{2,8}?(?:公司|集团|银行)(?=[一-龥])")),
)
_UNIT_WORDS: Final = re.compile(r"[A-Za-zμ°Ω/·²³]{1,8}|[一-龥]{1,3}(?=[,;。、])")


@dataclass
class _Group:
    """Hold the figures that one proposed indicator would have."""

    title: str
    figures: list[DraftFigure]


def proposals(made: Draft, vocabulary: Vocabulary) -> Iterator[Row]:
    """Yield the proposed rows in the order of the text: indicators, then entities, then units."""
    indicators = Indicators(tuple(vocabulary.rows("indicators")), vocabulary.words)
    groups: dict[tuple[str, str, str], _Group] = {}
    subject, text = "", ""
    for each in made.figures:
        own = subject_of(each)
        of_several = own is None or each.place.text != text
        subject = own or ("" if of_several else subject)
        text = each.place.text
        if not _fits(each, indicators):
            measure, unit = measure_of(each, vocabulary), each.cells["unit"].cell
            key = (subject or each.figure, measure, unit)
            groups.setdefault(key, _Group(subject, [])).figures.append(each)
    for (_, measure, unit), group in groups.items():
        yield _indicator(group, measure, unit, vocabulary)
    yield from _entities(made, vocabulary)
    yield from _units(made)


def _fits(figure: DraftFigure, indicators: Indicators) -> bool:
    """Return whether an indicator is proposed, or the title of the first candidate is in the words before."""
    cell = figure.cells["indicator"]
    if cell.cell or not cell.candidates:
        return bool(cell.cell)
    return KIND.sub("", indicators.title(cell.candidates[0])) in figure.place.part


def subject_of(figure: DraftFigure) -> str | None:
    """Return the name of what a figure measures, blank if its clause has none, None if it has several."""
    clause = figure.place.clause
    if _LISTED.search(clause) or figure.place.form.unit:
        return None
    found = _START.sub("", _END.split(clause)[0], count=1)
    found = re.sub(r"\([^)]*\)", "", found).strip("的了“”")
    return found if 2 <= len(found) <= 24 else ""


def measure_of(figure: DraftFigure, vocabulary: Vocabulary) -> str:
    """Return the measure of a figure by its unit, direction and words; blank if none may have its unit."""
    unit, words = figure.cells["unit"].cell, figure.place.clause
    known = vocabulary.by_code("measure_types")
    allowed = {name for name, row in known.items() if unit in row["units"].split(";")}
    direction = figure.place.form.figure.direction
    kind = vocabulary.words.directions[direction].kind if direction else ""
    changes = kind == "change" or figure.cells["basis"].cell.startswith(("cagr", "yoy", "pop"))
    if kind == "change" and unit == "times" and not figure.place.form.figure.units:
        ranked = ["ratio_difference"]
    elif changes or "增速" in figure.place.form.words:
        ranked = ["growth_rate", "pp_difference", "increase_multiple", "difference"]
        ranked = [e for e in ranked if e != "difference" or unit not in ("percent", "times")]
    elif unit in _SPANS:
        ranked = ["duration"]
    elif (
        figure.place.form.unit
        or "占" in words
        or "比重" in words
        or "份额" in words
        or (unit == "percent" and "率" in words)
    ):
        ranked = ["share"]
    else:
        instant = figure.cells["period"].cell.startswith("@")
        is_level = _LEVELS.search(words) or "_per_" in unit or unit in ("percent", "per_mille")
        ranked = ["level", "rank", "ratio"] if is_level else ["rank", "ratio"]
        ranked += ["stock"] if instant else ["flow", "level", "stock"]
    return next((each for each in ranked if each in allowed), "")


def _values(figures: Sequence[DraftFigure], unit: str, words: Lexicon) -> list[Decimal]:
    """Return the numbers of the figures in the base unit."""
    found: list[Decimal | None] = []
    for each in figures:
        try:
            quantity = each.place.form.figure.to_quantity(unit, words)
        except (QuantityError, KeyError):
            continue
        found += [quantity.value, quantity.value_high]
    return [each for each in found if each is not None]


def range_of(measure: str, values: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    """Return a range one order wider than the values seen; a share and a rank have limits by definition."""
    if measure == "share":
        return Decimal(0), Decimal(100)
    if not values:
        return None
    low, high = min(values), max(values)
    size = 10 * max(abs(low), abs(high), Decimal("0.1"))
    if measure == "rank":
        return Decimal(1), size
    if measure == "growth_rate":
        return max(-size, Decimal(-100)), size
    if low < 0 or measure.endswith("difference"):
        return -size, size
    return low / 10, size


def _indicator(group: _Group, measure: str, unit: str, vocabulary: Vocabulary) -> Row:
    """Return the proposed row of an indicator; the name of a change of a known one is derived from it."""
    ending, suffix, english = _TITLES.get(measure, ("", "", ""))
    every = vocabulary.rows("indicators")
    known = [row for row in every if normalize_text(row["title_zh"]) == group.title]
    values = _values(group.figures, unit, vocabulary.words)
    limits = range_of(measure, values)
    names_it = ("占比", "比重", "率") if measure == "share" else (ending, "排名", "名次")
    has_ending = group.title.endswith(names_it)
    row = {
        "table": "indicators",
        "title_zh": group.title and group.title + ("" if has_ending else ending),
        "measure": measure,
        "unit": unit,
        "figures": ";".join(each.figure for each in group.figures),
    }
    if known and suffix:
        title = known[0]["title_en"]
        lower = title if title[1:2].isupper() else title[:1].lower() + title[1:]
        code = known[0]["indicator"]
        row |= {"code": f"{code}{suffix}", "of": code, "title_en": english.format(title=lower)}
    reasons = [f"title: {group.title}", f"measure, unit: {group.figures[0].place.form.words}"]
    if limits:
        low, high = (f"{each.normalize():f}" for each in limits)
        ends = (min(values, default=limits[0]), max(values, default=limits[1]))
        seen = " – ".join(dict.fromkeys(f"{each.normalize():f}" for each in ends))
        zh, en = _SHARE if measure == "share" else _SEEN
        row |= {"minimum": low, "maximum": high}
        row |= {"range_zh": zh.format(seen=seen), "range_en": en.format(seen=seen)}
        reasons.append(f"range: {seen}")
    return _cells(row | {"from": "; ".join(reasons)})


def _entities(made: Draft, vocabulary: Vocabulary) -> Iterator[Row]:
    """Yield an entity for each name of a place or an organisation that is not in the vocabulary."""
    known = {row["title_zh"] for row in vocabulary.rows("entities")}
    known |= {n for row in vocabulary.rows("entities") for n in row["names_zh"].split(";")}
    found: dict[tuple[str, str], list[str]] = {}
    for each in made.figures:
        clause = _START.sub("", each.place.clause, count=1)
        for kind, pattern in _NAMED:
            named = pattern.match(clause)
            if named and named.group() not in known and not named.group().startswith(("全", "各")):
                found.setdefault((kind, named.group()), []).append(each.figure)
    for (kind, name), figures in found.items():
        row = {"table": "entities", "kind": kind, "title_zh": name, "figures": ";".join(figures)}
        yield _cells(row | {"from": f"title, kind: {name}"})


def _units(made: Draft) -> Iterator[Row]:
    """Yield a unit for the unknown words behind each number that is not read."""
    found: dict[str, list[str]] = {}
    for each in made.numerals:
        behind = _UNIT_WORDS.match(each.token.sentence.text, each.token.end)
        if behind and not each.decision.reason and re.fullmatch(r"[0-9.]+", each.token.text):
            place = each.token.position
            found.setdefault(behind.group(), []).append(":".join([*place.values()][:5]))
    for words, places in found.items():
        code = words if re.fullmatch("[A-Za-z]+", words) else ""
        row = {"table": "units", "code": code, "title_zh": words, "words": words}
        yield _cells(row | {"figures": ";".join(places), "from": f"words: {words}"})


def _cells(row: Row) -> Row:
    return {name: row.get(name, "") for name in COLUMNS}


def vocabulary_text(made: Draft, vocabulary: Vocabulary) -> str:
    """Return the file of proposals."""
    return csv_text(COLUMNS, ([row[n] for n in COLUMNS] for row in proposals(made, vocabulary)))


def accept(file: Path, folder: Path, root: Path, vocabulary: Mapping[str, RawTable]) -> int:
    """Move the accepted rows of a file to the vocabulary, and return how many there are.

    The indicator of each unconfirmed row of a report that is still open becomes the one that was accepted for it.
    Raises ConfirmationError if a row is incomplete, invalid or known, or if `check` would find an error in the
    vocabulary with the rows; then nothing is written.
    """
    rows = [row for row in read_table(file, COLUMNS) if row["accepted"] == ACCEPTED]
    added = _added(rows, Vocabulary.of(vocabulary))
    written = {root / "raw" / VOCABULARY_FOLDER / f"{name}.csv": (_TABLES[name], more) for name, more in added.items()}  # fmt: skip
    files = {path: _with_rows(path, *each, root) for path, each in written.items()}
    made = {
        table.name: require_valid_form(path, table, files[path], root)
        for path, (table, _) in written.items()
    }
    if errors := [each for each in validate_vocabulary({**vocabulary, **made}) if each.is_error]:
        message = localized("{count} cells are not confirmed: correct them", count=len(errors))
        raise ConfirmationError(message, errors)
    accepted = (row for row in rows if row["table"] == "indicators")
    codes = {figure: row["code"] for row in accepted for figure in row["figures"].split(";")}
    for path in sorted((folder / UNCONFIRMED_FOLDER).glob(f"*/{FIGURES_FILE}")):
        figures = read_table(path, RAW_FIGURES.columns, root)
        for each in figures:
            each["indicator"] = each["indicator"] or codes.get(each["id"], "")
        lines = ([each[column] for column in RAW_FIGURES.columns] for each in figures)
        files[path] = csv_text(RAW_FIGURES.columns, lines).encode()
    for path in files:
        confined(path, root)
    for path, data in files.items():
        write_atomic(path, data, root=root)
    return len(rows)


def _added(rows: Sequence[Row], vocabulary: Vocabulary) -> dict[str, list[Row]]:
    """Return the accepted rows by table. Raises ConfirmationError for one that is incomplete, invalid or known."""
    added: dict[str, list[Row]] = {}
    taken = {name: {*vocabulary.by_code(name)} for name in _TABLES}
    for row in rows:
        table = _TABLES.get(row["table"])
        names = table.columns[1:] if table else ()
        cells = {name: row[_NAMES.get(name, name)] for name in names}
        cells |= {table.key[0]: row["code"]} if table else {}
        if not table or row["code"] in taken[table.name] or not is_valid_row(cells, table):
            name = f"{row['table']} {row['code']} {row['title_zh']}"
            message = localized("{row} is incomplete, invalid or known: correct it", row=name)
            raise ConfirmationError(message)
        taken[table.name].add(row["code"])
        added.setdefault(table.name, []).append(cells)
    return added


def _with_rows(path: Path, table: TableSchema, rows: Sequence[Row], root: Path) -> bytes:
    """Return a file of the vocabulary with more rows, in the order of its own columns."""
    data, unreadable = read_bytes(path, root)
    known = parse_csv(data, table, name_below(path, root))
    if errors := [e for e in (unreadable, *known.findings) if e is not None and e.is_error]:
        message = localized("{file} has errors: correct them first", file=name_below(path, root))
        raise ConfirmationError(message, errors)
    columns = [name for name in known.frame.columns if name in table.columns]
    lines = csv_text(columns, ([row[name] for name in columns] for row in rows))
    return data + b"\n" * (not data.endswith(b"\n")) + lines.partition("\n")[2].encode()
