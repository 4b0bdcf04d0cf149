"""Reading printed figures on the command line."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from tests.project import CHECKOUT


def read(*arguments: str) -> Result:
    """The result of the command with some arguments."""
    return CliRunner().invoke(main, ["read", *arguments])


def answers(*arguments: str) -> list[dict[str, object]]:
    """The objects that the command prints as JSON."""
    return json.loads(read("--json", *arguments).output)


def test_a_form_is_printed_for_people() -> None:
    """Every part that is known has a line; the others have none."""
    result = read("超 72 万亿元")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "超 72 万亿元",
        "    hedge        超",
        "    number       72",
        "    multiplier   万亿",
        "    units        CNY",
        "    value        72000000000000",
        "    bound        >",
        "    interval     (72000000000000, ∞)",
        "    decimals     -12",
    ]


def test_a_form_is_one_object_with_exact_numbers_as_text() -> None:
    """A program reads the number without a float."""
    (answer,) = answers("下降 0.123456789012345678%")
    assert (answer["value"], answer["direction"]) == ("-0.123456789012345678", "下降")
    assert (answer["lower"], answer["lower_closed"]) == ("-0.1234567890123456785", True)
    assert (answer["units"], answer["unit"], answer["decimals"]) == (["percent"], "percent", 18)


def test_objects_stand_in_the_order_of_the_forms() -> None:
    """One object a form, also for one that was refused and one that states several figures."""
    first, second, third = answers("数百家", "跨过 42 万亿", "分别增长 25.1%、53.5%")
    assert (first["value"], first["lower"], first["upper"]) == (None, "200", "1000")
    assert (second["position"], second["unknown"], second["rest"]) == (0, "跨过", "42 万亿")
    assert [part["printed"] for part in third["figures"]] == ["分别增长 25.1%", "〔分别增长〕53.5%"]


def test_an_error_points_at_the_character() -> None:
    """The status is 1 if any form was refused."""
    result = read("5%", "增长下降 5%")
    assert result.exit_code == 1
    assert result.output.splitlines()[-3:] == [
        "    增长下降 5%",
        "    　　^",
        "    error        at character 3 expected no second direction after 增长",
    ]


@pytest.mark.parametrize(
    ("unit", "lower"),
    [pytest.param("CNY", "0", id="money has 0 below"), pytest.param("percent", None, id="a rate")],
)
def test_the_given_unit_decides_what_is_possible(unit: str, lower: str | None) -> None:
    """接近 30 亿 of money cannot be negative."""
    (answer,) = answers("接近 30 亿", "--unit", unit)
    assert (answer["unit"], answer["lower"], answer["upper"]) == (unit, lower, "3000000000")


def test_a_unit_that_the_words_exclude_is_an_error_of_the_form() -> None:
    """增长 5% is not an amount of money."""
    result = read("增长 5%", "--unit", "CNY")
    assert result.exit_code == 1
    assert "unit is 'CNY'; expected percent" in result.output


def test_an_unknown_unit_is_an_error_of_the_command() -> None:
    """The status 2 is that of a wrong argument."""
    result = read("5%", "--unit", "furlong")
    assert (result.exit_code, "no unit furlong in units.csv" in result.output) == (2, True)


DOCUMENTS = [CHECKOUT / "docs" / name for name in ("reading.md", "reading.zh.md")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_key_is_documented(document: Path) -> None:
    """A program that reads the output needs the meaning of each key."""
    figure, several, refused = answers("5%", "5% 和 3%", "很多")
    printed = {*figure, *several, *refused}
    rows = [line for line in document.read_text(encoding="utf-8").splitlines() if "|" in line]
    documented = {key for row in rows for key in re.findall(r"`([a-z_]+)`", row.split("|")[1])}
    assert printed <= documented


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_examples_of_the_document_are_read(document: Path) -> None:
    """An example that is refused would teach a form that does not exist."""
    commands = re.findall(
        r"^python -m pipeline read (.*)$", document.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(commands) == 2
    for command in commands:
        assert read(*shlex.split(command)).exit_code == 0
