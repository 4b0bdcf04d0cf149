"""The command for those who receive a package: verify."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.cli.refusal import Existing


@click.command()
@click.argument("package", type=click.Path(path_type=Path))
@click.option(
    "--text",
    type=Existing(),
    help="A copy of the report's text to hold the figures against.",
)
@click.option("--json", "as_document", is_flag=True, help="Print JSON for machines.")
def verify(package: Path, text: Path | None, as_document: bool) -> None:
    """Verify a PACKAGE, a folder or zip, from itself alone: hashes, tables, every reading, all forms.

    核验数据包（文件夹或压缩包），无需 raw/ 与网络。
    """
    from pipeline.verification import as_json, as_text
    from pipeline.verification import verify as verified

    verdict = verified(package, text)
    sys.stdout.write(as_json(verdict) if as_document else as_text(verdict))
    sys.exit(0 if verdict.is_sound else 1)
