"""Read a PDF as a person sees it: printed lines, paragraph indents, ruled tables, raised footnote marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

import pypdfium2  # type: ignore[import-untyped]

from pipeline.rules import LocalizedText, localized
from pipeline.tools.source_text.pdf_tables import (
    Glyph,
    PrintLine,
    RuledTable,
    glyphs_of,
    print_lines,
    ruled_tables,
)
from pipeline.tools.source_text.sections import (
    Line,
    UnreadableTextError,
    bytes_of,
    drop_page_headers,
    ends_sentence,
)
from pipeline.untrusted import BudgetExceededError, limited


@dataclass(frozen=True)
class TableLine:
    """Hold a row of a ruled table; `table` is the number of the table in the document."""

    cells: tuple[str, ...]
    table: int

    @property
    def text(self) -> str:
        """Return the cells as text."""
        return "\t".join(self.cells)


PageLine: TypeAlias = PrintLine | TableLine


#: The printed lines of a text, and what is not read.
Printed: TypeAlias = tuple[tuple[Line, ...], tuple[LocalizedText, ...]]


def read_pdf(path: Path, *, with_tables: bool = True) -> Printed:
    """Return the printed lines of a PDF, without running headers and numbers, and what is not read.

    The library ends its process if memory is used up or a file makes it fail; therefore another process
    reads the file.

    Raises:
        UnreadableTextError: the file is not a PDF, or the process ended.
        BudgetExceededError: reading takes too much time or memory.
    """
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_send, args=(sender, path, with_tables))
    child.start()
    sender.close()
    try:
        made: Printed | UnreadableTextError | BudgetExceededError = receiver.recv()
    except EOFError:
        made = _ended(path)
    finally:
        child.kill()
        child.join()
    if isinstance(made, BaseException):
        raise made
    return made


def _send(sender: Connection, path: Path, with_tables: bool) -> None:
    """Send what is read, or the error, to the process that waits for it."""
    try:
        with limited():
            sender.send(_read(path, with_tables))
    except (UnreadableTextError, BudgetExceededError) as error:
        sender.send(error)


def _ended(path: Path) -> UnreadableTextError:
    return UnreadableTextError(
        localized(
            "{path} cannot be read as a PDF: it is damaged, or needs more memory than --budget allows",
            path=path.name,
        )
    )


def _read(path: Path, with_tables: bool) -> Printed:
    numbers = count(1)
    unread: list[LocalizedText] = []
    pages: list[list[PageLine]] = []
    try:
        with pypdfium2.PdfDocument(bytes_of(path)) as document:
            for page in document:
                glyphs = list(glyphs_of(page))
                tables = ruled_tables(page, glyphs) if with_tables else []
                unread += [_unread(len(pages) + 1) for table in tables if not table.rows]
                pages.append(_page_lines(glyphs, [each for each in tables if each.rows], numbers))
    except pypdfium2.PdfiumError:
        raise UnreadableTextError(
            localized("{path} cannot be read as a PDF: it is damaged or not a PDF", path=path.name)
        ) from None
    numbered = drop_page_headers(pages, lambda line: line.text)
    return tuple(_lines(numbered)), tuple(unread)


def _unread(page: int) -> LocalizedText:
    return localized(
        "page {page} of the file: rules frame numbers, but no columns are found between them",
        page=page,
    )


def _page_lines(
    glyphs: Sequence[Glyph], tables: Sequence[RuledTable], numbers: Iterator[int]
) -> list[PageLine]:
    """Return the lines of a page from top to bottom; rows of ruled tables are lines of their own."""
    placed: list[tuple[float, PageLine]] = []
    for table, number in zip(tables, numbers, strict=False):
        placed += [(table.top, TableLine(cells, number)) for cells in table.rows]
    beside = [each for each in glyphs if not any(table.has(each) for table in tables)]
    placed += [(line.tallest.middle[1], line) for line in print_lines(beside)]
    return [line for _, line in sorted(placed, key=lambda item: -item[0])]


def _lines(pages: Sequence[tuple[str, Sequence[PageLine]]]) -> Iterator[Line]:
    printed = [[line for line in lines if isinstance(line, PrintLine)] for _, lines in pages]
    margins = _left_margins(printed)
    previous: PrintLine | None = None
    for (page, lines), own, margin in zip(pages, printed, margins, strict=True):
        edge = max((line.glyphs[-1].right for line in own), default=0.0)
        for line in lines:
            if isinstance(line, TableLine):
                yield Line(line.text, page, True, line.cells, line.table)
                previous = None
                continue
            room = edge - line.glyphs[-1].right
            opens, is_full = _opens(line, previous, margin, edge), room < line.tallest.height / 2
            yield Line(line.text, page, opens, is_full=is_full)
            previous = line


def _left_margins(pages: Sequence[Sequence[PrintLine]]) -> list[float]:
    """Return the left margin of each page: the most frequent line start on pages of the same side."""
    margins = []
    for side in (0, 1):
        starts = Counter(round(line.glyphs[0].x) for page in pages[side::2] for line in page)
        margins.append(float(max(starts, key=lambda x: (starts[x], -x), default=0)))
    return [margins[number % 2] for number in range(len(pages))]


def _opens(line: PrintLine, previous: PrintLine | None, margin: float, edge: float) -> bool:
    """Return whether a line begins a paragraph: it is indented, or the preceding line ends one.

    A last line ends a sentence clearly before the right edge. A character is as wide as it is high.
    """
    indented = line.glyphs[0].x > margin + 0.9 * line.tallest.height
    if previous is None or indented:
        return True
    room = edge - previous.glyphs[-1].right
    return room > 2 * previous.tallest.height and ends_sentence(previous.text)
