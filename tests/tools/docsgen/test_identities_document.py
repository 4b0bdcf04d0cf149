"""docs/identities.md and docs/identities.zh.md list exactly the figures that no identity uses."""

from __future__ import annotations

import re

import pytest

from tests.package.committed import rows
from tests.project import CHECKOUT

_SECTION = re.compile(r"^## ([0-9.]+)$(.*?)(?=^## )", re.MULTILINE | re.DOTALL)
_FIRST_CELL = re.compile(r"^\| ((?:`[0-9]{3}` ?)+)\|", re.MULTILINE)
#: The first sentence of each document states how many relations and figures there are.
COUNTS = {
    "identities.md": r"The (?P<relations>\d+) relations.*?use (?P<used>\d+) of the (?P<figures>\d+) .*?other (?P<others>\d+)",
    "identities.zh.md": r"的 (?P<relations>\d+) 条关系用到 (?P<figures>\d+) 个数字中的 (?P<used>\d+) 个。其余 (?P<others>\d+) 个",
}


def document(name: str) -> str:
    """The text of a document."""
    return (CHECKOUT / "docs" / name).read_text(encoding="utf-8")


def argued(name: str) -> list[str]:
    """The figures in the first cells of the document's tables."""
    return [
        f"{section}-{number}"
        for section, text in _SECTION.findall(document(name))
        for cell in _FIRST_CELL.findall(text)
        for number in re.findall(r"[0-9]{3}", cell)
    ]


@pytest.mark.parametrize("name", COUNTS)
def test_each_figure_is_in_an_identity_or_has_a_reason_why_not(name: str) -> None:
    """Otherwise the argument that there are no more relations has a hole, or is out of date."""
    used = {row["figure"] for row in rows("identity_terms")}
    unused = [row["figure_id"] for row in rows("figures") if row["figure_id"] not in used]
    assert sorted(argued(name)) == sorted(unused)


@pytest.mark.parametrize("name", COUNTS)
def test_its_counts_are_those_of_the_data(name: str) -> None:
    """The first sentence states how many relations and figures there are."""
    figures, used = len(rows("figures")), len({row["figure"] for row in rows("identity_terms")})
    stated = re.search(COUNTS[name], document(name))
    assert stated is not None
    assert {name: int(number) for name, number in stated.groupdict().items()} == {
        "relations": len(rows("identities")),
        "figures": figures,
        "used": used,
        "others": figures - used,
    }
