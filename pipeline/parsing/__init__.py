"""Parse printed figures, keyed quantities, periods, bases of comparison and measures."""

from pipeline.parsing.comparison_base import Basis, Measure, Mismatch, NotABasis
from pipeline.parsing.errors import NotAFigure, NotAQuantity
from pipeline.parsing.lexicon import BadVocabulary, Words
from pipeline.parsing.parsed_figure import Reading
from pipeline.parsing.parser import read
from pipeline.parsing.period import NotAPeriod, Period
from pipeline.parsing.quantity import Quantity, quantity

__all__ = [
    "BadVocabulary",
    "Basis",
    "Measure",
    "Mismatch",
    "NotABasis",
    "NotAFigure",
    "NotAPeriod",
    "NotAQuantity",
    "Period",
    "Quantity",
    "Reading",
    "Words",
    "quantity",
    "read",
]
