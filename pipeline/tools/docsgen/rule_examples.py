"""State in both languages the examples of rules that are descriptions."""

from __future__ import annotations

from typing import Final

from pipeline.rules import LocalizedText

#: The English text is `wrong` or `right` of a rule. All other examples are literal cells or files.
RULE_EXAMPLES: Final = (
    LocalizedText("“脚注” saved as GBK: BD C5 D7 A2", "“脚注”二字存为 GBK：BD C5 D7 A2"),
    LocalizedText(
        "“脚注” saved as UTF-8: E8 84 9A E6 B3 A8", "“脚注”二字存为 UTF-8：E8 84 9A E6 B3 A8"
    ),
    LocalizedText(
        "definition_en: a cell of 12,000 characters", "definition_en 列有一个 12,000 字符的单元格"
    ),
    LocalizedText("definition_en: in a footnote", "definition_en 列的单元格为 in a footnote"),
    LocalizedText(
        "report.yaml without the line “language: zh-CN”", "report.yaml 中缺少 language: zh-CN 一行"
    ),
    LocalizedText("raw/caict-2020/ without policies.csv", "raw/caict-2020/ 中没有 policies.csv"),
    LocalizedText("figures/1.1.csv/ (a folder)", "figures/1.1.csv/ 是文件夹"),
    LocalizedText("figures/1.1.csv (a file)", "figures/1.1.csv 是文件"),
    LocalizedText(
        "package: datapackage    (which another report already names)",
        "package: datapackage（另一份报告已使用此文件夹）",
    ),
    LocalizedText(
        "without: trends    (and trends.csv has rows)",
        "without: trends（而 trends.csv 中有数据行）",
    ),
    LocalizedText(
        "without: policies    (and policies.csv has its header only)",
        "without: policies（而 policies.csv 只有表头）",
    ),
    LocalizedText(
        "second_reading_differences.csv has rows, report.yaml without second_reading",
        "second_reading_differences.csv 有数据行，而 report.yaml 没有 second_reading",
    ),
    LocalizedText("id: 1.1-003, in two rows", "两行的 id 均为 1.1-003"),
    LocalizedText("id: 1.1-003 and 1.1-026", "两行的 id 分别为 1.1-003 与 1.1-026"),
    LocalizedText("printed: 128.2%, indicator: a share", "printed: 128.2%，而指标为份额"),
    LocalizedText("printed: 28.2%, indicator: a share", "printed: 28.2%，指标为份额"),
    LocalizedText(
        "printed: 是…的 20 倍, indicator: an increase_multiple",
        "printed: 是…的 20 倍，而指标为增长倍数",
    ),
    LocalizedText(
        "printed: 增长了 20 倍, indicator: an increase_multiple",
        "printed: 增长了 20 倍，指标为增长倍数",
    ),
    LocalizedText(
        "figure 2.6-003, and no numeral with figure: 2.6-003",
        "有数字 2.6-003，而没有 figure 为 2.6-003 的数词",
    ),
    LocalizedText(
        "numerals.csv: section 2.6, paragraph 1, sentence 2, ordinal 1, in two rows",
        "numerals.csv 中有两行均为 section 2.6、paragraph 1、sentence 2、ordinal 1",
    ),
    LocalizedText("one row for each position", "每个位置一行"),
    LocalizedText("ordinals of one sentence: 1, 3", "一句之中的 ordinal 为 1、3"),
    LocalizedText("ordinals of one sentence: 1, 2", "一句之中的 ordinal 为 1、2"),
    LocalizedText(
        "two numerals of one sentence: sentence_sha256: b6c9…, 0000…",
        "同一句两个数词的 sentence_sha256 为 b6c9…、0000…",
    ),
    LocalizedText(
        "two numerals of one sentence: sentence_sha256: b6c9…, b6c9…",
        "同一句两个数词的 sentence_sha256 均为 b6c9…",
    ),
    LocalizedText(
        "numerals.csv: page: 18; its figure: page: 19",
        "numerals.csv 的 page 为 18，而对应数字的 page 为 19",
    ),
    LocalizedText(
        "numerals.csv: page: 19; its figure: page: 19", "numerals.csv 与对应数字的 page 均为 19"
    ),
    LocalizedText(
        "numerals.csv: token: 12345, figure: 1.1-001 (超 72 万亿元)",
        "numerals.csv：token 为 12345，figure 为 1.1-001（超 72 万亿元）",
    ),
    LocalizedText(
        "numerals.csv: token: 72, figure: 1.1-001 (超 72 万亿元)",
        "numerals.csv：token 为 72，figure 为 1.1-001（超 72 万亿元）",
    ),
    LocalizedText(
        "sections.csv: 4.6, and no table has a row of section 4.6",
        "sections.csv 有章节 4.6，而各表均无 4.6 的记录",
    ),
    LocalizedText(
        "at least one figure, policy, initiative, challenge or measure of section 4.6",
        "章节 4.6 至少有一个数字、一项政策、一个案例、一个问题或一项建议",
    ),
    LocalizedText(
        "chart_figures.csv: a figure without a period on a chart over time",
        "chart_figures.csv：时间序列图中有没有时期的数字",
    ),
    LocalizedText(
        "chart_figures.csv: a figure with a period", "chart_figures.csv：图中数字均有时期"
    ),
    LocalizedText(
        "figures/2.1.csv: period 2018, and the sentence prints 2019",
        "figures/2.1.csv：period 为 2018，而句中印为 2019",
    ),
    LocalizedText("figures/2.1.csv: period 2019", "figures/2.1.csv：period 为 2019"),
    LocalizedText(
        "figures/2.5.csv: period 2018-01/2018-06, inferred period, and the paragraph does not print 2018",
        "figures/2.5.csv：period 为 2018-01/2018-06，inferred 含 period，而本段没有 2018",
    ),
    LocalizedText(
        "figures/2.5.csv: period 2020-01/2020-06, inferred period, the year of reference_period",
        "figures/2.5.csv：period 为 2020-01/2020-06，inferred 含 period，年份取自 reference_period",
    ),
    LocalizedText(
        "guard: [2.5-018] = 32000000, and the value of 2.5-018 is 3200000",
        "guard 为 [2.5-018] = 32000000，而 2.5-018 的值为 3200000",
    ),
    LocalizedText("guard: [2.5-018] = 3200000", "guard 为 [2.5-018] = 3200000"),
    LocalizedText("identity: ID-001, which holds", "identity 为 ID-001，而该关系成立"),
    LocalizedText(
        "identity: (blank), or one that is inconsistent", "identity 留空，或为一个不成立的关系"
    ),
    LocalizedText(
        "report.yaml: version: 0.3.0, and the last file in changes/ is 0.2.0.yaml",
        "report.yaml 的 version 为 0.3.0，而 changes/ 中最新的文件为 0.2.0.yaml",
    ),
    LocalizedText("changes/0.3.0.yaml, written by the command", "由命令写出的 changes/0.3.0.yaml"),
    LocalizedText(
        "report.yaml: version: 0.1.1, and its entry has rows added (a minor step)",
        "report.yaml 的 version 为 0.1.1，而其条目中有新增行（应升中位）",
    ),
    LocalizedText("report.yaml: version: 0.2.0", "report.yaml 的 version 为 0.2.0"),
    LocalizedText(
        "a zip whose files are under a top folder", "压缩包内的文件都在一个顶层文件夹之下"
    ),
    LocalizedText("datapackage.json at the root of the zip", "datapackage.json 位于压缩包根目录"),
    LocalizedText(
        "SHA256SUMS lists data/units.csv, which does not exist",
        "SHA256SUMS 列有 data/units.csv，而该文件不存在",
    ),
    LocalizedText("every listed file exists", "所列文件全部存在"),
    LocalizedText("data/more.csv, added later", "事后加入的 data/more.csv"),
    LocalizedText("only files that SHA256SUMS lists", "只有 SHA256SUMS 所列的文件"),
    LocalizedText("one byte of data/units.csv was changed", "data/units.csv 改动了一个字节"),
    LocalizedText("the bytes as published", "与发布时逐字节相同"),
    LocalizedText("data/units.csv is truncated", "data/units.csv 不完整"),
    LocalizedText("a field of figures without its constraints", "figures 的一个字段缺少约束"),
    LocalizedText("the schema as published", "与发布时相同的表结构"),
    LocalizedText("rows: 206, and the file has 205", "rows 为 206，而文件有 205 行"),
    LocalizedText("rows: 206, and the file has 206", "rows 为 206，文件有 206 行"),
    LocalizedText("datapackage.json without report", "datapackage.json 中没有 report"),
    LocalizedText("both 72", "两者均为 72"),
    LocalizedText("caict-2020.sqlite, truncated", "caict-2020.sqlite 不完整"),
    LocalizedText("a database that can be opened", "可以打开的数据库"),
    LocalizedText(
        "provenance.jsonld without figure 1.1-001", "provenance.jsonld 中没有数字 1.1-001"
    ),
    LocalizedText(
        "wasQuotedFrom and wasDerivedFrom of every figure",
        "每个数字均有 wasQuotedFrom 与 wasDerivedFrom",
    ),
    LocalizedText(
        "wasGeneratedBy: #transcription-9, and no such activity",
        "wasGeneratedBy 为 #transcription-9，而没有该活动",
    ),
    LocalizedText("every activity is described", "每项活动均有描述"),
    LocalizedText(
        "figure 1.1-001 in another sentence than in the ledger", "数字 1.1-001 所在的句与总账不同"
    ),
    LocalizedText(
        "figure 1.1-001 in the sentence that the ledger records", "数字 1.1-001 在总账所记的句中"
    ),
    LocalizedText(
        "a zip in which the bytes of data/figures.csv are damaged",
        "压缩包中 data/figures.csv 的字节已损坏",
    ),
    LocalizedText("a zip that can be unpacked", "可以解压的压缩包"),
    LocalizedText(
        "a zip with data/units.csv twice, or with data/Units.csv beside it",
        "压缩包中 data/units.csv 出现两次，或另有 data/Units.csv",
    ),
    LocalizedText("each name once", "每个文件名只出现一次"),
    LocalizedText("a PDF of which half is missing", "缺失一半的 PDF"),
    LocalizedText("the complete PDF of the report", "报告的完整 PDF"),
    LocalizedText(
        "trends.csv: its header and no rows, and report.yaml: draft: true",
        "trends.csv 只有表头，而 report.yaml 为 draft: true",
    ),
    LocalizedText("trends.csv: its header and rows", "trends.csv 有表头和数据行"),
    LocalizedText(
        "number: 0.266 in one row, 26.6 of the same indicator in another",
        "同一指标，一行的 number 为 0.266，另一行为 26.6",
    ),
    LocalizedText("number: 26.6 in both rows", "两行的 number 均为 26.6"),
    LocalizedText(
        "figures/1.1.csv: number changed, check_coverage.csv unchanged",
        "figures/1.1.csv 的 number 有改动，而 check_coverage.csv 未更新",
    ),
    LocalizedText(
        "figures/1.1.csv: number changed, check_coverage.csv written by make mutate",
        "figures/1.1.csv 的 number 有改动，check_coverage.csv 已由 make mutate 重新写出",
    ),
    LocalizedText(
        "made by version 0.1.0, read by version 0.2.0", "由版本 0.1.0 制作，由版本 0.2.0 读取"
    ),
    LocalizedText("made and read by one version", "制作与读取用同一版本"),
)
