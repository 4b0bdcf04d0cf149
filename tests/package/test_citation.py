"""The citation: a valid CITATION.cff and a BibTeX file, both naming nobody who does not exist."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import yaml

from pipeline.package.citation import PROJECT, bibtex, citation_facts
from tests.package.committed import made


def test_the_citation_file_is_valid(tmp_path: Path) -> None:
    """GitHub, Zenodo and Zotero read this format; check-jsonschema carries its official schema."""
    path = tmp_path / "CITATION.cff"
    path.write_bytes(made().files["CITATION.cff"])
    command = [sys.executable, "-m", "check_jsonschema", str(path)]
    ran = subprocess.run(
        [*command, "--builtin-schema", "vendor.citation-file-format"],
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_nobody_is_invented() -> None:
    """The data's author is this project; the report's is whoever published it."""
    report = made().report
    facts = yaml.safe_load(made().files["CITATION.cff"])
    assert facts["authors"] == [{"name": PROJECT}]
    assert facts["references"][0]["authors"] == [{"name": report.publisher_zh}]
    authors = re.findall(r"author\s+= \{\{(.*)\}\}", made().files["citation.bib"].decode())
    assert authors == [report.publisher_zh, PROJECT]


def test_a_release_is_cited_with_its_version_and_day() -> None:
    """Whoever cites a figure must be able to state which state of the data they mean."""
    report = replace(made().report, version="3.1.4", released="2030-01-02")
    facts = citation_facts(report)
    assert (facts["version"], facts["date-released"]) == ("3.1.4", "2030-01-02")
    assert "version 3.1.4" in bibtex(report)
    assert "Released 2030-01-02" in bibtex(report)


def test_a_report_of_which_only_the_year_is_known_has_no_month() -> None:
    """A blank month would be rejected, an invented one would be wrong."""
    report = replace(made().report, published="2021")
    assert citation_facts(report)["references"][0].get("month", "none") == "none"
    assert "month" not in bibtex(report)


def test_signs_with_a_meaning_in_bibtex_are_escaped() -> None:
    """A title with % would comment out the rest of its line."""
    report = replace(made().report, title_en="50% & more_or {less} #1 $")
    assert r"50\% \& more\_or \{less\} \#1 \$" in bibtex(report)
