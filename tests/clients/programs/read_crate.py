"""Runs where roc-validator is installed: its command line on each package, in one process.

Arguments: the cache with the RO-Crate context, packages. Before each answer it prints the numbers of checks.
"""

import json
import sys
from pathlib import Path

from answers import answer
from click.testing import CliRunner
from rocrate_validator.cli.main import cli

CACHE = sys.argv.pop(1)


def complaints(package: Path) -> list[str]:
    """What the validator states of the requirements that a crate must meet."""
    options = ["--offline", "--cache-path", CACHE, "-f", "json"]
    ran = CliRunner().invoke(cli, ["-y", "validate", *options, str(package)])
    if not isinstance(ran.exception, SystemExit | None):
        raise ran.exception
    print(json.dumps(json.loads(ran.stdout[ran.stdout.index("{") :])["statistics"]))
    return [ran.output] if ran.exit_code else []


answer(complaints)
