"""The `source` command: a copy of the report's text held against the committed ledger and figures."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.announce import announce
from pipeline.capture import Capture
from pipeline.paths import Paths
from pipeline.publication import captured_reports
from pipeline.rules import Finding
from pipeline.source import (
    LEDGER_COLUMNS,
    Disagreement,
    Scan,
    Section,
    UnreadableTextError,
    prove,
    scan,
    skeleton,
    stamp,
)
from pipeline.source.said import WordsOfCodes
from pipeline.tables import NUMERALS, RAW_SECTIONS
from pipeline.validation.frame import Row, rows_of
from pipeline.validation.report import keyed_figures
from pipeline.validation.vocabulary import Vocabulary
from pipeline.whole_file import write_whole


def ledger_text(rows: Iterable[Mapping[str, str]]) -> str:
    """The ledger as the text of its CSV file."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, LEDGER_COLUMNS, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


WordsAround = tuple[Collection[str], Collection[str], Collection[str]]


def words_of_codes(vocabulary: Vocabulary) -> WordsOfCodes:
    """The words by which a sentence names an entity or says a basis."""
    entities, bases = vocabulary.rows("entities"), vocabulary.rows("bases")
    return {
        "entity": {
            row["entity"]: [row["title_zh"], *filter(None, row["names_zh"].split(";"))]
            for row in entities
        },
        "basis": {row["basis"]: [*filter(None, row["words_zh"].split(";"))] for row in bases},
    }


def words_around(vocabulary: Vocabulary) -> WordsAround:
    """Words before a number (hedges, directions), hedges after it, and hedges that no … may hide.

    A vague 数, 几 or 上 is part of its numeral token and needs no guard; as a last character of the
    noun before (人数) it would be a false alarm.
    """
    hedges = [row for row in vocabulary.rows("hedges") if row["kind"] == "hedge"]
    hidden = {row["hedge"] for row in hedges if row["position"] == "before"}
    after = {
        row["hedge"]
        for row in hedges
        if row["position"] == "after" or row["reach"] == "last_nonzero_digit"
    }
    before = hidden | {row["direction"] for row in vocabulary.rows("directions")}
    return before, after, hidden


def ledger_rows(capture: Capture) -> list[Row]:
    """The keyed ledger."""
    return rows_of(capture.tables[NUMERALS.name].frame)


def scan_text(capture: Capture, text: Path) -> Scan:
    """The report's text scanned by its own sections. Raises UnreadableTextError."""
    rows = rows_of(capture.tables[RAW_SECTIONS.name].frame)
    imprint = capture.report.imprint if capture.report else ()
    return scan(text, [Section.from_row(row) for row in rows], imprint)


def prove_capture(capture: Capture, scanned: Scan) -> list[Disagreement]:
    """Every disagreement of the committed ledger and figures with a scanned text."""
    vocabulary = Vocabulary.of(capture.vocabulary)
    before, after, inside = words_around(vocabulary)
    figures = keyed_figures(capture)
    return prove(
        scanned,
        ledger_rows(capture),
        figures,
        words_before=before,
        words_after=after,
        words_inside=inside,
        words_of_codes=words_of_codes(vocabulary),
    )


def _tell(capture: Capture, scanned: Scan, disagreements: Sequence[Disagreement]) -> None:
    for each in disagreements:
        announce(str(each))
    figures = len(keyed_figures(capture))
    wrong = {each.figure for each in disagreements if each.figure}
    announce(
        f"{len(scanned.sentences)} sentences, {len(scanned.tokens)} numerals read; "
        f"{figures - len(wrong)} of {figures} figures stand where they are said to stand; "
        f"{len(disagreements)} disagreements",
        f"{figures} 个数字中 {figures - len(wrong)} 个与文本一致，不一致 {len(disagreements)} 处",
    )


def _not_whole(capture: Capture, action: str) -> list[Finding]:
    """Why what an action reads in raw/ cannot be read whole; without that it would tell untruths.

    A ledger stamped from the rows that could be read would lose the others.
    """
    names = {"scan": (RAW_SECTIONS,), "stamp": (RAW_SECTIONS, NUMERALS)}
    if action in names:
        read = [capture.tables[table.name] for table in names[action]]
    else:
        tables = (capture.tables[table.name] for table in (RAW_SECTIONS, NUMERALS))
        read = [*capture.vocabulary.values(), *tables, *capture.figures.values()]
    return [each for captured in read for each in captured.findings if each.is_error]


def run_source(paths: Paths, name: str, action: str, text: Path) -> int:
    """Run one action of the command and return its exit status."""
    capture = captured_reports(paths).get(name)
    if capture is None:
        announce(f"there is no report {name} in {paths.raw}", f"没有报告 {name}")
        return 2
    if unread := _not_whole(capture, action):
        for finding in unread:
            announce(str(finding))
        announce("nothing was done: mend raw/ first", "未执行：请先修正 raw/")
        return 2
    try:
        scanned = scan_text(capture, text)
    except UnreadableTextError as error:
        announce(error.said.en, error.said.zh)
        return 2
    if action == "scan":
        sys.stdout.write(ledger_text(skeleton(scanned)))
        return 0
    if action == "stamp":
        stamped = ledger_text(stamp(scanned, ledger_rows(capture)))
        target = paths.raw / name / f"{NUMERALS.name}.csv"
        write_whole(target, stamped.encode(), root=paths.root)
        announce(f"stamped {target.relative_to(paths.root)}", "已更新指纹与位置")
        return 0
    disagreements = prove_capture(capture, scanned)
    _tell(capture, scanned, disagreements)
    return 1 if disagreements else 0
