"""A committed ledger, figures and their evidence against a copy of the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.tools.source_text import Mismatch, MismatchKind, Scan, verify_ledger
from pipeline.tools.source_text.verification import missing_evidence
from tests.tools.source_text.specimen import changed_text

Rows = list[dict[str, str]]
WORDS = {"words_before": ["超", "约", "下降", "增长"], "words_after": ["以上", "左右"]}


def row_of(ledger: Rows, token: str) -> dict[str, str]:
    """The first row with a token."""
    return next(row for row in ledger if row["token"] == token)


def kinds(found: list[Mismatch]) -> list[tuple[str, str]]:
    """What was found, and of which figure."""
    return [(item.kind.value, item.figure) for item in found]


def test_a_true_ledger_is_proved(specimen: Scan, ledger: Rows, figures: Rows) -> None:
    """No false alarm, with the check for cut printed forms in force."""
    assert verify_ledger(specimen, ledger, figures, **WORDS) == []


def delete_row(ledger: Rows, figures: Rows) -> None:
    """A numeral is not in the ledger."""
    ledger.remove(row_of(ledger, "3.5"))


def claim_twice(ledger: Rows, figures: Rows) -> None:
    """A token stands in the ledger twice."""
    ledger.append({**row_of(ledger, "2.5"), "figure": "1.1-001"})


def change_token(ledger: Rows, figures: Rows) -> None:
    """A digit of a token is changed."""
    row_of(ledger, "2.5").update({"token": "2.6"})


def leave_open(ledger: Rows, figures: Rows) -> None:
    """A token has neither figure nor reason."""
    row_of(ledger, "两")["reason"] = ""


def change_fingerprint(ledger: Rows, figures: Rows) -> None:
    """A sentence's fingerprint is not the text's."""
    row_of(ledger, "240余万")["sentence_sha256"] = "0" * 64
    row_of(ledger, "几十")["sentence_sha256"] = "0" * 64
    row_of(ledger, "上亿")["sentence_sha256"] = "0" * 64


def change_page(ledger: Rows, figures: Rows) -> None:
    """A token is stated to stand on another page."""
    row_of(ledger, "295.2万")["page"] = "2"


def change_paragraph(ledger: Rows, figures: Rows) -> None:
    """A sentence is stated to stand in another paragraph."""
    row_of(ledger, "7")["paragraph"] = "2"
    row_of(ledger, "7")["sentence"] = "9"


def delete_figure(ledger: Rows, figures: Rows) -> None:
    """The ledger points to a figure that is not there."""
    figures.pop(2)


def invent_figure(ledger: Rows, figures: Rows) -> None:
    """A figure that no token points to."""
    figures.append({"id": "2-003", "printed": "9 倍"})


def change_digit(ledger: Rows, figures: Rows) -> None:
    """A figure's printed form has another digit."""
    figures[2]["printed"] = "增长 3.6%"


def change_unit(ledger: Rows, figures: Rows) -> None:
    """A figure's printed form has another unit."""
    figures[3]["printed"] = "295.2 万户"


def drop_multiplier(ledger: Rows, figures: Rows) -> None:
    """A figure's printed form lacks its multiplier."""
    figures[3]["printed"] = "295.2"


def move_figure(ledger: Rows, figures: Rows) -> None:
    """A figure points to a numeral in another sentence, which changes places with it."""
    one, other = row_of(ledger, "1300"), row_of(ledger, "7")
    one["figure"], other["figure"] = other["figure"], one["figure"]


def swap_occurrences(ledger: Rows, figures: Rows) -> None:
    """Two figures of one sentence have changed places: both printed forms do stand in it."""
    one, other = row_of(ledger, "1.5"), row_of(ledger, "2.5")
    one["figure"], other["figure"] = other["figure"], one["figure"]


def drop_hedge_before(ledger: Rows, figures: Rows) -> None:
    """A hedge before the number is not in the printed form."""
    figures[1]["printed"] = "72 万亿贝"


def drop_hedge_after(ledger: Rows, figures: Rows) -> None:
    """A hedge after the unit is not in the printed form."""
    figures[11]["printed"] = "高于…10 个百分点"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            delete_row,
            [(MismatchKind.TOKEN_MISSING, ""), (MismatchKind.FIGURE_WITHOUT_TOKEN, "1-003")],
        ),
        (claim_twice, [(MismatchKind.TOKEN_NOT_IN_TEXT, "1.1-001")]),
        (change_token, [(MismatchKind.TOKEN_DIFFERS, "1.1-002")]),
        (leave_open, [(MismatchKind.TOKEN_UNACCOUNTED, "")]),
        (change_fingerprint, [(MismatchKind.FINGERPRINT_DIFFERS, "1.1-003 1.1-004 1.1-005")]),
        (change_page, [(MismatchKind.PAGE_DIFFERS, "1-004")]),
        (change_paragraph, [(MismatchKind.POSITION_DIFFERS, "1-005")]),
        (delete_figure, [(MismatchKind.UNKNOWN_FIGURE, "1-003")]),
        (invent_figure, [(MismatchKind.FIGURE_WITHOUT_TOKEN, "2-003")]),
        (change_digit, [(MismatchKind.PRINTED_NOT_FOUND, "1-003")]),
        (change_unit, [(MismatchKind.PRINTED_NOT_FOUND, "1-004")]),
        (drop_multiplier, [(MismatchKind.PRINTED_NOT_FOUND, "1-004")]),
        (
            move_figure,
            [(MismatchKind.PRINTED_NOT_FOUND, "1-001"), (MismatchKind.PRINTED_NOT_FOUND, "1-005")],
        ),
        (
            swap_occurrences,
            [
                (MismatchKind.PRINTED_NOT_FOUND, "1.1-001"),
                (MismatchKind.PRINTED_NOT_FOUND, "1.1-002"),
            ],
        ),
        (drop_hedge_before, [(MismatchKind.PRINTED_CUT, "1-002")]),
        (drop_hedge_after, [(MismatchKind.PRINTED_CUT, "1.2-002")]),
    ],
    ids=lambda value: value.__name__ if callable(value) else None,
)
def test_each_fault_is_found_and_named(
    change: Callable[[Rows, Rows], None],
    expected: list[tuple[str, str]],
    specimen: Scan,
    ledger: Rows,
    figures: Rows,
) -> None:
    """A proof is worth what it can refute; one fault must not raise a flood."""
    change(ledger, figures)
    assert kinds(verify_ledger(specimen, ledger, figures, **WORDS)) == expected


def test_a_disagreement_states_where_it_is(specimen: Scan, ledger: Rows, figures: Rows) -> None:
    """An editor goes from the message to the page without a search."""
    change_token(ledger, figures)
    (found,) = verify_ledger(specimen, ledger, figures)
    assert (found.section, found.paragraph, found.sentence, found.ordinal) == ("1.1", "1", "1", "2")
    assert found.row == ledger.index(row_of(ledger, "2.6"))
    assert str(found) == (
        "section 1.1 paragraph 1 sentence 1 token 2 figure 1.1-002: token-differs: "
        "recorded 2.6, in the text 2.5"
    )


def test_a_changed_sentence_does_not_accuse_its_neighbours(
    tmp_path: Path, ledger: Rows, figures: Rows
) -> None:
    """Fingerprints on either side hold the rest of the section in place."""
    revised = changed_text(tmp_path, "老渔民说", "今年 6 月老渔民说")
    assert kinds(verify_ledger(revised, ledger, figures)) == [(MismatchKind.TOKEN_MISSING, "")]
    revised = changed_text(tmp_path, "增长 3.5%", "同比增长 3.5%")
    assert kinds(verify_ledger(revised, ledger, figures)) == [
        (MismatchKind.FINGERPRINT_DIFFERS, "1-002 1-003 1-004")
    ]


def test_an_added_sentence_is_reported_once_as_a_shift(
    tmp_path: Path, ledger: Rows, figures: Rows
) -> None:
    """All later sentences of the paragraph are off by one, which is one fault."""
    revised = changed_text(tmp_path, "老渔民说", "风调雨顺。老渔民说")
    assert kinds(verify_ledger(revised, ledger, figures)) == [
        (MismatchKind.POSITION_DIFFERS, "1-002 1-003 1-004")
    ]


EVIDENCE_WORDS = {
    "entity": {"shells": ["贝壳", "贝类"], "sand": ["沙"]},
    "basis": {"yoy": ["同比"], "vs:2015": []},
}
TEXT = "2019年贝类产值同比增长16.5%。"


def stated(**cells: str) -> list[tuple[MismatchKind, str]]:
    """What the sentence does not state of a figure with these cells."""
    figure = {"entity": "shells", "basis": "yoy", "inferred": "", **cells}
    return list(missing_evidence(figure, TEXT, EVIDENCE_WORDS))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, []),
        ({"entity": "sand"}, [(MismatchKind.ENTITY_NOT_NAMED, "sand")]),
        ({"entity": "sand", "inferred": "entity;period"}, []),
        ({"entity": "unknown"}, []),
        ({"basis": "vs:2015"}, []),
        ({"basis": ""}, []),
    ],
    ids=["another name", "not named", "inferred", "no words", "no fixed words", "blank"],
)
def test_what_is_not_inferred_is_stated(
    cells: dict[str, str], expected: list[tuple[MismatchKind, str]]
) -> None:
    """One of the words is enough; a code without words is left alone."""
    assert stated(**cells) == expected


def test_a_basis_taken_for_another_is_reported() -> None:
    """同比 is not 环比."""
    words = {"basis": {"yoy": ["同比"], "pop": ["环比"]}}
    assert list(missing_evidence({"basis": "pop"}, TEXT, words)) == [
        (MismatchKind.BASIS_NOT_STATED, "pop")
    ]
