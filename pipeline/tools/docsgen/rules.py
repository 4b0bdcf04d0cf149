"""Generate the page of one rule from its class: what it checks, example, correction, message.

The example is put into a valid figure or a small file, so that the page shows the reported finding.
"""

from __future__ import annotations

import inspect
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Final

from pipeline import rules
from pipeline.escaping import fenced, markdown, markdown_text
from pipeline.ingest import RawReport, RawTable, Report, read_csv
from pipeline.localization import Language, LocalizedText, in_language, localized
from pipeline.rules import Finding, Location, all_rules, untranslated
from pipeline.schema import CREDITS, RAW_FIGURES
from pipeline.validation import Vocabulary, validate_section
from pipeline.validation.figure_checks.cells import Pages
from pipeline.validation.report_checks.sections import page_spans

FILE: Final = f"{CREDITS.name}.csv"


@dataclass(frozen=True)
class RuleExample:
    """Hold the first figure of a section, and the data that its rules look up."""

    section: str
    captured: RawTable
    vocabulary: Vocabulary
    pages: Pages
    report: Report | None
    known: dict[frozenset[tuple[str, str]], list[Finding]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def of(cls, capture: RawReport, section: str) -> RuleExample:
        """Return the first figure of this section."""
        whole = capture.figures[section]
        first = replace(whole, frame=whole.frame.iloc[:1].copy())
        pages = page_spans(capture.tables["sections"])
        return cls(section, first, Vocabulary.of(capture.vocabulary), pages, capture.report)

    def cells(self) -> dict[str, str]:
        """Return the figure as keyed."""
        row = self.captured.frame.iloc[0]
        return {name: str(row[name]) for name in RAW_FIGURES.columns}

    def findings(self, **cells: str) -> list[Finding]:
        """Return the findings for the figure with these cells replaced; each change is validated once."""
        change = frozenset(cells.items())
        if change not in self.known:
            self.known[change] = self._validated(cells)
        return self.known[change]

    def _validated(self, cells: Mapping[str, str]) -> list[Finding]:
        """Validate the figure with these cells replaced."""
        frame = self.captured.frame.copy()
        for column, value in cells.items():
            frame[column] = [value]
        changed = replace(self.captured, frame=frame)
        return list(
            validate_section(self.section, changed, self.vocabulary, self.pages, self.report)
        )


def is_file(example: str | LocalizedText) -> bool:
    """Return whether a rule's example is a whole file of the table of credits."""
    return isinstance(example, str) and f"\n{CREDITS.columns[0]}," in f"\n{example}"


def file_findings(example: str) -> list[Finding]:
    """Return the findings for a file with this content."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        path.write_text(example, encoding="utf-8", newline="")
        return list(read_csv(path, CREDITS, Path(folder)).findings)


STAGES: Final = {
    "1": localized("reading the file"),
    "2": localized("reading the cells"),
    "3": localized("checking the whole report"),
    "4": localized("publishing"),
    "5": localized("verifying a package"),
}
LEFT_OPEN: Final = "…"


def reported_rules() -> dict[str, type[Finding]]:
    """Return every rule that can be reported, by code, without base classes."""
    for module in iter_modules(rules.__path__):
        import_module(f"{rules.__name__}.{module.name}")
    return {code: rule for code, rule in all_rules().items() if not rule.__name__.startswith("_")}


def examples(
    rule: type[Finding], model: RuleExample
) -> tuple[str | LocalizedText, str | LocalizedText]:
    """Return a wrong example and its correction."""
    if not rule.bad:
        return rule.wrong, rule.right
    sound = model.cells()
    right = {column: sound[column] for column in rule.bad}
    return _cells(rule.bad), _cells(right)


def _cells(cells: Mapping[str, str]) -> str:
    return "\n".join(f"{column}: {value}".rstrip() for column, value in cells.items())


def example_finding(rule: type[Finding], model: RuleExample) -> Finding:
    """Return the finding that the example raises, or one with placeholders if it cannot be run."""
    found: list[Finding] = []
    if rule.bad:
        found = model.findings(**rule.bad)
    elif isinstance(rule.wrong, str) and is_file(rule.wrong):
        found = file_findings(rule.wrong)
    same = [each for each in found if each.code == rule.code]
    return same[0] if same else rule(Location(""), LEFT_OPEN, untranslated(LEFT_OPEN))


WRONG: Final = localized("Wrong: {example}")
RIGHT: Final = localized("Right: {example}")
EMPTY: Final = localized("an empty file")


def rule_page(rule: type[Finding], model: RuleExample, language: Language) -> str:
    """Return the page of a rule in Markdown, in one language."""
    wrong, right = examples(rule, model)
    stage = STAGES[rule.code[1]]
    reported = localized(
        "Reported when {stage}; check `{check}`.", stage=stage, check=rule.check_name
    )
    lines = [
        f"### {rule.code} {rule.name}",
        "",
        in_language(language, summary(rule)),
        "",
        *_example(WRONG, wrong, language),
        *_example(RIGHT, right, language),
        _message(example_finding(rule, model), language),
        f"- {in_language(language, reported)}",
    ]
    return "\n".join(lines) + "\n"


def _message(finding: Finding, language: Language) -> str:
    """Format the message and the remedy of a finding; Chinese sentences have no blank between them."""
    if language == "zh":
        return markdown("- {}**{}**", finding.message.zh, finding.remedy.zh)
    return markdown("- {} **{}**", finding.message.en, finding.remedy.en)


def summary(rule: type[Finding]) -> LocalizedText:
    """Return the docstring of a rule in both languages."""
    return localized(inspect.cleandoc(rule.__doc__ or ""))


def _example(label: LocalizedText, text: str | LocalizedText, language: Language) -> list[str]:
    """Format a labelled example: a description as text, cells and files as code."""
    if isinstance(text, LocalizedText) or not text:
        shown = markdown_text(in_language(language, text or EMPTY))
        return [in_language(language, label).format(example=shown), ""]
    code = fenced(text.replace("\0", "␀").replace("\t", "⇥"))
    return [in_language(language, label).format(example="").rstrip(), "", code, ""]
