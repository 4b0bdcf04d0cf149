"""Rules about packages: the changelog between two releases (E4xx), a package that is verified (E5xx)."""

from pipeline.rules.finding import Finding, Wording


class MissingEntry(Finding):
    """A release after the first says what it changed, so that nobody has to compare packages."""

    code, name, check = "E401", "missing-changelog-entry", "changelog"
    message = Wording(
        "The changelog has no entry for version {value}, which revises another.",
        "变更记录中没有版本 {value} 的条目，而该版本修订了另一版本。",
    )
    remedy = Wording(
        "Write it: python -m pipeline changelog --against <the previous release>; it goes to {expected}.",
        "请生成：python -m pipeline changelog --against <上一版本>，写入 {expected}。",
    )
    wrong = "report.yaml: version: 0.3.0, and changes/ ends with 0.2.0.yaml"
    right = "changes/0.3.0.yaml, as the command writes it"


class EntryDisagrees(Finding):
    """An entry belongs to its version: name, date, the release before it, the step it takes."""

    code, name, check = "E402", "changelog-entry-disagrees", "changelog"
    message = Wording("{value} stands here, but {expected}.", "此处为 {value}，但{expected}。")
    remedy = Wording(
        "Correct report.yaml or write the entry anew.", "请更正 report.yaml，或重新生成该条目。"
    )
    wrong = "report.yaml: version: 0.1.1, and its entry has rows added (a minor step)"
    right = "report.yaml: version: 0.2.0"


_ANEW = Wording("Get the package anew from where it is published.", "请从发布处重新获取数据包。")


class NotAPackage(Finding):
    """A folder or zip with a readable datapackage.json at its root."""

    code, name, check = "E501", "not-a-package", "files"
    message = Wording("This is no package: {expected}.", "这不是数据包：{expected}。")
    remedy = Wording(
        "Give the folder or zip that holds datapackage.json at its root.",
        "请给出根目录含 datapackage.json 的文件夹或压缩包。",
    )
    wrong = "a zip whose files stand under a top folder"
    right = "datapackage.json at the root of the zip"


class UnsafePath(Finding):
    """A path stays inside the package: no `..`, no root, no link to elsewhere."""

    code, name, check = "E502", "unsafe-path", "files"
    message = Wording("The path {value} leads out of the package.", "路径 {value} 指向数据包之外。")
    remedy = Wording(
        "Do not open this package; it was not made by this project.",
        "请勿使用该数据包，它不是本项目所制。",
    )
    wrong = "path: ../data/units.csv"
    right = "path: data/units.csv"


class FileMissing(Finding):
    """Every file that the package lists is there."""

    code, name, check = "E503", "file-missing", "files"
    message = Wording("{value} is listed and not there.", "列出的 {value} 不存在。")
    remedy = _ANEW
    wrong = "SHA256SUMS lists data/units.csv, and it is not there"
    right = "every listed file is there"


class FileUnlisted(Finding):
    """Every file that is there is listed in SHA256SUMS."""

    code, name, check = "E504", "file-unlisted", "files"
    message = Wording("{value} is not listed in SHA256SUMS.", "{value} 未列入 SHA256SUMS。")
    remedy = Wording(
        "Remove the file if you put it there; else get the package anew.",
        "若为自行放入，请移除；否则请重新获取数据包。",
    )
    wrong = "data/more.csv, put in later"
    right = "files that SHA256SUMS lists"


class WrongHash(Finding):
    """A file's SHA-256 is the one that the package states."""

    code, name, check = "E505", "wrong-hash", "files"
    message = Wording(
        "The SHA-256 is {value}, and {expected} is stated.",
        "SHA-256 为 {value}，而所述为 {expected}。",
    )
    remedy = _ANEW
    wrong = "one byte of data/units.csv is another"
    right = "the bytes as published"


class WrongSize(Finding):
    """A file is as long as the package states."""

    code, name, check = "E506", "wrong-size", "files"
    message = Wording(
        "It has {value} bytes, and {expected} are stated.", "共 {value} 字节，而所述为 {expected}。"
    )
    remedy = _ANEW
    wrong = "data/units.csv is cut off"
    right = "the bytes as published"


class SchemaDiffers(Finding):
    """The described tables and columns are those that this program knows."""

    code, name, check = "E507", "schema-differs", "structure"
    message = Wording(
        "The description of {value} is not the one that this program knows{expected}.",
        "对 {value} 的描述与本程序所知不一致{expected}。",
    )
    remedy = Wording(
        "Verify with the program of the package's own version, or get the package anew.",
        "请用该数据包版本对应的程序核验，或重新获取数据包。",
    )
    wrong = "a field of figures without its constraints"
    right = "the schema as published"


class WrongRowCount(Finding):
    """A table has as many rows as the package states."""

    code, name, check = "E508", "wrong-row-count", "structure"
    message = Wording(
        "There are {value} rows, and {expected} are stated.",
        "共 {value} 行，而所述为 {expected} 行。",
    )
    remedy = _ANEW
    wrong = "rows: 206, and the file has 205"
    right = "rows: 206, and the file has 206"


class ReportUnknown(Finding):
    """The descriptor states the facts of the report that validation needs."""

    code, name, check = "E509", "report-unknown", "structure"
    message = Wording(
        "The descriptor does not state the report's facts: {value}.",
        "描述文件未说明报告信息：{value}。",
    )
    remedy = _ANEW
    wrong = "datapackage.json without report"
    right = "report: {title_zh: …, first_year: 2009, …}"


class NotWhatItIsMadeOf(Finding):
    """A published cell is what follows from what was printed and from the code lists."""

    code, name, check = "E510", "not-what-it-is-made-of", "content"
    message = Wording(
        "The cell says {value}; what is printed gives {expected}.",
        "单元格为 {value}，而由所印得出 {expected}。",
    )
    remedy = _ANEW
    wrong = "printed: 超 72 万亿元, value: 7200000000000"
    right = "printed: 超 72 万亿元, value: 72000000000000"


class FormsDisagree(Finding):
    """Every form of the package holds the values of the CSV files."""

    code, name, check = "E511", "forms-disagree", "forms"
    message = Wording(
        "This form says {value}; the CSV file says {expected}.",
        "该格式为 {value}，而 CSV 为 {expected}。",
    )
    remedy = Wording(
        "Use the CSV files, and get the package anew.", "请以 CSV 为准，并重新获取数据包。"
    )
    wrong = "figures.parquet: 73, figures.csv: 72"
    right = "both 72"


class FormUnreadable(Finding):
    """Every form of the package can be opened."""

    code, name, check = "E512", "form-unreadable", "forms"
    message = Wording("It cannot be read: {expected}.", "无法读取：{expected}。")
    remedy = _ANEW
    wrong = "caict-2020.sqlite cut off"
    right = "a database that opens"


class ProvenanceIncomplete(Finding):
    """Every figure's provenance says where it is printed and which row it comes from."""

    code, name, check = "E513", "provenance-incomplete", "provenance"
    message = Wording(
        "The provenance of {value} lacks or contradicts {expected}.",
        "{value} 的来源记录缺少 {expected}，或与之矛盾。",
    )
    remedy = _ANEW
    wrong = "provenance.jsonld without figure 1.1-001"
    right = "wasQuotedFrom and wasDerivedFrom of every figure"


class ProvenanceDangles(Finding):
    """Whatever the provenance refers to is described in it."""

    code, name, check = "E514", "provenance-dangles", "provenance"
    message = Wording("{value} is referred to and not described.", "{value} 被引用而未有描述。")
    remedy = _ANEW
    wrong = "wasGeneratedBy: #transcription-9, and no such activity"
    right = "an activity that is described"


class MadeByAnotherVersion(Finding):
    """Files that are worded by the program can be compared by the same version only."""

    code, name, check = "W516", "made-by-another-version", "content"
    message = Wording(
        "Version {value} of the program made this package and {expected} reads it: README, page and "
        "descriptions were not made again and compared.",
        "该数据包由程序版本 {value} 所制，而当前版本为 {expected}：未重制并比较说明、页面与描述文件。",
    )
    remedy = Wording(
        "Verify with the program of that version for this last comparison.",
        "如需该项比较，请用对应版本的程序核验。",
    )
    wrong = "made by version 0.1.0, read by version 0.2.0"
    right = "made and read by one version"


class FileUnreadable(Finding):
    """Every file of the package can be read."""

    code, name, check = "E517", "file-unreadable", "files"
    message = Wording("It cannot be read: {expected}.", "无法读取：{expected}。")
    remedy = _ANEW
    wrong = "a zip in which the bytes of data/figures.csv are damaged"
    right = "a zip that unpacks"


class NameTwice(Finding):
    """Every file of a zip has a name of its own, on systems that do not tell case apart too."""

    code, name, check = "E518", "name-twice", "files"
    message = Wording(
        "The zip holds {value} more than once: which one is read depends on the program.",
        "压缩包中 {value} 出现不止一次，不同程序读到的内容可能不同。",
    )
    remedy = Wording(
        "Do not open this package; it was not made by this project.",
        "请勿使用该数据包，它不是本项目所制。",
    )
    wrong = "a zip with data/units.csv twice, or with data/Units.csv beside it"
    right = "each name once"


class TextUnreadable(Finding):
    """The copy of the report that is given for comparison can be read."""

    code, name, check = "E519", "text-unreadable", "text"
    message = Wording("{expected}.", "{expected}。")
    remedy = Wording(
        "Give the report as a PDF with its text, or as Markdown in UTF-8.",
        "请提供含文字的 PDF，或 UTF-8 编码的 Markdown 文本。",
    )
    wrong = "a PDF of which the half is missing"
    right = "the report's PDF, whole"


class NotInTheText(Finding):
    """With the report's text at hand: what is recorded stands where it is said to stand."""

    code, name, check = "E515", "not-in-the-text", "text"
    message = Wording("{expected}.", "与文本不符：{expected}。")
    remedy = Wording(
        "Compare with the page; if your copy of the text is sound, tell the project.",
        "请与原页核对；若您的文本无误，请告知本项目。",
    )
    wrong = "figure 1.1-001 in another sentence than the ledger says"
    right = "the sentence in which it is printed"
