"""How the programs that read the descriptions are asked: Croissant, RO-Crate, PROV-O.

Each is asked about one folder and answers with its exit status; clients.py puts them beside those
that read the tables.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.clients.environments import BUILT, Said, node_folder, python_program, run

PROGRAMS = Path(__file__).parent / "programs"


def loaded_croissant(folder: Path) -> Said:
    """What mlcroissant states when it loads every record of every record set."""
    program = PROGRAMS / "croissant_records.py"
    return run([python_program("croissant"), program, "croissant.json"], folder)


def read_provenance(folder: Path) -> Said:
    """What rdflib, PyLD and prov state of the provenance."""
    program = PROGRAMS / "read_provenance.py"
    return run([python_program("provenance"), program, "provenance.jsonld"], folder)


@cache
def crate_context() -> Path:
    """roc-validator's cache of web answers, holding the one context that it needs."""
    name = BUILT / "rocrate-context"
    name.with_suffix(".sqlite").unlink(missing_ok=True)
    context = node_folder("ro-crate-js") / "node_modules" / "ro-crate" / "lib" / "context.json"
    program = PROGRAMS / "seed_context.py"
    text = run([python_program("rocrate"), program, context, name], BUILT)
    assert text.status == 0, text.text
    return name


def by_roc_validator(folder: Path) -> Said:
    """What roc-validator states of the requirements that a crate must meet."""
    validate = ("-y", "validate", "--offline", "--cache-path", crate_context(), "-f", "json", ".")
    return run([python_program("rocrate").with_name("rocrate-validator"), *validate], folder)


def by_ro_crate_js(folder: Path) -> Said:
    """What ro-crate-js states of the crate and of the files beside it."""
    installed = node_folder("ro-crate-js")
    return run(["node", PROGRAMS / "validate_crate.cjs", installed, "."], folder)
