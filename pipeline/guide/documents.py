"""The parts of docs/ that the code makes: each stands between two marks, the rest is by people."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from pipeline.guide.architecture import parts_list, parts_picture, tables_list, tables_picture
from pipeline.guide.model import Model
from pipeline.guide.rule_page import raised_rules, rule_page
from pipeline.paths import Paths
from pipeline.publication import captured_reports
from pipeline.whole_file import write_whole

DOCUMENTS: Final = ("editing.md", "architecture.md")
_MADE: Final = re.compile(r"(<!-- made: (\w+) -->\n)(.*?)(<!-- end -->\n)", re.DOTALL)


class UnknownPartError(LookupError):
    """A document asks for a part that nothing makes."""


class NoFigureError(LookupError):
    """raw/ has no figure that the rules could be shown with; it says so in both languages."""

    def __init__(self) -> None:
        super().__init__(
            "raw/ has no figure to show the rules with / raw/ 中没有可用来演示规则的数字"
        )


def model(paths: Paths) -> Model:
    """The first figure of the first section within a chapter, of the first report that has one.

    Raises NoFigureError where there is none.
    """
    for capture in captured_reports(paths).values():
        for name, each in capture.figures.items():
            if "." in name and len(each.frame):
                return Model.of(capture, name)
    raise NoFigureError


def all_rules(paths: Paths) -> str:
    """The pages of all rules in order of their codes."""
    figure = model(paths)
    return "\n".join(rule_page(rule, figure) for rule in raised_rules().values())


def makers(paths: Paths) -> Mapping[str, Callable[[], str]]:
    """What can stand between the marks, by name."""
    return {
        "rules": lambda: all_rules(paths),
        "parts": parts_list,
        "parts_picture": parts_picture,
        "tables": tables_list,
        "tables_picture": tables_picture,
    }


def renewed(text: str, paths: Paths) -> str:
    """A document in which everything between marks is what the code makes now."""
    known = makers(paths)

    def made(match: re.Match[str]) -> str:
        if match[2] not in known:
            raise UnknownPartError(f"nothing makes {match[2]}; known: {', '.join(known)}")
        return f"{match[1]}\n{known[match[2]]()}\n{match[4]}"

    return _MADE.sub(made, text)


def write_documents(paths: Paths) -> list[Path]:
    """Renew the documents; return those that changed."""
    changed = []
    for name in DOCUMENTS:
        path = paths.root / "docs" / name
        before = path.read_text(encoding="utf-8")
        if (after := renewed(before, paths)) != before:
            write_whole(path, after.encode(), root=paths.root)
            changed.append(path)
    return changed
