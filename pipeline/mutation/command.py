"""The `mutate` command: try every slip, tell the score, keep the measurement where it is complete."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.announce import announce, errors_told
from pipeline.mutation.measurement import write_measurement
from pipeline.mutation.report import as_json, as_text, score
from pipeline.mutation.run import bench_of, trials
from pipeline.paths import Paths
from pipeline.validation import validate_capture
from pipeline.validation.protection import fingerprints


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
