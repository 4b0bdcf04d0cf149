"""What can happen while the interface runs: it states what happened, and the package stays whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.editor import materialise, see, shot
from tests.browser.server import ENDED, RUN_WITHIN, Served, wait_until
from tests.project import REPORT

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("mended")]

#: A run of which something can be seen; a quick one may have ended between two looks.
BEGUN = ENDED | {"STARTED"}
NOTE = ("年份未写明,The year is not stated\n1.2-009", "未写明年份,The year is not stated\n1.2-009")


def is_whole(package: dict[str, bytes]) -> bool:
    """Whether every file of a package is the one that its SHA256SUMS lists, and none lacks."""
    lines = package["SHA256SUMS"].decode().splitlines()
    listed = {line.split("  ", 1)[1]: line.split("  ", 1)[0] for line in lines}
    found = {name: hashlib.sha256(data).hexdigest() for name, data in package.items()}
    del found["SHA256SUMS"]
    return found == listed


def _renamed(served: Served) -> None:
    raw = served.clone.root / "raw"
    (raw / "caict-2020").rename(raw / "renamed-2020")


def _folder_gone(served: Served) -> None:
    served.aside.parent.mkdir(exist_ok=True)
    (served.clone.root / "raw").rename(served.aside)


def _malformed(served: Served) -> None:
    served.project.edit_bytes("vocabulary/units.csv", lambda data: b'"' + data)


def _unreadable(served: Served) -> None:
    served.project.edit_bytes("report.yaml", lambda data: b"[" + data)


# a run loads its definitions anew and names the assets that it no longer finds
GONE = ("no AssetsDefinition objects supply these keys", "caict_2020/tables/figures")
BROKEN: dict[str, tuple[Callable[[Served], None], tuple[str, ...]]] = {
    "the report's folder is renamed": (_renamed, GONE),
    "the folder of raw files is gone": (_folder_gone, GONE),
    "a vocabulary is malformed": (_malformed, ("E110", "不是合法的 CSV", "is not valid CSV")),
    "the report's facts are not YAML": (
        _unreadable,
        ("E111", "不是普通的 YAML", "not a plain YAML mapping"),
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_raw_folder_is_stated_and_publishes_nothing(
    name: str, page: Page, served: Served
) -> None:
    """The run fails with the rule and both languages, the location reloads, and all can be fixed."""
    published = served.package()
    break_it, stated = BROKEN[name]
    break_it(served)
    served.wait_for_stale(lambda found: "caict_2020/datapackage" in found)
    before = served.runs()
    assert materialise(page, served) == "FAILURE"
    run = next(each for each in served.runs() if each not in before)
    reported = served.messages(run)
    assert [text for text in stated if text not in reported] == [], reported[-3000:]
    page.goto(f"{served.address}/runs/{run}")
    see(page, stated[0])
    shot(page, name.replace(" ", "-").replace("'", ""))
    assert served.reload() == ""
    assert served.package() == published
    served.restore()
    assert served.reload() == ""
    assert materialise(page, served) == "SUCCESS"
    assert served.package() == published


def test_a_reload_in_the_middle_of_a_run_disturbs_nothing(served: Served) -> None:
    """The run goes on in its own process and ends as it would have."""
    run = served.launch("publish")
    wait_until(lambda: served.status(run), BEGUN.__contains__, RUN_WITHIN)
    assert served.reload() == ""
    assert wait_until(lambda: served.status(run), ENDED.__contains__, RUN_WITHIN) == "SUCCESS"
    assert is_whole(served.package())


def _canceled(served: Served) -> str:
    """A run that was terminated in the middle; one that was faster than its termination is repeated."""
    for _ in range(5):
        run = served.launch("publish")
        wait_until(lambda run=run: served.status(run), BEGUN.__contains__, RUN_WITHIN)  # type: ignore[misc]
        served.terminate(run)
        ended = wait_until(lambda run=run: served.status(run), ENDED.__contains__, RUN_WITHIN)  # type: ignore[misc]
        if ended == "CANCELED":
            return run
        served.restore()
        served.project.replace("figures/1.2.csv", *NOTE)
    raise AssertionError("no run could be terminated before it had ended")


def test_a_terminated_run_reports_it_and_leaves_the_package_whole(
    page: Page, served: Served
) -> None:
    """Nothing is half written; the next run publishes as ever."""
    published = served.package()
    served.project.replace("figures/1.2.csv", *NOTE)
    run = _canceled(served)
    page.goto(f"{served.address}/runs/{run}")
    see(page, "Canceled")
    shot(page, "terminated")
    assert served.package() == published
    left = [path.name for path in served.clone.root.glob(".datapackage.*")]
    assert [name for name in left if not name.endswith(".lock")] == []
    served.restore()
    assert materialise(page, served) == "SUCCESS"
    assert served.package() == published


def test_two_runs_at_once_leave_one_whole_package(page: Page, served: Served) -> None:
    """Whoever comes second finds it published, or states that another process is publishing."""
    served.project.replace("figures/1.2.csv", *NOTE)
    both = [served.launch("publish"), served.launch("publish")]
    ends = [
        wait_until(lambda run=run: served.status(run), ENDED.__contains__, RUN_WITHIN)  # type: ignore[misc]
        for run in both
    ]
    assert "SUCCESS" in ends
    for run, end in zip(both, ends, strict=True):
        if end != "SUCCESS":
            assert "另一进程正在发布" in served.messages(run)
    package = served.package()
    assert is_whole(package)
    assert "未写明年份" in package["data/figures.csv"].decode()
    for command in (
        ("diff", "--report", REPORT, "datapackage", "--exit-code"),
        ("verify", "datapackage"),
    ):
        done = served.clone.run(".venv/bin/python", "-m", "pipeline", *command)
        assert done.returncode == 0, done.stdout
    served.restore()
    assert materialise(page, served) == "SUCCESS"
