"""Run the commands that draft a report from its text, review the proposals and confirm them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import click

from pipeline.console import echo, print_findings
from pipeline.filesystem import read_regular, write_atomic
from pipeline.ingest import RawReport
from pipeline.ingest.report_folder import UNCONFIRMED_FOLDER, load_named, load_reports
from pipeline.localization import reader_language
from pipeline.package.metadata.package_model import NAME, VERSION
from pipeline.paths import DRAFTS, Paths
from pipeline.rules import LocalizedText, localized
from pipeline.schema import RAW_FIGURES
from pipeline.tools.draft.command import scan_for_draft, write_draft
from pipeline.tools.draft.draft import draft
from pipeline.tools.draft.earlier_edition import EarlierEdition
from pipeline.tools.draft.review import CELLS, REQUIRED, Item, Review, decided_files
from pipeline.tools.draft.unconfirmed import (
    ConfirmationError,
    confirm,
    section_files,
    write_unconfirmed,
)
from pipeline.tools.draft.vocabulary import accept
from pipeline.tools.source_text import UnreadableTextError
from pipeline.untrusted import load_untrusted_json
from pipeline.validation.report import keyed_figures
from pipeline.validation.report_checks.drafts import PROTECTED
from pipeline.validation.vocabulary import Vocabulary


def draft_command(
    paths: Paths,
    name: str,
    text: Path,
    out: Path | None,
    *,
    replace: bool,
    into_raw: bool = False,
    like: str = "",
) -> int:
    """Write the proposals for a report, and return the exit status."""
    reports: dict[str, RawReport] = {}
    for each in filter(None, (name, like)):
        reports |= load_reports(paths, each)
        if each not in reports:
            echo(localized("no report {name} in {raw}", name=each, raw=paths.raw))
            return 2
    capture = reports[name]
    folder = out.resolve() if out else paths.root / DRAFTS / name
    try:
        known = [capture, *([reports[like]] if like else ())]
        keyed = [row["printed"] for each in known for row in keyed_figures(each)]
        year = int(capture.report.reference_period[:4]) if capture.report else 0
        edition = EarlierEdition.of(reports[like], year) if like else None
        made = draft(scan_for_draft(capture, text), capture, keyed, edition)
        vocabulary = Vocabulary.of(capture.vocabulary)
        written = write_draft(
            made, vocabulary, folder, paths.raw, root=folder if out else paths.root, replace=replace
        )
        if into_raw:
            written += write_unconfirmed(made, paths.raw / name, paths.root, f"{NAME} {VERSION}")
    except UnreadableTextError as error:
        echo(error.message)
        return 2
    except FileExistsError as error:
        echo(localized("not written: {file} is in raw/ or exists; use --replace", file=error))
        return 2
    for path in written:
        echo(localized("written: {file}", file=path))
    return 0


def confirm_command(
    paths: Paths, name: str, section: str, *, keyed: Path | None, reading: str
) -> int:
    """Move the confirmed rows of a section to the figures, and return the exit status."""
    capture = load_named(paths, name)
    if capture is None or bool(keyed) == bool(reading):
        echo(localized("name a report, and either --keyed or --reading"))
        return 2
    try:
        count = confirm(
            capture, paths.raw / name, paths.root, section, keyed=keyed, reading=reading
        )
    except ConfirmationError as error:
        echo(error.message)
        if error.findings:
            print_findings(name, error.findings, 0)
        return 1
    echo(localized("confirmed: {count} figures of section {section}", count=count, section=section))
    return 0


def accept_vocabulary_command(paths: Paths, name: str, file: Path) -> int:
    """Move the accepted rows of a file of proposals to the vocabulary, and return the exit status."""
    capture = load_named(paths, name)
    if capture is None:
        echo(localized("no report {name} in {raw}", name=name, raw=paths.raw))
        return 2
    try:
        count = accept(file, paths.raw / name, paths.root, capture.vocabulary)
    except ConfirmationError as error:
        echo(error.message)
        if error.findings:
            print_findings(name, error.findings, 0)
        return 1
    echo(localized("accepted: {count} rows of the vocabulary", count=count))
    return 0


PAGE: Final = "review.html"
DECISIONS: Final = "decisions.json"
SHEET: Final = "keyed.csv"
FIGURE: Final = "figure"
#: The answer that an item is two figures.
HALVES: Final = {"halves": "t"}


def review_command(
    paths: Paths,
    name: str,
    text: Path,
    *,
    reading: str,
    terminal: bool,
    decisions: Path | None,
    replace: bool,
) -> int:
    """Write the page, ask on the terminal or apply decisions, and return the exit status."""
    capture = load_reports(paths, name)[name]
    folder = paths.root / DRAFTS / name
    try:
        scanned = scan_for_draft(capture, text)
        review = Review(capture, scanned, draft(scanned, capture), reading)
        if decisions:
            return apply_decisions(paths, review, decisions, folder, replace=replace)
        if terminal:
            return ask_on_terminal(review, folder / DECISIONS, paths.root)
    except UnreadableTextError as error:
        echo(error.message)
        return 2
    except ConfirmationError as error:
        echo(error.message)
        return 1
    write_atomic(folder / PAGE, review.page(), root=paths.root)
    echo(localized("written: {file}", file=folder / PAGE))
    return 0


def apply_decisions(
    paths: Paths, review: Review, file: Path, folder: Path, *, replace: bool
) -> int:
    """Confirm the sections whose numerals all are decided, and return the exit status."""
    files = decided_files(review, _document(file))
    proposed = {
        section: paths.raw / review.name / UNCONFIRMED_FOLDER / section for section in files
    }
    if found := [each for each in proposed.values() if each.exists() and not replace]:
        echo(localized("not written: {file} exists; use --replace", file=found[0]))
        return 2
    status, sheet = 0, folder / SHEET
    for section, (figures, numerals, keyed) in files.items():
        write_atomic(sheet, keyed.encode(), root=paths.root)
        for name, text in section_files(figures, numerals, f"{NAME} {VERSION}").items():
            write_atomic(proposed[section] / name, text.encode(), root=paths.root)
        by = None if review.reading else sheet
        status |= confirm_command(paths, review.name, section, keyed=by, reading=review.reading)
    sections = {each.token.sentence.section for each in review.open.values()} - files.keys()
    if sections:
        left = ", ".join(sorted(sections))
        echo(localized("sections with numerals that are not decided: {sections}", sections=left))
    return status


def _document(file: Path) -> Any:
    try:
        return load_untrusted_json(read_regular(file))
    except (ValueError, RecursionError):
        raise ConfirmationError(localized("the file of decisions is invalid")) from None


def ask_on_terminal(review: Review, file: Path, root: Path) -> int:
    """Ask about each item that is not decided, and write the decisions after each answer."""
    document: dict[str, Any] = {
        "report": review.name,
        "fingerprint": review.fingerprint,
        "reading": review.reading,
        "decisions": [],
    }
    if file.exists():
        document = _document(file)
        decided_files(review, document)
    decisions = document["decisions"]
    known = {number for each in decisions for number in each["numerals"]}
    items = [each for each in review.items() if not known & {*each["numerals"]}]
    sentences = review.sentences()
    while items:
        item = items.pop(0)
        cells = _asked(review, item, sentences[item["sentence"]])
        if cells is None:
            break
        if cells == HALVES:
            items[:0] = item["halves"]
            continue
        for numerals, decision in _decided(item, cells):
            if decision == FIGURE:
                items.insert(
                    0, {**item, "numerals": numerals, "cells": dict.fromkeys(CELLS, _OPEN)}
                )
            else:
                name = "reason" if isinstance(decision, str) else "cells"
                decisions.append({"numerals": numerals, name: decision})
        write_atomic(file, json.dumps(document, ensure_ascii=False).encode(), root=root)
    echo(localized("{count} items are left; decisions: {file}", count=len(items), file=file))
    return 0


_OPEN: Final = ["", "", "", []]


def _decided(item: Item, cells: dict[str, str]) -> list[tuple[list[int], str | dict[str, str]]]:
    """Return the decisions that answers about an item make: numerals with a reason or with cells."""
    if "reason" in cells:
        return [(item["numerals"], cells["reason"])]
    if "cells" in item:
        return [(item["numerals"], cells)] if cells else []
    return [([n], reason) for n, reason in zip(item["numerals"], cells.values(), strict=False)]


def _asked(review: Review, item: Item, sentence: dict[str, Any]) -> dict[str, str] | None:
    """Return the accepted cells of an item, nothing if it is left for later, None to stop."""
    section, title_zh, title_en = sentence["place"]
    marked = "".join(f"【{t}】" if n in item["numerals"] else t for t, n in sentence["parts"])
    echo(f"\n{section} {title_en if reader_language() == 'en' else title_zh}")
    echo(sentence["before"] + marked)
    proposed = item.get("cells") or {
        str(n): [r, r, w, c] for n, (r, w, c) in item["reasons"].items()
    }
    cells = {name: cell[0] for name, cell in proposed.items()}
    if "cells" in item and not review.reading:
        for name in PROTECTED:
            cells[name] = review.code(name, _prompt(RAW_FIGURES[name].title))
    still_open = [n for n, cell in proposed.items() if cell[3] and not cell[1] and not cells[n]]
    while True:
        candidates = _show(proposed, cells, still_open)
        answer = _prompt(
            localized(
                "a accept, n next, t two figures, x=REASON, COLUMN=CELL, 1-9 candidate, q stop"
            )
        )
        name, changes, cell = answer.partition("=")
        if answer in ("n", "q"):
            return {} if answer == "n" else None
        if answer == "t" and "halves" in item:
            return HALVES
        if answer == "a":
            if not (missing := _missing(review, cells)):
                return cells
            echo(localized("blank: {columns}", columns=", ".join(missing)))
        elif name == "x" and "printed" in cells and cell in review.codes("reason"):
            return {"reason": cell}
        elif answer.isdecimal() and 0 < int(answer) <= len(candidates):
            cells[still_open.pop(0)] = candidates[int(answer) - 1]
        elif changes and name in cells and name not in review.fixed:
            cells[name] = review.code(name, cell)
            still_open = [each for each in still_open if each != name]
        else:
            echo(localized("not a command, a reason or a column: {answer}", answer=answer))


def _prompt(text: LocalizedText) -> str:
    return str(click.prompt(str(text), default="", show_default=False)).strip()


def _missing(review: Review, cells: dict[str, str]) -> list[str]:
    """Return the columns without a cell that a decision needs."""
    if "printed" in cells:
        return [name for name in REQUIRED if not cells[name]]
    return [name for name, cell in cells.items() if cell not in (FIGURE, *review.codes("reason"))]


def _show(proposed: dict[str, Any], cells: dict[str, str], still_open: list[str]) -> list[str]:
    """Print the row, and return the candidates of the first open cell."""
    candidates: list[str] = proposed[still_open[0]][3] if still_open else []
    for name, (_, certainty, words, own) in proposed.items():
        if still_open and name == still_open[0]:
            shown = "  ".join(f"{n} {code}" for n, code in enumerate(own, 1))
        else:
            shown = f"{cells[name]}  ({words} {certainty})" if words else cells[name]
        echo(f"  {name:<12} {shown}")
    return candidates
