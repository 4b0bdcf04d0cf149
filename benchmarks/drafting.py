"""Draft a report from its text, and compare the proposals with the transcription cell by cell.

    python benchmarks/drafting.py RAW REPORT TEXT [--as-keyed] [COLUMN ...]

With --as-keyed each section is drafted as if the others were confirmed. A COLUMN also prints its wrong and blank cells. The rows of the report are the truth. The drafter uses the vocabulary and the facts of the report only.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.ingest import RawReport  # noqa: E402
from pipeline.ingest.report_folder import load_reports  # noqa: E402
from pipeline.parsing.normalization import normalize_text  # noqa: E402
from pipeline.paths import Paths  # noqa: E402
from pipeline.tools.draft.command import scan_for_draft  # noqa: E402
from pipeline.tools.draft.draft import Draft, draft  # noqa: E402
from pipeline.tools.draft.ledger import FIGURE  # noqa: E402
from pipeline.tools.source_text import Scan  # noqa: E402
from pipeline.tools.source_text.alignment import align  # noqa: E402
from pipeline.tools.source_text.verification import ledger_rows  # noqa: E402
from pipeline.validation.report import keyed_figures  # noqa: E402
from pipeline.validation.report_checks.ledger import section_of  # noqa: E402

COLUMNS = [
    "printed",
    "hedge",
    "number",
    "number_high",
    "multiplier",
    "unit",
    "period",
    "basis",
    "status",
    "entity",
    "cited",
    "credit",
    "inferred",
    "indicator",
]


@dataclass
class Score:
    """Count the cells of a column."""

    right: int = 0
    wrong: int = 0
    blank: int = 0
    errors: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """Return the counts and shares of a column as one line."""
        total, answered = self.right + self.wrong + self.blank, self.right + self.wrong
        shares = (
            self.right / max(total, 1),
            self.right / max(answered, 1),
            self.blank / max(total, 1),
        )
        return f"{name:<12} {total:>5} {shares[0]:>8.1%} {shares[1]:>10.1%} {shares[2]:>7.1%}"

    def add(self, proposed: str, truth: str, sure: bool, where: str) -> None:
        """Count one cell."""
        if not sure:
            self.blank += 1
            self.errors.append(f"BLANK {where}: {truth}")
        elif proposed == truth:
            self.right += 1
        else:
            self.wrong += 1
            self.errors.append(f"WRONG {where}: {proposed!r} for {truth!r}")


def compare(made: Draft, scanned: Scan, capture: RawReport) -> dict[str, Score]:
    """Return the score of each column."""
    scores = {name: Score() for name in ("decision", "reason", *COLUMNS, "indicator@3")}
    rows = {row["id"]: row for row in keyed_figures(capture)}
    by_token = {each.token: each for each in made.numerals}
    cells = {each.figure: each.cells for each in made.figures}
    seen: set[str] = set()
    for pair in align(scanned, ledger_rows(capture)):
        for entry, token in pair.tokens:
            if entry is None or token is None:
                continue
            got, truth = by_token[token], entry.row
            text = token.sentence.text
            where = f"{truth['section']} …{text[max(0, token.start - 24) : token.end + 8]}"
            reason = got.decision.reason
            kind = "figure" if reason == FIGURE else "excluded"
            scores["decision"].add(
                kind,
                "figure" if truth["figure"] else "excluded",
                bool(reason),
                f"{where} [{reason}/{truth['reason']}]",
            )
            if truth["reason"]:
                scores["reason"].add(reason, truth["reason"], bool(reason), where)
            if (
                not truth["figure"]
                or truth["figure"] in seen
                or truth["figure"] not in rows
                or not got.figure
            ):
                continue
            seen.add(truth["figure"])
            row, proposed = rows[truth["figure"]], cells[got.figure]
            for name in COLUMNS:
                cell = proposed[name]
                mine, theirs = (
                    normalize_text(each) if name == "printed" else each
                    for each in (cell.cell, row[name])
                )
                scores[name].add(mine, theirs, bool(cell.certainty), where)
            found = row["indicator"] in proposed["indicator"].candidates[:3]
            scores["indicator@3"].add(
                "in" if found else str(proposed["indicator"].candidates),
                "in",
                True,
                f"{where} ({row['indicator']})",
            )
    return scores


def _as_keyed(scanned: Scan, capture: RawReport) -> Draft:
    """Draft each section as if the editors had confirmed all others: their forms show the words they key."""
    numerals, figures = [], []
    for section in dict.fromkeys(each.section for each in scanned.sentences):
        known = [r["printed"] for r in keyed_figures(capture) if section_of(r["id"]) != section]
        made = draft(scanned, capture, known)
        numerals += [each for each in made.numerals if each.token.sentence.section == section]
        figures += [each for each in made.figures if section_of(each.figure) == section]
    return Draft(tuple(numerals), tuple(figures))


def main() -> None:
    """Print the scores."""
    as_keyed = "--as-keyed" in sys.argv
    if as_keyed:
        sys.argv.remove("--as-keyed")
    raw, name, text = Path(sys.argv[1]).resolve(), sys.argv[2], Path(sys.argv[3])
    capture = load_reports(Paths(raw.parent))[name]
    start = process_time()
    scanned = scan_for_draft(capture, text)
    made = draft(scanned, capture)
    if as_keyed:
        made = _as_keyed(scanned, capture)
    print(
        f"{len(made.numerals)} numerals, {len(made.figures)} figures, {process_time() - start:.2f} s"
    )
    scores = compare(made, scanned, capture)
    print(f"{'column':<12} {'cells':>5} {'recall':>8} {'precision':>10} {'blank':>7}")
    for column, score in scores.items():
        print(score.line(column))
        if column in sys.argv[4:]:
            print("\n".join(score.errors))


if __name__ == "__main__":
    main()
