"""Write the facts that the editor states for a new report into its report.yaml."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from datetime import date

import click

from pipeline.ingest.csv_table import has_control_characters
from pipeline.rules import localized
from pipeline.schema.model import first_day, is_valid_literal

#: What `new-report` asks for, with the words of the question.
QUESTIONS = {
    "title": localized("Title of the report, as printed"),
    "publisher": localized("Publisher, as printed"),
    "reference_period": localized("Period on which it reports, such as 2024"),
    "published": localized("Date of publication, such as 2025-01"),
}


def is_date(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return a year, month or day; raise a usage error for another text."""
    if value is not None and not is_valid_literal(first_day(value), "date"):
        text = localized("{value!r} is not a year, month or day such as 2025-01", value=value)
        raise click.BadParameter(str(text), param=parameter)
    return value


def asked(given: Mapping[str, str | None]) -> dict[str, str]:
    """Return the given answers; ask for the others if somebody is at the terminal.

    Raises BadParameter for a text that no cell may have.
    """
    answers = {name: value or "" for name, value in given.items()}
    if sys.stdin.isatty():
        for name, question in QUESTIONS.items():
            answers[name] = answers[name] or click.prompt(
                str(question), default="", show_default=False
            )
    for name, value in answers.items():
        if has_control_characters(value):
            text = localized("{value!r} has a control character", value=value)
            raise click.BadParameter(str(text), param_hint=name)
    return {name: value for name, value in answers.items() if value.strip()}


def facts_of(answers: Mapping[str, str], today: date) -> dict[str, str]:
    """Return the values of report.yaml that follow from the answers; the draft is dated today.

    The years of the figures are at first those of the reference period.
    """
    facts = {"released": today.isoformat()}
    if title := answers.get("title"):
        facts["title_zh"] = title
    if publisher := answers.get("publisher"):
        source = localized("Source: {publisher}", publisher=publisher)
        facts |= {"publisher_zh": publisher, "attribution_zh": source.zh}
    if period := answers.get("reference_period"):
        facts["reference_period"] = period
        facts |= dict.fromkeys(("first_year", "last_year"), period[:4])
    if published := answers.get("published"):
        facts["published"] = published
    return facts


def with_facts(text: str, facts: Mapping[str, str]) -> str:
    """Return the text of report.yaml with these values of its keys."""

    def stated(line: re.Match[str]) -> str:
        key = line[1]
        if key not in facts:
            return line[0]
        value = facts[key]
        return f"{key}: {value if value.isdecimal() else json.dumps(value, ensure_ascii=False)}"

    return re.sub(r"^([a-z_]+):.*$", stated, text, flags=re.MULTILINE)


def left_open(answers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys of dates that nobody stated, whose values are examples."""
    return tuple(key for key in ("published", "reference_period") if key not in answers)
