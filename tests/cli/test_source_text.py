"""The `source` command over a raw/ that cannot be read whole: it reports why and writes nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline import untrusted
from pipeline.cli import main
from pipeline.cli.source_text import source_command
from tests.project import REPORT, Project

LEDGER = "numerals.csv"
Edit = Callable[[bytes], bytes]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of raw/ to break."""
    return Project.copied(tmp_path)


@pytest.fixture
def text(project: Project) -> Path:
    """A text with the headings of the report and nothing between them, a page for each."""
    header, *rows = project.rows("sections.csv")
    heading, title = header.index("heading"), header.index("title_zh")
    labels = [row[heading] if row[heading] != row[title] else "" for row in rows]
    pages = [
        f"{label}{row[title]}\n\n{number}"
        for number, (label, row) in enumerate(zip(labels, rows, strict=True), 1)
    ]
    path = project.root / "headings.txt"
    path.write_text("\f".join(pages), encoding="utf-8")
    return path


def source(project: Project, action: str, text: Path) -> Result:
    """Run the command on a copy of raw/."""
    return CliRunner().invoke(
        main, ["--root", str(project.root), "source", action, str(text)], catch_exceptions=False
    )


BROKEN: dict[str, tuple[Edit, str]] = {
    "saved as GBK": (lambda data: data.decode().encode("gb18030"), "E101"),
    "with a NUL": (lambda data: data + b"\0", "E102"),
    "empty": (lambda _: b"", "E103"),
    "with a column that nobody declared": (lambda data: data.replace(b"note_en", b"notiz"), "E106"),
    "with a row cut short": (lambda data: data[: data.rindex(b",") - 9], "E108"),
    "with a quotation mark left open": (lambda data: data + b'"', "E110"),
}  # fmt: skip


@pytest.mark.parametrize("action", ["refresh", "verify"])
@pytest.mark.parametrize(("edit", "code"), BROKEN.values(), ids=BROKEN)
def test_a_ledger_that_cannot_be_read_whole_is_left_alone(
    edit: Edit, code: str, action: str, project: Project, text: Path
) -> None:
    """A refresh from the rows that could be read would be the end of the others."""
    project.edit_bytes(LEDGER, edit)
    before = project.path(LEDGER).read_bytes()
    result = source(project, action, text)
    assert result.exit_code == 2
    assert code in result.output
    assert "stopped: correct the errors in raw/ first" in result.output
    assert project.path(LEDGER).read_bytes() == before


def test_a_ledger_that_is_whole_is_stamped(project: Project, text: Path) -> None:
    """The text of these tests can be read, so that what is rejected is the ledger."""
    before = project.path(LEDGER).read_bytes()
    assert source(project, "refresh", text).exit_code == 0
    assert len(project.path(LEDGER).read_bytes().splitlines()) == len(before.splitlines())


@pytest.mark.parametrize("action", ["scan", "verify", "refresh", "prove", "stamp"])
def test_a_text_that_cannot_be_read_is_reported(action: str, project: Project, text: Path) -> None:
    """With a status that is not 0."""
    text.write_bytes(text.read_bytes().decode().encode("gb18030"))
    result = source(project, action, text)
    assert result.exit_code == 2
    assert "is not UTF-8" in result.output


#: Commands that read a text, with what stands before and behind its path.
READING = {
    "source": ("source", "scan", "TEXT"),
    "draft": ("draft", "TEXT"),
    "review-draft": ("review-draft", "TEXT"),
    "mutate": ("mutate", "--text", "TEXT"),
}


@pytest.mark.parametrize(
    "name",
    [pytest.param(each, marks=[pytest.mark.slow] * (each != "source")) for each in READING],
)
def test_a_text_over_the_budget_writes_nothing(
    name: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of one that is known, --budget multiplies the memory."""
    monkeypatch.setattr(untrusted, "limited", partial(untrusted.limited, memory=1 << 20))
    text = project.root / "lines.md"
    text.write_text("\n" * 1_000_000, encoding="utf-8")
    before = {*project.root.rglob("*")}
    words = [str(text) if each == "TEXT" else each for each in READING[name]]
    reasons = {
        "1": "the text: it exceeds the budget of 1 MiB of memory, which --budget multiplies\n",
        "999": "headings missing in the copy",
    }
    for factor, reason in reasons.items():
        command = ["--root", str(project.root), *words, "--budget", factor]
        done = CliRunner().invoke(main, command)
        assert isinstance(done.exception, SystemExit), done.exception
        assert (done.exit_code > 0, reason in done.output) == (True, True), done.output
    assert {*project.root.rglob("*")} == before


class Terminal(io.StringIO):
    """A screen."""

    def isatty(self) -> bool:
        """State that a person reads it."""
        return True


@pytest.mark.parametrize(("out", "cell"), [(Terminal, "\\x1b[31m"), (io.StringIO, "\x1b[31m")])
def test_a_table_of_the_text_sends_no_command_to_a_terminal(
    out: type[io.StringIO], cell: str, project: Project, text: Path
) -> None:
    """A file receives the exact cells."""
    with text.open("a", encoding="utf-8") as file:
        file.write("\n\n| 甲 | 乙 |\n|---|---|\n| \x1b[31m | 12 |\n")
    with redirect_stdout(out()) as printed:
        assert source_command(project.paths, REPORT, "tables", text) == 0
    assert f"{cell},12\n" in printed.getvalue()
