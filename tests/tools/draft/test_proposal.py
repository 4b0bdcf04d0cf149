"""The text around a figure, and open cells."""

from __future__ import annotations

from pipeline.tools.draft.printed import PrintedForms
from pipeline.tools.draft.proposal import Place, Proposal, unsure
from pipeline.tools.source_text.tokenizer import Sentence, SourceToken
from pipeline.validation.vocabulary import Vocabulary
from tests.tools.draft.drafted import capture


def test_a_place_divides_its_sentence() -> None:
    """A clause begins behind a comma, a part behind a semicolon; an open cell has each candidate once."""
    text = "甲增长;乙,丙5%的"
    sentence = Sentence("1", 1, 1, "body", text, ("1",) * len(text))
    token = SourceToken(sentence, 1, "5", 7, 8)
    words = Vocabulary.of(capture().vocabulary).words
    place = Place(PrintedForms(words).of_sentence([token])[token], text, "")
    assert (place.clause, place.part, place.behind) == ("丙", "乙,丙", "的")
    assert (place.clause_start, place.unit) == (6, "percent")
    assert unsure("甲", "a", "", "b", "a") == Proposal("", "", "甲", ("a", "b"))
