"""What people see of a table in Dagster: column schema, row count, first rows, findings as a table."""

from collections.abc import Sequence

import dagster as dg
import pandas as pd

from pipeline.rules import Finding
from pipeline.tables import Field, Table

_SHOWN_ROWS = 5
_SHOWN_FINDINGS = 100


def _constraints(field: Field) -> dg.TableColumnConstraints:
    others = [
        *([f"one of: {', '.join(field.enum)}"] if field.enum else []),
        *([f"matches {field.pattern}"] if field.pattern else []),
        *([f"≥ {field.minimum}"] if field.minimum else []),
        *([f"≤ {field.maximum}"] if field.maximum else []),
        *([f"→ {field.refers_to}"] if field.refers_to else []),
    ]
    return dg.TableColumnConstraints(nullable=not field.required, unique=field.unique, other=others)


def column_schema(table: Table) -> dg.TableSchema:
    """A table's declaration as Dagster shows columns."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                field.name,
                type=field.type,
                description=f"{field.title.zh}：{field.description.zh} {field.description.en}",
                constraints=_constraints(field),
            )
            for field in table.fields
        ]
    )


def describe(table: Table) -> str:
    """A table's description in both languages."""
    return f"{table.title.zh} / {table.title.en}\n\n{table.description.zh}\n{table.description.en}"


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def preview(frame: pd.DataFrame) -> dg.MarkdownMetadataValue:
    """The first rows as a Markdown table."""
    head = frame.head(_SHOWN_ROWS)
    lines = [list(map(str, head.columns)), ["---"] * len(head.columns)]
    lines += [[_cell(value) for value in row] for row in head.itertuples(index=False, name=None)]
    return dg.MetadataValue.md("\n".join("| " + " | ".join(line) + " |" for line in lines))


def table_metadata(frame: pd.DataFrame, path: str) -> dict[str, dg.MetadataValue | int]:
    """Row count, first rows and file of a table that was just written."""
    return {
        "dagster/row_count": len(frame),
        "preview": preview(frame),
        "file": dg.MetadataValue.path(path),
    }


def findings_table(findings: Sequence[Finding]) -> dg.TableMetadataValue:
    """Findings as the table that the UI shows beside a failed check."""
    records = [
        dg.TableRecord(
            {
                "file": each.place.file,
                "row": each.place.row,
                "column": each.place.column,
                "value": each.value[:200],
                "rule": f"{each.code} {each.name}",
                "what": f"{each.said.zh} {each.said.en}",
                "remedy": f"{each.advice.zh} {each.advice.en}",
            }
        )
        for each in findings[:_SHOWN_FINDINGS]
    ]
    names = ("file", "column", "value", "rule", "what", "remedy")
    columns = [dg.TableColumn("row", "int"), *(dg.TableColumn(name, "string") for name in names)]
    return dg.MetadataValue.table(records, schema=dg.TableSchema(columns=columns))


def check_result(
    findings: Sequence[Finding], name: str, key: dg.AssetKey, checked: int
) -> dg.AssetCheckResult:
    """The result of a check: failed if any finding is an error, with all findings as a table."""
    errors = sum(each.is_error for each in findings)
    warnings = len(findings) - errors
    return dg.AssetCheckResult(
        passed=not errors,
        asset_key=key,
        check_name=name,
        severity=dg.AssetCheckSeverity.ERROR,
        description=(
            f"{checked} 行，错误 {errors} 处，提示 {warnings} 处 · "
            f"{checked} rows, {errors} errors, {warnings} warnings"
        ),
        metadata={
            "rows_checked": checked,
            **({"findings": findings_table(findings)} if findings else {}),
        },
    )


def refused(findings: Sequence[Finding]) -> dg.Failure:
    """The failure of an asset whose file cannot be read as the table that it should be."""
    said = "\n".join(map(str, findings))
    return dg.Failure(
        f"{len(findings)} findings / 问题 {len(findings)} 处\n{said}",
        metadata={"findings": findings_table(findings)},
        allow_retries=False,
    )
