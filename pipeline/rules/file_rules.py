"""Rules about files as typed: encoding, shape, headers, stray characters (E1xx)."""

from pipeline.rules.finding import Finding, Wording


class NotUtf8(Finding):
    """A file must be UTF-8, because any other encoding turns Chinese words into other words."""

    code, name, check = "E101", "not-utf-8", "file"
    message = Wording(
        "The file is not UTF-8 (byte {value}).", "文件不是 UTF-8 编码（{value} 处）。"
    )
    remedy = Wording(
        "Save it again as “CSV UTF-8”; spreadsheets in China save GBK unless told.",
        "请另存为“CSV UTF-8”；电子表格默认可能保存为 GBK。",
    )
    wrong = "“脚注” saved as GBK: BD C5 D7 A2"
    right = "“脚注” saved as UTF-8: E8 84 9A E6 B3 A8"


class NulCharacter(Finding):
    """A NUL character is never text; it marks a damaged or binary file."""

    code, name, check = "E102", "nul-character", "file"
    message = Wording("A NUL character stands in this line.", "该行含有 NUL 字符。")
    remedy = Wording(
        "Delete it, or restore the file from version control.", "请删除，或从版本库恢复文件。"
    )
    wrong = "credit,title_zh,title_en,definition_zh,definition_en\nfoot\0note,脚注,footnote,见脚注,in a footnote"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class EmptyFile(Finding):
    """A file without a header says nothing; a section without figures has no file at all."""

    code, name, check = "E103", "empty-file", "file"
    message = Wording("The file is empty.", "文件为空。")
    remedy = Wording(
        "Give it a header and rows, or delete it.", "请填入表头和数据行，或删除该文件。"
    )
    wrong = ""
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class HeaderOnly(Finding):
    """A file with a header and no rows was probably saved half-way."""

    code, name, check = "E104", "header-only", "file"
    message = Wording("The file has a header and no rows.", "文件只有表头，没有数据行。")
    remedy = Wording("Add the rows, or delete the file.", "请补充数据行，或删除该文件。")
    wrong = "credit,title_zh,title_en,definition_zh,definition_en"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class MissingColumn(Finding):
    """Every declared column must be there, so that a lost column is not read as blanks."""

    code, name, check = "E105", "missing-column", "file"
    message = Wording("Column {value} is missing.", "缺少列 {value}。")
    remedy = Wording("Add it to the header: {expected}.", "请补上该列。")
    wrong = "credit,title_zh,title_en,definition_zh\nfootnote,脚注,footnote,见脚注"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class UnknownColumn(Finding):
    """A column nobody declared would be lost in silence, and is usually a misspelt one."""

    code, name, check = "E106", "unknown-column", "file"
    message = Wording("Column {value} is unknown.{expected}", "未知的列 {value}。{expected}")
    remedy = Wording("Rename or remove it.", "请改名或删除。")
    wrong = "credit,title_zh,title_en,definition_zh,definition_en,colour\nfootnote,脚注,footnote,见脚注,in a footnote,red"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class DuplicateColumn(Finding):
    """Two columns of one name cannot be told apart."""

    code, name, check = "E107", "duplicate-column", "file"
    message = Wording("Column {value} stands twice in the header.", "表头中列 {value} 重复。")
    remedy = Wording("Keep one of the two.", "请只保留一列。")
    wrong = "credit,title_zh,title_zh,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class WrongCellCount(Finding):
    """A row with too few or too many cells has moved its values into other columns."""

    code, name, check = "E108", "wrong-cell-count", "file"
    message = Wording(
        "The row has {value} cells, not {expected}.",
        "该行有 {value} 个单元格，应为 {expected} 个。",
    )
    remedy = Wording(
        "Put cells that contain a comma in double quotes; fill up missing cells with commas.",
        "含逗号的单元格请加双引号；缺少的单元格请补逗号。",
    )
    wrong = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote, below"
    right = 'credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,"in a footnote, below"'


class CellTooLong(Finding):
    """No cell of a transcription is longer than a paragraph; a longer one is a paste by mistake."""

    code, name, check = "E109", "cell-too-long", "file"
    message = Wording(
        "The cell is longer than {expected} characters: {value}.",
        "单元格超过 {expected} 个字符：{value}。",
    )
    remedy = Wording("Shorten it.", "请缩短。")
    wrong = "definition_en: a cell of 12,000 characters"
    right = "definition_en: in a footnote"


class MalformedCsv(Finding):
    """A quotation mark that is never closed swallows the rows after it."""

    code, name, check = "E110", "malformed-csv", "file"
    message = Wording("The line is no CSV: {value}.", "该行不是合法的 CSV：{value}。")
    remedy = Wording(
        "Close the quotation mark; write a quotation mark inside a cell twice.",
        "请补上引号；单元格内的引号请写两次。",
    )
    wrong = 'credit,title_zh,title_en,definition_zh,definition_en\nfootnote,"脚注,footnote,见脚注,in a footnote'
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class UnreadableYaml(Finding):
    """The report's own facts are kept in YAML, which must parse to a mapping."""

    code, name, check = "E111", "unreadable-yaml", "file"
    message = Wording("This is no YAML mapping: {value}.", "不是合法的 YAML 映射：{value}。")
    remedy = Wording("Mend the line; indent with spaces only.", "请修正该行；缩进只用空格。")
    wrong = "language: [zh-CN"
    right = "language: zh-CN"


class MissingKey(Finding):
    """Every fact about the report that the package publishes must be stated."""

    code, name, check = "E112", "missing-key", "file"
    message = Wording("The key {value} is missing.", "缺少键 {value}。")
    remedy = Wording("Add it: {expected}", "请补上：{expected}")
    wrong = "report.yaml without the line “language: zh-CN”"
    right = "language: zh-CN"


class WrongYamlValue(Finding):
    """A fact about the report has a form: a date is a date, a version is a version."""

    code, name, check = "E113", "wrong-yaml-value", "file"
    message = Wording("{value} is not {expected}.", "{value} 不符合要求：{expected}。")
    remedy = Wording("Correct it.", "请更正。")
    wrong = "released: 2026-11-31"
    right = "released: 2026-11-30"


class MissingFile(Finding):
    """A table that every report needs has no file."""

    code, name, check = "E114", "missing-file", "file"
    message = Wording("The file is missing.", "缺少该文件。")
    remedy = Wording("Restore it from version control, or add it.", "请从版本库恢复，或新建。")
    wrong = "raw/caict-2020/ without policies.csv"
    right = "raw/caict-2020/policies.csv"


class UnknownSectionFile(Finding):
    """A file of figures is named after a section that sections.csv knows."""

    code, name, check = "E115", "unknown-section-file", "file"
    message = Wording(
        "sections.csv knows no section {value}.{expected}",
        "sections.csv 中没有章节 {value}。{expected}",
    )
    remedy = Wording(
        "Name the file after its section, as figures/1.1.csv, or add the section.",
        "请以章节号命名文件（如 figures/1.1.csv），或在 sections.csv 中增加该章节。",
    )
    wrong = "figures/1.11.csv"
    right = "figures/1.1.csv"


class ControlCharacter(Finding):
    """Tabs, line breaks and other control characters inside a cell are never printed."""

    code, name, check = "E116", "control-character", "file"
    message = Wording(
        "A control character stands in the cell: {value}.", "单元格含控制字符：{value}。"
    )
    remedy = Wording("Delete it.", "请删除。")
    wrong = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,foot\tnote,见脚注,in a footnote"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class NotAFile(Finding):
    """A folder, a broken link or a link to elsewhere stands where a file of rows should be."""

    code, name, check = "E118", "not-a-file", "file"
    message = Wording(
        "This is no file that can be read: {expected}.", "此处不是可读取的文件：{expected}。"
    )
    remedy = Wording("Put the file itself here.", "请在此处放置文件本身。")
    wrong = "figures/1.1.csv/ (a folder)"
    right = "figures/1.1.csv (a file)"


class NotAHeader(Finding):
    """The first line of a file names its columns; a program's own line or data may stand there."""

    code, name, check = "E119", "not-a-header", "file"
    message = Wording(
        "The first line names none of the columns: {value}.", "首行未含任何列名：{value}。"
    )
    remedy = Wording(
        "Begin the file with its header, separated by commas: {expected}.",
        "请以表头作为首行，并以逗号分隔：{expected}。",
    )
    wrong = "sep=,\ncredit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class SharedPackage(Finding):
    """Two reports that publish to one folder would overwrite each other, the last one winning."""

    code, name, check = "E120", "shared-package", "file"
    message = Wording(
        "The folder {value} is the package of another report too: {expected}.",
        "文件夹 {value} 同时是另一报告的数据包：{expected}。",
    )
    remedy = Wording("Name a folder of its own.", "请为每个报告指定各自的文件夹。")
    wrong = "package: datapackage    (as another report says already)"
    right = "package: datapackage-second"


class UnsafePackageFolder(Finding):
    """Publishing replaces a folder; it replaces none but a free one and the report's own package."""

    code, name, check = "E124", "unsafe-package-folder", "file"
    message = Wording(
        "The folder {value} cannot become the package: {expected}.",
        "文件夹 {value} 不能作为数据包：{expected}。",
    )
    remedy = Wording(
        "Name a folder that does not exist, or move away what is there.",
        "请另指定一个不存在的文件夹，或移走其中内容。",
    )
    wrong = "package: raw"
    right = "package: datapackage"


class LinkInTheWay(Finding):
    """Nothing is written through a link, because what it names may be anything."""

    code, name, check = "E125", "link-in-the-way", "file"
    message = Wording("A link stands where the program writes.", "程序写入之处是一个链接。")
    remedy = Wording("Remove the link.", "请移除该链接。")
    wrong = "build/caict-2020/draft -> ../../raw"
    right = "build/caict-2020/draft/"


class EmptyInDraft(Finding):
    """A draft grows table by table; what it lacks is told and stops nothing, for it is not published."""

    code, name, check = "W121", "empty-in-draft", "file"
    message = Wording("The draft has nothing here yet.", "草稿此处尚无内容。")
    remedy = Wording(
        "Key the rows, or name the table under `without` in report.yaml if the report has none.",
        "请录入数据；若该报告没有此类内容，请在 report.yaml 的 without 中写明表名。",
    )
    wrong = "trends.csv: its header and no rows, while report.yaml says draft: true"
    right = "trends.csv: its header and rows"


class RowsOfNone(Finding):
    """A report that states to have no rows of a table has none; otherwise the statement is old."""

    code, name, check = "E122", "rows-of-none", "file"
    message = Wording(
        "report.yaml states that the report has no {value}, and here are rows.",
        "report.yaml 声明该报告没有 {value}，此处却有数据行。",
    )
    remedy = Wording(
        "Take the table out of `without`, or delete the rows.",
        "请从 without 中删去该表名，或删除数据行。",
    )
    wrong = "without: trends    (and trends.csv has rows)"
    right = "without: policies    (and policies.csv has its header only)"


class UnresolvedMerge(Finding):
    """Where git could not unite two edits, the file holds both of them and is neither."""

    code, name, check = "E123", "unresolved-merge", "file"
    message = Wording(
        "The file holds an unresolved merge, which begins here: {value}.",
        "文件含有未解决的合并冲突，自此行起：{value}。",
    )
    remedy = Wording(
        "Keep the right lines and delete the marks <<<<<<<, ======= and >>>>>>>.",
        "请保留正确的行，并删除 <<<<<<<、======= 与 >>>>>>> 标记。",
    )
    wrong = "credit,title_zh,title_en,definition_zh,definition_en\n<<<<<<< HEAD\nfootnote,脚注,footnote,见脚注,in a footnote\n=======\nfootnote,注脚,footnote,见脚注,in a footnote\n>>>>>>> theirs"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class StraySpace(Finding):
    """Blanks around a value change nothing and are dropped; they are told so that diffs stay small."""

    code, name, check = "W117", "stray-space", "file"
    message = Wording("Blanks stand around {value}.", "{value} 前后有空格。")
    remedy = Wording("They were ignored; delete them.", "已忽略，请删除。")
    wrong = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote ,见脚注,in a footnote"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"
