"""Printed forms, the text around a figure, and open cells."""

from pipeline.tools.draft.printed import Place, PrintedForms, Proposal, unsure
from pipeline.tools.source_text.tokenizer import Sentence, SourceToken
from pipeline.validation.vocabulary import Vocabulary
from tests.tools.draft.drafted import capture, differing, drafted


def test_the_form_of_each_numeral() -> None:
    """The longest form that the grammar reads, with the words that a list shares."""
    cases = {
        "产值超过40万亿元，增长了3.5%。": ["超过 40 万亿元", "增长了 3.5%"],
        "甲、乙分别增长2.5%、1.5%。": ["增长 2.5%", "〔增长〕1.5%"],
        "新增城镇就业900万人。": ["新增…900 万人"],
        "比重提升至目前的85%。": ["提升至…85%"],
        "高于总投资增速10个百分点以上。": ["高于…10 个百分点以上"],
        "增加值占20%。": ["20%"],
        "两者比值为3.17，比上月缩小0.08。": ["3.17", "缩小 0.08"],
        "自然增长率为-0.99‰。": ["-0.99‰"],
        "构成为5.1∶40.2∶54.7。": ["5.1", "40.2", "54.7"],
        "上线仅3天。": ["仅 3 天"],
        "拥有超过500台规模的设备。": ["超过 500 台"],
        "月人均流量5GB。": ["5GB〔/月〕"],
        "2015年超过4万亿元，比上年增加1万亿。": ["超过 4 万亿元", "增加 1 万亿〔元〕"],
        "汇率为1美元兑6.9041元人民币。": ["1 美元兑 6.9041 元人民币"],
    }
    assert differing("printed", cases) == {}
    assert differing("number", {"自然增长率为-0.99‰。": ["-0.99"]}) == {}


def test_words_of_tone_are_those_that_editors_keyed() -> None:
    """Editors differ in whether they key 达到 and 规模; the forms that they keyed show it."""
    text = "产值达到3亿元，设备为500台规模。"
    assert differing("printed", {text: ["3 亿元", "500 台"]}) == {}
    made = drafted(text, ("达到 2 亿元", "3 台规模"))
    assert [each.cells["printed"].cell for each in made.figures] == ["达到 3 亿元", "500 台规模"]


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
