"""`diff` of a package that was damaged or made to mislead: it states what it could not compare.

"No difference" is stated only of what was compared; a table that could not be read is named, and the
exit status is 2, as of `diff` and `cmp`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.cli.packages import FORMATS
from pipeline.tools.diff.dataset import DECLARED
from tests.project import CHECKOUT, REPORT, git
from tests.tools.verify.corruptions import FIGURES, Files, described, resource, table, written
from tests.tools.verify.damage import CONTAINER, FILES, HOSTILE, NAMES, UNITS, zipped

TRUE = CHECKOUT / "datapackage"
pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")


@pytest.fixture(scope="module")
def files() -> Files:
    """The tables of the committed package and its descriptor, and a zip has no more."""
    found = (TRUE / "datapackage.json", *TRUE.glob("*/*.csv"))
    return {path.relative_to(TRUE).as_posix(): path.read_bytes() for path in found}


def diff(*arguments: str, root: Path = CHECKOUT) -> Result:
    """`python -m pipeline diff`, which ends with a status and never with an exception."""
    result = CliRunner().invoke(main, ["--root", str(root), "diff", "--report", REPORT, *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    for line in result.output.splitlines():
        assert not line.lstrip().startswith("::")
    return result


def put(archive: bytes, folder: Path) -> str:
    """A zip that somebody received."""
    (folder / "package.zip").write_bytes(archive)
    return str(folder / "package.zip")


def _without_column(files: Files) -> bytes:
    rows = table(files, FIGURES)
    at = rows[0].index("bound")
    return zipped(written(files, FIGURES, [row[:at] + row[at + 1 :] for row in rows]))


def _without(path: str) -> Callable[[Files], bytes]:
    return lambda files: zipped({each: data for each, data in files.items() if each != path})


UNREAD = {
    **{name: (each.done, "units") for name, each in FILES.items() if each.named == UNITS},
    "column missing": (_without_column, "figures: "),
    "table missing": (_without(UNITS), "units"),
    **{
        name: (HOSTILE[name].done, "figures: ")
        for name in ("path above", "path from the root", "several paths", "path with a command")
    },
}
UNREAD.pop("very long cell")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("order", [1, -1], ids=["old", "new"])
def test_a_table_that_cannot_be_read_is_reported_in_every_form(
    form: str, order: int, files: Files, tmp_path: Path
) -> None:
    """Whichever side it stands on."""
    given = put(UNREAD["table in GBK"][0](files), tmp_path)
    result = diff(*[str(TRUE), given][::order], "--format", form)
    assert result.exit_code == 2
    assert "units: could not be read" in result.output.replace("&#58;", ":")
    assert "no difference in the data" not in result.output
    if form == "json":
        assert json.loads(result.output)["complete"] is False


@pytest.mark.parametrize("name", UNREAD)
def test_a_table_that_cannot_be_read_is_not_a_table_without_difference(
    name: str, files: Files, tmp_path: Path
) -> None:
    """The others are compared all the same."""
    done, named = UNREAD[name]
    result = diff(str(TRUE), put(done(files), tmp_path))
    assert result.exit_code == 2
    assert "compared completely" in result.output
    assert named in result.output


@pytest.mark.parametrize("name", {**CONTAINER, **NAMES})
def test_a_zip_with_a_fault_is_not_compared(name: str, files: Files, tmp_path: Path) -> None:
    """Nothing of it is believed, and the member is named; a name that is merely odd does no harm."""
    damage = {**CONTAINER, **NAMES}[name]
    result = diff(str(TRUE), put(damage.done(files), tmp_path))
    assert result.exit_code == (0 if damage.code == "E504" else 2)
    assert result.exit_code == 0 or damage.named in result.output
    assert [each.name for each in tmp_path.iterdir()] == ["package.zip"]


def _descriptors() -> Iterator[tuple[str, Callable[[Any], None]]]:
    """Properties of other types than the standard has, wherever the comparison reads them."""
    for value in (None, 3, "x", [], [[]], {}, {"a": 1}, "::error::x\n::error::y"):
        for name in ("version", "created", "name", "licenses", "title"):
            yield f"{name} {value!r}", lambda made, n=name, v=value: made.update({n: v})
        for name in ("name", "path", "schema"):
            yield (
                f"resource {name} {value!r}",
                lambda made, n=name, v=value: resource(made, "units").update({n: v}),
            )
        for name in ("fields", "primaryKey"):
            yield (
                f"schema {name} {value!r}",
                lambda made, n=name, v=value: resource(made, "units")["schema"].update({n: v}),
            )
        yield (
            f"key of an unknown table {value!r}",
            lambda made, v=value: resource(made, "units").update(
                name="other", schema={"primaryKey": v}
            ),
        )
        for name in ("name", "type", "constraints", "title"):
            yield (
                f"field {name} {value!r}",
                lambda made, n=name, v=value: resource(made, "units")["schema"]["fields"][0].update(
                    {n: v}
                ),
            )
        for name in ("enum", "minimum", "maximum", "required"):
            yield (
                f"constraint {name} {value!r}",
                lambda made, n=name, v=value: [
                    field.setdefault("constraints", {}).update({n: v})
                    for field in resource(made, "units")["schema"]["fields"]
                ],
            )
    for version in ("9" * 5_000 + ".0.0", "1e999999999", "-1.0.0"):
        yield f"version {version[:9]}", lambda made, v=version: made.update(version=v)


def _only(files: Files, *tables: str) -> Files:
    """A package of a few tables, which is quickly read."""

    def without(descriptor: Any) -> None:
        kept = [each for each in descriptor["resources"] if each["name"] in tables]
        descriptor["resources"] = kept

    return described(files, without)


@pytest.mark.slow
def test_no_descriptor_ends_in_an_exception(files: Files, tmp_path: Path) -> None:
    """A difference, or what could not be compared: each is a status of its own."""
    small = _only(files, "units", "statuses")
    (tmp_path / "old").mkdir()
    old = put(zipped(small), tmp_path / "old")
    for name, edit in _descriptors():
        result = diff(old, put(zipped(described(small, edit)), tmp_path), "--exit-code")
        assert result.exit_code in (0, 1, 2), name


BOMBS = {
    "rows": b"a\n" * (24 << 20),
    "cells": b"unit\n" + b"," * (48 << 20),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_table_without_end_is_not_read(name: str, files: Files, tmp_path: Path) -> None:
    """Some kilobytes of a zip would take gigabytes of memory."""
    given = put(zipped({**files, UNITS: BOMBS[name]}), tmp_path)
    result = diff(str(TRUE), given)
    assert result.exit_code == 2
    assert f"diff: {given}: it exceeds the budget of 256 MiB of memory" in result.output


#: Descriptors that are wrong about what is not compared: sizes, hashes, facts of the report.
BESIDE_THE_DATA = {
    *("huge number", "no number", "negative size", "hash is a list", "very long hash"),
    *("inline data", "described twice", "report is a list", "report with other types"),
    *("year without end", "day that is none", "very long version"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_hostile_descriptor_is_followed(name: str, files: Files, tmp_path: Path) -> None:
    """What is not a descriptor is reported; what is one leads nowhere."""
    result = diff(str(TRUE), put(HOSTILE[name].done(files), tmp_path))
    assert result.exit_code == (0 if name in BESIDE_THE_DATA else 2)
    assert ("no difference in the data" in result.output) is (name in BESIDE_THE_DATA)
    assert "root:" not in result.output
    assert max(map(len, result.output.splitlines())) < 6_000


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A checkout whose package was committed and tagged, then moved away and linked to."""
    root = tmp_path / "root"
    root.mkdir()
    (root / "raw").symlink_to(CHECKOUT / "raw")
    git(root, "init", "--quiet")
    (root / "note").write_text("n", encoding="utf-8")
    git(root, "add", "note")
    git(root, "commit", "--quiet", "--message", "neither package nor raw data")
    git(root, "tag", "nothing")
    (root / "datapackage").symlink_to(TRUE)
    git(root, "add", "datapackage", "raw")
    git(root, "commit", "--quiet", "--message", "links that lead out")
    git(root, "tag", "links")
    return root


@pytest.mark.parametrize("name", ["a" * 300, "a\n::error::b", "\udcca.zip"])
def test_a_name_that_names_nothing_is_reported(name: str) -> None:
    """One line and the status of what could not be compared."""
    result = diff(str(TRUE), name)
    assert result.exit_code == 2
    assert result.output.count("\n") == 1


@pytest.mark.parametrize("revision", ["nothing", "links"])
def test_a_revision_without_a_package_is_reported(revision: str, repository: Path) -> None:
    """A link that leads out of a revision is not followed: it would show what stands there now."""
    result = diff(revision, str(TRUE), root=repository)
    assert result.exit_code == 2
    assert f"{revision} contains neither a package nor raw data" in result.output


def test_a_package_of_the_layout_before_the_layers_is_compared_table_by_table(
    files: Files, tmp_path: Path
) -> None:
    """0.2.0 had all tables in data/, and codes that look like numbers without their letters."""
    described = json.loads(files["datapackage.json"])
    old: dict[str, bytes] = {}
    described["resources"] = [each for each in described["resources"] if each["name"] in DECLARED]
    for each in described["resources"]:
        header, *rows = table(files, each["path"])
        prefixes = [DECLARED[each["name"]][name].prefix for name in header]
        keyed = [[c.removeprefix(p) for c, p in zip(row, prefixes, strict=True)] for row in rows]
        each["path"] = f"data/{each['name']}.csv"
        old = written(old, each["path"], [header, *keyed])
    old["datapackage.json"] = json.dumps(described).encode()
    result = diff(put(zipped(old), tmp_path), str(TRUE), "--format", "json")
    assert result.exit_code == 0
    found = json.loads(result.output)
    moved = {each["name"] for each in described["resources"]}
    moved = {name for name in moved if DECLARED[name].layer != "data"}
    new = {("table_added", name) for name in ("figures_en", "figures_zh")}
    assert {(each["change"], each["table"]) for each in found["structure"]} == {
        ("table_moved", name) for name in moved
    } | new
    assert not found["changes"]
    changed = old["data/sections.csv"].replace(b"\n1.1,", b"\n1.9,")
    assert changed != old["data/sections.csv"]
    result = diff(put(zipped({**old, "data/sections.csv": changed}), tmp_path), str(TRUE))
    assert "1.9" in result.output


def test_a_link_to_a_package_is_that_package(tmp_path: Path) -> None:
    """Whoever keeps the package elsewhere names it as before."""
    (tmp_path / "link").symlink_to(TRUE)
    result = diff(str(TRUE), str(tmp_path / "link"))
    assert result.exit_code == 0
    assert "no difference" in result.output
    folder = tmp_path / "own"
    for path in TRUE.glob("*/*.csv"):
        (folder / path.parent.name).mkdir(parents=True, exist_ok=True)
        (folder / path.parent.name / path.name).symlink_to(path)
    (folder / "datapackage.json").write_bytes((TRUE / "datapackage.json").read_bytes())
    result = diff(str(TRUE), str(folder))
    assert result.exit_code == 2, "its tables stand elsewhere"
    (folder / "own").symlink_to(folder)
    (folder / "datapackage.json").unlink()
    assert diff(str(TRUE), str(folder)).exit_code == 2
