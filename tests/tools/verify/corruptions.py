"""Ways in which a package goes wrong, each as one edit of its files; sums are made to fit again.

The sums are renewed after each edit (but the one that is about them), as somebody would who tampers
with care: what remains to be found is the error itself. The same corruptions are shown to
independent clients in tests/clients.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pipeline.package.metadata.identifiers import json_bytes

Files = dict[str, bytes]
DESCRIPTOR: Final = "datapackage.json"
FIGURES: Final = "data/figures.csv"


@dataclass(frozen=True)
class Corruption:
    """An edit of the package's files, and the code, file and column that `verify` must report."""

    edit: Callable[[Files], Files]
    code: str
    file: str
    column: str = ""


def table(files: Mapping[str, bytes], path: str) -> list[list[str]]:
    """The rows of one CSV file, the header first."""
    return list(csv.reader(io.StringIO(files[path].decode(), newline=""), strict=True))


def written(files: Files, path: str, rows: list[list[str]]) -> Files:
    """The files with other rows in one of them."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return {**files, path: out.getvalue().encode()}


def described(files: Files, edit: Callable[[Any], None]) -> Files:
    """The files with a descriptor that was edited."""
    descriptor = json.loads(files[DESCRIPTOR])
    edit(descriptor)
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    return {**files, DESCRIPTOR: text.encode()}


def resource(descriptor: Any, name: str = "figures") -> dict[str, Any]:
    """One of the tables that a descriptor describes."""
    (found,) = (each for each in descriptor["resources"] if each["name"] == name)
    return found


def _resource_renewed(resource: dict[str, Any], files: Files) -> None:
    data = files.get(resource["path"])
    if data is not None:
        resource["bytes"] = len(data)
        resource["hash"] = f"sha256:{hashlib.sha256(data).hexdigest()}"
        resource["rows"] = data.count(b"\n") - 1


def renewed(files: Files) -> Files:
    """The files with sizes and hashes that fit again, wherever one of them states another's."""

    def resources(descriptor: Any) -> None:
        for resource in descriptor["resources"]:
            _resource_renewed(resource, files)

    made = described(files, resources)
    for path in ("croissant.json", "ro-crate-metadata.json"):
        if path in made:
            made[path] = _nodes_renewed(made, path)
    paths = sorted(made.keys() - {"SHA256SUMS"})
    sums = "".join(f"{hashlib.sha256(made[path]).hexdigest()}  {path}\n" for path in paths)
    return {**made, "SHA256SUMS": sums.encode()}


def _nodes_renewed(files: Files, path: str) -> bytes:
    document = json.loads(files[path])
    for node in document.get("@graph") or document.get("distribution"):
        data = files.get(str(node.get("contentUrl") or node.get("@id")).removeprefix("./"))
        if data is not None and "sha256" in node:
            node["sha256"] = hashlib.sha256(data).hexdigest()
            size = re.sub(r"^\d+", str(len(data)), str(node["contentSize"]))
            node["contentSize"] = size if isinstance(node["contentSize"], str) else len(data)
    return json_bytes(document)


def _cell(column: str, value: str, row: int = 1, path: str = FIGURES) -> Callable[[Files], Files]:
    """Another value in one cell; row 1 is the first below the header."""

    def edit(files: Files) -> Files:
        rows = table(files, path)
        rows[row][rows[0].index(column)] = value
        return renewed(written(files, path, rows))

    return edit


def _without_file(files: Files) -> Files:
    left = {path: data for path, data in files.items() if path != "codes/units.csv"}
    return renewed(left)


def _path_outside(files: Files) -> Files:
    def edit(descriptor: Any) -> None:
        resource = next(each for each in descriptor["resources"] if each["name"] == "units")
        resource["path"] = "../codes/units.csv"

    return renewed(described(files, edit))


def _wrong_hash(files: Files) -> Files:
    def edit(descriptor: Any) -> None:
        resource = next(each for each in descriptor["resources"] if each["name"] == "units")
        resource["hash"] = f"sha256:{hashlib.sha256(b'other').hexdigest()}"

    return described(files, edit)


def _duplicate_key(files: Files) -> Files:
    rows = table(files, FIGURES)
    return renewed(written(files, FIGURES, [*rows, rows[-1]]))


def _dropped_column(files: Files) -> Files:
    rows = table(files, FIGURES)
    index = rows[0].index("bound")
    return renewed(written(files, FIGURES, [row[:index] + row[index + 1 :] for row in rows]))


def _swapped_header(files: Files) -> Files:
    rows = table(files, FIGURES)
    header = rows[0]
    one, other = header.index("value"), header.index("decimals")
    header[one], header[other] = header[other], header[one]
    return renewed(written(files, FIGURES, [header, *rows[1:]]))


def _header_gone(files: Files) -> Files:
    return renewed(written(files, FIGURES, table(files, FIGURES)[1:]))


def _figure_out(files: Files) -> Files:
    rows = table(files, FIGURES)
    return renewed(written(files, FIGURES, [row for row in rows if row[0] != "1.1-005"]))


def _counts(files: Files) -> Files:
    def edit(descriptor: Any) -> None:
        descriptor["quality"]["ledger"]["unaccounted"] = 1

    return renewed(described(files, edit))


def _readme(files: Files) -> Files:
    text = files["EVIDENCE.md"].decode().replace("0 unaccounted", "3 unaccounted", 1)
    return renewed({**files, "EVIDENCE.md": text.encode()})


def _unlisted(files: Files) -> Files:
    return {**files, "data/more.csv": b"a\n1\n"}


def _constraint_gone(files: Files) -> Files:
    def edit(descriptor: Any) -> None:
        for field in resource(descriptor)["schema"]["fields"]:
            field.pop("constraints", None)

    return renewed(described(files, edit))


SEEN_BY_STRANGERS: Final[Mapping[str, Corruption]] = {
    "wrong type": Corruption(_cell("value", "seventy-two"), "E202", FIGURES, "value"),
    "out of range": Corruption(_cell("page", "0", row=10), "E202", FIGURES, "page"),
    "key missing": Corruption(_cell("figure_id", ""), "E201", FIGURES, "figure_id"),
    "key twice": Corruption(_duplicate_key, "E204", FIGURES, "figure_id"),
    "code unknown": Corruption(_cell("bound", "<>"), "E203", FIGURES, "bound"),
    "reference dangling": Corruption(_cell("entity", "ATLANTIS"), "E203", FIGURES, "entity"),
    "hash wrong": Corruption(_wrong_hash, "E505", "codes/units.csv"),
    "file missing": Corruption(_without_file, "E503", DESCRIPTOR),
    "path outside": Corruption(_path_outside, "E502", DESCRIPTOR),
    "column dropped": Corruption(_dropped_column, "E105", FIGURES, "bound"),
    "header swapped": Corruption(_swapped_header, "E507", FIGURES),
    "header gone": Corruption(_header_gone, "E119", FIGURES),
}
"""What the package's own standard forbids: independent clients see it as well."""

SEEN_BY_VERIFY: Final[Mapping[str, Corruption]] = {
    "value scaled": Corruption(_cell("value", "7200000000000"), "E510", FIGURES, "value"),
    "bound turned": Corruption(_cell("bound", "<"), "E510", FIGURES, "bound"),
    "end moved": Corruption(_cell("lower", "0.9"), "E510", FIGURES, "lower"),
    "name changed": Corruption(_cell("entity_en", "Atlantis"), "E510", FIGURES, "entity_en"),
    "digits changed": Corruption(_cell("number", "73"), "E223", FIGURES, "number"),
    "figure taken out": Corruption(_figure_out, "E203", "evidence/numerals.csv", "figure"),
    "verdict turned": Corruption(
        _cell("verdict", "undecidable", path="evidence/identities.csv"),
        "E510",
        "evidence/identities.csv",
        "verdict",
    ),
    "count changed": Corruption(_counts, "E510", DESCRIPTOR),
    "README changed": Corruption(_readme, "E510", "EVIDENCE.md"),
    "file put in": Corruption(_unlisted, "E504", "data/more.csv"),
    "constraint gone": Corruption(_constraint_gone, "E507", DESCRIPTOR),
}
"""What only a reader who knows how the figures were made can see."""
