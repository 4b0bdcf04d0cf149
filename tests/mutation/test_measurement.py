"""What `make mutate` keeps in raw/ is what the trials came to."""

from __future__ import annotations

import pytest

from pipeline.mutation.measurement import protection, slip_code, slip_rules
from pipeline.mutation.run import trials
from pipeline.mutation.score import Trial
from pipeline.mutation.slips import Depth
from pipeline.publication import captured_reports
from pipeline.tables import RAW_PROTECTION, SLIPS
from pipeline.validation.frame import rows_of
from tests.project import CHECKOUT, REPORT, Project

TRIALS = [
    Trial("1-001", "sign", Depth.KEYED, ("E224", "E310"), ()),
    Trial("1-001", "sign", Depth.PRINTED, (), ("printed-form-not-found",)),
    Trial("1-001", "year later", Depth.KEYED, (), ()),
    Trial("1-002", "sign", Depth.KEYED, ("E224",), ("printed-form-not-found",)),
]
FINGERPRINTS = {"1-001": "a", "1-002": "b"}


def test_each_figure_says_how_each_of_its_slips_is_caught() -> None:
    """The text counts only where the rules are silent."""
    first, second = protection(TRIALS, FINGERPRINTS)
    assert first == {
        "figure": "1-001",
        "fingerprint": "a",
        "planted": "3",
        "caught_without_text": "sign_keyed",
        "caught_with_text_only": "sign_printed",
        "caught_by_nothing": "year_later",
    }
    assert (second["planted"], second["caught_with_text_only"]) == ("1", "")


def test_each_class_says_which_rules_told_it() -> None:
    """Every rule that spoke is counted, not only the first."""
    told = {(row["slip"], row["rule"]): row["told"] for row in slip_rules(TRIALS, FINGERPRINTS)}
    assert told == {
        ("sign_keyed", "E224"): "2",
        ("sign_keyed", "E310"): "1",
        ("sign_keyed", "printed-form-not-found"): "1",
        ("sign_printed", "printed-form-not-found"): "1",
    }


@pytest.mark.slow
def test_the_committed_measurement_is_what_the_rules_catch_today() -> None:
    """A rule that has changed since would make the published protection untrue."""
    capture = captured_reports(Project(CHECKOUT).paths)[REPORT]
    tried = trials(CHECKOUT, REPORT, None)
    now = {
        figure: {slip_code(t.slip, t.depth) for t in tried if t.figure == figure and t.told}
        for figure in dict.fromkeys(trial.figure for trial in tried)
    }
    rows = rows_of(capture.tables[RAW_PROTECTION.name].frame)
    assert now == {row["figure"]: set(row["caught_without_text"].split(";")) for row in rows}
    named = {row["slip"] for row in rows_of(capture.vocabulary[SLIPS.name].frame)}
    assert named == {slip_code(trial.slip, trial.depth) for trial in tried}, "vocabulary/slips.csv"
