"""Every declared figure is drawn, as a link that states what it is; what cannot be drawn is reported."""

import re
from pathlib import Path

import pytest

from pipeline.website.charts import charts
from tests.package.committed import made, rows
from tests.project import Project
from tests.website.charts.drawings import (
    CHARTS,
    LANGUAGES,
    classes,
    drawn,
    figure_of,
    links,
    published,
    svg,
    texts,
)

EACH = pytest.mark.parametrize("chart", CHARTS)
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)


def test_the_report_has_a_chart_for_each_of_its_stories() -> None:
    """Six charts at least are promised; what is declared in raw/ is what is drawn, in its order."""
    assert list(drawn()) == [row["chart"] for row in rows("charts")]
    assert len(drawn()) >= len(("recovery", "pandemic", "network", "records", "markets", "trust"))


@EACH
@IN_BOTH
def test_every_declared_figure_is_one_link_to_its_own_place(chart: str, language: str) -> None:
    """Two links would be read twice; none would hide a figure from keyboards and screen readers."""
    linked = [figure_of(link) for link in svg(chart, language).iter("a")]
    declared = [row["figure"] for row in rows("chart_figures") if row["chart"] == chart]
    assert sorted(linked) == sorted(declared)
    assert linked == list(drawn()[chart].figures)


@EACH
@IN_BOTH
def test_a_link_states_its_label_and_its_value(chart: str, language: str) -> None:
    """Without scripts, what stands in the link is its name."""
    for link in links(chart, language).values():
        assert texts(link, "label")
        assert texts(link, "value")


@pytest.mark.parametrize(("language", "word"), [("zh", "勘误"), ("en", "erratum")])
def test_a_figure_names_its_errata_and_no_others(language: str, word: str) -> None:
    """A number that is doubted is nowhere drawn without its doubt: in words and by a sign on its mark."""
    declared = {
        figure: {row["erratum"] for row in rows("errata") if figure in row["figures"].split(";")}
        for figure in published()
    }
    doubted = set()
    for chart in CHARTS:
        for figure, link in links(chart, language).items():
            doubted |= declared[figure]
            stated = texts(link, "label")
            assert set(re.findall(rf"{word} (E\d+)", stated)) == declared[figure], stated
            assert ("doubted" in classes(link)) == bool(declared[figure])
            assert ("inferred" in classes(link)) == bool(published()[figure]["inferred"])
    assert len(doubted) >= 5


@EACH
def test_in_chinese_the_value_is_what_was_printed(chart: str) -> None:
    """A rewritten number could differ from the report; the editor's brackets alone are dropped."""
    for figure, link in links(chart, "zh").items():
        printed = published()[figure]["printed"].replace("〔", "").replace("〕", "")
        assert texts(link, "value") == printed


def test_figures_that_are_gone_are_reported_before_anything_is_drawn(tmp_path: Path) -> None:
    """A chart that silently loses a figure would report another story."""
    project = Project.copied(tmp_path)
    project.set_cells("chart_figures.csv", 2, figure="9.9-999")
    project.set_cells("chart_figures.csv", 3, chart="no-such-chart")
    assert project.found() == [
        ("E203", "chart_figures.csv", 2, "figure"),
        ("E203", "chart_figures.csv", 3, "chart"),
    ]


def test_a_report_that_declares_no_charts_has_none() -> None:
    """The next report may be published before anybody has chosen its charts."""
    frames = {**made().frames, "charts": made().frames["charts"].head(0)}
    assert charts(frames) == ()


def test_charts_without_a_figure_left_are_not_drawn() -> None:
    """An empty axis would state that there is nothing where nobody has looked."""
    chosen = made().frames["chart_figures"]
    frames = {**made().frames, "chart_figures": chosen[chosen["chart"] == "trust"]}
    assert [chart.id for chart in charts(frames)] == ["trust"]
