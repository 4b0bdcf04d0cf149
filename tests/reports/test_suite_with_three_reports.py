"""No test depends on how many reports there are: a part of the suite, in a clone with three.

The names of the added reports come before and after that of the first, so that no test takes the first of all.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import build_package
from pipeline.package.publish import publish_directory
from pipeline.paths import Paths
from tests.project import CHECKOUT
from tests.reports.second_report import SECOND, add_report
from tests.workflow.clone import Clone

#: What reads the reports, the graph and the packages of the checkout itself. The other tests make copies
#: of a report that they name.
SELECTION = (
    "tests/test_documents.py", "tests/test_readme.py", "tests/cli/test_errors.py",
    "tests/cli/test_source_text_of_the_report.py", "tests/defs/test_definitions.py",
    "tests/package/test_committed_package.py", "tests/tools/diff/test_dataset.py",
    "tests/tools/docsgen", "tests/tools/fix", "tests/workflow/test_data_and_shells.py",
)  # fmt: skip


@pytest.mark.slow
def test_a_part_of_the_suite_passes_with_three_reports(tmp_path: Path) -> None:
    """All are published, as an editor commits them."""
    clone = Clone.made(tmp_path)
    (tmp_path / "shared").symlink_to(CHECKOUT.parent / "shared")
    for name in ("almanac-2023", SECOND):
        if not (clone.root / "raw" / name).exists():  # a checkout with several reports has it
            add_report(clone.root, name)
    for capture in load_reports(Paths(clone.root)).values():
        built = build_package(capture)
        publish_directory(clone.root / built.report.package, built.files, root=clone.root)
    everyday = ("-m", "not slow and not browser and not clients")
    done = clone.run(".venv/bin/python", "-m", "pytest", "-q", *everyday, *SELECTION)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
