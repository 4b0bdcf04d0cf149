"""The ways in which programs and people write the same table in other bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from random import Random

from pipeline.schema import TableSchema
from pipeline.tools.fix.fix import half_width, in_rows, wants_digits

Rows = list[list[str]]
#: The canonical bytes' rows (header first) in another form that states the same.
Disguise = Callable[[Rows, TableSchema, Random], bytes]
FULL_WIDTH = str.maketrans("0123456789-./@", "０１２３４５６７８９－．／＠")


def rows_of(data: bytes) -> Rows:
    """The records of a sound file, the header first."""
    return list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))


def written(rows: Rows, **form: object) -> bytes:
    """Rows as CSV; LF and minimal quotation marks unless reported otherwise."""
    text = io.StringIO(newline="")
    csv.writer(text, **{"lineterminator": "\n", **form}).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue().encode()


def _mark(rows: Rows, table: TableSchema, random: Random) -> bytes:
    return b"\xef\xbb\xbf" + written(rows)


def _crlf(rows: Rows, table: TableSchema, random: Random) -> bytes:
    return written(rows, lineterminator="\r\n")


def _quoted(rows: Rows, table: TableSchema, random: Random) -> bytes:
    return written(rows, quoting=csv.QUOTE_ALL)


def _no_last_line_end(rows: Rows, table: TableSchema, random: Random) -> bytes:
    return written(rows).rstrip(b"\n")


def _blank_lines(rows: Rows, table: TableSchema, random: Random) -> bytes:
    lines = written(rows).splitlines(keepends=True)
    lines.insert(random.randint(1, len(lines)), b"," * (len(rows[0]) - 1) + b"\n")
    return b"\n" + b"".join(lines) + b"\n \n"


def _blanks(rows: Rows, table: TableSchema, random: Random) -> bytes:
    def padded(cell: str) -> str:
        return random.choice(["{}", " {}", "{}  ", "\u3000{}"]).format(cell)

    return written([[padded(cell) for cell in row] for row in rows])


def _columns(rows: Rows, table: TableSchema, random: Random) -> bytes:
    order = random.sample(range(len(rows[0])), len(rows[0]))
    return written([[row[at] for at in order] for row in rows])


def _full_width(rows: Rows, table: TableSchema, random: Random) -> bytes:
    digits = [wants_digits(table, column) for column in rows[0]]

    def widened(cell: str, is_digits: bool) -> str:
        wide = cell.translate(FULL_WIDTH)
        return wide if is_digits and half_width(wide) == cell else cell

    return written([rows[0], *([*map(widened, row, digits)] for row in rows[1:])])


def _rows(rows: Rows, table: TableSchema, random: Random) -> bytes:
    """Rows shuffled where their order is defined, those of one key kept in order."""
    body = rows[1:]
    if (
        in_rows(list(reversed(body)), table.columns, table) == list(range(len(body)))
        and len(body) > 1
    ):
        return written(rows)
    keys = [tuple(row[table.columns.index(name)] for name in table.key) for row in body]
    shuffled = random.sample(range(len(body)), len(body))
    same = {key: iter([at for at in range(len(body)) if keys[at] == key]) for key in keys}
    return written([rows[0], *(body[next(same[keys[at]])] for at in shuffled)])


DISGUISES: dict[str, Disguise] = {
    "byte order mark": _mark, "CRLF": _crlf, "every cell quoted": _quoted,
    "no line end at the end": _no_last_line_end, "blank lines": _blank_lines,
    "blanks around values": _blanks, "columns in another order": _columns,
    "full-width digits": _full_width, "rows in another order": _rows,
}  # fmt: skip
