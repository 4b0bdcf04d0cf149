"""A replacement that is killed, rejected or interrupted at any file operation leaves a whole folder."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from pipeline.filesystem import write_atomic
from pipeline.package import publish_directory, recover_directory
from pipeline.package.publish import exchange_names
from tests.package.committed import CHECKOUT
from tests.package.faults import FILE, NEW, OLD, OLDER, REPORT, cannot_exchange, contents, package

FAULTS = ("killed", "refused", "read_only", pytest.param("interrupted", marks=pytest.mark.slow))
NEXT = package(REPORT, {"data/figures.csv": NEW[FILE], "data/next.csv": b"next\n"})


@dataclass(frozen=True)
class Try:
    """One replacement that was struck, how it ended, and what it left under and beside the name."""

    target: Path
    struck: str
    end: str
    state: str
    beside: frozenset[str]

    def __str__(self) -> str:
        return f"{self.target.parent.name}: {self.struck}, {self.end}"


Tries = Callable[[str, str, str], list[Try]]


def state(target: Path) -> str:
    """What stands under the folder's name: old, new, absent or torn."""
    left = contents(target)
    if left is None:
        return "absent"
    return "old" if left == OLD else "new" if left == NEW else "torn"


def beside(target: Path) -> frozenset[str]:
    """Names beside the folder."""
    return frozenset(path.name for path in target.parent.iterdir()) - {target.name}


def struck(fault: str, exchange: str, target: str, folder: Path) -> Iterator[Try]:
    """Strike at every operation in turn, in a process of its own."""
    command = [sys.executable, "-m", "tests.package.faults", fault, exchange, target, str(folder)]
    ran = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    lines = [line.split("\t") for line in ran.stdout.splitlines()]
    assert [int(at) for at, _, _ in lines] == list(range(1, len(lines) + 1)), ran.stderr
    assert lines[-1][2] == "unharmed", "the last try comes through, so that all before were faults"
    for at, what, end in lines:
        place = folder / at / "package"
        yield Try(place, what, end, state(place), beside(place))


@pytest.fixture(scope="module")
def tries(tmp_path_factory: pytest.TempPathFactory) -> Tries:
    """All tries of a fault, a way of exchanging and a first state of the folder; made once."""

    @cache
    def tried(fault: str, exchange: str, target: str) -> list[Try]:
        return list(struck(fault, exchange, target, tmp_path_factory.mktemp("tries")))

    return tried


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.slow
def test_at_every_operation_the_folder_is_the_old_one_or_the_new_one(
    fault: str, tries: Tries
) -> None:
    """Where two names can be exchanged in one step, there is no moment in between."""
    every = tries(fault, "exchange", "present")
    assert [str(each) for each in every if each.state not in ("old", "new")] == []
    assert {each.state for each in every} == {"old", "new"}, "faults strike on both sides"


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.slow
def test_without_exchange_an_absent_folder_can_be_put_back_whole(
    fault: str, tries: Tries, tmp_path: Path
) -> None:
    """Only between two renames is there no folder; the old one is then whole beside it."""
    every = tries(fault, "cannot_exchange", "present")
    assert [str(each) for each in every if each.state == "torn"] == []
    absent = [each for each in every if each.state == "absent"]
    for each in absent:
        copy = tmp_path / each.target.parent.name
        shutil.copytree(each.target.parent, copy)
        recover_directory(copy / "package", REPORT, root=copy)
        assert contents(copy / "package") == OLD, str(each)
    if fault in ("killed", "read_only"):
        assert absent, "the moment exists, and this test has seen it"
    else:
        assert not absent, "a process that lives puts the old folder back itself"


@pytest.mark.parametrize("left", ["killed while set aside", "killed after arrival"])
@pytest.mark.slow
def test_a_recovery_that_is_killed_itself_loses_nothing(left: str, tries: Tries) -> None:
    """What is set aside stays whole until something whole has the folder's name."""
    for each in tries("killed", "cannot_exchange", left):
        aside = contents(each.target.with_name(".package.old"))
        assert aside in (None, OLD, OLDER), f"torn aside, {each}"
        assert each.state in ("old", "new") or aside == OLD, str(each)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_first_publication_arrives_whole_or_not_at_all(fault: str, tries: Tries) -> None:
    """Before the first publication there is no old folder."""
    assert {each.state for each in tries(fault, "exchange", "absent")} == {"absent", "new"}


@pytest.mark.parametrize("exchange", ["exchange", "cannot_exchange"])
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.slow
def test_after_any_fault_the_next_publication_succeeds_and_nothing_is_left_over(
    fault: str, exchange: str, tries: Tries
) -> None:
    """Nobody has to clean up by hand before publishing again."""
    way = cannot_exchange if exchange == "cannot_exchange" else exchange_names
    for each in tries(fault, exchange, "present"):
        assert publish_directory(each.target, NEXT, root=each.target.parent, exchange=way), str(
            each
        )
        assert contents(each.target) == NEXT, str(each)
        assert beside(each.target) == {".package.lock"}, str(each)


@pytest.mark.parametrize("exchange", ["exchange", "cannot_exchange"])
def test_an_error_that_is_raised_leaves_nothing_beside_the_folder(
    exchange: str, tries: Tries
) -> None:
    """What was half written is removed before the error is reported; only the lock file stays."""
    raised = [each for each in tries("refused", exchange, "present") if each.end == "raised"]
    assert raised
    assert [str(each) for each in raised if each.beside - {".package.lock"}] == []


@pytest.mark.parametrize("fault", FAULTS)
def test_at_every_operation_a_file_is_the_old_one_or_the_new_one(fault: str, tries: Tries) -> None:
    """The archive of a release, which stands beside its folder; the next release clears up."""
    every = tries(fault, "one file", "present")
    found = {each: (each.target / FILE).read_bytes() for each in every}
    assert [str(each) for each in every if found[each] not in (OLD[FILE], NEW[FILE])] == []
    assert set(found.values()) == {OLD[FILE], NEW[FILE]}, "faults strike on both sides"
    for each in every:
        write_atomic(each.target / FILE, NEXT[FILE], root=each.target, durable=True)
        assert contents(each.target) == {**OLD, FILE: NEXT[FILE]}, str(each)


def test_the_faults_find_a_careless_replacement(tries: Tries) -> None:
    """The same faults, on a function that writes into the published folder: it is torn."""
    states = {each.state for each in tries("killed", "careless", "present")}
    assert "torn" in states
