"""Hypothesis strategies for printed figures, drawn from the words of the vocabulary."""

from pathlib import Path

from hypothesis import strategies as st

from pipeline.parsing import Lexicon

WORDS = Lexicon.from_folder(Path(__file__).parents[2] / "raw" / "vocabulary")

DIGITS = st.one_of(
    st.integers(0, 10**13).map(str),
    st.decimals(0, 10**6, places=2).map(str),
    st.integers(1000, 10**9).map("{:,}".format),
    st.sampled_from(["１２．５", "0.70", "1 300", "1/6", "３／４"]),
)
CHINESE = st.sampled_from(
    [
        "七",
        "十",
        "十二",
        "百",
        "两千",
        "三百五",
        "一万五千",
        "三百五十万",
        "二〇二〇",
        "零点七",
        "三分之一",
        "千分之三",
        "七八",
        "两三百万",
        "万",
        "亿",
    ]
)
NUMBERS = st.one_of(DIGITS, CHINESE, st.sampled_from(["-3.5", "负五", "百分之三十", "百分之7"]))
VAGUE = st.sampled_from(["数百", "几十", "上亿", "数十万", "几", "几千"])
BEFORE = sorted(
    word for word, hedge in WORDS.hedges.items() if hedge.position == "before"
) + sorted(WORDS.directions)
AFTER = sorted(word for word, hedge in WORDS.hedges.items() if hedge.position == "after")
UNITS = sorted(word for words in WORDS.unit_index.values() for word in words)


@st.composite
def printed_figures(draw: st.DrawFn) -> str:
    """Texts of the form of printed figures; most are figures, and some only look like one."""

    def perhaps(strategy: st.SearchStrategy[str]) -> str:
        word = draw(st.one_of(st.just(""), strategy))
        bracketed = word and draw(st.integers(0, 5)) == 0
        return (f"〔{word}〕" if bracketed else word) + draw(st.sampled_from(["", "", " ", "　"]))

    leads = "".join(perhaps(st.sampled_from(BEFORE)) for _ in range(draw(st.integers(0, 3))))
    gap = draw(st.sampled_from(["", "", "…", "…的"]))
    mark = draw(st.sampled_from(["", "", "", "第"]))
    number = draw(st.one_of(NUMBERS, NUMBERS, VAGUE))
    inside = perhaps(st.sampled_from(["余", "多", "几"]))
    multiplier = perhaps(st.sampled_from(sorted(WORDS.multipliers)))
    unit = perhaps(st.sampled_from(UNITS))
    high = draw(st.one_of(st.just(""), st.tuples(st.sampled_from("-~至到—"), NUMBERS).map("".join)))
    return (
        leads
        + gap
        + mark
        + number
        + high
        + inside
        + multiplier
        + unit
        + perhaps(st.sampled_from(AFTER))
    )
