"""Measure the processor time of drafting a composed text, from scan to proposals, for growing numbers of figures.

    python benchmarks/drafting_time.py [FIGURES ...]

Each text is drafted twice: by the rules, and with the rows of an earlier edition of the same words.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.tools.draft.command import files_of  # noqa: E402
from pipeline.tools.draft.draft import draft  # noqa: E402
from pipeline.tools.source_text import scan  # noqa: E402
from pipeline.validation.vocabulary import Vocabulary  # noqa: E402
from tests.tools.draft.drafted import HEADING, SECTIONS, capture  # noqa: E402
from tests.tools.draft.test_draft import text  # noqa: E402
from tests.tools.draft.test_earlier_edition import edition  # noqa: E402


def main() -> None:
    """Print one line for each size."""
    print("figures  rules  like   (s of processor, with the files of proposals)")
    for figures in map(int, sys.argv[1:] or ("2500", "5000", "10000")):
        times, like = [], None
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "text.md"
            path.write_text(HEADING + text(figures // 4), encoding="utf-8")
            for _ in range(2):
                start = process_time()
                made = draft(scan(path, SECTIONS), capture(), (), like)
                files_of(made, Vocabulary.of(capture().vocabulary))
                times.append(process_time() - start)
                like = edition(made, {})
        print(f"{len(made.figures):>7} {times[0]:>6.1f} {times[1]:>5.1f}")


if __name__ == "__main__":
    main()
