"""Run the commands that read a copy of the report's text: source, and mutate.

`source` compares the text with the committed ledger and figures. `mutate` tries every error, prints
the score, and keeps the measurement where it is complete.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.console import announce, errors_told
from pipeline.filesystem import write_whole
from pipeline.ingest import Capture
from pipeline.ingest.report_folder import captured_reports
from pipeline.paths import Paths
from pipeline.rules import Finding
from pipeline.schema import NUMERALS, RAW_SECTIONS
from pipeline.tools.mutation_testing.report import as_json, as_text, score, write_measurement
from pipeline.tools.mutation_testing.run import bench_of, trials
from pipeline.tools.source_text import (
    LEDGER_COLUMNS,
    Disagreement,
    Scan,
    UnreadableTextError,
    skeleton,
    stamp,
)
from pipeline.tools.source_text.report import ledger_rows, prove_capture, scan_text
from pipeline.validation import validate_capture
from pipeline.validation.report import keyed_figures
from pipeline.validation.report_checks.check_coverage import fingerprints


def ledger_text(rows: Iterable[Mapping[str, str]]) -> str:
    """The ledger as the text of its CSV file."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, LEDGER_COLUMNS, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


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


def run_mutation(paths: Paths, name: str, text: Path | None, as_document: bool) -> int:
    """Measure one report; what is kept in raw/ needs the text, so that nothing known is lost.

    Returns the exit status: 1 if raw/ breaks rules already, beside which a slip would not be seen.
    Raises UnreadableTextError for a text that cannot be read.
    """
    bench = bench_of(paths.root, name, text)
    if errors := [each for each in validate_capture(bench.capture) if each.is_error]:
        told = errors_told(errors)
        announce(told.en, told.zh)
        return 1
    tried = trials(bench)
    scored = score(tried)
    if text is not None:
        # of what was tried, not of raw/ as it is by now
        tested = fingerprints(bench.capture)
        written = write_measurement(paths, name, tried, tested)
    if as_document:
        sys.stdout.write(as_json(scored, tried))
        return 0
    sys.stdout.write(as_text(scored))
    if text is None:
        announce(
            "without the text nothing is written: what only the text tells is not known",
            "未提供文本，不写文件：只有文本才能发现的错误无从得知",
        )
        return 0
    for path in written:
        announce(f"written: {path.relative_to(paths.root).as_posix()}", "已写出")
    return 0
