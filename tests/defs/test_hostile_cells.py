"""A hostile note in a real run: what Dagster has stored is read back and parsed as its interface does."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipeline.defs import build_definitions
from pipeline.defs.checks import AssetError
from pipeline.defs.naming import key, quality_key
from tests.escaping.rendered import PLAIN, TABLE, addresses, kinds, texts
from tests.project import Project
from tests.small_report import NAME, SECTION, small_report

LAUNCH = "/graphql?query=mutation{launchRun(executionParams:{selector:{jobName:%22publish%22}}){__typename}}"
NOTE = f"![]({LAUNCH}) [x]({LAUNCH}) <img src='{LAUNCH}'> http://127.0.0.1:3000{LAUNCH} | a | www.example.org"
#: What the overview and the descriptions are made of besides texts and tables.
OWN = {"heading_open", "heading_close", "strong_open", "strong_close", "code_inline", "softbreak",
       "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"}  # fmt: skip


def edit(path: Path, **cells: str) -> None:
    """Key these cells into the first row of a file."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    rows[0].update(cells)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One small report, whose note and title are hostile."""
    made = Project.copied(tmp_path_factory.mktemp("hostile"))
    for path in (made.root / "raw").iterdir():
        if path.name != "vocabulary":
            path.rename(made.root / path.name)
    folder = small_report(made.root)
    edit(folder / SECTION, note_zh=NOTE, note_en=NOTE)
    edit(folder / "sections.csv", title_zh=NOTE, title_en=NOTE)
    return made


@pytest.fixture(scope="module")
def definitions(project: Project) -> dg.Definitions:
    """The graph of that report."""
    return build_definitions(project.paths)


@pytest.fixture(scope="module")
def stored(definitions: dg.Definitions) -> dict[str, str]:
    """All Markdown that a run has stored, by asset and name."""
    wanted = [key(NAME, "transcription", "section_1"), key(NAME, "validated", "section_1"),
              key(NAME, "transcription", "sections"), key(NAME, "transcription", "numerals"),
              key(NAME, "tables", "figures"), dg.AssetKey("vocabulary"), quality_key(NAME)]  # fmt: skip
    job = definitions.resolve_job_def("publish")
    with dg.DagsterInstance.ephemeral() as instance:
        job.execute_in_process(instance=instance, asset_selection=wanted, raise_on_error=False)
        events = (instance.get_latest_materialization_event(each) for each in wanted)
        made = [each.asset_materialization for each in events if each]
    return {
        f"{each.asset_key.to_user_string()} {name}": value.value or ""
        for each in made
        if each
        for name, value in each.metadata.items()
        if isinstance(value, dg.MarkdownMetadataValue)
    }


def descriptions(definitions: dg.Definitions) -> Iterator[tuple[str, str]]:
    """What the graph states of each node and check."""
    for spec in definitions.resolve_all_asset_specs():
        yield spec.key.to_user_string(), spec.description or ""
    graph = definitions.resolve_asset_graph()
    for check in graph.asset_check_keys:
        yield str(check), graph.get_check_spec(check).description or ""


def test_the_preview_of_a_hostile_note_is_text(stored: dict[str, str]) -> None:
    """The attack of the audit: an image in a note queued a run when the preview was opened."""
    preview = stored["small_2020/transcription/section_1 preview"]
    assert "launchRun" in preview
    assert kinds(preview) <= PLAIN | TABLE
    assert addresses(preview) == []
    assert f"![]({LAUNCH})" in texts(preview)


def test_no_markdown_that_a_run_stores_is_alive(stored: dict[str, str]) -> None:
    """Previews of every stage, the overview, tables of counts."""
    assert len(stored) >= 5
    for name, text in stored.items():
        assert kinds(text) <= PLAIN | TABLE | OWN, name
        assert addresses(text) == [], name


def test_no_description_of_the_graph_is_alive(definitions: dg.Definitions) -> None:
    """Titles of sections stand in the descriptions of nodes and checks."""
    found = dict(descriptions(definitions))
    assert sum("launchRun" in text for text in found.values()) >= 4
    for name, text in found.items():
        assert kinds(text) <= PLAIN | OWN, name
        assert addresses(text) == [], name


def test_an_error_makes_no_link_in_the_log() -> None:
    """The log makes links of addresses; the reason of a failure may quote a cell."""
    raised = AssetError(f"cannot read {NOTE}")
    assert "://" not in str(raised.description)
