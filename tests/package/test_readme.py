"""The package's READMEs: whole in what they list, right in where they lead; their examples run."""

from __future__ import annotations

import csv
import fnmatch
import io
import json
import re
import sqlite3
from contextlib import closing
from typing import Any

import pandas as pd
import pytest

from pipeline.localization import LANGUAGES, Language
from pipeline.package.descriptor import path_of
from pipeline.package.formats.xlsx import note_lines
from pipeline.package.readme import TEXTS
from pipeline.schema import LAYERS, READABLE
from tests.documents import JARGON
from tests.package.committed import folder, made, rows
from tests.package.formats.read_back import opened, released
from tests.package.readme import PROGRAMS, example, examples, links, listed, output, text

#: Properties of the descriptor that a reader sees.
TITLED = ("title", "title_zh", "description", "description_zh")
BOTH = pytest.mark.parametrize("language", LANGUAGES)


def without_names(text: str) -> str:
    """A text without code, and without the names of tables and values that stand before a number."""
    return re.sub(r"```.*?```|`[^`]*`|\w+ \(\w+\)", "", text, flags=re.S)


@BOTH
def test_every_file_of_the_package_is_listed_and_no_other(language: Language) -> None:
    """A reader finds out what a file is for without opening it; tables are listed by layer."""
    found = listed(language)
    folders = {path for path in found if path.endswith("/")}
    assert folders == {f"{layer}/" for layer in LAYERS}
    tables = {path for path in made().files if path.startswith(tuple(folders))}
    assert all(f"{path.split('/')[1][:-4]} (" in text(language) for path in tables)
    assert {path for path, only_released in found.items() if not only_released} - folders == set(
        made().files
    ) - tables


@BOTH
def test_what_is_in_a_release_only_is_marked(language: Language) -> None:
    """The other forms are not in the repository; nobody shall look for them there."""
    marked = [path for path, only_released in listed(language).items() if only_released]
    more = released().keys() - made().files.keys()
    assert all(any(fnmatch.fnmatchcase(path, each) for each in marked) for path in more)
    assert all(fnmatch.filter(more, each) for each in marked)


@BOTH
def test_it_is_short_and_its_links_lead_to_files(language: Language) -> None:
    """One language, at most 150 lines; the rest stands in other files."""
    assert text(language).count("\n") <= 150
    assert len(links(language)) >= 3
    (licence,) = json.loads(made().files["datapackage.json"])["licenses"]
    outside = {each for each in links(language) if each.startswith("https:")}
    assert outside == {licence["path"]}
    assert set(links(language)) - outside <= made().files.keys()


@pytest.mark.parametrize("name", ["README", "DICTIONARY", "EVIDENCE"])
def test_a_text_in_english_has_chinese_only_as_data(name: str) -> None:
    """Each file is in one language; printed forms and examples are data."""
    english = re.sub(
        r"```.*?```|`[^`]*`|^\|.*$", "", made().files[f"{name}.md"].decode(), flags=re.M | re.S
    )
    assert not re.findall(r"[\u4e00-\u9fff]", english.replace("[中文]", ""))


@BOTH
def test_no_jargon_of_the_project_is_in_the_texts_for_analysts(language: Language) -> None:
    """In the texts, in the notes of the workbook, in what the descriptor states of tables and columns."""
    names = [f"{name}{'' if language == 'en' else '.zh'}.md" for name in TEXTS]
    prose = [without_names(made().files[name].decode()) for name in names]
    prose += [line for line, _ in note_lines(made().report)]
    described = json.loads(made().files["datapackage.json"])
    tables = described["resources"]
    for each in (
        described,
        *tables,
        *(field for table in tables for field in table["schema"]["fields"]),
    ):
        prose += [without_names(each[key]) for key in TITLED if key in each]
    assert [found for each in prose if (found := JARGON.search(each))] == []


@BOTH
def test_there_is_one_example_for_every_program(language: Language) -> None:
    """An example that no test runs would rot."""
    assert len(examples(language)) == len(PROGRAMS)
    assert all(example(program, language) for program in PROGRAMS)


@BOTH
@pytest.mark.parametrize("program", ["pandas", "frictionless"])
def test_an_example_in_python_prints_the_output(
    program: str,
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Run in the committed package, as printed."""
    monkeypatch.chdir(folder())
    names: dict[str, Any] = {}
    exec(compile(example(program, language), "README.md", "exec"), names)  # noqa: S102 - our own README
    assert capsys.readouterr().out.strip() == output(language).strip()


@BOTH
def test_the_expression_for_doubtful_figures_gives_those_that_are_listed(
    language: Language,
) -> None:
    """One filter, without the routine inferences of the same column."""
    found = re.search(r"`(figures\.loc\[.*?\])`[^:：]*[:：] ?(\d.*?)[.。]\n", text(language))
    assert found is not None
    data = made().files[path_of(READABLE[language])]
    figures = pd.read_csv(io.BytesIO(data))
    given = list(eval(found[1], {"figures": figures}))  # noqa: S307 - our own README
    assert ", ".join(given) == found[2]
    errata = [row["figures"] for row in rows("errata") if row["kind"] != "misprint"]
    assert set(given) == set(";".join(errata).split(";"))


@BOTH
def test_the_example_in_sql_prints_the_output(language: Language) -> None:
    """As text, 9 would come before 80. Its first line states how the shell of SQLite is started."""
    statement = example("sqlite3", language)
    with closing(opened(released())) as database:
        found = database.execute(statement).fetchall()
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(found)
    assert written.getvalue() == output(language)
    assert statement.splitlines()[0].rpartition(" ")[2] in released()
    assert tuple(map(int, sqlite3.sqlite_version.split("."))) >= (3, 37)
