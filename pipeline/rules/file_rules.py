"""Define the rules about files as typed: encoding, shape, headers, stray characters (E1xx)."""

from pipeline.localization import localized
from pipeline.rules.finding import Finding


class NotUtf8(Finding):
    """A file is UTF-8, because any other encoding turns Chinese words into other words."""

    code, name, check_name = "E101", "not-utf-8", "file"
    message_template = localized("The file is not UTF-8 (byte {value}).")
    remedy_template = localized(
        "Save it again as “CSV UTF-8”; spreadsheets in China save GBK by default."
    )
    wrong = localized("“脚注” saved as GBK: BD C5 D7 A2")
    right = localized("“脚注” saved as UTF-8: E8 84 9A E6 B3 A8")


class NulCharacter(Finding):
    """A file has no NUL character, because that is a sign of a damaged or binary file."""

    code, name, check_name = "E102", "nul-character", "file"
    message_template = localized("This line contains a NUL character.")
    remedy_template = localized("Delete it, or restore the file from version control.")
    wrong = "credit,title_zh,title_en,definition_zh,definition_en\nfoot\0note,脚注,footnote,见脚注,in a footnote"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class EmptyFile(Finding):
    """A file has a header; a section without figures has no file."""

    code, name, check_name = "E103", "empty-file", "file"
    message_template = localized("The file is empty.")
    remedy_template = localized("Add a header and rows, or delete the file.")
    wrong = ""
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class HeaderOnly(Finding):
    """A file has rows, because a header alone probably means that it was saved incomplete."""

    code, name, check_name = "E104", "header-only", "file"
    message_template = localized("The file has a header but no rows.")
    remedy_template = localized(
        "Add the rows; if the report has none, name the table under without in report.yaml."
    )
    wrong = "credit,title_zh,title_en,definition_zh,definition_en"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class HeaderRepeated(Finding):
    """The header is the first line only; another one was pasted with the rows of another file."""

    code, name, check_name = "E147", "header-repeated", "file"
    message_template = localized("The line is the header again.")
    remedy_template = localized("Remove the line.")
    wrong = (
        "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote\n"
        "credit,title_zh,title_en,definition_zh,definition_en"
    )
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class TooManyRows(Finding):
    """A file has at most so many rows and bytes, so that a damaged one cannot take all memory."""

    code, name, check_name = "E148", "too-many-rows", "file"
    message_template = localized("The file has more than {expected}.")
    remedy_template = localized(
        "Restore the file, or divide the report; if it is that large, set PRINTED_FIGURES_BUDGET=4."
    )
    wrong = localized("a file of 30 MB whose rows are one letter each")
    right = localized("a file for each section")


class MissingColumn(Finding):
    """Every declared column is in the file, so that a lost column is not read as blanks."""

    code, name, check_name = "E105", "missing-column", "file"
    message_template = localized("Column {value} is missing.")
    remedy_template = localized("Add it; the header is: {expected}.")
    wrong = "credit,title_zh,title_en,definition_zh\nfootnote,脚注,footnote,见脚注"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class UnknownColumn(Finding):
    """Every column is declared; an undeclared one would be dropped and is usually misspelt."""

    code, name, check_name = "E106", "unknown-column", "file"
    message_template = localized("Column {value} is unknown.{expected}")
    remedy_template = localized("Rename or remove it.")
    wrong = "credit,title_zh,title_en,definition_zh,definition_en,colour\nfootnote,脚注,footnote,见脚注,in a footnote,red"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class DuplicateColumn(Finding):
    """Each column is in the header once, because a name identifies one column."""

    code, name, check_name = "E107", "duplicate-column", "file"
    message_template = localized("Column {value} is in the header twice.")
    remedy_template = localized("Keep one of them.")
    wrong = "credit,title_zh,title_zh,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class WrongCellCount(Finding):
    """A row has as many cells as the header; otherwise values are in the wrong columns."""

    code, name, check_name = "E108", "wrong-cell-count", "file"
    message_template = localized("The row has {value} cells, not {expected}.")
    remedy_template = localized(
        "Put cells that contain a comma in double quotes; add a comma for each missing cell."
    )
    wrong = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote, below"
    right = 'credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,"in a footnote, below"'


class CellTooLong(Finding):
    """A cell is at most as long as a paragraph; a longer one was probably pasted by mistake."""

    code, name, check_name = "E109", "cell-too-long", "file"
    message_template = localized("The cell is longer than {expected} characters: {value}.")
    remedy_template = localized("Shorten it.")
    wrong = localized("definition_en: a cell of 12,000 characters")
    right = localized("definition_en: in a footnote")


class MalformedCsv(Finding):
    """Quotation marks are closed; an open one makes the rows after it part of its cell."""

    code, name, check_name = "E110", "malformed-csv", "file"
    message_template = localized("The line is not valid CSV: {value}.")
    remedy_template = localized(
        "Close the quotation mark; write a quotation mark inside a cell twice."
    )
    wrong = 'credit,title_zh,title_en,definition_zh,definition_en\nfootnote,"脚注,footnote,见脚注,in a footnote'
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class UnreadableYaml(Finding):
    """The facts about a report are a plain YAML mapping: no repeated key, alias, anchor or tag."""

    code, name, check_name = "E111", "unreadable-yaml", "file"
    message_template = localized("The file is not a plain YAML mapping: {expected}.")
    remedy_template = localized("Correct the line; indent with spaces only.")
    wrong = "language: [zh-CN"
    right = "language: zh-CN"


class MissingKey(Finding):
    """Every fact about the report that the package publishes is stated."""

    code, name, check_name = "E112", "missing-key", "file"
    message_template = localized("The key {value} is missing.")
    remedy_template = localized("Add it: {expected}")
    wrong = localized("report.yaml without the line “language: zh-CN”")
    right = "language: zh-CN"


class WrongYamlValue(Finding):
    """A fact about the report has the form of its kind, such as a date or a version."""

    code, name, check_name = "E113", "wrong-yaml-value", "file"
    message_template = localized("{value} is not {expected}.")
    remedy_template = localized("Correct it.")
    wrong = "released: 2026-11-31"
    right = "released: 2026-11-30"


class MissingFile(Finding):
    """Every report has a file for each table that reports need."""

    code, name, check_name = "E114", "missing-file", "file"
    message_template = localized("The file is missing.")
    remedy_template = localized("Restore it from version control, or add it.")
    wrong = localized("raw/caict-2020/ without policies.csv")
    right = "raw/caict-2020/policies.csv"


class UnknownSectionFile(Finding):
    """A file of figures is named after a section in sections.csv."""

    code, name, check_name = "E115", "unknown-section-file", "file"
    message_template = localized("sections.csv has no section {value}.{expected}")
    remedy_template = localized(
        "Name the file after its section, as figures/1.1.csv, or add the section."
    )
    wrong = "figures/1.11.csv"
    right = "figures/1.1.csv"


class ControlCharacter(Finding):
    """A cell has no tab, line break or other control character, because none is printed."""

    code, name, check_name = "E116", "control-character", "file"
    message_template = localized("The cell contains a control character: {value}.")
    remedy_template = localized("Delete it.")
    wrong = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,foot\tnote,见脚注,in a footnote"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class NotAFile(Finding):
    """A raw file is a file, not a folder, a broken link or a link to a file elsewhere."""

    code, name, check_name = "E118", "not-a-file", "file"
    message_template = localized("This is not a readable file: {expected}.")
    remedy_template = localized("Put the file itself here.")
    wrong = localized("figures/1.1.csv/ (a folder)")
    right = localized("figures/1.1.csv (a file)")


class NotAHeader(Finding):
    """The first line of a file is its header, not data or a line added by a program."""

    code, name, check_name = "E119", "not-a-header", "file"
    message_template = localized("The first line is not the header of this table: {value}.")
    remedy_template = localized("Begin the file with its header, separated by commas: {expected}.")
    wrong = "sep=,\ncredit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class SharedPackage(Finding):
    """Each report publishes to a folder of its own, so that none overwrites another."""

    code, name, check_name = "E120", "shared-package", "file"
    message_template = localized(
        "The folder {value} is also the package of another report: {expected}."
    )
    remedy_template = localized("Name another folder for this report.")
    wrong = localized("package: datapackage    (which another report already names)")
    right = "package: datapackage-second"


class UnsafePackageFolder(Finding):
    """Publication replaces only a folder that is empty, absent or the report's own package."""

    code, name, check_name = "E124", "unsafe-package-folder", "file"
    message_template = localized("The folder {value} cannot be the package: {expected}.")
    remedy_template = localized("Name a folder that does not exist, or move its contents away.")
    wrong = "package: raw"
    right = "package: datapackage"


class LinkInTheWay(Finding):
    """The program writes to real folders and files only, because a link may lead anywhere."""

    code, name, check_name = "E125", "link-in-the-way", "file"
    message_template = localized("The program writes here, and this is a link.")
    remedy_template = localized("Remove the link.")
    wrong = "build/caict-2020/draft -> ../../raw"
    right = "build/caict-2020/draft/"


class UnfitReportName(Finding):
    """A report's name is accepted by Dagster, by all file systems and in addresses."""

    code, name, check_name = "E127", "unfit-report-name", "file"
    message_template = localized("{value} cannot be the name of a report: {expected}.")
    remedy_template = localized("Rename the folder in raw/.")
    wrong = "raw/Caict_2020/report.yaml"
    right = "raw/caict-2020/report.yaml"


class EmptyInDraft(Finding):
    """A draft may have empty tables; they are reported as warnings, because a draft is not published."""

    code, name, check_name = "W121", "empty-in-draft", "file"
    message_template = localized("The draft has nothing here yet.")
    remedy_template = localized(
        "Key the rows, or name the table under `without` in report.yaml if the report has none."
    )
    wrong = localized("trends.csv: its header and no rows, and report.yaml: draft: true")
    right = localized("trends.csv: its header and rows")


class UnconfirmedProposals(Finding):
    """A row that a program proposed is not part of a report before people have confirmed it."""

    code, name, check_name = "E129", "unconfirmed-proposals", "file"
    message_template = localized("The proposals of section {value} are not confirmed.")
    remedy_template = localized(
        "Complete the rows and run python -m pipeline confirm, or delete the folder."
    )
    wrong = "raw/caict-2020/unconfirmed/2.1/"
    right = "raw/caict-2020/figures/2.1.csv"


class NotConfirmedAsStated(Finding):
    """Proposed rows are confirmed as report.yaml states, and a reading that confirms them read the whole rows."""

    code, name, check_name = "E130", "not-confirmed-as-stated", "file"
    message_template = localized("The proposed row of {value} is not confirmed by {expected}.")
    remedy_template = localized(
        "Confirm the row in this way, or correct the reading, or confirmation in report.yaml."
    )
    wrong = localized("confirmation: keying    (and the row names the reading R1)")
    right = localized("confirmation: reading    (and the row names the reading R1)")


class RowsOfNone(Finding):
    """A table that report.yaml lists under `without` has no rows."""

    code, name, check_name = "E122", "rows-of-none", "file"
    message_template = localized(
        "report.yaml states that the report has no {value}, but this file has rows."
    )
    remedy_template = localized("Remove the table from `without`, or delete the rows.")
    wrong = localized("without: trends    (and trends.csv has rows)")
    right = localized("without: policies    (and policies.csv has its header only)")


class UnresolvedMerge(Finding):
    """A file has no conflict markers of git, because they mean that it contains two versions."""

    code, name, check_name = "E123", "unresolved-merge", "file"
    message_template = localized(
        "The file contains an unresolved merge conflict, which begins here: {value}."
    )
    remedy_template = localized(
        "Keep the right lines and delete the markers <<<<<<<, ======= and >>>>>>>."
    )
    wrong = "credit,title_zh,title_en,definition_zh,definition_en\n<<<<<<< HEAD\nfootnote,脚注,footnote,见脚注,in a footnote\n=======\nfootnote,注脚,footnote,见脚注,in a footnote\n>>>>>>> theirs"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class StraySpace(Finding):
    """A value has no blanks around it; they are ignored, and reported so that diffs stay small."""

    code, name, check_name = "W117", "stray-space", "file"
    message_template = localized("{value} begins or ends with blanks.")
    remedy_template = localized("They were ignored; delete them.")
    wrong = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote ,见脚注,in a footnote"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"


class MisdecodedText(Finding):
    """A cell has no text that was read in a wrong encoding."""

    code, name, check_name = "E128", "misdecoded-text", "file"
    message_template = localized("{value} was read in a wrong encoding.")
    remedy_template = localized("Write the text again; save the file as UTF-8.")
    wrong = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,è„šæ³¨,footnote,见脚注,in a footnote"
    right = "credit,title_zh,title_en,definition_zh,definition_en\nfootnote,脚注,footnote,见脚注,in a footnote"
