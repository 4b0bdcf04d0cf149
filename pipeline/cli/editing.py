"""Commands for those who edit and review: new-report, fix, compare, explain, docs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.announce import announce
from pipeline.cli.refusal import Existing
from pipeline.paths import Paths


@click.command()
@click.argument("name")
@click.pass_obj
def new_report(paths: Paths, name: str) -> None:
    """Begin the report NAME (such as caict-2021): a valid, empty draft in raw/NAME.

    新建报告：在 raw/NAME 中生成可通过校验的空白草稿。
    """
    from pipeline.scaffold import UnfitNameError, begin_report

    try:
        begin_report(paths, name)
    except UnfitNameError as error:
        raise click.BadParameter(str(error), param_hint="NAME") from None


@click.command()
@click.argument("files", nargs=-1, type=Existing())
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 1 if needed.")
@click.pass_obj
def fix(paths: Paths, files: tuple[Path, ...], only_check: bool) -> None:
    """Mend the form of raw FILES (default: all) and tell every change; never what they say.

    修整 raw/ 文件的格式（空格、全角数字、换行、引号、顺序），不改变内容。
    """
    from pipeline.mend.command import fix as mend

    sys.exit(mend(paths, files, only_check))


@click.command()
@click.pass_obj
def compare(paths: Paths) -> None:
    """Compare each committed package with what raw/ makes; write nothing.

    比较已提交的数据包与 raw/ 生成的结果，不写任何文件。
    """
    from pipeline.compare.command import compare as same

    sys.exit(0 if same(paths) else 1)


@click.command()
@click.argument("code")
@click.pass_obj
def explain(paths: Paths, code: str) -> None:
    """Tell what the rule with this CODE checks, with an example and its remedy.

    说明某条规则：检查什么、示例、如何更正。
    """
    from pipeline.guide.documents import NoFigureError, model
    from pipeline.guide.rule_page import raised_rules, rule_page

    rule = raised_rules().get(code.upper())
    if rule is None:
        known = ", ".join(raised_rules())
        raise click.BadParameter(
            f"there is no rule {code} / 没有规则 {code}: {known}", param_hint="CODE"
        )
    try:
        sys.stdout.write(rule_page(rule, model(paths)))
    except NoFigureError as error:
        raise click.ClickException(str(error)) from None


@click.command()
@click.pass_obj
def docs(paths: Paths) -> None:
    """Renew what the code makes in docs/.

    更新 docs/ 中由代码生成的部分。
    """
    from pipeline.guide.documents import NoFigureError, write_documents

    try:
        renewed = write_documents(paths)
    except NoFigureError as error:
        raise click.ClickException(str(error)) from None
    for path in renewed:
        announce(f"renewed {path.name}", "已更新")
