"""Define the key of a grid: what its rows and columns give, and where title, headers and notes are.

The key is a YAML file beside the CSV file of the grid. Rows are named by their line in the CSV file,
columns by letters, and cells by both, as in a spreadsheet: C4. A meaning that a row gives must not be
given by its column too, except by one of `replacing_columns`. `exceptions` state other cells of single
figures.
"""

import re
from dataclasses import dataclass, field, fields
from typing import Annotated, ClassVar, Final, Literal, TypeAlias

from pydantic import ConfigDict, StringConstraints
from pydantic import Field as Limits

from pipeline.ingest.changelog import PlainText
from pipeline.ingest.yaml_text import Form
from pipeline.rules import localized
from pipeline.schema import RAW_FIGURES, RAW_SECTIONS

ColumnName: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}$")]
CellName: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}[1-9][0-9]{0,3}$")]
LineNumber: TypeAlias = Annotated[int, Limits(ge=1, le=9999)]
LineOrColumn: TypeAlias = LineNumber | ColumnName
FigureName: TypeAlias = Annotated[str, StringConstraints(pattern=RAW_FIGURES["id"].pattern)]
Total: TypeAlias = Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)?$")]
#: Codes of the SDMX code list CL_OBS_STATUS 2.2.
ObsStatus: TypeAlias = Literal[
    "A", "B", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "S", "U", "V", "W"
]  # fmt: skip
_EXACT: Final = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Meaning:
    """Hold cells of figures; `words` are those that cells share: the words of multiplier and unit."""

    __pydantic_config__: ClassVar = _EXACT

    indicator: PlainText | None = None
    entity: PlainText | None = None
    multiplier: PlainText | None = None
    unit: PlainText | None = None
    words: PlainText | None = None
    period: PlainText | None = None
    basis: PlainText | None = None
    status: PlainText | None = None
    cited: PlainText | None = None
    credit: PlainText | None = None
    inferred: PlainText | None = None
    note_zh: PlainText | None = None
    note_en: PlainText | None = None

    @property
    def given(self) -> dict[str, str]:
        """Return the columns of figures that are given."""
        stated = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: cell for name, cell in stated.items() if cell is not None}


@dataclass(frozen=True)
class ExactCell(Meaning):
    """Hold other cells of one figure, and the parts of a printed form that is not a plain number."""

    printed: PlainText | None = None
    hedge: PlainText | None = None
    number: PlainText | None = None
    number_high: PlainText | None = None


@dataclass(frozen=True, kw_only=True)
class Mark(Meaning):
    """Hold what a mark means in the report.

    It is in the place of a number, behind one, as in `900*`, or is a number such as 0.0.
    """

    obs_status: ObsStatus

    @property
    def given(self) -> dict[str, str]:
        """Return the columns of figures that are given."""
        return {name: cell for name, cell in super().given.items() if name != "obs_status"}


@dataclass(frozen=True)
class Sum:
    """State that rows (or columns) are all parts of a whole.

    The whole is a row (or column), a total such as 100, or a figure that is printed elsewhere.
    `across` limits the sum to some columns (or rows).
    """

    __pydantic_config__: ClassVar = _EXACT

    parts: Annotated[tuple[LineOrColumn, ...], Limits(min_length=1)]
    whole: LineOrColumn | None = None
    total: Total | None = None
    figure: FigureName | None = None
    across: tuple[LineOrColumn, ...] = ()


@dataclass(frozen=True)
class Mean:
    """State that a row (or column) is a mean of two others, with unknown weights."""

    __pydantic_config__: ClassVar = _EXACT

    whole: LineOrColumn
    parts: tuple[LineOrColumn, LineOrColumn]


_is_section: Final = re.compile(RAW_SECTIONS["section"].pattern, re.ASCII).search
_is_number: Final = re.compile(r"[1-9][0-9]{0,3}", re.ASCII).fullmatch
_is_figure: Final = re.compile(r"[1-9][0-9]{0,4}", re.ASCII).fullmatch
_is_agreement: Final = re.compile(r"v2:[0-9a-f]{64}", re.ASCII).fullmatch
_MEANING: Final = ", ".join(each.name for each in fields(Meaning))
# fmt: off
_SECTION: Final = Form(localized("a section number such as 1.2"), lambda text: _is_section(text) is not None)
_NUMBER: Final = Form(localized("a whole number from 1 to 9999"), lambda text: _is_number(text) is not None)
_FIGURE: Final = Form(localized("a whole number from 1 to 99999"), lambda text: _is_figure(text) is not None)
_LINES: Final = Form(localized("a list of lines of the grid, such as [1, 2]"))
_COLUMNS: Final = Form(localized("a list of columns of the grid, such as [A]"))
_PARTS: Final = Form(localized("a list of lines and columns of the grid, such as [9, E]"))
_CELLS: Final = Form(localized("a mapping with some of these keys: {names}", names=_MEANING))
_BY_LINE: Final = Form(localized("a mapping of lines of the grid to some of these keys: {names}", names=_MEANING))
_BY_COLUMN: Final = Form(localized("a mapping of columns of the grid to some of these keys: {names}", names=_MEANING))
_BY_CELL: Final = Form(localized("a mapping of cells such as B4 to printed, hedge, number, number_high, or {names}", names=_MEANING))
_BY_MARK: Final = Form(localized("a mapping of marks to obs_status (a code of SDMX CL_OBS_STATUS such as L), or {names}", names=_MEANING))
_SUMS: Final = Form(localized("a list of sums with parts, whole, total, figure, across"))
_MEANS: Final = Form(localized("a list of means with whole and two parts"))
_REASONS: Final = Form(localized("a mapping of cells such as A4 to a list of reasons"))
_FLAG: Final = Form(localized("true or false"), ("true", "false").__contains__, "true".__eq__)
_AGREED: Final = Form(localized("the fingerprint that `source refresh` writes"), lambda text: _is_agreement(text) is not None)


@dataclass(frozen=True)
class GridKey:
    """Hold the key of a grid.

    Cells count row by row from `first_figure`, also those without a number, so that identifiers are
    stable.
    """

    sha256: str
    section: Annotated[str, _SECTION, localized("the section in which the table is printed")]
    paragraph: Annotated[int, _NUMBER, localized("the paragraph of the first line of the grid in its section")]
    header_rows: Annotated[tuple[LineNumber, ...], Limits(min_length=1), _LINES, localized("the lines with the headers of columns")]
    header_columns: Annotated[tuple[ColumnName, ...], Limits(min_length=1), _COLUMNS, localized("the columns with the labels of rows")]
    page: Annotated[str, _NUMBER, localized("the printed page")] = ""
    first_figure: Annotated[int, _FIGURE, localized("the number of the first cell in the section")] = 1
    title: Annotated[tuple[LineNumber, ...], _LINES, localized("the lines of the title")] = ()
    notes: Annotated[tuple[LineOrColumn, ...], _PARTS, localized("the lines and columns of notes")] = ()
    cells: Annotated[Meaning, _CELLS, localized("what all cells have")] = Meaning()
    rows: Annotated[dict[LineNumber, Meaning], _BY_LINE, localized("what rows give")] = field(default_factory=dict)
    columns: Annotated[dict[ColumnName, Meaning], _BY_COLUMN, localized("what columns give")] = field(default_factory=dict)
    replacing_columns: Annotated[tuple[ColumnName, ...], _COLUMNS, localized("the columns that replace what rows give")] = ()
    exceptions: Annotated[dict[CellName, ExactCell], _BY_CELL, localized("what single cells have")] = field(default_factory=dict)
    marks: Annotated[dict[PlainText, Mark], _BY_MARK, localized("what marks mean")] = field(default_factory=dict)
    sums: Annotated[tuple[Sum, ...], _SUMS, localized("rows or columns that add up")] = ()
    means: Annotated[tuple[Mean, ...], _MEANS, localized("rows or columns that are means")] = ()
    reasons: Annotated[dict[CellName, tuple[PlainText, ...]], _REASONS, localized("why numerals beside the body are not figures")] = field(default_factory=dict)
    derive: Annotated[bool, _FLAG, localized("whether shares, rates and differences are derived")] = True
    agreed: Annotated[str, _AGREED, localized("the fingerprint of the table in a copy of the report that agreed")] = ""
# fmt: on
