"""The same raw gives the same bytes: in another time zone, locale, hash order, folder and copy."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.package.build import build_release
from tests.package.committed import CHECKOUT, REPORT, made
from tests.package.digest import digests
from tests.package.formats.read_back import released

ELSEWHERE = [
    pytest.param(
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        "a b/数据",
        id="C locale without UTF-8, far east",
    ),
    pytest.param(
        {
            "TZ": "America/St_Johns",
            "LC_ALL": "POSIX",
            "PYTHONHASHSEED": "4242",
            "USER": "stranger",
            "LOGNAME": "stranger",
            "HOME": "/nonexistent",
        },
        "z",
        id="POSIX locale without UTF-8, west by half an hour, another user",
    ),
]
# without these two Python itself would turn the C locale into UTF-8
HARSH = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LANG": "", "LC_CTYPE": ""}


def copied(root: Path) -> Path:
    """raw/ copied in reverse order, so that a listing of the folder may come in another."""
    for path in sorted((CHECKOUT / "raw").rglob("*"), reverse=True):
        target = root / path.relative_to(CHECKOUT)
        if path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
            os.utime(target, (0, 0))
    return root


def environment(changes: dict[str, str]) -> dict[str, str]:
    """This process's environment with changes; modules come from the checkout, wherever we are."""
    return {**os.environ, **HARSH, **changes, "PYTHONPATH": str(CHECKOUT)}


@pytest.mark.slow
@pytest.mark.parametrize(("changes", "place"), ELSEWHERE)
def test_raw_elsewhere_makes_the_same_bytes(
    changes: dict[str, str], place: str, tmp_path: Path
) -> None:
    """Neither clock, locale, hash seed, umask, working folder, path nor order of files is in any form."""
    root = copied(tmp_path / place)
    ran = subprocess.run(
        [sys.executable, "-m", "tests.package.digest", str(root), REPORT],
        cwd=tmp_path,
        env=environment(changes),
        umask=0o077,
        capture_output=True,
        check=True,
    )
    here = build_release(replace(made(), files=released()))
    assert json.loads(ran.stdout) == digests({**here.files, f"{here.name}.zip": here.archive})


@pytest.mark.slow
def test_the_main_job_of_a_copy_publishes_the_committed_bytes(tmp_path: Path) -> None:
    """The command itself, Dagster included, in a copy of the code under another name."""
    root = copied(tmp_path / "copy")
    shutil.copytree(
        CHECKOUT / "pipeline", root / "pipeline", ignore=shutil.ignore_patterns("__pycache__")
    )
    changes = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "7", "DAGSTER_HOME": ""}
    for _ in ("first", "again"):
        subprocess.run(
            [sys.executable, "-m", "pipeline", "publish"],
            cwd=root,
            env={**environment(changes), "PYTHONPATH": str(root)},
            capture_output=True,
            check=True,
        )
        published = root / made().report.package
        files = {
            path.relative_to(published).as_posix(): path.read_bytes()
            for path in published.rglob("*")
            if path.is_file()
        }
        assert digests(files) == digests(made().files)
