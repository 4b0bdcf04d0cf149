"""The package's READMEs taken apart: examples by program, the list of files, links."""

import re

from pipeline.localization import Language
from tests.package.committed import made

PROGRAMS = {
    "pandas": "python", "polars": "python", "frictionless": "python",
    "readr": "r", "DuckDB": "sql", "sqlite3": "sql",
}  # fmt: skip
PATHS: dict[Language, str] = {"en": "README.md", "zh": "README.zh.md"}


def text(language: Language) -> str:
    """The README that raw/ makes now."""
    return made().files[PATHS[language]].decode()


def links(language: Language) -> list[str]:
    """The files that its links lead to."""
    return re.findall(r"\]\(([^)]+)\)", text(language))


def listed(language: Language) -> dict[str, bool]:
    """The files that it lists, and whether each is in a release only; tables by their layer."""
    lines = re.findall(r"^\| (`[^|]+) \| ", text(language), re.MULTILINE)
    rows = (each for line in lines for each in re.findall(r"`([^`]+)`( ⁺)?", line))
    return {path: bool(mark) for path, mark in rows}


def examples(language: Language) -> list[str]:
    """The examples in their order."""
    return re.findall(r"^```(?:python|r|sql)\n(.*?)^```", text(language), re.DOTALL | re.MULTILINE)


def example(program: str, language: Language) -> str:
    """The one example for a program, as it is printed."""
    (found,) = [each for each in examples(language) if program in each]
    return found


def output(language: Language) -> str:
    """What each example prints, as it is printed."""
    (found,) = re.findall(r"^```text\n(.*?\n)```", text(language), re.DOTALL | re.MULTILINE)
    return found
