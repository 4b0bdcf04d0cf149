"""The sides of an identity in words: brackets that state which end is included, and no long decimals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.formatting.numbers import interval, sides, slack
from pipeline.validation.schema import rows_of
from tests.package.committed import made


def identity(**cells: str) -> dict[str, str]:
    """An identity of which only the named cells are filled."""
    ends = ("lower", "lower_closed", "upper", "upper_closed")
    blank = {f"{side}_{end}": "" for side in ("implied", "printed") for end in ends}
    return {**blank, "slack": "", "claim": "= [1.1-001]", **cells}


@pytest.mark.parametrize(
    ("low", "high", "english", "chinese"),
    [
        pytest.param(("2.2", "true"), ("2.4", "true"), "[2.2, 2.4]", "[2.2, 2.4]", id="closed"),
        pytest.param(
            ("10000000000000", "false"), ("", ""), "(10 trillion, ∞)", "(10 万亿, ∞)", id="open above"
        ),
        pytest.param(("", ""), ("5", "true"), "(−∞, 5]", "(−∞, 5]", id="open below"),
        pytest.param(("100", "true"), ("100", "true"), "100", "100", id="one value"),
        pytest.param(
            ("-81.879194630873", "true"), ("-81.348314606741", "true"),
            "[−81.8792, −81.3483]", "[−81.8792, −81.3483]", id="a decline is cut outwards too",
        ),
        pytest.param(
            ("40722891566265.060240963855", "true"), ("41404358353510.895883777240", "false"),
            "[40.7228 trillion, 41.4044 trillion)", "[40.7228 万亿, 41.4044 万亿)", id="long",
        ),
    ],
)  # fmt: skip
def test_a_side_is_an_interval_that_holds_the_exact_one(
    low: tuple[str, str], high: tuple[str, str], english: str, chinese: str
) -> None:
    """An end that was cut inwards could make two sides look apart that touch."""
    row = identity(
        implied_lower=low[0], implied_lower_closed=low[1],
        implied_upper=high[0], implied_upper_closed=high[1],
    )  # fmt: skip
    text = interval(row, "implied")
    assert (text.en, text.zh) == (english, chinese)


@pytest.mark.parametrize(
    ("claim", "sign"),
    [("= [1.1-001]", "="), (">= 3", "≥"), ("<[1.1-001]", "<"), ("<= 100", "≤"), ("> 0", ">")],
)
def test_the_sign_of_the_claim_stands_between_the_sides(claim: str, sign: str) -> None:
    """Without it a reader sees two intervals and not what is claimed of them."""
    _, second = sides(identity(claim=claim))
    assert second.en == second.zh == f"{sign} (−∞, ∞)"


def test_the_slack_is_never_stated_larger_than_it_is() -> None:
    """And one that is negative stays so."""
    for row in rows_of(made().frames["identities"]):
        text = slack(row)
        plain = text.en.replace("−", "-").replace(",", "").split(" ")
        exponent = {"trillion": 12, "billion": 9, "million": 6}[plain[1]] if plain[1:] else 0
        shown, exact = Decimal(plain[0]).scaleb(exponent), Decimal(row["slack"])
        assert shown <= exact
        assert (shown < 0) == (exact < 0)
