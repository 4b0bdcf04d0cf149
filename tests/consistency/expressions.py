"""Expressions that the tests of their reading and of their values share."""

from fractions import Fraction

from hypothesis import strategies as st

from pipeline.consistency.expression import (
    Constant,
    Expression,
    Negative,
    Power,
    Product,
    Quotient,
    Reference,
    Sum,
)

A, B, C = Reference("1.1-001"), Reference("1.1-002"), Reference("2-001")


def two(number: int) -> Constant:
    """A constant."""
    return Constant(Fraction(number))


def joined(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """One operation over expressions."""
    pairs = [st.builds(kind, inner, inner) for kind in (Sum, Product, Quotient)]
    difference = st.builds(lambda left, right: Sum(left, Negative(right)), inner, inner)
    return st.one_of(
        *pairs, difference, st.builds(Negative, inner), st.builds(Power, inner, st.integers(-3, 3))
    )


EXPRESSIONS = st.recursive(
    st.one_of(st.sampled_from([A, B, C]), st.integers(0, 9).map(two)), joined, max_leaves=6
)
