"""A proposed figure that holds two numbers becomes two proposals from the same words."""

from __future__ import annotations

from pipeline.tools.draft.division import divide
from pipeline.tools.draft.printed import PrintedForms
from pipeline.validation.vocabulary import Vocabulary
from tests.tools.draft.drafted import capture, drafted

CASES = {
    "增速为12%~14%。": [("12%", "12", "", "percent"), ("14%", "14", "", "percent")],
    "投放3至5万台。": [("3〔万台〕", "3", "万", "item"), ("5 万台", "5", "万", "item")],
    "增长5%至6%。": [("增长 5%", "5", "", "percent"), ("〔增长〕6%", "6", "", "percent")],
    "共1亿5000万元。": [("1 亿〔元〕", "1", "亿", "CNY"), ("5000 万元", "5000", "万", "CNY")],
    "汇率为1美元兑6.9元人民币。": [("", "", "", "CNY_per_USD"), ("", "", "", "CNY_per_USD")],
    "提高0.6个百分点。": [],
    "三分之一的用户。": [],
    "增长5%。": [],
}


def test_each_number_has_the_words_that_it_shares() -> None:
    """What the grammar does not read is open; a fraction and a percentage point are one number."""
    forms = PrintedForms(Vocabulary.of(capture().vocabulary).words)
    names = ("printed", "number", "multiplier", "unit")
    for text, expected in CASES.items():
        made = drafted(text)
        (figure,) = made.figures
        tokens = [each.token for each in made.numerals if each.figure == figure.figure]
        halves = divide(figure, tokens, forms)
        assert [tuple(half.cells[n].cell for n in names) for _, half in halves] == expected, text
        assert [token for part, _ in halves for token in part] == (tokens if halves else [])
        for _, half in halves:
            assert half.cells["period"] == figure.cells["period"]
            assert bool(half.cells["number"].certainty) is bool(half.cells["number"].cell)
