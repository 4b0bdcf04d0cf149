"""The package in the checkout is what raw/ makes, and what its descriptor states of it is true."""

import csv
import hashlib
import json
import re
from typing import Any

import pytest
from frictionless import Package

from pipeline.package.descriptor import path_of
from pipeline.schema import LAYERS, READABLE
from tests.package.committed import PRESENT, TABLES, descriptor, folder, made, rows

IN_WORDS = [table.name for table in READABLE.values()]
RESOURCES = IN_WORDS + [table.name for table in PRESENT]


def resource(name: str) -> dict[str, Any]:
    """A resource of the committed descriptor by name."""
    described = json.loads((folder() / "datapackage.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = next(each for each in described["resources"] if each["name"] == name)
    return found


def test_the_committed_package_is_exactly_what_raw_makes() -> None:
    """Whoever changes raw/ publishes in the same commit, so that a review sees the data change."""
    committed = {
        path.relative_to(folder()).as_posix(): path.read_bytes()
        for path in folder().rglob("*")
        if not path.is_dir()
    }
    made_now = dict(made().files)
    differing = sorted(
        name
        for name in committed.keys() | made_now.keys()
        if committed.get(name) != made_now.get(name)
    )
    assert not differing, (
        f"{folder().name}/ is not what raw/ makes: {', '.join(differing)} differ. "
        "Run `make publish` and commit what it changes."
    )


def test_frictionless_reads_every_resource_on_disk_as_a_table() -> None:
    """An independent reader agrees; task types and counts guard against its false greens."""
    report = Package(str(folder() / "datapackage.json")).validate()
    assert report.flatten(["title", "message"]) == []
    assert [(task.name, task.type) for task in report.tasks] == [
        (name, "table") for name in RESOURCES
    ]
    assert {task.name: task.stats["rows"] for task in report.tasks} == {
        name: len(made().frames["figures" if name in IN_WORDS else name]) for name in RESOURCES
    }


@pytest.mark.parametrize("name", RESOURCES)
def test_bytes_hash_and_rows_of_a_resource_are_true(name: str) -> None:
    """A reader can report a damaged download from a whole one."""
    described = resource(name)
    data = (folder() / described["path"]).read_bytes()
    assert described["bytes"] == len(data)
    assert described["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    with (folder() / described["path"]).open(encoding="utf-8-sig", newline="") as text:
        assert described["rows"] == sum(1 for _ in csv.DictReader(text))


@pytest.mark.parametrize("name", RESOURCES)
def test_a_resource_keeps_the_rules_that_all_clients_agree_on(name: str) -> None:
    """Each of these, broken, makes at least one of nine independent clients fail or guess."""
    described = resource(name)
    schema = described["schema"]
    assert described["type"] == "table"
    assert (described["format"], described["mediatype"]) == ("csv", "text/csv")
    in_words, layer = name in IN_WORDS, described["layer"]
    assert described["path"] == (f"{name}.csv" if in_words else f"{layer}/{name}.csv")
    assert layer == "readable" if in_words else layer in LAYERS
    assert "profile" not in described
    assert isinstance(schema, dict), "the schema stands inside, so that nothing is fetched"
    assert not {"fieldsMatch", "$schema", "profile"} & schema.keys()
    assert schema["missingValues"] == [""]
    assert not any("missingValues" in field for field in schema["fields"])


@pytest.mark.parametrize("name", TABLES)
def test_a_file_is_utf8_without_bom_and_with_unix_line_ends(name: str) -> None:
    """A BOM becomes part of the first column's name in some readers."""
    data = made().files[path_of(TABLES[name])]
    data.decode("utf-8")
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")


def test_the_descriptor_names_no_v1_profile_and_a_release_date() -> None:
    """`profile` is fetched by some clients; `created` must be a date-time."""
    described = descriptor()
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert "profile" not in described
    assert re.fullmatch(r"[a-z0-9.-]+", described["name"])
    assert described["created"] == f"{made().report.released}T00:00:00Z"
    assert described["version"] == made().report.version
    assert [each["name"] for each in described["licenses"]] == ["CC-BY-4.0"]


def test_the_resources_are_the_published_tables_in_order() -> None:
    """Nothing but CSV is listed, and nothing that is published is left out."""
    assert [each["name"] for each in descriptor()["resources"]] == RESOURCES
    listed = {each["path"] for each in descriptor()["resources"]}
    assert listed == {name for name in made().files if name.endswith(".csv")}


def test_foreign_keys_point_at_fields_of_listed_resources() -> None:
    """A reference to a table that the package lacks would be checked by nobody."""
    fields = {
        each["name"]: {field["name"] for field in each["schema"]["fields"]}
        for each in descriptor()["resources"]
    }
    references = [
        (each["name"], key["reference"])
        for each in descriptor()["resources"]
        for key in each["schema"].get("foreignKeys", [])
    ]
    assert references
    for own, reference in references:
        assert reference["fields"][0] in fields[reference["resource"] or own]


def test_the_attribution_that_the_report_asks_for_is_carried() -> None:
    """The report's copyright page asks for it wherever its figures are used."""
    asked = "来源：中国信息通信研究院"
    assert descriptor()["attribution_zh"] == asked
    assert asked in made().files["README.zh.md"].decode()


def test_the_tally_in_descriptor_and_readme_is_the_ledgers() -> None:
    """Completeness is stated with numbers that anyone can count again in numerals.csv."""
    ledger = rows("numerals")
    claimed = sum(1 for row in ledger if row["figure"])
    counted = descriptor()["quality"]["ledger"]
    assert counted["numerals"] == len(ledger)
    assert counted["figures"] == len(rows("figures"))
    assert (counted["claimed"], counted["unaccounted"]) == (claimed, 0)
    assert counted["claimed"] + sum(counted["excluded"].values()) == len(ledger)
    text = f"{len(ledger)} numerals: {claimed} recorded by {len(rows('figures'))} figures"
    assert text in made().files["EVIDENCE.md"].decode()


def test_no_file_of_the_package_names_a_path_of_this_machine() -> None:
    """What is published states where in raw/ a row comes from, never on whose disk."""
    home = str(folder().parent).encode()
    assert [name for name, data in made().files.items() if home in data] == []
