"""The catalogue of two packages: every figure of both, exactly, and nothing if one of them is not whole."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import build_package, package_files
from pipeline.package.catalogue import write_catalogue
from pipeline.paths import Paths
from pipeline.reader import load
from pipeline.schema import FIGURES
from tests.package.committed import CHECKOUT, REPORT, folder
from tests.package.faults import contents, write
from tests.package.formats.read_back import material
from tests.package.test_profile import faults
from tests.small_report import NAME, SECTION, small_report

SMALL = f"datapackage-{NAME}"
TITLE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the committed package, and one with a longer fraction and a hostile title."""
    root = tmp_path_factory.mktemp("packages")
    shutil.copytree(CHECKOUT / "raw" / "vocabulary", root / "raw" / "vocabulary")
    small = small_report(root)
    for path in (small / SECTION, small / "numerals.csv"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("3.5", "3.500012345"), encoding="utf-8")
    facts = small / "report.yaml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace("title_en: ", f"title_en: '{TITLE}' #"), encoding="utf-8")
    write(root / SMALL, dict(build_package(load_reports(Paths(root))[NAME]).files))
    shutil.copytree(folder(), root / "datapackage")
    [*write_catalogue(root)]
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return shutil.copytree(made, tmp_path / "packages", dirs_exist_ok=True)


def catalogue(root: Path, *options: str) -> Result:
    """The result of the command."""
    return CliRunner().invoke(main, ["catalogue", str(root), *options])


def test_every_figure_of_both_reports_is_in_the_dataset(made: Path) -> None:
    """With its exact number, its dates and its doubts, beside the name of its report."""
    read = pd.read_parquet(made / "catalogue" / "figures", dtype_backend="pyarrow")
    for report, package in ((REPORT, "datapackage"), (NAME, SMALL)):
        tables = load(made / package)
        found = read[read["report"] == report].set_index("figure_id")
        expected = tables["figures"].set_index("figure_id")
        assert list(found.index) == list(expected.index)
        for field in FIGURES.fields[1:]:
            cells = [None if pd.isna(cell) else cell for cell in found[field.name]]
            assert cells == list(expected[field.name]), field.name
    assert Decimal("3.500012345") in set(read["value"])
    doubted = read.loc[read["errata"].notna(), ["figure_id", "errata"]]
    errata = load(made / "datapackage")["errata"]
    pairs = {(f, row.erratum) for row in errata.itertuples() for f in row.figures.split(";")}
    assert {(f, e) for f, es in doubted.itertuples(index=False) for e in es.split(";")} == pairs


def test_a_figure_with_which_an_erratum_only_compares_has_no_doubt(tmp_path: Path) -> None:
    """A filter on errata leaves no sound figure out."""
    keyed = material("errata", figures="2.2-006", guard="[2.2-006] + 100000000 > [3.1-006]")
    write(tmp_path / "datapackage", package_files(keyed))
    [*write_catalogue(tmp_path)]
    read = pd.read_parquet(tmp_path / "catalogue" / "figures").set_index("figure_id")["errata"]
    assert read["2.2-006"] == "E01"
    assert pd.isna(read["3.1-006"]) and read["3.1-007"] == "E05"


def test_the_list_states_each_report(made: Path) -> None:
    """Its facts, the number of its figures and the way to its package."""
    listed = pd.read_csv(made / "catalogue" / "reports.csv", dtype=str)
    figures = {name: len(load(made / name)["figures"]) for name in ("datapackage", SMALL)}
    assert listed[["report", "figures", "package"]].to_numpy().tolist() == [
        [REPORT, str(figures["datapackage"]), "../datapackage/"],
        [NAME, str(figures[SMALL]), f"../{SMALL}/"],
    ]
    assert listed["title_en"][1] == TITLE


def test_the_descriptor_keeps_the_profile_and_describes_the_files(root: Path) -> None:
    """With an address the packages are resources too; a path must not lead out of the folder."""
    described = {}
    for options in ((), ("--base-url", "https://example.org/data/")):
        assert catalogue(root, *options).exit_code == 0
        text = (root / "catalogue" / "datapackage.json").read_text(encoding="utf-8")
        described[options] = json.loads(text)
        assert faults(described[options]) == []
    local, served = ([each["path"] for each in d["resources"]] for d in described.values())
    assert local == ["reports.csv", ["figures/2020.parquet"]]
    assert served == [
        *local,
        "https://example.org/data/datapackage/datapackage.json",
        f"https://example.org/data/{SMALL}/datapackage.json",
    ]
    for line in (root / "catalogue" / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((root / "catalogue" / name).read_bytes()).hexdigest() == digest


def test_the_page_links_to_both_packages_and_loads_nothing(made: Path) -> None:
    """A title is a text, and the policy permits no script and no request."""
    page = (made / "catalogue" / "index.html").read_text(encoding="utf-8")
    assert page.count('<a href="../') == 2
    assert f'href="../{SMALL}/index.html"' in page
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "default-src &#39;none&#39;; script-src &#39;none&#39;;" in page


def test_the_same_packages_give_the_same_bytes(root: Path) -> None:
    """And their order in the folder is not read."""
    before = contents(root / "catalogue")
    shutil.rmtree(root / "catalogue")
    (root / "datapackage").rename(root / "zz")
    (root / "zz").rename(root / "datapackage")
    assert catalogue(root).output.split() == [REPORT, NAME]
    assert contents(root / "catalogue") == before


def changed(root: Path) -> None:
    """A figure is changed after its publication."""
    path = root / SMALL / "data" / "figures.csv"
    path.write_bytes(path.read_bytes().replace(b"3.5", b"3.6"))


def described_again(root: Path, **facts: object) -> None:
    """Other facts stand in the descriptor."""
    path = root / SMALL / "datapackage.json"
    described = json.loads(path.read_bytes())
    described["report"] |= facts
    path.write_text(json.dumps(described), encoding="utf-8")


def resource_again(root: Path, **stated: object) -> None:
    """Other statements about the figures stand in the descriptor."""
    path = root / SMALL / "datapackage.json"
    described = json.loads(path.read_bytes())
    next(each for each in described["resources"] if each["name"] == "figures").update(stated)
    path.write_text(json.dumps(described), encoding="utf-8")


def with_errata(root: Path, data: bytes) -> None:
    """A table of errata that its descriptor describes."""
    path = root / SMALL / "datapackage.json"
    described = json.loads(path.read_bytes())
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    described["resources"].append({"name": "errata", "path": "errata.csv", "hash": digest})
    path.write_text(json.dumps(described), encoding="utf-8")
    (root / SMALL / "errata.csv").write_bytes(data)


def replaced(root: Path, name: str, *, by: str) -> None:
    """A file is a pipe, or without end."""
    path = root / SMALL / name
    path.unlink()
    if by == "pipe":
        os.mkfifo(path)
    elif by == "device":
        path.symlink_to("/dev/zero")
    else:
        with path.open("wb") as file:
            file.truncate(1 << 40)


TEXTS = [
    b"[" * 100_000,
    b"null",
    b'{"report": null}',
    b'{"report": []}',
    b'{"report": {}}',
    b"\xff",
    b'{"report": {}, "x": [' + b"[]," * 2_000_000 + b"[]]}",
]
FACTS: list[dict[str, object]] = [
    {"folder": "a" * 41}, {"folder": "con"}, {"folder": "a\n"}, {"reference_period": "٢٠٢٠"},
    {"reference_period": [2020]}, {"title_en": [1]}, {"title_en": None}, {"title_zh": "\x1b[2J"}, {"version": {}},
]  # fmt: skip
STATED: list[dict[str, object]] = [
    {"name": "other"}, {"name": []}, {"path": 5}, {"path": None}, {"path": "../../etc/passwd"}, {"hash": []},
]  # fmt: skip
TABLES = [
    b"erratum,figures\nE1\n", b'erratum,figures\n"', b"a,b\n1,2\n", b"\xff", b"\0",
    b"erratum,figures\n" + b"a,b\n" * 5_000_000,
]  # fmt: skip
HOSTILE = [
    *(
        lambda root, text=text: (root / SMALL / "datapackage.json").write_bytes(text)
        for text in TEXTS
    ),
    *(lambda root, facts=facts: described_again(root, **facts) for facts in FACTS),
    *(lambda root, stated=stated: resource_again(root, **stated) for stated in STATED),
    *(lambda root, data=data: with_errata(root, data) for data in TABLES),
    *(
        lambda root, name=name, by=by: replaced(root, name, by=by)
        for name in ("datapackage.json", "data/figures.csv")
        for by in ("pipe", "device", "large file")
    ),
]


@pytest.mark.parametrize("breaks", HOSTILE)
def test_a_package_of_another_form_is_named(root: Path, breaks: Callable[[Path], object]) -> None:
    """Its descriptor and its tables may have any content; nothing is raised or waited for."""
    before = contents(root / "catalogue")
    breaks(root)
    ran = catalogue(root)
    assert (ran.exit_code, type(ran.exception)) == (1, SystemExit)
    assert f"{SMALL} cannot be in the catalogue: " in ran.output
    assert contents(root / "catalogue") == before


def test_the_number_of_figures_is_counted(root: Path) -> None:
    """What the descriptor states of it is not believed."""
    before = contents(root / "catalogue")
    for rows in (-5, True, "x", 10**30):
        resource_again(root, rows=rows)
        assert catalogue(root).exit_code == 0
        assert contents(root / "catalogue") == before


@pytest.mark.parametrize(
    ("breaks", "message"),
    [
        (changed, f"{SMALL} cannot be in the catalogue: data/figures.csv has the hash"),
        (lambda root: (root / SMALL / "data" / "figures.csv").unlink(), SMALL),
        (lambda root: (root / SMALL / "datapackage.json").write_text("{"), SMALL),
        (lambda root: described_again(root, folder="../out"), SMALL),
        (lambda root: described_again(root, reference_period="../2020"), SMALL),
        (lambda root: described_again(root, folder=REPORT), f"datapackage and {SMALL} are packages"),
    ],
)  # fmt: skip
def test_one_package_that_is_not_whole_leaves_the_catalogue_as_it_was(
    root: Path, breaks: object, message: str
) -> None:
    """The message names it."""
    before = contents(root / "catalogue")
    assert callable(breaks)
    breaks(root)
    ran = catalogue(root)
    assert ran.exit_code == 1
    assert message in ran.output
    assert contents(root / "catalogue") == before


def test_a_folder_without_packages_has_no_catalogue(tmp_path: Path) -> None:
    """Nothing is written; neither is it with an address of another form."""
    assert "has no package" in catalogue(tmp_path).output
    assert catalogue(tmp_path, "--base-url", "javascript:x/").exit_code == 2
    assert [*tmp_path.iterdir()] == []
