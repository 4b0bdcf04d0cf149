"""Third parties and our own `verify` on the true release and on corrupted ones: who sees what.

The measurement runs once for all tests of this file; docs/clients.md and docs/clients.zh.md show its result.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from pipeline.localization import Language
from pipeline.package.descriptor import path_of
from pipeline.schema import READABLE
from tests.clients import asked, sizes
from tests.clients.clients import CLIENTS, Client
from tests.clients.document import document
from tests.clients.environments import Said
from tests.clients.form_corruptions import SEEN_IN_THE_FORMS
from tests.clients.matrix import DOCUMENTS, TRUE, Matrix, measured, written
from tests.package.committed import made
from tests.package.formats.read_back import released
from tests.tools.verify.corruptions import SEEN_BY_STRANGERS

pytestmark = pytest.mark.clients
BY_NAME = [pytest.param(client, id=client.name) for client in CLIENTS]


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> Matrix:
    """What everybody states of everything."""
    return measured(tmp_path_factory.mktemp("packages"))


@pytest.mark.parametrize("client", BY_NAME)
def test_a_third_party_believes_the_true_package(client: Client, matrix: Matrix) -> None:
    """Whoever downloads the release can open it with what they have."""
    assert matrix.clients[client.name][TRUE] == []


def test_verify_believes_the_true_package(matrix: Matrix) -> None:
    """In all its forms, not only in those that are committed."""
    assert matrix.verify[TRUE] == []


@pytest.mark.parametrize("corruption", SEEN_BY_STRANGERS)
def test_two_third_parties_and_verify_see_what_the_standards_forbid(
    corruption: str, matrix: Matrix
) -> None:
    """Two that know a standard: that a form now differs from its table is not a judgement of the table."""
    judges = {each.origin for each in matrix.refusing(corruption) if not each.compares}
    assert len(judges) >= 2, judges
    assert matrix.verify[corruption]


@pytest.mark.parametrize("corruption", SEEN_IN_THE_FORMS)
def test_a_reader_and_verify_see_a_change_within_a_form(corruption: str, matrix: Matrix) -> None:
    """The tables are as they were and all hashes fit: only who reads the form can see it."""
    assert matrix.refusing(corruption)
    assert matrix.verify[corruption]


@pytest.mark.parametrize("client", BY_NAME)
def test_a_third_party_rejects_something(client: Client, matrix: Matrix) -> None:
    """A client that never goes red is not a test."""
    assert any(matrix.clients[client.name].values())


@pytest.mark.parametrize("language", DOCUMENTS)
def test_the_published_matrix_is_the_measured_one(language: Language, matrix: Matrix) -> None:
    """Cell by cell, with the versions that are pinned; `make clients` renews it."""
    text = DOCUMENTS[language].read_text(encoding="utf-8")
    assert text.startswith(document(matrix, language))


@pytest.mark.parametrize("language", DOCUMENTS)
def test_the_published_sizes_are_about_those_of_the_release(language: Language) -> None:
    """Within a tenth, because each correction of the data changes them; `make clients` renews them."""
    found = sizes.stated(DOCUMENTS[language].read_text(encoding="utf-8"))
    measured_now = [sizes.size(pattern, released()) / 1000 for pattern in sizes.BEFORE]
    assert found == [pytest.approx(each, rel=0.1, abs=1) for each in measured_now]


def test_a_zip_without_its_descriptor_at_the_root_is_not_taken_for_a_package(
    tmp_path: Path,
) -> None:
    """Frictionless itself calls it one valid file; counting its tasks is what rejects it."""
    folder = written(dict(released()), tmp_path / "package")
    path = tmp_path / "nested.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, Path("inside") / file.relative_to(folder))
    reported = asked.by_python("frictionless", "read_frictionless.py", [path])
    assert reported[path]


def test_the_row_counts_that_frictionless_confirms_are_those_published(tmp_path: Path) -> None:
    """It holds what it read against what the descriptor states; so the descriptor must be right."""
    described = json.loads(released()["datapackage.json"])["resources"]
    stated = {each["name"]: each["rows"] for each in described}
    frames = {name: len(frame) for name, frame in made().frames.items() if len(frame)}
    assert stated == frames | dict.fromkeys(("figures_en", "figures_zh"), frames["figures"])


@pytest.mark.parametrize("language", READABLE)
def test_javascript_reads_every_cell_of_a_table_with_a_byte_order_mark(
    language: Language, tmp_path: Path
) -> None:
    """As the note of the program states: a text in a column of numbers is reported, and only that."""
    path = path_of(READABLE[language])
    column = READABLE[language].columns[READABLE["en"].columns.index("value")]
    files = dict(made().files)
    assert b",72000000000000," in files[path]
    wrong = {**files, path: files[path].replace(b",72000000000000,", b",many,", 1)}
    packages = [written(files, tmp_path / "true"), written(wrong, tmp_path / "wrong")]
    reported = asked.by_node("datapackage-js", "read_datapackage.cjs", packages)
    assert reported == {
        packages[0]: [],
        packages[1]: [
            f'TableSchemaError: The value "many" in column "{column}" is not type "number"'
            ' and format "default"'
        ],
    }


@pytest.mark.parametrize(
    "wording",
    [
        pytest.param(Said(0, '{"package": "a", "complaints": []}\n'), id="one is missing"),
        pytest.param(Said(1, "Traceback"), id="it died"),
        pytest.param(
            Said(1, '{"package": "a", "complaints": []}\n{"package": "b", "complaints": []}\n'),
            id="it died at the end",
        ),
    ],
)
def test_a_client_that_answers_by_half_is_an_error_and_no_verdict(wording: Said) -> None:
    """Otherwise an environment that broke would count as a client that sees much."""
    with pytest.raises(asked.UnansweredError):
        asked.answers(wording, [Path("a"), Path("b")])
