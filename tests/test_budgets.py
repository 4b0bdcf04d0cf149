"""One factor multiplies every limit: of the environment for all processes, of an option for one command."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.budgets import VARIABLE, FactorError, budget, budgets
from pipeline.cli import main
from pipeline.filesystem import TooLargeError, read_regular
from pipeline.ingest.csv_table import MOST_ROWS, parse_csv
from pipeline.schema import RAW_FIGURES


def test_the_option_is_stronger_than_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without both, a limit is as it is declared."""
    assert budget(10) == 10
    monkeypatch.setenv(VARIABLE, "3")
    assert budget(10) == 30
    with budgets(2):
        assert budget(10) == 20
    monkeypatch.setenv(VARIABLE, "")
    assert budget(10) == 10


@pytest.mark.parametrize("stated", ["0", "-1", "1.5", "x", "1000", " 2", "２"])
def test_what_is_not_a_factor_stops_every_command(
    stated: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A limit that is silently another one would be found late."""
    monkeypatch.setenv(VARIABLE, stated)
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 2
    assert f"{VARIABLE} is {stated!r}; expected a whole number from 1 to 999" in result.output
    with pytest.raises(FactorError, match="expected a whole number"):
        budget(10)


@pytest.mark.slow
def test_a_larger_raw_file_is_read_where_the_environment_permits_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Rows and bytes."""
    header = f"{','.join(RAW_FIGURES.columns)}\n".encode()
    rows = b"x\n" * (MOST_ROWS + 1)
    path = tmp_path / "sparse.csv"
    with path.open("wb") as file:
        file.truncate((1 << 26) + 1)
    assert [each.code for each in parse_csv(header + rows, RAW_FIGURES, "f").findings] == ["E148"]
    with pytest.raises(TooLargeError):
        read_regular(path)
    monkeypatch.setenv(VARIABLE, "2")
    assert "E148" not in {each.code for each in parse_csv(header + rows, RAW_FIGURES, "f").findings}
    assert len(read_regular(path)) == (1 << 26) + 1
