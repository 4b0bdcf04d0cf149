"""The command line: check, publish, source. It prints and exits; the work is done elsewhere."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import click

from pipeline.announce import announce, tell_findings
from pipeline.cli.changes import changelog, diff
from pipeline.cli.delivering import bundle, review, site, tagged
from pipeline.cli.editing import compare, docs, explain, fix, new_report
from pipeline.cli.receiving import verify
from pipeline.cli.refusal import Commands, Existing, known_report, one_report
from pipeline.paths import Paths

REPORT = click.option(
    "--report",
    "name",
    callback=one_report,
    help="Folder in raw/ (default: the only one).",
)
CONTEXT = {"help_option_names": ["-h", "--help"]}


@click.group(cls=Commands, context_settings=CONTEXT)
@click.option(
    "--root",
    type=Existing(folder=True),
    help="Folder that holds raw/ and datapackage/ (default: this checkout).",
)
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """Figures printed in statistical reports: from raw/ to a published data package.

    统计报告所印数字：从 raw/ 到发布的数据包。
    """
    for stream in (sys.stdout, sys.stderr):
        # Chinese must be printable in any locale
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    context.obj = Paths(root.resolve()) if root else Paths.of_checkout()


@main.command()
@click.pass_obj
def check(paths: Paths) -> None:
    """Validate raw/ and tell every finding; write nothing.

    只校验 raw/，列出全部问题，不写任何文件。
    """
    from pipeline.publication import captured_reports
    from pipeline.validation import validate_capture
    from pipeline.validation.protection import unmeasured_findings

    began = time.monotonic()
    captures = captured_reports(paths)
    if not captures:
        announce(f"no report in {paths.raw}", f"{paths.raw} 中没有报告")
        sys.exit(1)
    failed = False
    for name, capture in captures.items():
        findings = validate_capture(capture)
        if not any(finding.is_error for finding in findings):
            findings += unmeasured_findings(capture)
        figures = sum(len(captured.frame) for captured in capture.figures.values())
        failed |= tell_findings(name, findings, figures)
    announce(f"checked in {time.monotonic() - began:.1f} s", "校验完毕")
    sys.exit(1 if failed else 0)


@main.command()
@click.option(
    "--report", "only", callback=known_report, help="Publish one report only (folder in raw/)."
)
@click.pass_obj
def publish(paths: Paths, only: str | None) -> None:
    """Run the main job: raw → validated → datapackage.

    运行主任务：校验 raw/ 并发布数据包。
    """
    from pipeline.main_job import run_main_job

    os.environ.setdefault("DAGSTER_DISABLE_TELEMETRY", "1")
    sys.exit(0 if run_main_job(paths, only) else 1)


@main.command()
@click.pass_obj
def release(paths: Paths) -> None:
    """Build the package in all its forms and its archive in dist/.

    构建全部形式的数据包与压缩包，写入 dist/。
    """
    from pipeline.distribution import run_release

    sys.exit(0 if run_release(paths) else 1)


@main.command()
@click.option("--text", type=Existing(), help="A copy of the report's text to prove against.")
@click.option("--json", "as_document", is_flag=True, help="Print JSON with every trial.")
@REPORT
@click.pass_obj
def mutate(paths: Paths, text: Path | None, as_document: bool, name: str) -> None:
    """Plant typical slips in every figure, in memory, and tell which rules catch them.

    With the text, raw/ keeps the result, which the package publishes as `protection`.
    在内存中植入典型转录错误，统计各规则的发现率；提供文本时结果写入 raw/，随数据包发布。
    """
    from pipeline.mutation.command import run_mutation
    from pipeline.source import UnreadableTextError

    try:
        sys.exit(run_mutation(paths, name, text, as_document))
    except UnreadableTextError as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.argument("action", type=click.Choice(["scan", "prove", "stamp"]))
@click.argument("text", type=Existing())
@REPORT
@click.pass_obj
def source(paths: Paths, action: str, text: Path, name: str) -> None:
    """Hold the transcription against a copy of the report's TEXT (Markdown, plain text or PDF).

    scan prints the ledger's skeleton, prove compares ledger and figures with the text, stamp
    refreshes the ledger's positions and fingerprints. 以报告文本核对转录。
    """
    from pipeline.proof import run_source

    sys.exit(run_source(paths, name, action, text))


_MORE = (new_report, diff, changelog, fix, compare, explain, docs, verify)
for command in (*_MORE, review, tagged, bundle, site):
    main.add_command(command)
