"""A new edition of a known report: the same words with other numbers keep what the earlier rows state."""

from __future__ import annotations

import cProfile
import pstats

from pipeline.tools.draft.draft import Draft
from pipeline.tools.draft.earlier_edition import EarlierEdition
from tests.tools.draft.drafted import drafted
from tests.tools.draft.test_draft import text as long_text

OLD = "2022年甲产值5亿元，比2019年增长3.5%。乙省产值近2亿元。据4G报告，丙占1%。截至6月，丁达7亿元。"
NEW = "2023年甲产值6亿元，比2019年增长4.5%。乙省产值近3亿元。据5G报告，丙占2%。截至9月，丁达8亿元。"
#: What the editors keyed of the earlier edition, beside the numbers.
KEYED = {
    "1-001": {"indicator": "gdp", "entity": "world", "period": "2022", "inferred": "entity"},
    "1-002": {"indicator": "gdp_growth", "period": "2022", "basis": "vs:2019", "printed": "〔增长〕3.5%"},
    "1-003": {"indicator": "retail_sales", "period": "@2022-02-28", "basis": "vs:2020", "status": "target"},
    "1-004": {"period": "2022", "cited": "nbs", "credit": "sentence"},
    "1-005": {"period": "@2022-06-30"},
}  # fmt: skip
COLUMNS = ("indicator", "entity", "status", "credit", "inferred", "period", "basis", "cited")


def edition(made: Draft, keyed: dict[str, dict[str, str]], years: int = 1) -> EarlierEdition:
    """The rows of a draft as if people had keyed them with these cells."""
    rows = {
        each.figure: {
            "id": each.figure,
            **dict.fromkeys(COLUMNS, ""),
            **{name: each.cells[name].cell for name in ("printed", "unit")},
            **keyed.get(each.figure, {}),
        }
        for each in made.figures
    }
    ledger = [
        {**e.token.position, "figure": e.figure, "reason": "" if e.figure else e.decision.reason}
        for e in made.numerals
    ]
    return EarlierEdition("old-2022", rows, ledger, years)


def test_the_same_words_keep_their_cells_and_move_in_time() -> None:
    """A year in the sentence becomes the one in its place, another moves; other months are not known."""
    like = edition(drafted(OLD), KEYED)
    found = {each.figure: each.cells for each in drafted(NEW, like=like).figures}
    first, growth, second, renamed, month = found.values()
    assert (first["indicator"].cell, first["entity"].cell) == ("gdp", "world")
    assert (first["period"].cell, first["period"].words) == ("2023", "old-2022 1-001")
    assert first["inferred"].cell == "entity"
    assert (growth["basis"].cell, growth["period"].cell) == ("vs:2019", "2023")
    assert (growth["printed"].cell, growth["number"].cell) == ("〔增长〕4.5%", "4.5")
    assert (second["period"].cell, second["basis"].cell) == ("@2023-02-28", "vs:2021")
    assert (second["hedge"].cell, second["number"].cell, second["status"].cell) == (
        "近",
        "3",
        "target",
    )
    assert (renamed["cited"].certainty, renamed["cited"].candidates) == ("", ("nbs",))
    assert (month["period"].cell, month["period"].candidates) == ("@2023-09-30", ("@2023-06-30",))
    leap = edition(drafted(OLD), KEYED, years=2)
    assert drafted(NEW, like=leap).figures[2].cells["period"].cell == "@2024-02-29"


def test_a_sentence_of_other_words_is_drafted_by_the_rules() -> None:
    """One word more is another sentence; a numeral more is one too."""
    like = edition(drafted(OLD), KEYED)
    for text in (NEW.replace("甲", "某"), NEW.replace("年甲", "年3月甲")):
        first = drafted(text, like=like).figures[0].cells
        assert first["indicator"].words != "old-2022 1-001"
        assert first["entity"].cell != "world"


def test_sentences_may_move_and_the_work_is_linear() -> None:
    """A section of other sentences in front does not hide the known ones; four times the text, four times the calls."""
    like = edition(drafted(OLD), KEYED)
    moved = drafted(long_text(30) + NEW, like=like).figures
    assert moved[-5].cells["indicator"].cell == "gdp"

    def calls(paragraphs: int) -> int:
        profile, made = cProfile.Profile(), long_text(paragraphs)
        known = edition(drafted(made), {})
        profile.runcall(drafted, made.replace("携程营收1", "携程营收2"), like=known)
        return pstats.Stats(profile).total_calls

    assert calls(24) < 4.4 * calls(6)
