"""docs/identities.md argues about exactly the figures that no identity uses."""

from __future__ import annotations

import re

from tests.package.committed import rows
from tests.project import CHECKOUT

DOCUMENT = (CHECKOUT / "docs" / "identities.md").read_text(encoding="utf-8")
_SECTION = re.compile(r"^## ([0-9.]+)$(.*?)(?=^## )", re.MULTILINE | re.DOTALL)
_FIRST_CELL = re.compile(r"^\| ((?:`[0-9]{3}` ?)+)\|", re.MULTILINE)


def argued() -> list[str]:
    """The figures in the first cells of the document's tables."""
    return [
        f"{section}-{number}"
        for section, text in _SECTION.findall(DOCUMENT)
        for cell in _FIRST_CELL.findall(text)
        for number in re.findall(r"[0-9]{3}", cell)
    ]


def test_each_figure_is_in_an_identity_or_has_a_reason_why_not() -> None:
    """Otherwise the argument that there are no more relations has a hole, or is out of date."""
    used = {row["figure"] for row in rows("identity_terms")}
    unused = [row["figure_id"] for row in rows("figures") if row["figure_id"] not in used]
    assert sorted(argued()) == sorted(unused)


def test_its_counts_are_those_of_the_data() -> None:
    """The first sentence states how many relations and figures there are."""
    figures, used = len(rows("figures")), len({row["figure"] for row in rows("identity_terms")})
    stated = [len(rows("identities")), used, figures, figures - used]
    english = re.search(r"The (\d+) relations.*?use (\d+) of the (\d+) .*?other (\d+)", DOCUMENT)
    assert english is not None
    assert [int(number) for number in english.groups()] == stated
