"""Parse printed figures, keyed quantities, periods, bases of comparison and measures."""

from pipeline.parsing.comparison_base import (
    ComparisonBase,
    ComparisonBaseError,
    MeasureType,
)
from pipeline.parsing.errors import FigureSyntaxError, QuantityError
from pipeline.parsing.lexicon import Hedge, Lexicon, LexiconError
from pipeline.parsing.parsed_figure import ParsedFigure
from pipeline.parsing.parser import parse_printed
from pipeline.parsing.period import Period, PeriodError
from pipeline.parsing.quantity import Quantity, to_quantity

__all__ = [
    "ComparisonBase",
    "ComparisonBaseError",
    "FigureSyntaxError",
    "Hedge",
    "Lexicon",
    "LexiconError",
    "MeasureType",
    "ParsedFigure",
    "Period",
    "PeriodError",
    "Quantity",
    "QuantityError",
    "parse_printed",
    "to_quantity",
]
