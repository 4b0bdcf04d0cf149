"""The parts of the page that are made before its templates: time, files, columns, citations."""

import pytest

from pipeline.website.page_data import bibtex, citation, column, synonyms
from pipeline.website.template_context import downloads, first_downloads, moments, size, spans
from tests.package.committed import made


@pytest.mark.parametrize(
    ("length", "stated"),
    [(0, "0 B"), (999, "999 B"), (1_000, "1.0 kB"), (81_699, "81.6 kB"), (1_950_000, "1.9 MB")],
)
def test_a_size_is_cut_and_not_rounded(length: int, stated: str) -> None:
    """A file is never stated to be larger than it is."""
    assert size(length) == stated


def test_dates_stand_in_order_with_the_year_before_its_months() -> None:
    """A date is as exact as it is printed; no day is made up for a month."""
    rows = [{"date": each} for each in ("2020-03", "", "2020", "2020-03-04", "2017-08", "2020-03")]
    found = moments(rows)
    assert [each.date for each in found] == ["2017-08", "2020", "2020-03", "2020-03-04"]
    assert [len(each.rows) for each in found] == [1, 1, 2, 1]


def test_a_phase_lasts_until_the_next_one_begins() -> None:
    """No end is printed for them; the last one stays open."""
    rows = [
        {"start": "2009", "end": ""},
        {"start": "2013", "end": ""},
        {"start": "2019-06", "end": ""},
    ]
    found = spans(rows, "2020-12")
    assert [(each.begins, each.months) for each in found] == [(0, 48), (48, 77), (125, 19)]
    assert [each.open for each in found] == [False, False, True]
    assert spans([], "2020-12") == []


def test_what_most_people_want_is_offered_first_if_it_is_there() -> None:
    """Forms that a package does not have are not promised."""
    files = {"data/figures.csv": b"a", "x.sqlite": b"bb", "other.bin": b"c"}
    assert [each.path for each in first_downloads(files)] == ["data/figures.csv", "x.sqlite"]
    assert [each.path for each in downloads(files)] == ["data/figures.csv", "other.bin", "x.sqlite"]


def test_a_column_that_repeats_is_written_once() -> None:
    """And gives the same cells again."""
    cells = ["percent", "CNY", "percent", "percent", "CNY"]
    assert column(cells) == {"of": ["percent", "CNY"], "at": [0, 1, 0, 0, 1]}
    assert column(["a", "b", "c"]) == ["a", "b", "c"]
    assert column(["a;b", "b", "b;a", "a"]) == {"of": ["a", "b"], "at": [[0, 1], 1, [1, 0], 0]}


def test_the_packages_own_bibtex_is_shown_if_it_has_one() -> None:
    """Page and file must not state two things."""
    report = made().report
    assert bibtex(report, {"citation.bib": b"@misc{own}\n"}) == "@misc{own}"
    own = bibtex(report, {})
    assert own.count("{") == own.count("}")
    assert report.version in own


def test_a_citation_names_the_report_and_the_version_of_the_data() -> None:
    """In both languages, so that a reader finds the same bytes again."""
    report, text = made().report, citation(made().report)
    assert report.publisher_en in text.en
    assert report.publisher_zh in text.zh
    assert report.version in text.en
    assert report.version in text.zh


def test_a_synonym_stands_in_one_group_only() -> None:
    """A word of two groups would be searched by the first; each group has words of both languages."""
    groups = synonyms()
    words = [word for group in groups for word in group]
    assert sorted(set(words)) == sorted(words)
    assert all(word == word.strip().lower() for word in words)
    for group in groups:
        assert {each.isascii() for each in group} == {True, False}
