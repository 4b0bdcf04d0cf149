"""Read a grid: a table as printed, cell by cell, with its key and its second keying.

`tables/<id>.csv` has no header of its own: its lines are those of the printed table, title and notes
included if the key says where they are. `tables/<id>.yaml` is the key, `tables/<id>.second.csv` the
same grid keyed again.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from pipeline.ingest.csv_table import cell_findings, fault_line, records
from pipeline.ingest.grids.key import GridKey
from pipeline.ingest.raw_file import Reader, decode, name_below, outside, read_bytes
from pipeline.ingest.yaml_text import YamlText, read_typed
from pipeline.parsing.normalization import fingerprint, normalize_characters, row_text
from pipeline.rules import Finding, Location, grid_rules, localized, untranslated
from pipeline.rules import file_rules as rules

FOLDER: Final = "tables"
SECOND: Final = ".second.csv"
_OF_DOUBLE_ENTRY: Final = (
    grid_rules.SecondKeyingDiffers,
    grid_rules.GridDiffersFromText,
    grid_rules.GridKeyedOnce,
)
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
#: The section in a key that is not YAML.
_SECTION_LINE: Final = re.compile(r"(?m)^section:\s*[\"']?(\d+(?:\.\d+)*)")
_KEY_NAME: Final = re.compile(r"([A-Z]*)([0-9]*)")
#: Cells by line and letter of the column.
Cells = dict[tuple[int, str], str]


def column_letters(index: int) -> str:
    """Return the letters of a column by its index from 0: A, B … Z, AA."""
    high, low = divmod(index, 26)
    return (column_letters(high - 1) if high else "") + chr(ord("A") + low)


def column_number(letters: str) -> int:
    """Return the number of a column, from 1, by its letters."""
    high, low = letters[:-1], ord(letters[-1]) - ord("A") + 1
    return 26 * column_number(high) + low if high else low


def _order(column: str) -> tuple[int, str]:
    return len(column), column


@dataclass(frozen=True)
class Grid:
    """Hold the cells of a table by line and column letter, its key, and the findings about its files.

    `section` is that of the key, also if the rest of the key is invalid.
    """

    name: str
    file: str
    cells: Cells
    key: GridKey | None
    findings: tuple[Finding, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)
    has_second: bool = False
    section: str = ""
    facts: YamlText = field(default_factory=lambda: YamlText(""))

    @property
    def is_readable(self) -> bool:
        """Return whether the grid and its key are complete, although its double entry may fail."""
        faults = (each for each in self.findings if not isinstance(each, _OF_DOUBLE_ENTRY))
        return self.key is not None and not any(each.is_error for each in faults)

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """Return the lines of the grid in order."""
        return tuple(dict.fromkeys(line for line, _ in self.cells))

    @cached_property
    def filled_lines(self) -> frozenset[int]:
        """Return the lines with a cell beside the labels; a line with a label only is a heading."""
        labels = {*self.key.header_columns, *self.key.notes} if self.key else set()
        cells = self.cells.items()
        return frozenset(line for (line, column), cell in cells if cell and column not in labels)

    @cached_property
    def labels(self) -> Mapping[tuple[int, str], str]:
        """Return the labels of rows; a blank one continues the label above it."""
        key, found, above = self.key, {}, dict[str, str]()
        body = self.table_lines - {*key.header_rows} if key else frozenset()
        for line in self.lines:
            for column in key.header_columns if key and line in body else ():
                above[column] = self.cells.get((line, column), "") or above.get(column, "")
                found[line, column] = above[column]
        return found

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Return the letters of the columns in order."""
        return tuple(sorted({column for _, column in self.cells}, key=_order))

    def row(self, line: int) -> list[str]:
        """Return the cells of a line."""
        return [self.cells.get((line, column), "") for column in self.columns]

    def place(self, line: int, column: str, name: str = "") -> Location:
        """Return the place of a cell; `name` is a column of its figure."""
        return Location(self.file, line, name, column)

    @cached_property
    def table_lines(self) -> frozenset[int]:
        """Return the lines of the table itself, without title and notes."""
        aside = {*self.key.title, *self.key.notes} if self.key else set()
        return frozenset(self.lines) - aside

    @cached_property
    def text(self) -> str:
        """Return the normal form of the table itself, which has a fingerprint."""
        return "\n".join(
            row_text(self.row(line)) for line in self.lines if line in self.table_lines
        )


def _entries(folder: Path) -> list[Path]:
    """Return the contents of a report's folder of grids, without lock files of editors."""
    tables = folder / FOLDER
    if not tables.is_dir() or outside(tables, folder.parent.parent):
        return []
    return sorted(each for each in tables.iterdir() if each.name[0] not in ".~")


def grid_files(folder: Path) -> list[Path]:
    """Return the first keying of every grid of a report, by name."""
    return [each for each in _entries(folder) if _first_keying(each) == each]


def _first_keying(path: Path) -> Path | None:
    """Return the first keying of the grid to which a file belongs by its name."""
    for suffix in (SECOND, ".csv", ".yaml"):
        if path.name.endswith(suffix):
            return path.with_name(f"{path.name.removesuffix(suffix)}.csv")
    return None


def files_by_section(folder: Path) -> dict[str, list[Path]]:
    """Return the files of the grids of each section, of none if the section is blank.

    A key that does not exist is one of them, but not a second keying.
    """
    found: dict[str, list[Path]] = {}
    for path in grid_files(folder):
        _, _, facts = read_typed(GridKey, key_file(path), folder.parent.parent)
        section = _section(key_file(path), folder.parent.parent, facts)
        second = [second_file(path)] if _is_there(second_file(path)) else []
        found.setdefault(section, []).extend([path, key_file(path), *second])
    return found


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def key_file(path: Path) -> Path:
    """Return the key of a grid."""
    return path.with_suffix(".yaml")


def second_file(path: Path) -> Path:
    """Return the second keying of a grid."""
    return path.with_name(f"{path.stem}{SECOND}")


def read_grids(folder: Path, root: Path, read: Reader = read_bytes) -> list[Grid]:
    """Read all grids of a report. A key or a second keying without a grid is a missing file."""
    grids = {path: read_grid(path, root, read) for path in grid_files(folder)}
    for path in _entries(folder):
        first = _first_keying(path)
        if first is None:
            form = localized("a table is a CSV file, its key a YAML file")
            finding: Finding = rules.NotAFile(Location(name_below(path, root)), "", form)
            grids[path] = Grid(path.stem, finding.location.file, {}, None, (finding,))
        elif first not in grids:
            grids[first] = read_grid(first, root, read)
    return list(grids.values())


def read_grid(path: Path, root: Path, read: Reader = read_bytes) -> Grid:
    """Read one grid with its key and its second keying."""
    file, second, keyed = name_below(path, root), second_file(path), key_file(path)
    cells, findings, digest = _read_cells(path, root, read)
    key, wrong, facts = read_typed(GridKey, keyed, root, read)
    hashes = {file: digest, name_below(keyed, root): key.sha256 if key else ""}
    if not _NAME.fullmatch(path.stem):
        form = localized("a name of letters, digits, _ and -, at most 40 characters")
        findings.append(rules.WrongYamlValue(Location(file), path.stem, form))
    # a key that does not exist is of no use to a grid that cannot be read
    unread = any(each.is_error for each in findings)
    findings += () if unread and not _is_there(keyed) else wrong
    has_second = _is_there(second) and _is_there(path)
    again: Cells = {}
    if has_second:
        again, faults, hashes[name_below(second, root)] = _read_cells(second, root, read)
        findings += faults
    section = _section(keyed, root, facts, read)
    grid = Grid(path.stem, file, cells, key, tuple(findings), hashes, has_second, section, facts)
    if key and grid.is_readable:
        grid = replace(grid, findings=(*findings, *_key_findings(grid, key)))
    if has_second and grid.is_readable:
        grid = replace(grid, findings=(*grid.findings, *_differences(file, cells, again)))
    return grid


def _read_cells(path: Path, root: Path, read: Reader) -> tuple[Cells, list[Finding], str]:
    """Return the cells of a CSV file, in which lines may have fewer cells than others."""
    file = name_below(path, root)
    data, unreadable = read(path, root)
    text, undecodable = decode(data, file)
    if broken := unreadable or undecodable:
        return {}, [broken], ""
    cells: Cells = {}
    findings: list[Finding] = []
    try:
        for line, record in records(text):
            for index, cell in enumerate(record if any(map(str.strip, record)) else ()):
                findings += cell_findings(cell, Location(file, line, "", column_letters(index)))
                cells[line, column_letters(index)] = cell.strip()
    except csv.Error as error:
        findings.append(rules.MalformedCsv(Location(file, fault_line(text)), str(error)))
    if not cells and not findings:
        findings.append(rules.EmptyFile(Location(file)))
    return cells, findings, hashlib.sha256(data).hexdigest()


def _differences(file: str, cells: Cells, again: Cells) -> Iterator[Finding]:
    """Report each cell that the second keying has otherwise; spaces and widths of signs are equal.

    If one has more lines, only the first difference is reported: the lines after it are shifted.
    """
    shifted = {line for line, _ in cells} != {line for line, _ in again}
    for line, column in sorted({*cells, *again}, key=lambda place: (place[0], _order(place[1]))):
        first, second = (each.get((line, column), "") for each in (cells, again))
        if _compared(first) != _compared(second):
            place = Location(file, line, "", column)
            yield grid_rules.SecondKeyingDiffers(place, first, untranslated(repr(second)))
            if shifted:
                return


def _compared(cell: str) -> str:
    return "".join(normalize_characters(cell).split())


def _section(path: Path, root: Path, facts: YamlText, read: Reader = read_bytes) -> str:
    """Return the section of a key, also if the rest of the key is invalid or not YAML."""
    stated = facts.values.get("section", "")
    if not facts.values:
        found = _SECTION_LINE.search(read(path, root)[0].decode(errors="replace"))
        stated = found[1] if found else ""
    return stated if isinstance(stated, str) else ""


def _key_findings(grid: Grid, key: GridKey) -> Iterator[Finding]:
    """Check that the key fits the grid, and that the grid has a double entry."""
    body = body_places(grid, key)
    misnamed = list(_misplaced(grid, key))
    if not misnamed and not any(line in grid.filled_lines for line, _ in body):
        misnamed = [grid_rules.GridWithoutNumbers(Location(grid.file))]
    misnamed = misnamed or [*_misnamed(grid, key, body), *_wrong_sums(grid, key)]
    yield from misnamed
    if misnamed:
        return
    yield from _uneven(grid)
    if key.agreed and key.agreed != fingerprint(grid.text):
        yield grid_rules.GridDiffersFromText(grid.facts.place("agreed"), key.agreed[:15])
    elif not key.agreed and not grid.has_second:
        yield grid_rules.GridKeyedOnce(Location(grid.file), grid.name)


def _misplaced(grid: Grid, key: GridKey) -> Iterator[Finding]:
    """Report each line or column that the grid does not have, that has two roles, or has none."""
    named: set[int | str] = set()
    for name in ("title", "header_rows", "header_columns", "notes"):
        for index, part in enumerate(getattr(key, name)):
            if not _is_in(part, grid.lines, grid.columns):
                form = localized("a line or column of the grid")
                yield rules.WrongYamlValue(grid.facts.place(name, index), str(part), form)
            elif part in named:
                form = localized("a line or column that the key has not named before")
                yield rules.WrongYamlValue(grid.facts.place(name, index), str(part), form)
            named.add(part)
    numbers = grid.filled_lines - named
    inside = range(max(key.header_rows), max(numbers, default=0))
    for line in grid.lines if numbers else ():
        if line not in named and line not in numbers and line not in inside:
            form = localized("a line that title, header_rows or notes names")
            name = "title" if line < inside.start else "notes"
            yield rules.WrongYamlValue(grid.facts.place(name), str(line), form)


def _misnamed(grid: Grid, key: GridKey, body: Sequence[tuple[int, str]]) -> Iterator[Finding]:
    """Report each line, column and cell that the body does not have; of lines behind its end the first."""
    lines, columns = {line for line, _ in body}, {column for _, column in body}
    reported: set[int | str] = set()
    for path, part in _named(key):
        known = (grid.lines, grid.columns) if path[0] == "reasons" else (lines, columns)
        behind = isinstance(part, int) and part > max(grid.lines)
        same = 0 if behind else part
        if not _is_in(part, *known) and same not in reported:
            reported.add(same)
            form = localized("a line, column or cell of the body of the grid")
            yield rules.WrongYamlValue(grid.facts.place(*path), str(part), form)


def _wrong_sums(grid: Grid, key: GridKey) -> Iterator[Finding]:
    """Report sums and means that mix lines and columns, or have other than one whole."""
    for name in ("sums", "means"):
        for index, each in enumerate(getattr(key, name)):
            whole = [] if each.whole is None else [each.whole]
            kinds = {isinstance(part, str) for part in (*each.parts, *whole)}
            across = {isinstance(part, int) for part in getattr(each, "across", ())}
            wholes = [
                *whole,
                *filter(None, (getattr(each, "total", 0), getattr(each, "figure", 0))),
            ]
            parts = [*each.parts, *whole]
            if len(wholes) != 1 or len(kinds | across) != 1 or len(set(parts)) != len(parts):
                form = localized(
                    "one whole of different parts, all of them lines or all of them columns"
                )
                shown = ", ".join(map(str, (*wholes, *each.parts)))
                yield rules.WrongYamlValue(grid.facts.place(name, index), shown, form)


def _named(key: GridKey) -> Iterator[tuple[tuple[str | int, ...], int | str]]:
    """Yield each line, column and cell to which the key gives something, with its path in the key."""
    by_name: dict[str, Iterable[int | str]] = {
        "rows": key.rows,
        "columns": key.columns,
        "exceptions": key.exceptions,
        "reasons": key.reasons,
        "replacing_columns": key.replacing_columns,
    }
    for name, parts in by_name.items():
        for part in parts:
            yield (name, str(part)), part
    for index, each in enumerate(key.sums):
        wholes = () if each.whole is None else (each.whole,)
        yield from ((("sums", index), part) for part in (*each.parts, *each.across, *wholes))
    for index, mean in enumerate(key.means):
        yield from ((("means", index), part) for part in (*mean.parts, mean.whole))


def _is_in(part: int | str, lines: Iterable[int], columns: Iterable[str]) -> bool:
    found = _KEY_NAME.fullmatch(str(part))
    column, line = (found[1], found[2]) if found else ("", "")
    return (not column or column in columns) and (not line or int(line) in lines)


def _uneven(grid: Grid) -> Iterator[Finding]:
    """Report each row of the table that has other cells than most; a label alone is a heading."""
    counts = Counter(line for line, _ in grid.cells if line in grid.table_lines)
    usual = Counter(counts.values()).most_common(1)[0][0] if counts else 0
    for line, count in counts.items():
        if count != usual and (count > usual or line in grid.filled_lines):
            yield rules.WrongCellCount(
                Location(grid.file, line), str(count), untranslated(str(usual))
            )


def body_places(grid: Grid, key: GridKey) -> list[tuple[int, str]]:
    """Return the places of the body row by row: what is neither header, title nor notes."""
    aside = {*key.title, *key.header_rows, *key.header_columns, *key.notes}
    columns = [each for each in grid.columns if each not in aside]
    return [(line, column) for line in grid.lines if line not in aside for column in columns]
