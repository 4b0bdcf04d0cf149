"""A copy of this checkout's raw/ that a test may break, and what the pipeline states about it."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.ingest.report_folder import load_reports
from pipeline.paths import Paths
from pipeline.rules import Finding
from pipeline.validation import validate_report

CHECKOUT = Path(__file__).resolve().parents[1]
REPORT = "caict-2020"
#: What the committed report.yaml states; the tests know no edition of the data.
STATED = yaml.safe_load((CHECKOUT / "raw" / REPORT / "report.yaml").read_text(encoding="utf-8"))
_LINES = (CHECKOUT / "raw" / REPORT / "report.yaml").read_text(encoding="utf-8").splitlines()
#: The line of each key of the committed report.yaml.
LINE_OF = {line.split(":")[0]: number for number, line in enumerate(_LINES, 1)}
VERSION, RELEASED = str(STATED["version"]), str(STATED["released"])
HEADER = 1
#: What a test expects of a finding: code, file below raw/, row, column.
Found = tuple[str, str, int, str]


def short(file: str) -> str:
    """A file as the tests name it: below the report, else below raw/."""
    return file.removeprefix("raw/").removeprefix(f"{REPORT}/")


def found(finding: Finding) -> Found:
    """A finding as the tests compare it."""
    return finding.code, short(finding.location.file), finding.location.row, finding.location.column


@dataclass(frozen=True)
class Project:
    """A root with raw/ and datapackage/; files are named below the report or below raw/."""

    root: Path

    @classmethod
    def copied(cls, folder: Path) -> Project:
        """A fresh copy of one committed report, however many there are, with a small package beside it."""
        root = folder / "project"
        for name in (REPORT, "vocabulary"):
            shutil.copytree(CHECKOUT / "raw" / name, root / "raw" / name)
        (root / "datapackage").mkdir()
        kept = f'{{"name": "{REPORT}"}}'.encode()
        (root / "datapackage" / "datapackage.json").write_bytes(kept)
        sums = f"{hashlib.sha256(kept).hexdigest()}  datapackage.json\n"
        (root / "datapackage" / "SHA256SUMS").write_text(sums, encoding="utf-8")
        return cls(root)

    @classmethod
    def committed(cls, folder: Path) -> Project:
        """A fresh copy with the package of the checkout, committed in a repository of its own."""
        made = cls.copied(folder)
        shutil.rmtree(made.root / "datapackage")
        shutil.copytree(CHECKOUT / "datapackage", made.root / "datapackage")
        git(made.root, "init", "--quiet")
        git(made.root, "add", ".")
        git(made.root, "commit", "--quiet", "--message", "published")
        return made

    @property
    def paths(self) -> Paths:
        """The places of this project."""
        return Paths(self.root)

    def path(self, name: str) -> Path:
        """The path of a raw file: `figures/1.1.csv`, `vocabulary/units.csv`, `report.yaml`."""
        shared = name.split("/")[0] == "vocabulary"
        return self.root / "raw" / name if shared else self.root / "raw" / REPORT / name

    def rows(self, name: str) -> list[list[str]]:
        """All rows of a file, the header first."""
        text = self.path(name).read_text(encoding="utf-8")
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))

    def write_rows(self, name: str, rows: list[list[str]]) -> None:
        """Write all rows of a file, the header first."""
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(rows)
        self.path(name).write_text(text.getvalue(), encoding="utf-8")

    def cell(self, name: str, row: int, column: str) -> str:
        """One cell; row 1 is the header."""
        rows = self.rows(name)
        return rows[row - 1][rows[0].index(column)]

    def set_cells(self, name: str, row: int, **cells: str) -> None:
        """Key other values into one row."""
        rows = self.rows(name)
        for column, value in cells.items():
            rows[row - 1][rows[0].index(column)] = value
        self.write_rows(name, rows)

    def row_of(self, name: str, **cells: str) -> int:
        """The first row with these cells."""
        rows = self.rows(name)
        wanted = {rows[0].index(column): value for column, value in cells.items()}
        return next(
            number
            for number, row in enumerate(rows, 1)
            if all(row[index] == value for index, value in wanted.items())
        )

    def print_as(self, figure: str, token: str, **cells: str) -> int:
        """Key a figure as if the report printed it so: its numeral in the ledger, and its cells.

        Returns the figure's row.
        """
        numeral = self.row_of("numerals.csv", figure=figure)
        self.set_cells("numerals.csv", numeral, **{"token": token})
        file = f"figures/{figure.rpartition('-')[0]}.csv"
        row = self.row_of(file, id=figure)
        self.set_cells(file, row, **cells)
        return row

    def edit_bytes(self, name: str, edit: Callable[[bytes], bytes]) -> None:
        """Change a file's bytes."""
        path = self.path(name)
        path.write_bytes(edit(path.read_bytes()))

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands in a file, wherever it stands."""
        before = self.path(name).read_bytes()
        after = before.replace(old.encode(), new.encode())
        assert after != before, f"{old!r} does not stand in {name}"
        self.path(name).write_bytes(after)

    def findings(self) -> list[Finding]:
        """What validation states about the report, whose folder a test may have renamed."""
        reports = load_reports(self.paths)
        return validate_report(reports[REPORT if REPORT in reports else min(reports)])

    def found(self) -> list[Found]:
        """What validation states about the report, as the tests compare it."""
        return compared(self.findings())

    def check(self) -> Result:
        """`python -m pipeline check` on this project, in this process."""
        return CliRunner().invoke(main, ["--root", str(self.root), "check"])

    def package_bytes(self) -> str:
        """A fingerprint of every name and byte of datapackage/."""
        digest = hashlib.sha256()
        for path in sorted((self.root / "datapackage").rglob("*")):
            digest.update(path.relative_to(self.root).as_posix().encode())
            digest.update(path.read_bytes() if path.is_file() else b"")
        return digest.hexdigest()


def compared(findings: Iterable[Finding]) -> list[Found]:
    """Findings as the tests compare them, without those of identities (E320 and above).

    An edited number also breaks the sums that it is part of; tests/validation/
    test_identities.py shows those rules.
    """
    return [found(each) for each in findings if not is_of_identities(each.code)]


def is_of_identities(code: str) -> bool:
    """Whether a rule is about identities and errata, which have tests of their own."""
    return code[0] == "E" and 320 <= int(code[1:]) < 400


def git(folder: Path, *arguments: str) -> None:
    """Run git as somebody."""
    who = ("-c", "user.name=editor", "-c", "user.email=editor@example.org")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)
