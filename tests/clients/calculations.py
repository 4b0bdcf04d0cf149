"""Identities that are closed sums, as an XBRL report that any XBRL processor can judge.

Read from the published tables alone, without the project's own parser or arithmetic. A fact carries
the value and the decimals of its figure, so that Calculations 1.1 rounds as the package states; each
identity is a calculation: its total, and its terms with their weights. Every case of a report is
an entity of its own, so that one run of a processor judges the figures as printed and any change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import quoteattr

Row = Mapping[str, str]
SPACE = "urn:identities"
YEAR = "2020-01-01T00:00:00/2021-01-01T00:00:00"
"""An XBRL fact must have a period, and terms of one calculation the same; the figures' own differ."""

_TERM = re.compile(r"([+-]?)(?:([0-9]+)\*)?\[([^\]]+)\]")
_TOTAL = re.compile(r"=(?:\[([^\]]+)\]|(-?[0-9]+(?:\.[0-9]+)?))")


@dataclass(frozen=True)
class Calculation:
    """An identity as a total and its weighted terms; the total is a figure or a constant."""

    identity: str
    total: str
    constant: str
    weights: Mapping[str, int]

    def concept(self, term: str) -> str:
        """The concept of a term. Each identity has its own, so that no other uses its facts."""
        return f"{self.identity}.{term}"


@dataclass(frozen=True)
class Case:
    """An identity's figures as printed, or with one figure moved by units of its last place."""

    calculation: Calculation
    figure: str = ""
    steps: int = 0

    def __str__(self) -> str:
        moved = f"/{self.figure}/{self.steps:+d}" if self.steps else ""
        return f"{self.calculation.identity}{moved}"


def calculation(identity: Row, figures: Mapping[str, Row]) -> Calculation | str:
    """The calculation of a sum or difference, or why XBRL has none for it."""
    left, claim = identity["expression"].replace(" ", ""), identity["claim"].replace(" ", "")
    total = _TOTAL.fullmatch(claim)
    if total is None:
        return "bound"
    if _TERM.sub("", left):
        return "not linear"
    weights = {of: int(f"{sign}{times or 1}") for sign, times, of in _TERM.findall(left)}
    named = [*weights, *filter(None, [total[1]])]
    if any(figures[each]["bound"] != "=" or figures[each]["value_high"] for each in named):
        return "hedged"
    return Calculation(identity["identity"], total[1] or "total", total[2] or "", weights)


def write_report(folder: Path, cases: Sequence[Case], figures: Mapping[str, Row]) -> Path:
    """Write the report, its schema and its calculations into a folder; return the report's path."""
    calculations = {case.calculation.identity: case.calculation for case in cases}.values()
    (folder / "identities.xsd").write_text(_schema(calculations), encoding="utf-8")
    (folder / "calculations.xml").write_text(_linkbase(calculations), encoding="utf-8")
    report = folder / "identities.json"
    report.write_text(json.dumps(_report(cases, figures), indent=1), encoding="utf-8")
    return report


def _report(cases: Iterable[Case], figures: Mapping[str, Row]) -> dict[str, object]:
    facts = [
        {
            **_number(case, term, figures),
            "dimensions": {
                "concept": f"t:{case.calculation.concept(term)}",
                "entity": f"case:{case}",
                "period": YEAR,
            },
        }
        for case in cases
        for term in (case.calculation.total, *case.calculation.weights)
    ]
    return {
        "documentInfo": {
            "documentType": "https://xbrl.org/2021/xbrl-json",
            "namespaces": {"t": SPACE, "case": f"{SPACE}:case"},
            "taxonomy": ["identities.xsd"],
        },
        "facts": {f"f{number}": fact for number, fact in enumerate(facts, 1)},
    }


def _number(case: Case, term: str, figures: Mapping[str, Row]) -> dict[str, object]:
    """The value and decimals of a fact. A constant has no decimals: it is exact."""
    if term == case.calculation.total and case.calculation.constant:
        return {"value": case.calculation.constant}
    decimals = int(figures[term]["decimals"])
    moved = case.steps if term == case.figure else 0
    value = Decimal(figures[term]["value"]) + Decimal(moved).scaleb(-decimals)
    return {"value": f"{value:f}", "decimals": decimals}


def _schema(calculations: Iterable[Calculation]) -> str:
    concepts = "\n".join(
        f'  <xs:element name={name} id={name} type="xbrli:decimalItemType"'
        ' substitutionGroup="xbrli:item" xbrli:periodType="duration"/>'
        for each in calculations
        for name in (quoteattr(each.concept(term)) for term in (each.total, *each.weights))
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<xs:schema targetNamespace="{SPACE}" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:xbrli="http://www.xbrl.org/2003/instance"
    xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">
  <xs:annotation><xs:appinfo>
    <link:linkbaseRef xlink:type="simple" xlink:href="calculations.xml"
        xlink:role="http://www.xbrl.org/2003/role/calculationLinkbaseRef"
        xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>
  </xs:appinfo></xs:annotation>
  <xs:import namespace="http://www.xbrl.org/2003/instance"
      schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
{concepts}
</xs:schema>
"""


def _linkbase(calculations: Iterable[Calculation]) -> str:
    links = "\n".join(line for each in calculations for line in _links(each))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase"
    xmlns:xlink="http://www.w3.org/1999/xlink">
  <link:arcroleRef xlink:type="simple" arcroleURI="https://xbrl.org/2023/arcrole/summation-item"
      xlink:href="http://www.xbrl.org/2023/calculation-1.1.xsd#summation-item"/>
  <link:calculationLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">
{links}
  </link:calculationLink>
</link:linkbase>
"""


def _links(each: Calculation) -> Iterable[str]:
    for term in (each.total, *each.weights):
        name = each.concept(term)
        yield (
            f'    <link:loc xlink:type="locator" xlink:href={quoteattr(f"identities.xsd#{name}")}'
            f" xlink:label={quoteattr(name)}/>"
        )
    for order, (term, weight) in enumerate(each.weights.items(), 1):
        yield (
            '    <link:calculationArc xlink:type="arc"'
            ' xlink:arcrole="https://xbrl.org/2023/arcrole/summation-item"'
            f" xlink:from={quoteattr(each.concept(each.total))}"
            f" xlink:to={quoteattr(each.concept(term))}"
            f' order="{order}" weight="{weight}"/>'
        )
