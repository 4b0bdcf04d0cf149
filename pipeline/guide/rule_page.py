"""One rule as a page: what it checks, an example and its remedy, what is said; made from its class."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from pipeline import rules
from pipeline.escaping.markdown import fenced, markdown
from pipeline.guide.model import Model, file_findings, is_file
from pipeline.rules import Finding, Place, Wording, by_code

STAGES: Final = {
    "1": Wording("reading the file", "读取文件"),
    "2": Wording("reading the cells", "读取单元格"),
    "3": Wording("holding everything together", "核对整体"),
    "4": Wording("publishing", "发布"),
    "5": Wording("verifying a package", "核验数据包"),
}
LEFT_OPEN: Final = "…"


def raised_rules() -> dict[str, type[Finding]]:
    """Every rule that can be told, by code; one that only others derive from is none."""
    for module in iter_modules(rules.__path__):
        import_module(f"{rules.__name__}.{module.name}")
    return {code: rule for code, rule in by_code().items() if not rule.__name__.startswith("_")}


def examples(rule: type[Finding], model: Model) -> tuple[str, str]:
    """What is wrong and what is right instead."""
    if not rule.bad:
        return rule.wrong, rule.right
    sound = model.cells()
    right = {column: sound[column] for column in rule.bad}
    return _cells(rule.bad), _cells({**right, **rule.good})


def _cells(cells: Mapping[str, str]) -> str:
    return "\n".join(f"{column}: {value}".rstrip() for column, value in cells.items())


def said(rule: type[Finding], model: Model) -> Finding:
    """The finding that the example raises; where it is no example to run, one with gaps."""
    found: list[Finding] = []
    if rule.bad:
        found = model.findings(**rule.bad)
    elif is_file(rule.wrong):
        found = file_findings(rule.wrong)
    same = [each for each in found if each.code == rule.code]
    return same[0] if same else rule(Place(""), LEFT_OPEN, Wording(LEFT_OPEN, LEFT_OPEN))


def rule_page(rule: type[Finding], model: Model) -> str:
    """The page of a rule in Markdown."""
    wrong, right = examples(rule, model)
    told = said(rule, model)
    lines = [
        f"### {rule.code} {rule.name}",
        "",
        inspect.cleandoc(rule.__doc__ or ""),
        "",
        *_block("wrong / 错误", wrong),
        *_block("right / 正确", right),
        markdown("- {} **{}**", told.said.en, told.advice.en),
        markdown("- {}**{}**", told.said.zh, told.advice.zh),
        f"- told when {STAGES[rule.code[1]].en}, check `{rule.check}`"
        f" / {STAGES[rule.code[1]].zh}时提示，检查项 `{rule.check}`",
    ]
    return "\n".join(lines) + "\n"


def _block(title: str, text: str) -> list[str]:
    """A titled block of text in which control characters can be seen."""
    shown = text.replace("\0", "␀").replace("\t", "⇥") or "(an empty file / 空文件)"
    return [f"{title}:", "", fenced(shown), ""]
