"""What each tool was reported of the published tables, put in one form so that they can be compared."""

from collections.abc import Mapping
from functools import cache

import frictionless
import pandas as pd
import pandera.errors

from pipeline.rules.figure_rules import UnknownCode
from pipeline.schema import DRAFTED, PUBLISHED, Field, TableSchema
from pipeline.schema.projections import table_schema
from pipeline.validation.schema import Codes, pandera_schema
from tests.package.committed import made

NOWHERE = "no such value"
#: Pairs of a column and the kind of rule that a tool states it breaks.
Refused = set[tuple[str, str]]
_PANDERA = {
    "not_nullable": "required",
    UnknownCode.code: "list",
    "multiple_fields_uniqueness": "key",
}
_FRICTIONLESS = {"required": "required", "enum": "list", "pattern": "form", "minimum": "form"}
_FRICTIONLESS |= {"maximum": "form"}


@cache
def codes() -> Codes:
    """The values of every published column that another column refers to."""
    referred = {field.refers_to for table in PUBLISHED for field in table.fields}
    found = (name.partition(".") for name in referred if name)
    return {f"{table}.{field}": set(made().frames[table][field]) for table, _, field in found}


#: Rows of tables that are empty in the first report.
OF_OTHER_REPORTS = {
    DRAFTED.name: {
        "figure": "1.1-001",
        "program": "printed-figures 0.3.0",
        "confirmed_by_reading": "R1",
    }
}


def published(table: TableSchema, count: int = 1) -> pd.DataFrame:
    """The first rows of a table as published, or a valid row of a table that this report does not have."""
    frame = made().frames[table.name]
    if frame.empty:
        frame = pd.DataFrame([OF_OTHER_REPORTS[table.name]], dtype=str)
    return frame.head(count).reset_index(drop=True)


def broken(table: TableSchema, cells: Mapping[str, str]) -> pd.DataFrame:
    """The first published row with some cells changed."""
    return published(table).assign(**cells).astype(str)


def refused_by_pandera(table: TableSchema, frame: pd.DataFrame, known: Codes) -> Refused:
    """Which columns pandera rejects, and why."""
    try:
        pandera_schema(table, known).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
        return {
            (
                case.column if case.schema_context == "Column" else "",
                _PANDERA.get(str(case.check), "form"),
            )
            for case in cases.itertuples()
        }
    return set()


def refused_by_frictionless(table: TableSchema, frame: pd.DataFrame) -> Refused:
    """Which columns frictionless rejects, and why; foreign keys are judged by the package's own."""
    described = {key: value for key, value in table_schema(table).items() if key != "foreignKeys"}
    columns = (frame[each.name].map(each.as_published) for each in table.fields)
    data = [table.columns, *map(list, zip(*columns, strict=True))]
    schema = frictionless.Schema.from_descriptor(described)
    report = frictionless.Resource(data=data, schema=schema).validate()
    found: Refused = set()
    for kind, name, note in report.flatten(["type", "fieldName", "note"]):
        if kind in ("primary-key", "unique-error"):
            found.add(("", "key"))
        elif kind == "type-error":
            found.add((name, "form"))
        else:
            found.add((name, _FRICTIONLESS[note.split('"')[1]]))
    return found


def malformed(field: Field) -> str:
    """Text that the field's type or pattern cannot be, or none if any text will do."""
    return NOWHERE if field.pattern or field.type != "string" else ""


def below(field: Field) -> str:
    """The number below the field's minimum, or none if it has none."""
    return str(int(field.minimum) - 1) if field.minimum else ""


def unlisted(field: Field) -> str:
    """A value of the field's type outside its closed list, or none if it has none."""
    value = "987" if field.type == "integer" else NOWHERE
    return value if field.enum else ""
