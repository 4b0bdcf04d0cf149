"""Where a policy holds: a code of ISO 3166, in a country that the report speaks of."""

from __future__ import annotations

import pytest

from tests.project import Found, Project

POLICY = "P36"
CASES: dict[str, tuple[str, str]] = {
    "a country": ("CN", ""),
    "a part of China": ("CN-SH", ""),
    "a part of China, as before 2017": ("CN-31", "E202"),
    "China, letters too many": ("CN-SHA", "E202"),
    "lower case": ("cn-sh", "E202"),
    "a name": ("Shanghai", "E202"),
    "another country": ("CH", "E247"),
    "a part of another country": ("US-CA", "E247"),
    "a numbered part of another country": ("FR-75", "E247"),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_region_is_reported_at_its_cell_or_not_at_all(case: str, project: Project) -> None:
    """The first report is about China; its own report.yaml reports it."""
    region, code = CASES[case]
    row = project.row_of("policies.csv", policy=POLICY)
    project.set_cells("policies.csv", row, region=region)
    expected: list[Found] = [(code, "policies.csv", row, "region")] if code else []
    assert [each for each in project.found() if each[0] != "W490"] == expected


@pytest.mark.slow
@pytest.mark.parametrize("region", ["FR", "FR-75", "US-CA", "CN-SH"])
def test_a_report_of_other_countries_needs_no_code(region: str, project: Project) -> None:
    """Codes with digits are rejected for China only, where ISO 3166-2 has given them up."""
    project.replace("report.yaml", "region: CN\n", "region: CN; FR; US\n")
    row = project.row_of("policies.csv", policy=POLICY)
    project.set_cells("policies.csv", row, region=region)
    assert [each for each in project.found() if each[0] != "W490"] == []
