"""The README's promises to a newcomer, run as they stand there."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.parsing import Lexicon, parse_printed
from tests.clients.clients import CLIENTS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
HEDGES = re.findall(
    r"^\| `([^`]+)` \| (-?[\d.]+) \| `([^`]+)` \| ([^|…]*)…([^|…]*)\|", README, re.MULTILINE
)
UNITS = {"元": "CNY", "%": "percent", "成": "percent", "倍": "times", "人次": "person"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.splitlines()[0])
def test_every_example_runs(example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An example that fails is the first thing a newcomer sees."""
    monkeypatch.chdir(ROOT)
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102 - our own README


@pytest.mark.parametrize(
    ("printed", "value", "bound", "low", "high"), HEDGES, ids=lambda cell: cell
)
def test_the_table_of_hedges_states_what_the_grammar_reads(
    printed: str, value: str, bound: str, low: str, high: str
) -> None:
    """Six forms with value, bound and both ends, as the grammar has them."""
    words = Lexicon.from_folder(ROOT / "raw" / "vocabulary")
    unit = next(code for word, code in UNITS.items() if word in printed)
    stated = parse_printed(printed, words).to_quantity(unit, words)
    assert (stated.value, stated.bound) == (Decimal(value), bound)
    lower = f"{'[' if stated.lower_closed else '('}{stated.lower}" if stated.lower else ""
    upper = f"{stated.upper}{']' if stated.upper_closed else ')'}" if stated.upper else ""
    assert (low.strip(), high.strip()) == (lower, upper)


def test_the_table_of_hedges_and_the_examples_were_found() -> None:
    """A README that was rewritten must not silence the two tests above."""
    assert len(HEDGES) == 6
    assert len(EXAMPLES) == 2


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_link_leads_to_a_file(link: str) -> None:
    """Links inside the repository do not rot."""
    assert (ROOT / link).exists()


@pytest.mark.parametrize("wording", [r"(\d+) 个独立程序", r"(\d+) independent programs"])
def test_as_many_independent_programs_read_the_release_as_are_listed(wording: str) -> None:
    """One that is asked in two ways is one."""
    (count,) = re.findall(wording, README)
    assert int(count) == len({client.origin for client in CLIENTS})
