"""`review-draft` on the terminal: the same decisions as those of the page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.tools.draft.unconfirmed import PROTECTED
from tests.tools.draft.reviewing import JOINED, JOINED_ROWS, ROWS, Reviewed


@pytest.fixture
def reviewed(tmp_path: Path) -> Reviewed:
    """The report, drafted."""
    return Reviewed(tmp_path)


def answers(reviewed: Reviewed, reading: str = "") -> Iterator[str]:
    """What a reviewer types about each item."""
    review = reviewed.review(reading)
    for item in review.items():
        numeral = review.open[item["numerals"][0]].token.text.removesuffix("万亿")
        if "cells" not in item:
            reasons = enumerate(item["reasons"].values(), 1)
            yield from (f"{n}=name" for n, (reason, *_) in reasons if not reason)
        else:
            row = ROWS[numeral]
            yield from ([] if reading else [row.get(name, "") for name in PROTECTED])
            own = [name for name in row if name not in PROTECTED]
            yield from (f"{name}={row[name]}" for name in own)
        yield "a"


def test_answers_make_the_decisions_that_are_applied(reviewed: Reviewed) -> None:
    """What is stopped is continued; the text cannot act on the terminal."""
    given = list(answers(reviewed))
    first = given.index("a") + 1
    shown = reviewed.run(
        "--terminal", given="\n".join([*given[:first], "", "", "", "", "", "q", ""])
    )
    assert shown.exit_code == 0, shown.output
    assert "\\x1b[31m\\u202e" in shown.output
    assert not {"\x1b", "\u202e"} & set(shown.output)
    done = reviewed.run("--terminal", given="\n".join([*given[first:], ""]))
    assert done.exit_code == 0, done.output
    assert "0 items are left" in done.output
    written = reviewed.drafts / "decisions.json"
    made = json.loads(written.read_text(encoding="utf-8"))["decisions"]
    cells = [each["cells"] for each in made if "cells" in each]
    assert sorted(each["number"] for each in cells) == sorted(ROWS)
    assert reviewed.run("--apply", str(written)).exit_code == 0
    assert reviewed.review().items() == []


def test_what_is_not_complete_is_asked_again(reviewed: Reviewed) -> None:
    """A blank cell, an unknown word and a protected cell are refused; an excluded numeral becomes a figure."""
    items = reviewed.review("R1").items()
    at, item = next((at, each) for at, each in enumerate(items) if "reasons" in each)
    typed = [
        *["n"] * at,
        "a",
        "7",
        "number=3",
        "x=date",
        "1=figure",
        "2=figure",
        "a",
        "x=slogan",
        "q",
        "",
    ]
    done = reviewed.run("--terminal", "--reading", "R1", given="\n".join(typed))
    assert done.exit_code == 0, done.output
    assert "blank: 1, 2" in done.output
    for refused in ("7", "number=3", "x=date"):
        assert f"not a command, a reason or a column: {refused}" in done.output
    written = json.loads((reviewed.drafts / "decisions.json").read_text(encoding="utf-8"))
    *_, last = item["numerals"]
    assert written["decisions"] == [
        {"numerals": [last], "reason": "date"},
        {"numerals": [item["numerals"][1]], "reason": "slogan"},
    ]


def test_an_item_is_two_figures(tmp_path: Path) -> None:
    """`t` asks about each half; what has one number is no two figures."""
    reviewed = Reviewed(tmp_path, JOINED)
    items = reviewed.review("R1").items()
    at = next(n for n, each in enumerate(items) if "halves" in each)
    halves = items[at]["halves"]
    row = JOINED_ROWS["37.8"]
    own = [f"{name}={row[name]}" for name in row if name not in PROTECTED]
    typed = [*["n"] * at, "t", "t", *own, "a", "q", ""]
    done = reviewed.run("--terminal", "--reading", "R1", given="\n".join(typed))
    assert done.exit_code == 0, done.output
    assert done.output.count("not a command, a reason or a column: t") == 1
    written = json.loads((reviewed.drafts / "decisions.json").read_text(encoding="utf-8"))
    assert [each["numerals"] for each in written["decisions"]] == [halves[0]["numerals"]]
    assert written["decisions"][0]["cells"]["printed"] == "37.8〔万亿元〕"
