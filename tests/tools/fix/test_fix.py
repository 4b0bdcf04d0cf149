"""The laws of fixing: one canonical form for every disguise, reached in one step, same meaning."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest import RAW_FILE, RAW_ROW, read_csv
from pipeline.schema import NUMERALS, RAW_FIGURES, SOURCES, TableSchema
from pipeline.tools.fix import fix_file, raw_tables, table_of
from pipeline.tools.fix.fix import half_width, wants_digits, without_blanks
from tests.project import CHECKOUT, Found, Project, found
from tests.rules.cases import CASES
from tests.tools.fix.disguises import DISGUISES, rows_of, written

RAW = CHECKOUT / "raw"
FILES = list(raw_tables(RAW))
TYPED = st.text(
    st.sampled_from("01７．－-./@;,\"' \u3000\xa0\t七万超CN１２、：/")
    | st.characters(codec="utf-8"),
    max_size=8,
)


@st.composite
def tables_as_typed(draw: st.DrawFn) -> tuple[TableSchema, bytes]:
    """A file of any cells whatever, with the header of its table."""
    table = draw(st.sampled_from([RAW_FIGURES, NUMERALS, SOURCES]))
    width = len(table.columns)
    rows = draw(st.lists(st.lists(TYPED, min_size=width, max_size=width), min_size=1, max_size=5))
    return table, written([table.columns, *rows])


def _table(path: Path) -> TableSchema:
    table = table_of(path, RAW)
    assert table is not None
    return table


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(RAW).as_posix())
def test_the_committed_files_are_in_canonical_form(path: Path) -> None:
    """What is committed needs no fixing, so that `make fix` shows an editor her own errors only."""
    mended = fix_file(path.read_bytes(), _table(path), path.name)
    assert mended.changes == ()
    assert mended.skipped_reason is None


@pytest.mark.parametrize("name", DISGUISES)
@settings(max_examples=20, deadline=None)
@given(path=st.sampled_from(FILES), seed=st.integers(0, 1 << 32))
@pytest.mark.slow
def test_every_disguise_of_a_file_is_fixed_to_the_same_bytes(
    name: str, path: Path, seed: int
) -> None:
    """All rows, cells and their order come back, and what was fixed is reported."""
    data, table = path.read_bytes(), _table(path)
    disguised = DISGUISES[name](rows_of(data), table, Random(seed))  # noqa: S311 - no secret
    mended = fix_file(disguised, table, path.name)
    assert mended.data == data
    assert bool(mended.changes) == (disguised != data)


@settings(max_examples=200, deadline=None)
@given(typed=tables_as_typed())
def test_a_second_fix_finds_nothing(typed: tuple[TableSchema, bytes]) -> None:
    """Whatever was typed, one run is enough."""
    table, data = typed
    once = fix_file(data, table, "raw/a.csv")
    again = fix_file(once.data, table, "raw/a.csv")
    assert (again.data, again.changes) == (once.data, ())


@settings(max_examples=200, deadline=None)
@given(typed=tables_as_typed())
@pytest.mark.slow
def test_whatever_was_typed_is_read_as_before(
    typed: tuple[TableSchema, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The same cells, but for full-width digits where digits belong; the same errors of form."""
    table, data = typed
    root = tmp_path_factory.mktemp("mended")
    (root / "a.csv").write_bytes(data)
    (root / "b.csv").write_bytes(fix_file(data, table, "a.csv").data)
    before, after = (read_csv(root / name, table, root) for name in ("a.csv", "b.csv"))
    expected = before.frame.drop(columns=[RAW_FILE, RAW_ROW])
    for column in table.columns:
        if wants_digits(table, column):
            expected[column] = expected[column].map(half_width)
    kept = after.frame[table.columns].to_numpy().tolist()
    assert sorted(kept) == sorted(expected.to_numpy().tolist())
    reported = [sorted(x.code for x in each.findings if x.is_error) for each in (before, after)]
    assert reported[0] == reported[1]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param(" 72 ", "72", id="blanks"),
        pytest.param("\u300072\u3000", "72", id="wide blanks"),
        pytest.param("a \u3000 b", "a \u3000 b", id="blanks inside"),
        pytest.param("\t72", "\t72", id="a tab before"),
        pytest.param(" 7\t2 ", " 7\t2 ", id="a tab inside, blanks around"),
        pytest.param(" 72\x1b[31m ", " 72\x1b[31m ", id="a colour of the terminal"),
        pytest.param(" 72\u200b ", " 72\u200b ", id="a character without width"),
        pytest.param(" 72\xa0", " 72\xa0", id="a blank that does not break"),
        pytest.param(" \u202e72 ", " \u202e72 ", id="a change of direction"),
    ],
)
def test_a_value_with_a_character_that_nobody_sees_is_left_to_the_editor(
    typed: str, kept: str
) -> None:
    """Such a value came from elsewhere, and a rule names it; blanks alone are only removed."""
    assert without_blanks(typed) == kept


def _by_key(project: Project, findings: list[Found]) -> list[tuple[str, str, str, str]]:
    """Findings with the row's first cells in place of its number, which may have moved."""
    cells = {name: project.rows(name) for _, name, _, _ in findings}
    return sorted(
        (code, name, ",".join(cells[name][row - 1][:5]), column)
        for code, name, row, column in findings
    )


@pytest.fixture
def broken(tmp_path: Path) -> Project:
    """A project in which every rule about single cells is broken at once."""
    project = Project.copied(tmp_path)
    for case in CASES.values():
        if not case.apart:
            case.edit(project)
    return project


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.slow
def test_a_project_full_of_mistakes_keeps_each_of_them_and_gets_no_other(
    seed: int, broken: Project
) -> None:
    """Fixing changes the form of every file in all ways at once, and not one finding."""
    random = Random(seed)  # noqa: S311 - no secret
    files = list(raw_tables(broken.paths.raw))
    for path in files:
        table = table_of(path, broken.paths.raw)
        assert table is not None
        path.write_bytes(fix_file(path.read_bytes(), table, path.name).data)
    before = _by_key(broken, [found(each) for each in broken.findings()])
    assert len(before) > 40
    for path in files:
        table = table_of(path, broken.paths.raw)
        assert table is not None
        disguise = random.choice(list(DISGUISES.values()))
        path.write_bytes(disguise(rows_of(path.read_bytes()), table, random))
        path.write_bytes(fix_file(path.read_bytes(), table, path.name).data)
    assert _by_key(broken, [found(each) for each in broken.findings()]) == before
