"""Nothing that the program did not make is written over, replaced or deleted, whatever raw/ states."""

import ast
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.defs.checks import AssetError
from pipeline.defs.resources import save, transcribe
from pipeline.filesystem import UnsafePathError, confined, why_foreign, write_atomic
from pipeline.ingest.report_folder import load_reports
from pipeline.package import publish_directory, recover_directory
from pipeline.package.build import ReleaseArchive, write_release
from pipeline.paths import RESERVED, Paths
from tests.package.faults import NEW, OLD, contents, package, write
from tests.package.faults import REPORT as OWNER
from tests.project import LINE_OF, REPORT, Found, Project, found
from tests.test_imports import MODULES, PIPELINE, parsed

Attack = Callable[[Path], Path]


def errors(project: Project) -> list[Found]:
    """What `check` finds."""
    return [found(each) for each in project.findings() if each.is_error]


def read(project: Project) -> list[Found]:
    """What reading raw/ finds, without validation; tests/rules shows that `check` reports each rule."""
    return [found(each) for each in load_reports(project.paths)[REPORT].findings]


def run(project: Project, *command: str) -> Result:
    """A command in a project."""
    return CliRunner().invoke(main, ["--root", str(project.root), *command])


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Somebody's folder outside the root."""
    folder = tmp_path / "elsewhere"
    write(folder, {"thesis.docx": b"mine", "data/notes.csv": b"mine too"})
    return folder


# a package's folder that is rejected, each made in an empty root; the path that must not be replaced


def _link_to_parent(root: Path) -> Path:
    (root / "package").symlink_to("..")
    return root / "package"


def _link_to_folder(root: Path) -> Path:
    write(root / "other", OLD)
    (root / "package").symlink_to("other")
    return root / "package"


def _dangling_link(root: Path) -> Path:
    (root / "package").symlink_to("nowhere")
    return root / "package"


def _below_a_link(root: Path) -> Path:
    write(root / "other" / "package", OLD)
    (root / "link").symlink_to("other")
    return root / "link" / "package"


def _outside(root: Path) -> Path:
    write(root.parent / "outside", OLD)
    return root / ".." / "outside"


def _root_itself(root: Path) -> Path:
    write(root, OLD)
    return root


def _entry_called_data(root: Path) -> Path:
    write(root / "package", {"data/figures.csv": b"mine"})
    return root / "package"


def _descriptor_alone(root: Path) -> Path:
    write(root / "package", {"datapackage.json": OLD["datapackage.json"]})
    return root / "package"


def _of_another_report(root: Path) -> Path:
    write(root / "package", package("report-b", {"data/figures.csv": b"-"}))
    return root / "package"


def _with_a_file_more(root: Path) -> Path:
    write(root / "package", {**OLD, "data/my notes.txt": b"mine"})
    return root / "package"


def _with_a_hidden_file(root: Path) -> Path:
    write(root / "package", {**OLD, ".git/config": b"mine"})
    return root / "package"


def _with_a_link_more(root: Path) -> Path:
    write(root / "package", OLD)
    (root / "package" / "link").symlink_to("..")
    return root / "package"


def _with_a_file_less(root: Path) -> Path:
    write(root / "package", {name: data for name, data in OLD.items() if "gone" not in name})
    return root / "package"


def _list_of_another_form(root: Path) -> Path:
    write(root / "package", {**OLD, "SHA256SUMS": b"* everything\n"})
    return root / "package"


def _list_that_is_a_link(root: Path) -> Path:
    write(root / "package", OLD)
    (root / "package" / "SHA256SUMS").rename(root / "sums")
    (root / "package" / "SHA256SUMS").symlink_to("../sums")
    return root / "package"


def _a_file(root: Path) -> Path:
    (root / "package").write_bytes(b"mine")
    return root / "package"


ATTACKS = [each for name, each in list(globals().items()) if name in (
    "_link_to_parent", "_link_to_folder", "_dangling_link", "_below_a_link", "_outside",
    "_root_itself", "_entry_called_data", "_descriptor_alone", "_of_another_report",
    "_with_a_file_more", "_with_a_hidden_file", "_with_a_link_more", "_with_a_file_less",
    "_list_of_another_form", "_list_that_is_a_link", "_a_file",
)]  # fmt: skip


def tree(folder: Path) -> dict[str, bytes | str]:
    """Every path below a folder: the bytes of a file, where a link leads."""
    return {
        path.relative_to(folder).as_posix(): os.readlink(path)  # noqa: PTH115
        if path.is_symlink()
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if (path.is_symlink() or path.is_file()) and not path.name.endswith(".lock")
    }


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda each: each.__name__.strip("_"))
def test_a_folder_that_is_not_the_reports_package_is_rejected_and_kept(
    attack: Attack, tmp_path: Path
) -> None:
    """Nothing inside or outside the root changes."""
    root = tmp_path / "root"
    root.mkdir()
    target = attack(root)
    before = tree(tmp_path)
    with pytest.raises(UnsafePathError):
        publish_directory(target, NEW, root=root)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("mark", ["new", "old", "lock"])
@pytest.mark.parametrize("kind", ["link", "somebody's folder", "pipe"])
def test_what_stands_beside_the_folder_is_rejected_unless_it_is_ours(
    mark: str, kind: str, tmp_path: Path, elsewhere: Path
) -> None:
    """Under the hidden names too: they are ours only while they hold what we wrote."""
    root = tmp_path / "root"
    write(root / "package", OLD)
    aside = root / f".package.{mark}"
    if kind == "link":
        aside.symlink_to(elsewhere)
    elif kind == "pipe":
        os.mkfifo(aside)
    else:
        shutil.copytree(elsewhere, aside)
    kept = tree(elsewhere), contents(root / "package")
    for attempt in (
        lambda: publish_directory(root / "package", NEW, root=root),
        lambda: recover_directory(root / "package", OWNER, root=root),
    ):
        with pytest.raises(UnsafePathError):
            attempt()
    assert (tree(elsewhere), contents(root / "package")) == kept
    assert os.path.lexists(aside)


@pytest.mark.parametrize("named", ["a/../../b", "../b", "/etc/passwd", "link/b", "link", "."])
def test_a_path_that_leaves_the_root_or_goes_through_a_link_is_rejected(
    named: str, tmp_path: Path, elsewhere: Path
) -> None:
    """As it is named, without following anything."""
    root = tmp_path / "root"
    root.mkdir()
    (root / "link").symlink_to(elsewhere)
    with pytest.raises(UnsafePathError):
        confined(root / named, root)


def test_a_root_that_is_reached_through_a_link_is_the_users_choice(tmp_path: Path) -> None:
    """A checkout may lie anywhere; only what is below it is not followed."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write_atomic(tmp_path / "link" / "file", b"x", root=tmp_path / "link")
    assert (tmp_path / "real" / "file").read_bytes() == b"x"


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_what_stands_under_the_name_of_the_working_copy_is_not_written_to(
    kind: str, tmp_path: Path
) -> None:
    """The name can be foreseen."""
    root, victim = tmp_path / "root", tmp_path / "victim"
    root.mkdir()
    victim.write_bytes(b"mine")
    beside = root / ".file.new"
    beside.symlink_to(victim) if kind == "link" else os.mkfifo(beside)
    with pytest.raises(OSError, match=r"is a link|No such device"):
        write_atomic(root / "file", b"new", root=root)
    assert victim.read_bytes() == b"mine"
    assert os.path.lexists(beside)


def test_working_files_notes_and_releases_are_rejected_through_links(
    tmp_path: Path, elsewhere: Path
) -> None:
    """Every stage that writes, whichever part of its path is the link."""
    paths, victim = Paths(tmp_path / "root"), elsewhere / "thesis.docx"
    paths.stage("report-a").mkdir(parents=True)
    paths.stage("report-a", "figures.csv").symlink_to(victim)
    paths.stage("report-b").symlink_to(elsewhere)
    paths.dist.symlink_to(elsewhere)
    before = tree(elsewhere)
    import pandas as pd

    for path in (paths.stage("report-a", "figures.csv"), paths.stage("report-b", "figures.csv")):
        with pytest.raises(AssetError, match="is a link"):
            save(pd.DataFrame({"a": ["b"]}), path, paths.root)
    (paths.raw / "report-b").mkdir(parents=True)
    file = paths.raw / "report-b" / "trends.csv"
    for content in ("id", None):
        if content:
            file.write_text(content)
        else:
            file.unlink()
        with pytest.raises(AssetError, match="is a link"):
            transcribe(paths, file)
    with pytest.raises(UnsafePathError):
        write_release(paths, ReleaseArchive("x-1", package("x", {}), b""))
    assert tree(elsewhere) == before


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_check_finds_a_package_in_a_folder_of_the_project(name: str, project: Project) -> None:
    """Whether the folder is there or not, and whatever it holds."""
    project.replace("report.yaml", "package: datapackage", f"package: {name}")
    assert read(project) == [("E124", "report.yaml", LINE_OF["package"], "package")]


@pytest.mark.parametrize(
    "name", ["..", ".", "../x", "/etc/x", ".git", "a/b", "-rf", "~", "$(id)", "a" * 300]
)
def test_check_finds_a_package_whose_name_is_a_path(name: str, project: Project) -> None:
    """Parent folders, hidden ones, absolute paths and options among them."""
    project.replace("report.yaml", "package: datapackage", f"package: {name!r}")
    assert read(project) == [("E113", "report.yaml", LINE_OF["package"], "package")]


@pytest.mark.slow
def test_check_finds_a_package_that_is_a_link(project: Project) -> None:
    """`pkg -> ..` replaced the parent folder, checkout included."""
    project.replace("report.yaml", "package: datapackage", "package: pkg")
    (project.root / "pkg").symlink_to("..")
    assert errors(project) == [("E124", "report.yaml", LINE_OF["package"], "package")]
    before = tree(project.root.parent)
    assert run(project, "publish").exit_code == 1
    after = {
        name: data for name, data in tree(project.root.parent).items() if "/build/" not in name
    }
    assert after == before


@pytest.mark.parametrize(
    "place",
    [f"build/{REPORT}/draft", f"build/{REPORT}", "build", "dist", f"build/{REPORT}/tables/figures.csv",
     f"dist/{REPORT}-{{version}}", f"dist/{REPORT}-{{version}}.zip", ".datapackage.new", ".datapackage.lock"],
)  # fmt: skip
def test_check_finds_a_link_where_publishing_or_releasing_would_write(
    place: str, project: Project, elsewhere: Path
) -> None:
    """Before anything is published."""
    version = next(
        line.split(": ")[1]
        for line in project.path("report.yaml").read_text(encoding="utf-8").splitlines()
        if line.startswith("version: ")
    )
    link = project.root / place.format(version=version)
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(elsewhere)
    file = link.relative_to(project.root).as_posix()
    assert read(project) == [("E125", file, 0, "")]


@pytest.mark.parametrize("place", ["", "figures", "changes", "../vocabulary"])
def test_check_finds_a_folder_of_raw_that_is_a_link_out_of_the_checkout(
    place: str, project: Project, tmp_path: Path
) -> None:
    """As it finds linked files; one finding, not one for each file behind it."""
    folder = Path(os.path.normpath(project.path("report.yaml").parent / place))
    (tmp_path / "out").mkdir()
    folder.rename(tmp_path / "out" / folder.name)
    folder.symlink_to(tmp_path / "out" / folder.name)
    file = folder.relative_to(project.root / "raw").as_posix()
    expected = file.removeprefix(f"{REPORT}/")
    assert errors(project) == [("E118", expected, 0, "")]


@pytest.mark.parametrize("file", ["trends.csv", "figures/1.1.csv"])
def test_fix_writes_through_no_link(file: str, project: Project) -> None:
    """A linked file may be read where it lies in the checkout; it is fixed at its own place."""
    path = project.path(file)
    target = project.root / "kept.csv"
    target.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    path.unlink()
    path.symlink_to(target)
    before = target.read_bytes()
    ran = run(project, "fix", str(path))
    assert ran.exit_code == 2
    assert "is a link" in ran.output
    assert target.read_bytes() == before


def test_a_package_of_the_report_and_a_free_place_may_be_replaced(tmp_path: Path) -> None:
    """What publishing does every day."""
    write(tmp_path / "package", OLD)
    (tmp_path / "empty").mkdir()
    for name in ("package", "empty", "absent"):
        assert why_foreign(tmp_path / name, OWNER) is None


REMOVERS = {"rmtree", "rmdir", "unlink", "removedirs", "rename", "replace", "symlink_to"}
#: Modules that may remove, rename or link a path, and what bounds each.
BOUNDED = {
    "tools/diff/sources.py": "links inside a temporary folder",
    "package/delivery.py": "confined, and require_own of every folder before the first is removed",
    "package/publish.py": "confined, require_own and require_own_remains",
    "tools/draft/unconfirmed.py": "the files that it has read, and folders that are empty then",
    "cli/edit.py": "a report's folder that this call has made",
    "filesystem.py": "confined, and the working copy beside the file",
}


def _path_operations(module: Path) -> set[str]:
    """Removals and renames that a module calls on paths; `str.replace` takes two arguments."""
    calls = [node for node in ast.walk(parsed(module)) if isinstance(node, ast.Call)]
    named = [(each.func.attr, each) for each in calls if isinstance(each.func, ast.Attribute)]
    return {
        name
        for name, call in named
        if name in REMOVERS and not (name in ("replace", "rename") and (len(call.args) != 1 or call.keywords))
    }  # fmt: skip


def test_only_the_guarded_modules_remove_or_rename_paths() -> None:
    """A new place that deletes has to pass here, and to state what bounds it."""
    found = {
        module.relative_to(PIPELINE).as_posix() for module in MODULES if _path_operations(module)
    }
    assert found == set(BOUNDED)
