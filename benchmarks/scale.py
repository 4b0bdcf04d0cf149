"""Measure many figures and many reports: processor time, growth, memory, and a floor in the same run.

    PYTHONPATH=. python benchmarks/scale.py [FIGURES [DISTINCT]]

A synthetic report of N and one of 4 N figures are checked, published, verified and compared with itself, each in
a process of its own. DISTINCT is the share of rows that state something of their own, in percent; the others
repeat them. The floor reads the published CSV files with pandas and writes them as CSV and Parquet. Beside it,
pandera validates the same files with the schemas of the descriptor, and frictionless the package. The growth is
the exponent between N and 4 N, without the time of a report of ten figures, and so are the multiples of publish
to each of the three. Then one report of a hundred figures is published alone and among 10,000, and 50 and 200
of them in one process. A catalogue is made of 1,000 and of 4,000 packages, which are copies of one package under
other names and years, and DuckDB answers one query across all of them. Last, the definitions of 1 and of 10,000
reports are loaded.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from pipeline.ingest.report_folder import REPORT_TABLES, WRITTEN
from pipeline.ingest.report_metadata import FILE
from pipeline.schema import (
    NUMERALS,
    RAW_FIGURES,
    RAW_SECTIONS,
    TableSchema,
)
from tests.clients.environments import python_program
from tests.reports.second_report import FOLDER, add_words

ROOT = Path(__file__).resolve().parent.parent
REPORT = "synthetic-2024"
SMALLEST, FIGURES, DISTINCT = 10, 5_000, 10
IN_SECTION = 200
FIRST_YEAR, LAST_YEAR = 1985, 2024
INDICATORS = (
    "gdp_growth", "industrial_value_added_growth", "retail_sales_growth", "fixed_asset_investment_growth",
)  # fmt: skip
#: The budgets of `verify` and `diff` are those of smaller reports.
BUDGET = ("--budget", "100")
MANY = 10_000
FEW, IN_CATALOGUE = 1_000, 100
IN_ONE_PROCESS = 50
#: Shorter differences of processor time are not measurable.
SHORTEST = 0.05
FLOOR = """
import io, sys
from pathlib import Path
import pandas as pd
for file in sorted(Path(sys.argv[1]).glob("*/*.csv")):
    frame = pd.read_csv(file, dtype=str, keep_default_na=False)
    frame.to_csv(io.BytesIO(), index=False)
    frame.to_parquet(io.BytesIO())
"""
PANDERA = """
import json, sys
from pathlib import Path
import pandas as pd
from pandera.io.pandas_io import from_frictionless_schema
numbers = {"integer": "Int64", "number": "float64"}
for table in json.loads((Path(sys.argv[1]) / "datapackage.json").read_text())["resources"]:
    types = {}
    for field in table["schema"]["fields"]:
        types[field["name"]] = numbers.get(field["type"], "str")
        if field["type"] in numbers:  # the values are text, which pandera compares with numbers
            field.get("constraints", {}).pop("enum", None)
        elif field["type"] == "date":
            field["type"] = "any"
    schema = from_frictionless_schema(table["schema"]).update_columns({name: {"dtype": None} for name in types})
    schema.validate(pd.read_csv(Path(sys.argv[1]) / table["path"], dtype=types), lazy=True)
"""
FRICTIONLESS = """
import sys
from frictionless import Package
assert Package(sys.argv[1] + "/datapackage.json").validate().valid
"""
PEERS = {"floor": FLOOR, "pandera": PANDERA, "frictionless": FRICTIONLESS}
DEFINITIONS = """
import sys, time
from pathlib import Path
from pipeline.defs import build_definitions
from pipeline.paths import Paths
times = []
for _ in range(5):
    began = time.process_time()
    build_definitions(Paths(Path(sys.argv[1]))).get_repository_def().asset_graph
    times.append(time.process_time() - began)
sys.stdout.write(f"{sorted(times)[2]:.3f}")
"""
QUERY = """
import os, sys, time
from pathlib import Path
import duckdb
os.chdir(sys.argv[1])
began = time.perf_counter()
database = duckdb.connect()
database.execute("SET enable_progress_bar = false")
database.execute(Path("catalogue.sql").read_text())
rows = database.execute(
    "SELECT entity, period, count(*), min(value), max(value) FROM figures JOIN reports USING (report)"
    " WHERE indicator = 'gdp_growth' GROUP BY ALL ORDER BY ALL"
).fetchall()
sys.stdout.write(f"{time.perf_counter() - began:.2f} s, {len(rows):,} rows of {sum(row[2] for row in rows):,} figures")
"""


@dataclass(frozen=True)
class Cost:
    """Hold what a process used: processor time in seconds, and the most memory in MiB."""

    seconds: float
    memory: float


def series(root: Path) -> list[tuple[str, str, int]]:
    """Return facts that differ: each an indicator, an entity and a year."""
    with (root / "raw" / "vocabulary" / "entities.csv").open(encoding="utf-8") as file:
        entities = [row["entity"] for row in csv.DictReader(file)]
    return list(product(INDICATORS, entities, range(FIRST_YEAR, LAST_YEAR + 1)))


def figure(number: int, fact: int, stated: tuple[str, str, int]) -> dict[str, str]:
    """Return the keyed cells of a figure: growth of an indicator in a year."""
    indicator, entity, year = stated
    growth = f"{1 + fact % 89 / 10:.1f}"
    return {
        "id": f"{number // IN_SECTION + 1}-{number % IN_SECTION + 1:03d}",
        "printed": f"增长 {growth}%",
        "indicator": indicator,
        "entity": entity,
        "number": growth,
        "unit": "percent",
        "period": str(year),
        "basis": "yoy",
        "status": "actual",
        "inferred": "entity",
    }


def numerals(number: int, keyed: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the rows of the ledger for a figure: its year and its numeral, in a sentence of their own."""
    section, _, _ = keyed["id"].partition("-")
    place = {
        "section": section,
        "paragraph": str(number % IN_SECTION + 1),
        "sentence": "1",
        "sentence_sha256": hashlib.sha256(str(number).encode()).hexdigest(),
    }
    yield {**place, "ordinal": "1", "token": keyed["period"], "reason": "date"}
    yield {**place, "ordinal": "2", "token": keyed["number"], "figure": keyed["id"]}


def write(path: Path, table: TableSchema, rows: Iterator[Mapping[str, str]]) -> None:
    """Write a raw table."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, table.columns, restval="", lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def synthetic(root: Path, figures: int, distinct: int) -> Path:
    """Write raw/ with the vocabulary and a valid report of a number of figures; return the root."""
    shutil.copytree(ROOT / "raw" / "vocabulary", root / "raw" / "vocabulary")
    shutil.copy(ROOT / "dagster.yaml", root)
    add_words(root / "raw" / "vocabulary")
    folder = root / "raw" / REPORT
    facts = series(root)[:distinct]
    rows = [figure(n, n % len(facts), facts[n % len(facts)]) for n in range(figures)]
    parts = [rows[at : at + IN_SECTION] for at in range(0, figures, IN_SECTION)]
    for place, part in enumerate(parts, 1):
        write(folder / "figures" / f"{place}.csv", RAW_FIGURES, iter(part))
    none = [
        each
        for each in REPORT_TABLES
        if each.name not in {RAW_SECTIONS.name, NUMERALS.name, *WRITTEN}
    ]
    for table in none:
        write(folder / f"{table.name}.csv", table, iter(()))
    places = ({"section": str(n), "level": "chapter", "heading": f"{n}.", "title_zh": f"第{n}章", "title_en": f"Chapter {n}"} for n in range(1, len(parts) + 1))  # fmt: skip
    write(folder / "sections.csv", RAW_SECTIONS, places)
    write(
        folder / "numerals.csv",
        NUMERALS,
        (each for n, row in enumerate(rows) for each in numerals(n, row)),
    )
    changed = {
        "without": "; ".join(each.name for each in none),
        "first_year": str(FIRST_YEAR),
        "package": f"datapackage-{REPORT}",
    }
    text = (FOLDER / "report.yaml").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if line.partition(":")[0] not in changed]
    lines = [*kept, *(f"{name}: {value}" for name, value in changed.items()), ""]
    (folder / "report.yaml").write_text("\n".join(lines), encoding="utf-8")
    return root


def cost(root: Path, *command: str) -> Cost:
    """Run Python with arguments in a process of its own. Raises CalledProcessError if it fails."""
    environment = {
        **os.environ,
        "DAGSTER_HOME": str(root),
        "PRINTED_FIGURES_IN_WORK": "",
        "PYTHONPATH": str(ROOT),
    }
    with (root / "output").open("w+") as output:
        process = subprocess.Popen([sys.executable, *command], env=environment, stdout=output)
        _, status, used = os.wait4(process.pid, 0)
        if status:
            output.seek(0)
            raise subprocess.CalledProcessError(status, command, output.read())
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def costs(figures: int, distinct: int) -> dict[str, Cost]:
    """Return what each command costs with a report of a number of figures."""
    with tempfile.TemporaryDirectory() as name:
        root = synthetic(Path(name), figures, distinct)
        program, package = ("-m", "pipeline", "--root", name), str(root / f"datapackage-{REPORT}")
        return {
            "check": cost(root, *program, "check"),
            "publish": cost(root, *program, "publish"),
            "verify": cost(root, "-m", "pipeline", "verify", package, *BUDGET),
            "diff": cost(root, *program, "diff", package, package, *BUDGET),
            **{peer: cost(root, "-c", code, package) for peer, code in PEERS.items()},
        }


def library(root: Path, reports: int) -> list[str]:
    """Write raw/ with a number of reports of a hundred figures, whose tables are links to the same files."""
    synthetic(root, IN_CATALOGUE, IN_CATALOGUE)
    first = root / "raw" / REPORT
    text = (first / FILE).read_text(encoding="utf-8")
    tables = list(first.rglob("*.csv"))
    names = [f"report-{number}" for number in range(reports)]
    for name in names:
        folder = root / "raw" / name
        (folder / "figures").mkdir(parents=True)
        for table in tables:
            os.link(table, folder / table.relative_to(first))
        (folder / FILE).write_text(text.replace(REPORT, name), encoding="utf-8")
    shutil.rmtree(first)
    return names


def publish_one_of(reports: int) -> list[Cost]:
    """Return three costs to publish one report of a raw/ with a number of reports, in order of time."""
    with tempfile.TemporaryDirectory() as name:
        first, *_ = library(Path(name), reports)
        one = ("-m", "pipeline", "--root", name, "publish", "--report", first)
        return sorted((cost(Path(name), *one) for _ in range(3)), key=lambda each: each.seconds)


def check_and_publish(reports: int) -> dict[str, Cost]:
    """Return what it costs to check and to publish a number of reports in one process each."""
    with tempfile.TemporaryDirectory() as name:
        library(Path(name), reports)
        return {
            command: cost(Path(name), "-m", "pipeline", "--root", name, command)
            for command in ("check", "publish")
        }


def libraries() -> None:
    """Print what one report costs alone and among many, and what many cost in one process."""
    for reports in (1, MANY):
        made = ", ".join(
            f"{each.seconds:.1f} s {each.memory:.0f} MiB" for each in publish_one_of(reports)
        )
        sys.stdout.write(f"publish one of {reports:,} reports: {made}\n")
    for reports in (IN_ONE_PROCESS, 4 * IN_ONE_PROCESS):
        for command, used in check_and_publish(reports).items():
            each = used.seconds / reports
            sys.stdout.write(
                f"{command} {reports} reports: {used.seconds:.1f} s, {each:.2f} s each, {used.memory:.0f} MiB\n"
            )


def definitions(reports: int) -> float:
    """Return the processor time to load the definitions of a number of reports that are not in work."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for number in range(reports):
            (root / "raw" / f"report-{number}" / "figures").mkdir(parents=True)
        cost(root, "-c", DEFINITIONS, name)
        return float((root / "output").read_text())


def copied(package: Path, root: Path, name: str, year: int) -> None:
    """Copy the descriptor and the figures of a package under the name of another report on another year."""
    folder = root / name
    (folder / "data").mkdir(parents=True)
    before = package.joinpath("data", "figures.csv").read_bytes()
    figures = before.replace(REPORT.encode(), name.encode())
    (folder / "data" / "figures.csv").write_bytes(figures)
    described = json.loads(package.joinpath("datapackage.json").read_bytes())
    described["report"] |= {"folder": name, "reference_period": str(year)}
    kept = [each for each in described["resources"] if each["name"] == "figures"]
    kept[0]["hash"] = f"sha256:{hashlib.sha256(figures).hexdigest()}"
    text = json.dumps({**described, "resources": kept}, ensure_ascii=False)
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def catalogue(package: Path, reports: int) -> str:
    """Return what a catalogue of a number of packages costs, and the time of a query in seconds."""
    with tempfile.TemporaryDirectory() as name:
        root, years = Path(name), LAST_YEAR - FIRST_YEAR + 1
        for number in range(reports):
            copied(package, root, f"r-{number}", FIRST_YEAR + number % years)
        used = cost(root, "-m", "pipeline", "catalogue", name)
        duckdb = python_program("duckdb")
        answered = subprocess.run([duckdb, "-c", QUERY, root / "catalogue"], capture_output=True, text=True, check=True)  # fmt: skip
        return f"{used.seconds:.1f} s {used.memory:.0f} MiB, query {answered.stdout}"


def catalogues() -> None:
    """Publish a report of a hundred figures, and print what the catalogue of its copies costs."""
    with tempfile.TemporaryDirectory() as name:
        root = synthetic(Path(name), IN_CATALOGUE, IN_CATALOGUE)
        cost(root, "-m", "pipeline", "--root", name, "publish")
        for reports in (1, FEW, 4 * FEW):
            made = catalogue(root / f"datapackage-{REPORT}", reports)
            sys.stdout.write(f"catalogue of {reports:,} packages: {made}\n")


def main() -> None:
    """Print one table, then the catalogues and the time of the definitions."""
    given = [int(each) for each in sys.argv[1:]]
    figures, share = (*given, *(FIGURES, DISTINCT)[len(given) :])
    sizes = (SMALLEST, figures, 4 * figures)
    found = [costs(size, max(1, size * share // 100)) for size in sizes]
    for command in found[0]:
        least, one, four = (each[command] for each in found)
        more = (four.seconds - least.seconds) / max(one.seconds - least.seconds, SHORTEST)
        growth = math.log(more, 4) if more > 0 else math.nan
        sys.stdout.write(
            f"{command}: "
            + ", ".join(
                f"{size:,} figures {each.seconds:.1f} s {each.memory:.0f} MiB"
                for size, each in zip(sizes, (least, one, four), strict=True)
            )
            + f"; growth {growth:.2f}\n"
        )
    for size, each in zip(sizes[1:], found[1:], strict=True):
        beyond = {name: used.seconds - found[0][name].seconds for name, used in each.items()}
        multiples = (
            f"{beyond['publish'] / max(beyond[peer], SHORTEST):.1f} × {peer}" for peer in PEERS
        )
        memory = (each["publish"].memory - found[0]["publish"].memory) * 1024 / size
        sys.stdout.write(
            f"publish of {size:,}: {', '.join(multiples)}; {memory:.1f} KiB a figure\n"
        )
    libraries()
    catalogues()
    few, many = definitions(1), definitions(MANY)
    sys.stdout.write(f"definitions: 1 report {few} s, {MANY:,} reports {many} s\n")


if __name__ == "__main__":
    main()
