"""What the words mean: printed figures, keyed quantities, periods, bases, measures."""

from pipeline.decode.basis import Basis, NotABasis
from pipeline.decode.conclude import read
from pipeline.decode.meaning import quantity
from pipeline.decode.measure import Measure, Mismatch
from pipeline.decode.period import NotAPeriod, Period
from pipeline.decode.reading import Reading
from pipeline.decode.refusal import NotAFigure, NotAQuantity
from pipeline.decode.stated import Quantity
from pipeline.decode.words import BadVocabulary, Words

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
