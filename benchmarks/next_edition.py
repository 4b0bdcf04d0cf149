"""Make the next edition of a report from its text, draft it, and compare the draft with the shifted rows.

    python benchmarks/next_edition.py RAW REPORT TEXT [COLUMN ...]

The digits of figures are drawn again; the years become those of the next year, except some that a sentence is
compared with. A tenth of the sentences is left out, and a fifth has other words. The draft is made twice, by the
rules alone and with the rows of the report. A COLUMN also prints its wrong cells.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.drafting import COLUMNS, Score  # noqa: E402
from pipeline.ingest.report_folder import load_reports  # noqa: E402
from pipeline.parsing.normalization import normalize_text  # noqa: E402
from pipeline.parsing.numeral_tokens import tokens  # noqa: E402
from pipeline.paths import Paths  # noqa: E402
from pipeline.tools.draft.command import scan_for_draft  # noqa: E402
from pipeline.tools.draft.draft import Draft, draft  # noqa: E402
from pipeline.tools.draft.earlier_edition import EarlierEdition  # noqa: E402
from pipeline.tools.source_text.alignment import align  # noqa: E402
from pipeline.tools.source_text.tokenizer import Scan, SourceToken  # noqa: E402
from pipeline.tools.source_text.verification import ledger_rows  # noqa: E402
from pipeline.validation.report import keyed_figures  # noqa: E402

Row = Mapping[str, str]
YEAR = re.compile(r"(?:19|20)\d\d")
RANDOM = random.Random(20)  # noqa: S311


def numeral(token: SourceToken, row: Row, kept: set[str], ranges: Collection[str]) -> str:
    """Return the numeral of the next edition; `ranges` are figures that keep theirs, whose order matters."""
    if YEAR.fullmatch(token.text):
        return token.text if token.text in kept else str(int(token.text) + 1)
    if not row["figure"] or row["figure"] in ranges:
        return token.text
    digits = re.sub(r"\d", lambda _: str(RANDOM.randint(1, 9)), token.text)
    return digits if not YEAR.fullmatch(digits) else token.text


def next_edition(
    scanned: Scan, rows: Mapping[SourceToken, Row], year: int, ranges: Collection[str]
) -> tuple[Scan, dict[SourceToken, tuple[Row, dict[str, str]]]]:
    """Return the scan of the next edition, and for each numeral its earlier row and what became of the words."""
    texts, found, truth = [], [], {}
    for sentence in scanned.sentences:
        own = [each for each in scanned.tokens if each.sentence == sentence]
        if RANDOM.random() < 0.1 or any(each not in rows for each in own):
            continue
        years = {e.text for e in own if YEAR.fullmatch(e.text)} - {str(year)}
        kept = {each for each in sorted(years) if RANDOM.random() < 0.3}
        shifts = {name: name for name in kept}
        made, at = "其中," if RANDOM.random() < 0.2 else "", 0
        for each in own:
            new = numeral(each, rows[each], kept, ranges)
            made, at = made + sentence.text[at : each.start] + new, each.end
        made += sentence.text[at:]
        pages = tuple((sentence.pages[0] if sentence.pages else "",) * len(made))
        fresh = replace(sentence, text=made, pages=pages)
        texts.append(fresh)
        parts = [
            SourceToken(fresh, n, t.text, t.start, t.start + len(t.text))
            for n, t in enumerate(tokens(made), 1)
        ]
        found += parts
        if len(parts) == len(own):
            truth |= {
                new: (rows[old], {**shifts, "": old.text})
                for new, old in zip(parts, own, strict=True)
            }
    return Scan(tuple(texts), tuple(found)), truth


def compare(
    made: Draft, truth: Mapping[SourceToken, tuple[Row, dict[str, str]]], rows: Mapping[str, Row]
) -> dict[str, Score]:
    """Return the score of each column."""
    scores = {name: Score() for name in COLUMNS}
    cells = {each.figure: each.cells for each in made.figures}
    expected: dict[str, dict[str, str]] = {}
    for each in made.numerals:
        if each.token not in truth or not truth[each.token][0]["figure"] or not each.figure:
            continue
        row, kept = truth[each.token]
        cell = expected.setdefault(each.figure, dict(rows[row["figure"]]))
        cell["printed"] = normalize_text(cell["printed"]).replace(kept[""], each.token.text, 1)
        old, new = (re.match(r"[\d.]*", text)[0] for text in (kept[""], each.token.text))
        for name in ("number", "number_high"):
            cell[name] = re.sub(rf"(?<![\d.]){re.escape(old)}(?![\d.])", new, cell[name])
        for name in ("period", "basis"):
            original = rows[row["figure"]][name]
            later = {year: kept.get(year, str(int(year) + 1)) for year in YEAR.findall(original)}
            cell[name] = YEAR.sub(lambda m, years=later: years[m[0]], original)
            cell[name] = cell[name].replace("2021-02-29", "2021-02-28")
    for figure, row in expected.items():
        for name in COLUMNS:
            cell = cells[figure][name]
            mine = normalize_text(cell.cell) if name == "printed" else cell.cell
            scores[name].add(mine, row[name], bool(cell.certainty), f"{figure} ({row['id']})")
    return scores


def main() -> None:
    """Print the scores of both drafts."""
    raw, name, text = Path(sys.argv[1]).resolve(), sys.argv[2], Path(sys.argv[3])
    capture = load_reports(Paths(raw.parent))[name]
    scanned = scan_for_draft(capture, text)
    pairs = (pair for each in align(scanned, ledger_rows(capture)) for pair in each.tokens)
    rows = {token: entry.row for entry, token in pairs if entry and token}
    if capture.report is None:
        sys.exit("report.yaml cannot be read")
    year = int(capture.report.reference_period[:4])
    figures = {row["id"]: row for row in keyed_figures(capture)}
    ranges = {name for name, row in figures.items() if row["number_high"]}
    edition, truth = next_edition(scanned, rows, year, ranges)
    later = replace(capture, report=replace(capture.report, reference_period=str(year + 1)))
    for title, like in (("rules alone", None), ("--like", EarlierEdition.of(capture, year + 1))):
        printed = [row["printed"] for row in figures.values()] if like else []
        made = draft(edition, later, printed, like)
        print(f"{title}: {len(made.numerals)} numerals, {len(made.figures)} figures")
        print(f"{'column':<12} {'cells':>5} {'recall':>8} {'precision':>10} {'blank':>7}")
        for column, score in compare(made, truth, figures).items():
            print(score.line(column))
            if column in sys.argv[4:]:
                print("\n".join(score.errors))


if __name__ == "__main__":
    main()
