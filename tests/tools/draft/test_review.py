"""The review of a draft: what is shown, and the rows that decisions make."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import build_package
from pipeline.package.metadata.package_model import NAME as PROGRAM
from pipeline.package.metadata.package_model import VERSION
from pipeline.validation import validate_report
from tests.small_report import NAME
from tests.tools.draft.reviewing import ROWS, Reviewed


@pytest.fixture
def reviewed(tmp_path: Path) -> Reviewed:
    """The report, drafted."""
    return Reviewed(tmp_path)


def test_the_least_sure_is_first_and_sure_exclusions_are_last(reviewed: Reviewed) -> None:
    """Each numeral is in one item."""
    review = reviewed.review()
    items = review.items()
    assert sorted(n for item in items for n in item["numerals"]) == [*review.open]
    is_sure = ["reasons" in each and all(r for r, *_ in each["reasons"].values()) for each in items]
    assert is_sure == sorted(is_sure)
    least = [
        min(float(cell[1] or 0) for name, cell in each["cells"].items() if name != "inferred")
        for each in items
        if "cells" in each
    ]
    assert least == sorted(least)


def test_titles_and_words_stand_for_the_only_code_that_has_them(reviewed: Reviewed) -> None:
    """A code stays as it is, and so does what has no code or several."""
    review = reviewed.review()
    keyed = {"元": "CNY", "CNY": "CNY", "percent": "percent", "%": "percent", "": "", "某": "某"}
    assert {each: review.code("unit", each) for each in keyed} == keyed
    assert review.code("reason", "日期") == "date"


def test_decided_rows_are_published_and_recorded(reviewed: Reviewed) -> None:
    """Every cell is the reviewer's, and the section is not reviewed again."""
    done = reviewed.apply(reviewed.document())
    assert done.exit_code == 0, done.output
    with (reviewed.folder / "figures" / "1.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [{n: row[n] for n in ROWS[row["number"]]} for row in rows] == [*ROWS.values()]
    capture = load_reports(reviewed.paths)[NAME]
    assert [each for each in validate_report(capture) if each.is_error] == []
    table = build_package(capture).files["evidence/drafted_figures.csv"].decode("utf-8-sig")
    assert len(table.splitlines()) == 1 + len(ROWS)
    assert reviewed.review().items() == []


def test_whole_rows_are_confirmed_by_a_recorded_reading_only(reviewed: Reviewed) -> None:
    """The protected cells are those of the printed form, whatever the decisions have."""
    document = reviewed.document("R1")
    for each in document["decisions"]:
        each.get("cells", {}).pop("number", None)
    assert reviewed.apply(document, "--reading", "R1").exit_code == 1
    reviewed.record_reading()
    refused = reviewed.apply(document, "--reading", "R1")
    assert "--replace" in refused.output
    done = reviewed.apply(document, "--reading", "R1", "--replace")
    assert done.exit_code == 0, done.output
    assert f"1-001,{PROGRAM} {VERSION},R1" in (reviewed.folder / "drafted_figures.csv").read_text(
        encoding="utf-8"
    )


def another_report(document: dict[str, Any]) -> None:
    """The decisions name another report."""
    document["report"] = "other-2020"


def another_text(document: dict[str, Any]) -> None:
    """The decisions are of a text with other numerals."""
    document["fingerprint"] = "0" * 64


def by_a_reading(document: dict[str, Any]) -> None:
    """The decisions were made with the whole rows in view."""
    document["reading"] = "R1"


def unknown_reason(document: dict[str, Any]) -> None:
    """A numeral is excluded for a reason that the vocabulary lacks."""
    document["decisions"][0]["reason"] = "</script>"


def unknown_column(document: dict[str, Any]) -> None:
    """A figure has its identifier from the file."""
    document["decisions"][-1]["cells"]["id"] = "1-999"


def no_text(document: dict[str, Any]) -> None:
    """A cell is a number."""
    document["decisions"][-1]["cells"]["number"] = 8


def twice(document: dict[str, Any]) -> None:
    """A numeral has two decisions."""
    document["decisions"].append(document["decisions"][0])


def unknown_numeral(document: dict[str, Any]) -> None:
    """A numeral that the text does not have."""
    document["decisions"][0]["numerals"] = [10**6]


def no_figure_before(document: dict[str, Any]) -> None:
    """The first numeral belongs to a figure before it."""
    document["decisions"][0]["reason"] = "="


def not_keyed(document: dict[str, Any]) -> None:
    """The number of a figure is blank."""
    document["decisions"][-1]["cells"]["number"] = ""


def otherwise_keyed(document: dict[str, Any]) -> None:
    """What was keyed is not what is printed."""
    document["decisions"][-1]["cells"]["number"] = "8.1"


def truth_value(document: dict[str, Any]) -> None:
    """A truth value equals the number 1 in Python."""
    document["decisions"][1]["numerals"] = [True]


def fraction(document: dict[str, Any]) -> None:
    """So does a fraction."""
    document["decisions"][1]["numerals"] = [1.0]


def both(document: dict[str, Any]) -> None:
    """A figure that is excluded."""
    document["decisions"][-1]["reason"] = "date"


def of_keys(document: dict[str, Any]) -> None:
    """An object without keys is not a list without decisions."""
    document["decisions"] = {}


def more_keys(document: dict[str, Any]) -> None:
    """The document states something that no page writes."""
    document["comment"] = "confirmed"


def no_numeral(document: dict[str, Any]) -> None:
    """A decision about nothing."""
    document["decisions"].append({"numerals": [], "reason": "name"})


def of_two_sentences(document: dict[str, Any]) -> None:
    """One figure has its numerals in two sentences."""
    last = document["decisions"].pop()
    first = next(each for each in document["decisions"] if "cells" in each)
    first["numerals"] += last["numerals"]


def two_lines(document: dict[str, Any]) -> None:
    """A note of two lines."""
    document["decisions"][-1]["cells"] |= {"note_zh": "甲\n乙", "note_en": "a\nb"}


SPOILED = {
    truth_value: "invalid", fraction: "invalid", both: "invalid", of_keys: "invalid", two_lines: "E116",
    more_keys: "invalid", no_numeral: "invalid", of_two_sentences: "invalid",
    another_report: "another report", another_text: "another report", by_a_reading: "another report",
    unknown_reason: "invalid", unknown_column: "invalid", no_text: "invalid", twice: "invalid",
    unknown_numeral: "invalid", no_figure_before: "no figure", not_keyed: "not keyed", otherwise_keyed: "E223",
}  # fmt: skip


def test_other_decisions_write_no_figure(reviewed: Reviewed) -> None:
    """Each is reported, and neither figures nor ledger change; a refused section stays unconfirmed."""
    before = reviewed.contents()
    for spoil, message in SPOILED.items():
        document = reviewed.document()
        spoil(document)
        done = reviewed.apply(document, "--replace")
        assert (done.exit_code, message in done.output) == (1, True), (spoil.__name__, done.output)
        found = reviewed.contents()
        assert {path: found[path] for path in before} == before
        assert {path.parent.parent.name for path in found.keys() - before.keys()} <= {"unconfirmed"}
    for unreadable in ([], None, {"decisions": 1}):
        assert "invalid" in reviewed.apply(unreadable).output


def test_a_device_is_not_read_as_decisions(reviewed: Reviewed) -> None:
    """The program has a reason, which is not an error of the operating system."""
    done = reviewed.run("--apply", "/dev/zero")
    assert (done.exit_code, done.output) == (2, "/dev/zero: it is not a regular file\n")


def test_decisions_of_the_terminal_that_are_invalid_are_reported(reviewed: Reviewed) -> None:
    """A file that another program wrote stops the review before the first question."""
    file = reviewed.drafts / "decisions.json"
    file.parent.mkdir(parents=True)
    spoiled = reviewed.document()
    of_keys(spoiled)
    for document in ([], None, {}, spoiled):
        file.write_text(json.dumps(document), encoding="utf-8")
        done = reviewed.run("--terminal", given="q\n")
        assert (done.exit_code, "the file of decisions is invalid" in done.output) == (1, True)


def test_no_folder_is_made_through_a_link(reviewed: Reviewed, tmp_path: Path) -> None:
    """Neither for the page, nor for the sheet and the rows of decisions."""
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    document = reviewed.document()
    for link in (reviewed.drafts.parent, reviewed.folder / "unconfirmed"):
        link.symlink_to(outside)
        assert reviewed.apply(document).exit_code == 2
        assert [*outside.iterdir()] == []
        if link == reviewed.drafts.parent:
            assert reviewed.run().exit_code == 2
            assert [*outside.iterdir()] == []
        link.unlink()


def test_a_section_with_a_numeral_that_is_not_decided_is_left(reviewed: Reviewed) -> None:
    """It is named, and nothing of it is written."""
    before, document = reviewed.contents(), reviewed.document()
    document["decisions"].pop()
    done = reviewed.apply(document)
    assert (done.exit_code, done.output.strip()) == (
        0,
        "sections with numerals that are not decided: 1",
    )
    assert reviewed.contents() == before
