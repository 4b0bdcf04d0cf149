"""State the purpose of each part, the first line of its docstring, in both languages."""

from __future__ import annotations

from typing import Final

from pipeline.rules import LocalizedText

#: One for each part of the pipeline; the English text is the line.
PART_PURPOSES: Final = (
    LocalizedText(
        "Check that a report is complete (ledger of numerals) and consistent (arithmetic between figures).",
        "核对报告是否完整（数词总账）、是否一致（数字之间的算术关系）。",
    ),
    LocalizedText(
        "Load the Dagster definitions of this checkout. `pipeline.defs` assembles them.",
        "加载本仓库的 Dagster 定义，由 `pipeline.defs` 组装。",
    ),
    LocalizedText(
        "Define the Dagster assets, checks, sensors and jobs of every report in raw/.",
        "为 raw/ 中的每份报告定义 Dagster 的资产、检查、传感器与作业。",
    ),
    LocalizedText(
        "Escape text from data for each output language: one function for each sink.",
        "按输出语言转义数据中的文本：每种输出一个函数。",
    ),
    LocalizedText(
        "Read and write files: confine writes, hash content, describe errors of the operating system.",
        "读写文件：限定写入位置，计算内容散列，说明操作系统的错误。",
    ),
    LocalizedText(
        "Format numbers, periods and codes as text in both languages, for the website, the simple CSV and the README.",
        "以两种语言把数值、时期与代码写成文字，供网页、简表 CSV 与说明文件使用。",
    ),
    LocalizedText(
        "Read raw/ into frames of text: every row has its file and line; no cell is interpreted.",
        "把 raw/ 读成文本表：每行附文件与行号，不解释任何单元格。",
    ),
    LocalizedText(
        "Compute with exact numbers: intervals with open and closed ends, and rounding.",
        "精确数值运算：端点可开可闭的区间，以及舍入。",
    ),
    LocalizedText(
        "Build the files of a Data Package from published tables, and publish them atomically.",
        "由发布表生成数据包的各个文件，并以原子方式发布。",
    ),
    LocalizedText(
        "Parse printed figures, keyed quantities, periods, bases of comparison and measures.",
        "解析原文数字、录入的数量、时期、比较基础与度量。",
    ),
    LocalizedText(
        "Catalogue every validation rule: one class for each, with a stable code, message and remedy.",
        "登记全部校验规则：每条规则一个类，代码固定，附提示与更正办法。",
    ),
    LocalizedText(
        "Name every table once, in the order of the package. `tables/` holds their declarations.",
        "按数据包中的次序列出各表，每表一次；声明在 `tables/` 中。",
    ),
    LocalizedText(
        "Compare two datasets by key: changed rows by kind, their effects, and the version step they require.",
        "按主键比较两个数据集：改动的行及其类别、影响与应升的版本号。",
    ),
    LocalizedText(
        "Fix the format of raw files, never their content (`make fix`).",
        "修整原始文件的格式，不改内容（`make fix`）。",
    ),
    LocalizedText(
        "Measure the checks by error injection: inject typical errors in figures, record the rules that fire.",
        "以注入错误测量核查的效果：在数字中注入典型错误，记录由哪些规则发现。",
    ),
    LocalizedText(
        "Scan a copy of a report's text into numeral tokens, and verify the ledger and figures against it.",
        "把报告文本切分为数词，并据此核验总账与数字。",
    ),
    LocalizedText(
        "Verify a received package from the package alone.", "只凭数据包本身核验收到的数据包。"
    ),
    LocalizedText(
        "Transform valid rows to published tables: values, bounds, dates, places, names. No rule runs here.",
        "把有效行转换为发布表：数值、界限、日期、位置、名称；此处不运行任何规则。",
    ),
    LocalizedText(
        "Read zips, JSON and SQLite databases of unknown origin, in memory and within limits.",
        "在内存中、在限额之内读取来历不明的压缩包、JSON 与 SQLite 数据库。",
    ),
    LocalizedText(
        "Validate keyed data: pandera schemas for tables, rules about whole rows and whole reports.",
        "校验录入的数据：各表的 pandera 模式，以及关于整行与整份报告的规则。",
    ),
    LocalizedText(
        "Build `index.html`: one HTML file of a published report that is complete without a network.",
        "生成 `index.html`：已发布报告的单文件网页，离线可用。",
    ),
)
