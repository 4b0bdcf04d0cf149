"""Define the rules about packages: the changelog of releases (E4xx), verification of a package (E5xx)."""

from pipeline.rules.finding import Finding, LocalizedText


class MissingEntry(Finding):
    """Every release after the first has an entry that lists its changes."""

    code, name, check_name = "E401", "missing-changelog-entry", "changelog"
    message_template = LocalizedText(
        "The changelog has no entry for version {value}, which revises an earlier one.",
        "变更记录中没有版本 {value} 的条目，而该版本是对前一版本的修订。",
    )
    remedy_template = LocalizedText(
        "Run python -m pipeline changelog --against <the previous release>; it writes {expected}.",
        "请运行 python -m pipeline changelog --against <前一版本>，该命令写出 {expected}。",
    )
    wrong = "report.yaml: version: 0.3.0, and the last file in changes/ is 0.2.0.yaml"
    right = "changes/0.3.0.yaml, written by the command"


class EntryDisagrees(Finding):
    """An entry agrees with its version: file name, date, previous release, step."""

    code, name, check_name = "E402", "changelog-entry-disagrees", "changelog"
    message_template = LocalizedText(
        "The value is {value}, but {expected}.", "此处为 {value}，但{expected}。"
    )
    remedy_template = LocalizedText(
        "Correct report.yaml, or generate the entry again.",
        "请更正 report.yaml，或重新生成该条目。",
    )
    wrong = "report.yaml: version: 0.1.1, and its entry has rows added (a minor step)"
    right = "report.yaml: version: 0.2.0"


_ANEW = LocalizedText(
    "Download the package again from its place of publication.", "请从发布处重新下载数据包。"
)


class NotAPackage(Finding):
    """A package is a folder or zip with a readable datapackage.json at its root."""

    code, name, check_name = "E501", "not-a-package", "files"
    message_template = LocalizedText(
        "This is not a package: {expected}.", "这不是数据包：{expected}。"
    )
    remedy_template = LocalizedText(
        "Name the folder or zip that has datapackage.json at its root.",
        "请指定根目录含 datapackage.json 的文件夹或压缩包。",
    )
    wrong = "a zip whose files are under a top folder"
    right = "datapackage.json at the root of the zip"


class UnsafePath(Finding):
    """A path stays inside the package: no `..`, no absolute path, no link to elsewhere."""

    code, name, check_name = "E502", "unsafe-path", "files"
    message_template = LocalizedText(
        "The path {value} is outside the package.", "路径 {value} 指向数据包之外。"
    )
    remedy_template = LocalizedText(
        "Do not open this package; it was not made by this project.",
        "请勿打开该数据包，它并非由本项目制作。",
    )
    wrong = "path: ../data/units.csv"
    right = "path: data/units.csv"


class FileMissing(Finding):
    """Every file that the package lists exists."""

    code, name, check_name = "E503", "file-missing", "files"
    message_template = LocalizedText(
        "{value} is listed but does not exist.", "清单所列的 {value} 不存在。"
    )
    remedy_template = _ANEW
    wrong = "SHA256SUMS lists data/units.csv, which does not exist"
    right = "every listed file exists"


class FileUnlisted(Finding):
    """Every file of the package is listed in SHA256SUMS."""

    code, name, check_name = "E504", "file-unlisted", "files"
    message_template = LocalizedText(
        "{value} is not listed in SHA256SUMS.", "{value} 未列入 SHA256SUMS。"
    )
    remedy_template = LocalizedText(
        "Remove the file if you added it; otherwise download the package again.",
        "若为自行放入，请移除；否则请重新下载数据包。",
    )
    wrong = "data/more.csv, added later"
    right = "only files that SHA256SUMS lists"


class WrongHash(Finding):
    """A file has the SHA-256 that the package states."""

    code, name, check_name = "E505", "wrong-hash", "files"
    message_template = LocalizedText(
        "The SHA-256 is {value}; the package states {expected}.",
        "SHA-256 为 {value}，而数据包声明为 {expected}。",
    )
    remedy_template = _ANEW
    wrong = "one byte of data/units.csv was changed"
    right = "the bytes as published"


class WrongSize(Finding):
    """A file has the size that the package states."""

    code, name, check_name = "E506", "wrong-size", "files"
    message_template = LocalizedText(
        "The file has {value} bytes; the package states {expected}.",
        "文件共 {value} 字节，而数据包声明为 {expected} 字节。",
    )
    remedy_template = _ANEW
    wrong = "data/units.csv is truncated"
    right = "the bytes as published"


class SchemaDiffers(Finding):
    """The descriptor declares the tables and columns that this program declares."""

    code, name, check_name = "E507", "schema-differs", "structure"
    message_template = LocalizedText(
        "The description of {value} differs from the one in this program{expected}.",
        "对 {value} 的描述与本程序中的不一致{expected}。",
    )
    remedy_template = LocalizedText(
        "Verify with the program version that made the package, or download the package again.",
        "请用制作该数据包的程序版本核验，或重新下载数据包。",
    )
    wrong = "a field of figures without its constraints"
    right = "the schema as published"


class WrongRowCount(Finding):
    """A table has as many rows as the package states."""

    code, name, check_name = "E508", "wrong-row-count", "structure"
    message_template = LocalizedText(
        "The table has {value} rows; the package states {expected}.",
        "该表共 {value} 行，而数据包声明为 {expected} 行。",
    )
    remedy_template = _ANEW
    wrong = "rows: 206, and the file has 205"
    right = "rows: 206, and the file has 206"


class ReportUnknown(Finding):
    """The descriptor states the facts of the report that validation needs."""

    code, name, check_name = "E509", "report-unknown", "structure"
    message_template = LocalizedText(
        "The descriptor lacks facts about the report: {value}.",
        "描述文件缺少报告信息：{value}。",
    )
    remedy_template = _ANEW
    wrong = "datapackage.json without report"
    right = "report: {title_zh: …, first_year: 2009, …}"


class NotWhatItIsMadeOf(Finding):
    """A published cell follows from the printed form and the code lists."""

    code, name, check_name = "E510", "not-what-it-is-made-of", "content"
    message_template = LocalizedText(
        "The cell is {value}; the printed form gives {expected}.",
        "单元格为 {value}，而由原文得出 {expected}。",
    )
    remedy_template = _ANEW
    wrong = "printed: 超 72 万亿元, value: 7200000000000"
    right = "printed: 超 72 万亿元, value: 72000000000000"


class FormsDisagree(Finding):
    """Every format of the package has the values of the CSV files."""

    code, name, check_name = "E511", "forms-disagree", "forms"
    message_template = LocalizedText(
        "The value in this format is {value}; in the CSV file it is {expected}.",
        "该格式中为 {value}，而 CSV 文件中为 {expected}。",
    )
    remedy_template = LocalizedText(
        "Use the CSV files, and download the package again.",
        "请以 CSV 文件为准，并重新下载数据包。",
    )
    wrong = "figures.parquet: 73, figures.csv: 72"
    right = "both 72"


class FormUnreadable(Finding):
    """Every format of the package can be opened."""

    code, name, check_name = "E512", "form-unreadable", "forms"
    message_template = LocalizedText(
        "The file cannot be read: {expected}.", "文件无法读取：{expected}。"
    )
    remedy_template = _ANEW
    wrong = "caict-2020.sqlite, truncated"
    right = "a database that can be opened"


class ProvenanceIncomplete(Finding):
    """Every figure's provenance states where it is printed and from which row it comes."""

    code, name, check_name = "E513", "provenance-incomplete", "provenance"
    message_template = LocalizedText(
        "The provenance of {value} lacks or contradicts {expected}.",
        "{value} 的来源记录缺少 {expected}，或与之矛盾。",
    )
    remedy_template = _ANEW
    wrong = "provenance.jsonld without figure 1.1-001"
    right = "wasQuotedFrom and wasDerivedFrom of every figure"


class ProvenanceDangles(Finding):
    """Every node that the provenance refers to is described in it."""

    code, name, check_name = "E514", "provenance-dangles", "provenance"
    message_template = LocalizedText(
        "{value} is referred to but not described.", "{value} 被引用，但没有对应的描述。"
    )
    remedy_template = _ANEW
    wrong = "wasGeneratedBy: #transcription-9, and no such activity"
    right = "every activity is described"


class MadeByAnotherVersion(Finding):
    """Files with texts of the program can be compared only by the version that made them."""

    code, name, check_name = "W516", "made-by-another-version", "content"
    message_template = LocalizedText(
        "The package was made by program version {value} and read by {expected}: README, page and "
        "descriptors were not compared.",
        "该数据包由程序版本 {value} 制作，而当前版本为 {expected}：未比较说明文件、网页与描述文件。",
    )
    remedy_template = LocalizedText(
        "For this comparison, verify with that program version.",
        "如需该项比较，请用制作该数据包的程序版本核验。",
    )
    wrong = "made by version 0.1.0, read by version 0.2.0"
    right = "made and read by one version"


class FileUnreadable(Finding):
    """Every file of the package can be read."""

    code, name, check_name = "E517", "file-unreadable", "files"
    message_template = LocalizedText(
        "The file cannot be read: {expected}.", "文件无法读取：{expected}。"
    )
    remedy_template = _ANEW
    wrong = "a zip in which the bytes of data/figures.csv are damaged"
    right = "a zip that can be unpacked"


class NameTwice(Finding):
    """Every file of a zip has a different name, also on systems that ignore case."""

    code, name, check_name = "E518", "name-twice", "files"
    message_template = LocalizedText(
        "The zip contains {value} more than once: which one is read depends on the program.",
        "压缩包中 {value} 出现不止一次，不同程序读到的内容可能不同。",
    )
    remedy_template = LocalizedText(
        "Do not open this package; it was not made by this project.",
        "请勿打开该数据包，它并非由本项目制作。",
    )
    wrong = "a zip with data/units.csv twice, or with data/Units.csv beside it"
    right = "each name once"


class TextUnreadable(Finding):
    """The given copy of the report can be read."""

    code, name, check_name = "E519", "text-unreadable", "text"
    message_template = LocalizedText("{expected}.", "{expected}。")
    remedy_template = LocalizedText(
        "Name a PDF of the report that has text, or Markdown in UTF-8.",
        "请指定含文字的报告 PDF，或 UTF-8 编码的 Markdown 文本。",
    )
    wrong = "a PDF of which half is missing"
    right = "the complete PDF of the report"


class NotInTheText(Finding):
    """Each recorded numeral is at its recorded place in the given text of the report."""

    code, name, check_name = "E515", "not-in-the-text", "text"
    message_template = LocalizedText("{expected}.", "与文本不符：{expected}。")
    remedy_template = LocalizedText(
        "Compare with the page; if your copy of the text is correct, report the error to the project.",
        "请与原页核对；若您的文本无误，请向本项目反馈。",
    )
    wrong = "figure 1.1-001 in another sentence than in the ledger"
    right = "figure 1.1-001 in the sentence that the ledger records"
