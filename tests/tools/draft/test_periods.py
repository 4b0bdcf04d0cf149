"""Periods from the words of a sentence, of the sentence before it, and of a report on one year."""

from __future__ import annotations

from tests.tools.draft.drafted import differing

#: Another year, so that the report is not about one year only.
MIXED = "2011年试点开始。\n\n"


def test_the_nearest_time_expression_is_the_period() -> None:
    """A month without a year is of the report's year; the base of a comparison is not the period."""
    cases = {
        "2022年产值达5亿元。": ["2022"],
        "前三季度产值5亿元，四季度2亿元。": ["2023-01/2023-09", "2023-10/2023-12"],
        "截至2023年6月，用户达3亿户。": ["@2023-06-30"],
        "2021年末人口30万人。": ["@2021-12-31"],
        "3月5日售出70套。": ["?2023-03-05"],
        "8月产值增长3%，比2019年高出2倍。": ["2023-08", "2023-08"],
        "2023年1-7月产值6亿元，为2015年同期的3倍。": ["2023-01/2023-07", "2023-01/2023-07"],
        "比重由2017年的70%变化。": ["2017"],
        "2020年春节期间售出70套。": ["?2020"],
        "2017年至2020年产值将由4亿元增长到6亿元。": ["2017", "2020"],
    }
    assert differing("period", {MIXED + text: cells for text, cells in cases.items()}) == {}


def test_a_sentence_without_a_time_has_none_unless_it_is_linked_or_the_report_has_one_year() -> (
    None
):
    """其中 takes the period of the sentence before; a report on one year is about it everywhere."""
    cases = {
        MIXED + "2022年产值5亿元。出口2亿元。": ["2022", ""],
        MIXED + "2022年产值5亿元。其中，出口2亿元。": ["2022", "2022"],
        "2023年产值5亿元。\n\n出口2亿元。": ["2023", "2023"],
        "2023年产值5亿元。\n\n上半年产值2亿元。出口1亿元。": [
            "2023",
            "2023-01/2023-06",
            "?2023-01/2023-06;2023",
        ],
        "年末人口3万人，比上年末增加2万人。": ["@2023-12-31", "@2023-12-31"],
        "全年产值5亿元，连续8年增长。": ["2023", ""],
    }
    assert differing("period", cases) == {}


def test_spans_are_read_as_reports_print_them() -> None:
    """Any dash joins months, a quarter may be counted, a month and a plan have an end."""
    cases = {
        "1—9月产值5亿元。": ["2023-01/2023-09"],
        "前八个月产值5亿元。": ["2023-01/2023-08"],
        "第二季度产值5亿元。": ["2023-04/2023-06"],
        "9月末用户3亿户。": ["@2023-09-30"],
        "2019—2022年累计投资5亿元。": ["2019/2022"],
        "“十三五”时期，累计投资5亿元。": ["2016/2020"],
        "“十四五”以来，累计投资5亿元。": ["2021/2023"],
        "“十四五”前两年，累计投资5亿元。": ["2021/2022"],
        "到“十四五”末，装机3亿千瓦。": ["@2025-12-31"],
        "年末企业5家，当年净增2家。": ["@2023-12-31", "2023"],
        "近五年投资5亿元。": ["?"],
        "未来三年投资5亿元。": ["?"],
        "到2027年建成5个。": ["?2027;@2027-12-31"],
        "到2027年收入达5亿元。": ["2027"],
        "尤其是8月，产值5亿元。": ["2023-08"],
        "产值较上年全年加快2个百分点。": [""],
        "按上年不变价格计算，产值5亿元。": [""],
        "产值为2020年的84%。": [""],
        "产值降至2022年的5亿元。": ["2022"],
        "8月收入1926亿元，增长3%。": ["2023-08", "2023-08"],
        "前三季度利润由上半年下降2.6%转为增长1.8%。": ["2023-01/2023-06", "2023-01/2023-09"],
        "截至2022年底用户3亿户，比上年末增长4%。": ["@2022-12-31"] * 2,
        "截至2022年底用户3亿户，收入增长4%。": ["@2022-12-31", "?@2022-12-31;2022"],
    }
    assert differing("period", {MIXED + text: cells for text, cells in cases.items()}) == {}


def test_a_list_of_times_gives_each_value_its_own() -> None:
    """Values after 分别 are in the order of the times; another list of values has one time."""
    cases = {
        "一季度、二季度和三季度产值分别为5亿元、6亿元和7亿元。": [
            "2023-01/2023-03",
            "2023-04/2023-06",
            "2023-07/2023-09",
        ],
        "三季度，出口、进口分别增长5%和6%。": ["2023-07/2023-09"] * 2,
        "一季度和二季度，产值增长，出口、进口分别增长5%和6%。": ["2023-04/2023-06"] * 2,
    }
    assert differing("period", {MIXED + text: cells for text, cells in cases.items()}) == {}


def test_answers_of_a_survey_are_of_its_days() -> None:
    """The sentence that reports on the survey states them, also for the sentences behind it."""
    text = "问卷于2023年5月至7月开展。68%的用户表示满意。2022年为60%。"
    assert differing("period", {MIXED + text: ["2023-05/2023-07", "2022"]}) == {}
    other = "规模于2023年5月公布。68%的用户表示满意。"
    assert differing("period", {MIXED + other: [""]}) == {}


def test_a_report_on_some_months_is_about_them_everywhere() -> None:
    """The end of a month in the sentence before is kept for stocks."""
    cases = {
        "1-8月产值5亿元。\n\n出口2亿元，同比增长3%。": ["2023-01/2023-08"] * 3,
        "1-8月产值5亿元。8月末存款2亿元。贷款余额1亿元。利润3亿元。": [
            "2023-01/2023-08",
            "@2023-08-31",
            "@2023-08-31",
            "2023-01/2023-08",
        ],
        "1-8月产值5亿元。8月末存款2亿元。房价5元，出勤率58%，环比提高4个百分点。": [
            "2023-01/2023-08",
            "@2023-08-31",
            *["2023-01/2023-08"] * 2,
            "2023-01/2023-08",
        ],
        "1-8月产值5亿元。\n\n春节旅客5万人次。": ["2023-01/2023-08", "?2023-01/2023-08"],
    }
    assert differing("period", cases) == {}
