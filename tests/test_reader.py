"""The reader of a published package: exact types, no Dagster, nothing but what the descriptor describes."""

import json
import re
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.intervals import Interval
from pipeline.localization import LANGUAGES, Language
from pipeline.package.descriptor import path_of
from pipeline.package.files import csv_bytes, zip_bytes
from pipeline.reader import LARGEST, PackageReadError, load
from tests.package.committed import CHECKOUT, PRESENT, folder, made


def text(cell: object) -> str:
    """A cell as the CSV file has it."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def test_a_zip_has_every_cell_of_the_folder_exactly(tmp_path: Path) -> None:
    """Each cell is that of the CSV file again, so that no digit was lost."""
    archive = tmp_path / "package.zip"
    archive.write_bytes(zip_bytes(made().files))
    tables = load(archive)
    for table in PRESENT:
        columns = [map(text, tables[table.name][name].tolist()) for name in table.columns]
        found = csv_bytes(pd.DataFrame(zip(*columns, strict=True), columns=table.columns))
        assert found == made().files[path_of(table)]
    types = {type(cell) for frame in tables.values() for cell in frame.to_numpy().ravel()}
    assert types == {str, int, Decimal, bool, date, type(None), Interval}


def test_a_figure_has_its_interval_and_the_names_of_its_unit() -> None:
    """超 72 万亿元 excludes 72 trillion and has no upper end."""
    figure = load(folder())["figures"].set_index("figure_id").loc["1.1-001"]
    assert (figure["interval"].low, figure["interval"].high) == (Fraction(72 * 10**12), None)
    assert not figure["interval"].low_closed
    assert (figure["unit_en"], figure["unit_zh"]) == ("Chinese yuan", "人民币元")


@pytest.mark.parametrize(
    ("path", "edit", "message"),
    [
        pytest.param("figures_en.csv", lambda data: data + b"x", "has the hash", id="changed"),
        pytest.param(
            "datapackage.json", lambda data: data.replace(b'"figures_en.csv"', b'"../figures_en.csv"'),
            "is outside the package", id="outside",
        ),
        pytest.param(
            "datapackage.json", lambda data: data.replace(b'"name": "caution"', b'"name": "doubt"'),
            "has the columns", id="other columns",
        ),
    ],
)  # fmt: skip
def test_what_the_descriptor_does_not_describe_is_refused(
    path: str, edit: Any, message: str, tmp_path: Path
) -> None:
    """A file that was exchanged would give wrong numbers of the right form."""
    archive = tmp_path / "package.zip"
    files = dict(made().files)
    files[path] = edit(files[path])
    assert files[path] != made().files[path]
    with zipfile.ZipFile(archive, "w") as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    with pytest.raises(PackageReadError, match=message):
        load(archive)


def test_what_would_fill_the_memory_is_not_read(tmp_path: Path) -> None:
    """A zip of a few kilobytes that unpacks to more, another compression, a device in a folder."""
    for size, method in ((LARGEST + 1, zipfile.ZIP_DEFLATED), (9, zipfile.ZIP_LZMA)):
        archive = tmp_path / f"{size}.zip"
        with zipfile.ZipFile(archive, "w", method) as opened:
            opened.writestr("datapackage.json", bytes(size))
        with pytest.raises(PackageReadError, match="expected a file of at most"):
            load(archive)
    (tmp_path / "datapackage.json").symlink_to("/dev/zero")
    with pytest.raises(PackageReadError, match="is not a file"):
        load(tmp_path)


def test_it_imports_neither_dagster_nor_the_pipeline() -> None:
    """Whoever only reads must not wait for, or install, what publishes."""
    program = "import sys, json, pipeline.reader; print(json.dumps(sorted(sys.modules)))"
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, check=True
    )
    loaded = {
        each for each in json.loads(ran.stdout) if "." not in each or each.startswith("pipeline.")
    }
    assert not loaded & {"dagster", "pandera", "frictionless", "yaml", "pydantic"}
    ours = {each for each in loaded if each.startswith("pipeline.")}
    assert ours == {"pipeline.reader", "pipeline.intervals", "pipeline.intervals.interval"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_of_its_page_print_what_it_shows(
    language: Language, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Run one after the other, as a reader does."""
    name = "python.md" if language == "en" else "python.zh.md"
    text = (CHECKOUT / "docs" / name).read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", text, re.DOTALL)
    assert len(examples) == text.count("```python") >= 3
    monkeypatch.chdir(CHECKOUT)
    names: dict[str, Any] = {}
    for example, output in examples:
        exec(compile(example, name, "exec"), names)  # noqa: S102 - our own document
        assert capsys.readouterr().out == output
