"""State the summary of each rule about raw/ in both languages."""

from __future__ import annotations

from typing import Final

from pipeline.rules import LocalizedText

#: One for each rule; the English text is the docstring of its class.
RAW_RULE_SUMMARIES: Final = (
    LocalizedText(
        "A file is UTF-8, because any other encoding turns Chinese words into other words.",
        "文件须为 UTF-8 编码；用其他编码读取，中文会变成别的字。",
    ),
    LocalizedText(
        "A file has no NUL character, because that is a sign of a damaged or binary file.",
        "文件中不得有 NUL 字符；出现即说明文件损坏，或为二进制文件。",
    ),
    LocalizedText(
        "A file has a header; a section without figures has no file.",
        "文件须有表头；没有数字的章节不设文件。",
    ),
    LocalizedText(
        "A file has rows, because a header alone probably means that it was saved incomplete.",
        "文件须有数据行；只有表头，多半是保存不完整。",
    ),
    LocalizedText(
        "Every declared column is in the file, so that a lost column is not read as blanks.",
        "声明的列须全部在文件中，以免缺列被当作空白。",
    ),
    LocalizedText(
        "Every column is declared; an undeclared one would be dropped and is usually misspelt.",
        "列均须事先声明；未声明的列会被丢弃，且多为列名误写。",
    ),
    LocalizedText(
        "Each column is in the header once, because a name identifies one column.",
        "同一列名在表头中只出现一次，一个列名对应一列。",
    ),
    LocalizedText(
        "A row has as many cells as the header; otherwise values are in the wrong columns.",
        "每行的单元格数须与表头一致，否则数值会错列。",
    ),
    LocalizedText(
        "A cell is at most as long as a paragraph; a longer one was probably pasted by mistake.",
        "单元格最长不超过一段文字；过长者多为误粘贴。",
    ),
    LocalizedText(
        "Quotation marks are closed; an open one makes the rows after it part of its cell.",
        "引号须成对；未闭合的引号会把其后各行并入同一单元格。",
    ),
    LocalizedText("The facts about a report are a YAML mapping.", "报告的基本信息须为 YAML 映射。"),
    LocalizedText(
        "Every fact about the report that the package publishes is stated.",
        "数据包所发布的报告基本信息须逐项填写。",
    ),
    LocalizedText(
        "A fact about the report has the form of its kind, such as a date or a version.",
        "报告的基本信息须符合各自的格式，如日期、版本号。",
    ),
    LocalizedText(
        "Every report has a file for each table that reports need.",
        "每份报告须备齐各必备表的文件。",
    ),
    LocalizedText(
        "A file of figures is named after a section in sections.csv.",
        "数字文件以 sections.csv 中的章节号命名。",
    ),
    LocalizedText(
        "A cell has no tab, line break or other control character, because none is printed.",
        "单元格中不得有制表符、换行或其他控制字符，原文不会印有这些字符。",
    ),
    LocalizedText(
        "A raw file is a file, not a folder, a broken link or a link to a file elsewhere.",
        "raw/ 中的文件须为文件本身，不得为文件夹、失效链接或指向别处的链接。",
    ),
    LocalizedText(
        "The first line of a file is its header, not data or a line added by a program.",
        "文件首行须为表头，不得为数据行或其他程序添加的行。",
    ),
    LocalizedText(
        "Each report publishes to a folder of its own, so that none overwrites another.",
        "每份报告发布到各自的文件夹，互不覆盖。",
    ),
    LocalizedText(
        "A table that report.yaml lists under `without` has no rows.",
        "report.yaml 在 `without` 中声明没有的表，不得有数据行。",
    ),
    LocalizedText(
        "A file has no conflict markers of git, because they mean that it contains two versions.",
        "文件中不得有 git 的冲突标记；有标记即说明两个版本混在一起。",
    ),
    LocalizedText(
        "Publication replaces only a folder that is empty, absent or the report's own package.",
        "发布时只替换不存在的、空的或属于本报告数据包的文件夹。",
    ),
    LocalizedText(
        "The program writes to real folders and files only, because a link may lead anywhere.",
        "程序只写入真实的文件夹和文件；链接可能指向任何地方。",
    ),
    LocalizedText(
        "Differences of a second reading go with its record in report.yaml; nothing is stated without one.",
        "第二次阅读的差异须与 report.yaml 中该次阅读的记录同时存在；没有记录，就不作任何表述。",
    ),
    LocalizedText("A required cell is blank.", "必填的单元格为空。"),
    LocalizedText(
        "A cell does not have the form that its column declares.", "单元格不符合该列声明的格式。"
    ),
    LocalizedText(
        "A code must be defined in the vocabulary, so that readers can look up its meaning.",
        "代码须在词表中有定义，读者才能查到其含义。",
    ),
    LocalizedText(
        "A key identifies one row; figure identifiers are unique across all sections and never reused.",
        "主键唯一标识一行；数字编号在全部章节中唯一，且不得复用。",
    ),
    LocalizedText(
        "A figure's identifier begins with the section of its file.",
        "数字编号以所在文件的章节号开头。",
    ),
    LocalizedText(
        "Numbers are keyed as plain digits, so that no digit is guessed or lost.",
        "数字只用数码录入，以免有数位靠猜测补出或遗漏。",
    ),
    LocalizedText(
        "A period is a year, month, day, an interval of them, or an instant.",
        "时期为年、月、日或其区间，或为时点。",
    ),
    LocalizedText(
        "A base of comparison has one of the forms in the vocabulary.",
        "比较基础须为词表所列的形式之一。",
    ),
    LocalizedText(
        "A figure's page is between the first page of its section and that of the next.",
        "数字的页码须在本章节首页与下一章节首页之间。",
    ),
    LocalizedText(
        "An indicator is measured in one unit, so that its figures can be compared.",
        "一个指标只有一种单位，其各数字方可比较。",
    ),
    LocalizedText(
        "Each measure type allows certain units only: percent, percentage point and times are different units.",
        "每种度量类型只能使用规定的单位：百分比、百分点、倍是不同的单位。",
    ),
    LocalizedText(
        "A change needs a base of comparison; a plain level has none.",
        "变动须有比较基础；单纯的水平值没有。",
    ),
    LocalizedText(
        "A stock is measured at an instant, a flow over a duration.", "存量对应时点，流量对应时段。"
    ),
    LocalizedText(
        "An indicator is published for periods of certain lengths; another length is an error.",
        "指标只按特定长度的时期发布；其他长度即为错误。",
    ),
    LocalizedText(
        "A value outside its indicator's plausible range is probably an error.",
        "超出指标合理范围的数值多半有误。",
    ),
    LocalizedText(
        "A share of a whole is between 0 and 100 percent.", "占总体的份额须在 0 与 100% 之间。"
    ),
    LocalizedText(
        "A value that cannot be negative cannot fall by more than 100 percent.",
        "不可能为负的量，降幅不会超过 100%。",
    ),
    LocalizedText(
        "A source and the way in which it is credited are keyed together.",
        "来源与其注明方式须同时录入。",
    ),
    LocalizedText(
        "Only columns that an editor may infer are listed, each once.",
        "只列出允许由编者推断的列，每列一次。",
    ),
    LocalizedText(
        "A column that is listed as inferred has the inferred value.",
        "列为推断项的列须填有推断所得的值。",
    ),
    LocalizedText(
        "The printed form follows the grammar of printed figures.", "原文数字须符合数字表述的语法。"
    ),
    LocalizedText(
        "The keyed number equals the printed number, digit for digit, with trailing zeros.",
        "录入的数字须与原文逐位相同，末尾的零也须保留。",
    ),
    LocalizedText(
        "A printed decline is keyed with a minus sign; no other figure is.",
        "原文表示下降的数字录入负号，其他数字不录。",
    ),
    LocalizedText(
        "Both ends of a printed range are keyed; a single number has no second end.",
        "原文的区间须录入两端；单个数字没有第二端。",
    ),
    LocalizedText(
        "The keyed multiplier equals the printed one: 万, 亿 and 万亿 are easily confused.",
        "录入的数量级须与原文相同：万、亿、万亿容易混淆。",
    ),
    LocalizedText(
        "The keyed hedge equals the printed one, because a hedge decides the bounds of a figure.",
        "录入的模糊词须与原文相同，数字的界限由模糊词决定。",
    ),
    LocalizedText(
        "The keyed unit is one that the printed unit word can mean.",
        "录入的单位须为原文单位词可以表示的单位。",
    ),
    LocalizedText(
        "A unit that is not printed was inferred by the editor and is listed as inferred.",
        "原文没有印出的单位由编者推断，须列为推断项。",
    ),
    LocalizedText(
        "增长 N 倍 adds N times the base; 是…的 N 倍 is N times the base.",
        "“增长 N 倍”是在基数上增加 N 倍；“是……的 N 倍”则是基数的 N 倍。",
    ),
    LocalizedText(
        "An editor's note is written in both languages, or there is none.",
        "编者附注须以两种语言写出，否则不写。",
    ),
    LocalizedText(
        "A level a thousand times or more outside its range has probably lost or gained a 万 or 亿.",
        "水平值超出范围达千倍以上，多半是漏录或多录了万或亿。",
    ),
    LocalizedText(
        "Percentages are keyed as printed: 12.8, not 0.128.",
        "百分数按原文录入：录 12.8，不录 0.128。",
    ),
    LocalizedText(
        "A difference of two percentages is in percentage points, a rate of change in percent.",
        "两个百分数之差用百分点，变化率用百分数。",
    ),
    LocalizedText(
        "A period is within the years that the report covers; another year is probably mistyped.",
        "时期须在报告涉及的年份之内；其他年份多为误录。",
    ),
    LocalizedText(
        "An observation ends before the report is published; only a forecast or a target may end later.",
        "观测值的时期须早于报告发布；只有预测或目标可以更晚。",
    ),
    LocalizedText(
        "A policy applies in a country that the report covers; another code is probably mistyped.",
        "政策适用于报告所涉的国家或地区；其他代码多为误录。",
    ),
    LocalizedText(
        "Every printed numeral belongs to a figure or is excluded for a reason.",
        "报告中的每个数词须有对应数字，或注明排除理由。",
    ),
    LocalizedText(
        "A numeral that belongs to a figure is not excluded.",
        "已有对应数字的数词不再注明排除理由。",
    ),
    LocalizedText(
        "The ledger refers only to figures of the sections.", "总账只引用各章节中已有的数字。"
    ),
    LocalizedText(
        "Every figure has a numeral in the ledger, which proves that it is printed.",
        "每个数字在总账中须有对应数词，以证明其确为报告所印。",
    ),
    LocalizedText(
        "One position of the text has one row in the ledger.", "报告中同一位置在总账中只有一行。"
    ),
    LocalizedText(
        "The numerals of a sentence are numbered 1, 2, 3 … in order; a gap means a lost numeral.",
        "一句之中的数词依次编号为 1、2、3……；编号间断说明缺少数词。",
    ),
    LocalizedText(
        "All numerals of a sentence have the fingerprint of that sentence.",
        "同一句的全部数词须为同一指纹，即该句的指纹。",
    ),
    LocalizedText(
        "A figure has the page of its first numeral.", "数字的页码须与其首个数词的页码一致。"
    ),
    LocalizedText("A figure's numerals are in its section.", "数字与其数词须在同一章节。"),
    LocalizedText(
        "The printed form of a figure contains its numerals.", "数字的原文中须含有其数词。"
    ),
    LocalizedText(
        "Every section has a row in some table; one without was probably forgotten.",
        "每个章节至少在一张表中有记录；没有记录，多半是遗漏。",
    ),
    LocalizedText(
        "A figure can be drawn on the axis of its chart; otherwise the page cannot be made.",
        "数字须能绘在所属图表的坐标上，否则无法生成网页。",
    ),
    LocalizedText(
        "Bars, parts and growth have a linear axis, because they need zero and a logarithmic axis has none.",
        "条形图、构成图与增长图须用线性坐标：这些图形需要零点，而对数坐标没有零点。",
    ),
    LocalizedText(
        "The sentence prints the year of the period, unless period is listed as inferred.",
        "句中须印有时期的年份，除非 period 列为推断项。",
    ),
    LocalizedText(
        "An inferred year comes from the paragraph, the report's reference period or a comparison.",
        "推断的年份须来自本段、报告的参考时期或比较的基期。",
    ),
    LocalizedText(
        "An identity consists of figures, decimals, + - * / ** ( ), and one relation.",
        "关系式由数字编号、小数、+ - * / ** ( ) 和一个关系符组成。",
    ),
    LocalizedText(
        "An identity refers only to figures of the sections.", "关系式只引用各章节中已有的数字。"
    ),
    LocalizedText(
        "An identity holds, unless an erratum records that the report contradicts itself.",
        "关系须成立，除非勘误已记录报告自相矛盾。",
    ),
    LocalizedText(
        "A guard consists of two expressions with a relation between them, so that it can be checked.",
        "校验条件由两个表达式及其间的关系符组成，方可校验。",
    ),
    LocalizedText(
        "An erratum and its guard refer only to figures of the sections.",
        "勘误及其校验条件只引用各章节中已有的数字。",
    ),
    LocalizedText(
        "The guard of an erratum holds; if its figures change, the erratum must be revised.",
        "勘误的校验条件须成立；所涉数字有改动时，须修订该勘误。",
    ),
    LocalizedText(
        "An identity that an erratum names is inconsistent, because the erratum explains why.",
        "勘误所指的关系须不成立，勘误即说明其原因。",
    ),
    LocalizedText(
        "A value has no blanks around it; they are ignored, and reported so that diffs stay small.",
        "数值前后不留空格；空格不影响读取，予以提示是为使版本差异尽量少。",
    ),
    LocalizedText(
        "A draft may have empty tables; they are reported as warnings, because a draft is not published.",
        "草稿允许有空表；草稿不对外发布，故只作提示。",
    ),
    LocalizedText(
        "Two figures about one thing that differ by a power of ten are probably an error in one of them.",
        "描述同一事物的两个数字仅差十的整数次幂，多半其一有误。",
    ),
)
