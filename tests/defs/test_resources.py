"""Working files between the assets: what one run saves, another that goes on beside it can read."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from pipeline.defs.checks import AssetError
from pipeline.defs.resources import load, save

ROWS = 20_000
READS = 60
WRITER = f"""
import sys
from pathlib import Path
import pandas as pd
from pipeline.defs.resources import save
frames = [pd.DataFrame({{"figure": [each] * {ROWS}}}, dtype=str) for each in ("old", "new")]
print("ready", flush=True)
while True:
    for frame in frames:
        save(frame, Path(sys.argv[1]), Path(sys.argv[1]).parent)
"""


def frame(word: str) -> pd.DataFrame:
    """A frame that takes more than one write."""
    return pd.DataFrame({"figure": [word] * ROWS}, dtype=str)


@pytest.mark.slow
def test_a_reader_beside_a_writer_finds_a_whole_file(tmp_path: Path) -> None:
    """Two runs at once: one reads while the other saves, again and again."""
    path = tmp_path / "tables" / "figures.csv"
    save(frame("old"), path, tmp_path)
    whole = {"old": frame("old"), "new": frame("new")}
    seen: set[str] = set()
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
    ) as writer:
        try:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            for _ in range(READS):
                found = load(path)
                word = str(found["figure"].iloc[0])
                pd.testing.assert_frame_equal(found, whole[word])
                seen.add(word)
        finally:
            writer.kill()
    assert seen == {"old", "new"}


def test_saving_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    """The name under which a file is written is gone once it is there."""
    path = tmp_path / "tables" / "figures.csv"
    first, again = save(frame("old"), path, tmp_path), save(frame("old"), path, tmp_path)
    assert [each.name for each in path.parent.iterdir()] == ["figures.csv"]
    assert first == again != save(frame("new"), path, tmp_path)


def test_a_stage_that_did_not_run_is_stated(tmp_path: Path) -> None:
    """What lacks is named, with what to do."""
    with pytest.raises(AssetError, match=r"figures\.csv of tables does not exist; materialise"):
        load(tmp_path / "tables" / "figures.csv")
