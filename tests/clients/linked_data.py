"""How the programs that read the descriptions are asked: Croissant, RO-Crate, PROV-O.

Each is asked about many packages in one process, but for ro-crate-js, which starts fast; clients.py puts
them beside those that read the tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.clients import asked
from tests.clients.environments import BUILT, Said, node_folder, python_program, run


def load_croissant(packages: Sequence[Path]) -> Said:
    """What mlcroissant states when it loads every record of every record set."""
    return run(
        [python_program("croissant"), asked.PROGRAMS / "read_croissant.py", *packages], BUILT
    )


def read_provenance(packages: Sequence[Path]) -> Said:
    """What rdflib, PyLD and prov state of the provenance."""
    program = asked.PROGRAMS / "read_provenance.py"
    return run([python_program("provenance"), program, *packages], BUILT)


@cache
def crate_context() -> Path:
    """roc-validator's cache of web answers, holding the one context that it needs."""
    name = BUILT / "rocrate-context"
    name.with_suffix(".sqlite").unlink(missing_ok=True)
    context = node_folder("ro-crate-js") / "node_modules" / "ro-crate" / "lib" / "context.json"
    program = asked.PROGRAMS / "seed_context.py"
    text = run([python_program("rocrate"), program, context, name], BUILT)
    assert text.status == 0, text.text
    return name


def validate_crates(packages: Sequence[Path]) -> Said:
    """What roc-validator states of the requirements that a crate must meet."""
    program = asked.PROGRAMS / "read_crate.py"
    return run([python_program("rocrate"), program, crate_context(), *packages], BUILT, 900)


def by_ro_crate_js(folder: Path) -> Said:
    """What ro-crate-js states of the crate and of the files beside it."""
    installed = node_folder("ro-crate-js")
    return run(["node", asked.PROGRAMS / "validate_crate.cjs", installed, "."], folder)
