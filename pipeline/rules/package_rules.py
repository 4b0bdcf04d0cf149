"""Define the rules about packages: the changelog of releases (E4xx), verification of a package (E5xx)."""

from pipeline.localization import localized
from pipeline.rules.finding import Finding


class MissingEntry(Finding):
    """Every release after the first has an entry that lists its changes."""

    code, name, check_name = "E401", "missing-changelog-entry", "changelog"
    message_template = localized(
        "The changelog has no entry for version {value}, which revises an earlier one."
    )
    remedy_template = localized(
        "Run python -m pipeline changelog --against <the previous release>; it writes {expected}."
    )
    wrong = localized("report.yaml: version: 0.3.0, and the last file in changes/ is 0.2.0.yaml")
    right = localized("changes/0.3.0.yaml, written by the command")


class EntryDisagrees(Finding):
    """An entry agrees with its version: file name, date, previous release, step."""

    code, name, check_name = "E402", "changelog-entry-disagrees", "changelog"
    message_template = localized("The value is {value}, but {expected}.")
    remedy_template = localized("Correct report.yaml, or generate the entry again.")
    wrong = localized("report.yaml: version: 0.1.1, and its entry has rows added (a minor step)")
    right = localized("report.yaml: version: 0.2.0")


_ANEW = localized("Download the package again from its place of publication.")


class NotAPackage(Finding):
    """A package is a folder or zip with a readable datapackage.json at its root."""

    code, name, check_name = "E501", "not-a-package", "files"
    message_template = localized("This is not a package: {expected}.")
    remedy_template = localized("Name the folder or zip that has datapackage.json at its root.")
    wrong = localized("a zip whose files are under a top folder")
    right = localized("datapackage.json at the root of the zip")


class UnsafePath(Finding):
    """A path stays inside the package: no `..`, no absolute path, no link to elsewhere."""

    code, name, check_name = "E502", "unsafe-path", "files"
    message_template = localized("The path {value} is outside the package.")
    remedy_template = localized(
        "Do not open it unless you know where it is from; if it is that large, verify it with --budget."
    )
    wrong = "path: ../codes/units.csv"
    right = "path: codes/units.csv"


class FileMissing(Finding):
    """Every file that the package lists exists."""

    code, name, check_name = "E503", "file-missing", "files"
    message_template = localized("{value} is listed but does not exist.")
    remedy_template = _ANEW
    wrong = localized("SHA256SUMS lists codes/units.csv, which does not exist")
    right = localized("every listed file exists")


class FileUnlisted(Finding):
    """Every file of the package is listed in SHA256SUMS."""

    code, name, check_name = "E504", "file-unlisted", "files"
    message_template = localized("{value} is not listed in SHA256SUMS.")
    remedy_template = localized(
        "Remove the file if you added it; otherwise download the package again."
    )
    wrong = localized("data/more.csv, added later")
    right = localized("only files that SHA256SUMS lists")


class WrongHash(Finding):
    """A file has the SHA-256 that the package states."""

    code, name, check_name = "E505", "wrong-hash", "files"
    message_template = localized("The SHA-256 is {value}; the package states {expected}.")
    remedy_template = _ANEW
    wrong = localized("one byte of codes/units.csv was changed")
    right = localized("the bytes as published")


class WrongSize(Finding):
    """A file has the size that the package states."""

    code, name, check_name = "E506", "wrong-size", "files"
    message_template = localized("The file has {value} bytes; the package states {expected}.")
    remedy_template = _ANEW
    wrong = localized("codes/units.csv is truncated")
    right = localized("the bytes as published")


class SchemaDiffers(Finding):
    """The descriptor declares the tables and columns that this program declares."""

    code, name, check_name = "E507", "schema-differs", "structure"
    message_template = localized(
        "The description of {value} differs from the one in this program{expected}."
    )
    remedy_template = localized(
        "Verify with the program version that made the package, or download the package again."
    )
    wrong = localized("a field of figures without its constraints")
    right = localized("the schema as published")


class WrongRowCount(Finding):
    """A table has as many rows as the package states."""

    code, name, check_name = "E508", "wrong-row-count", "structure"
    message_template = localized("The table has {value} rows; the package states {expected}.")
    remedy_template = _ANEW
    wrong = localized("rows: 206, and the file has 205")
    right = localized("rows: 206, and the file has 206")


class ReportUnknown(Finding):
    """The descriptor states the facts of the report that validation needs."""

    code, name, check_name = "E509", "report-unknown", "structure"
    message_template = localized("The descriptor lacks facts about the report: {value}.")
    remedy_template = _ANEW
    wrong = localized("datapackage.json without report")
    right = "report: {title_zh: …, first_year: 2009, …}"


class NotWhatItIsMadeOf(Finding):
    """A published cell follows from the printed form and the code lists, and a file from the cells."""

    code, name, check_name = "E510", "not-what-it-is-made-of", "content"
    message_template = localized("The package has {value}; its tables give {expected}.")
    remedy_template = _ANEW
    wrong = "printed: 超 72 万亿元, value: 7200000000000"
    right = "printed: 超 72 万亿元, value: 72000000000000"


class FormsDisagree(Finding):
    """Every format of the package is the one that this program makes of the CSV files."""

    code, name, check_name = "E511", "forms-disagree", "forms"
    message_template = localized(
        "This format has {value}; the one made of the CSV files has {expected}."
    )
    remedy_template = localized("Use the CSV files, and download the package again.")
    wrong = localized("figures.parquet with 73, or with a column more; figures.csv with 72")
    right = localized("the file that this program makes of figures.csv")


class FormUnreadable(Finding):
    """Every format of the package can be opened."""

    code, name, check_name = "E512", "form-unreadable", "forms"
    message_template = localized("The file cannot be read: {expected}.")
    remedy_template = _ANEW
    wrong = localized("caict-2020.sqlite, truncated")
    right = localized("a database that can be opened")


class FileUnreadable(Finding):
    """Every file of the package can be read."""

    code, name, check_name = "E517", "file-unreadable", "files"
    message_template = localized("The file cannot be read: {expected}.")
    remedy_template = _ANEW
    wrong = localized("a zip in which the bytes of data/figures.csv are damaged")
    right = localized("a zip that can be unpacked")


class NameTwice(Finding):
    """Every file of a zip has a different name, also on systems that ignore case."""

    code, name, check_name = "E518", "name-twice", "files"
    message_template = localized(
        "The zip contains {value} more than once: which one is read depends on the program."
    )
    remedy_template = localized(
        "Do not open it unless you know where it is from; if it is that large, verify it with --budget."
    )
    wrong = localized("a zip with codes/units.csv twice, or with codes/Units.csv beside it")
    right = localized("each name once")


class TextUnreadable(Finding):
    """The given copy of the report can be read."""

    code, name, check_name = "E519", "text-unreadable", "text"
    message_template = localized("{expected}.")
    remedy_template = localized("Name a PDF of the report that has text, or Markdown in UTF-8.")
    wrong = localized("a PDF of which half is missing")
    right = localized("the complete PDF of the report")


class NotInTheText(Finding):
    """Each recorded numeral is at its recorded place in the given text of the report."""

    code, name, check_name = "E515", "not-in-the-text", "text"
    message_template = localized("The text differs: {expected}.")
    remedy_template = localized(
        "Compare with the page; if your copy of the text is correct, report the error to the project."
    )
    wrong = localized("figure 1.1-001 in another sentence than in the ledger")
    right = localized("figure 1.1-001 in the sentence that the ledger records")


class NotVerified(Finding):
    """A package is verified only if every file can be rebuilt here byte for byte."""

    code, name, check_name = "E520", "not-verified", "content"
    message_template = localized("This file cannot be verified here: {expected}.")
    remedy_template = localized(
        "Verify with that version and the environment of requirements.lock; rely on nothing listed here."
    )
    wrong = localized("provenance.jsonld names program version 0.2.0, and index.html differs")
    right = localized("every file is the one that the verifying program makes")


class NotAsReleased(Finding):
    """A package has the files that a release writes, in the form in which it writes them."""

    code, name, check_name = "E521", "not-as-released", "files"
    message_template = localized("A release does not write {value}: {expected}.")
    remedy_template = localized(
        "Do not open this package; download it from its place of publication."
    )
    wrong = localized(
        "a zip with a comment; a file that runs with the rights of its owner; an empty folder"
    )
    right = localized("regular files only, packed as a release packs them")


class BudgetExceeded(Finding):
    """A package is read only within budgets of bytes, files, cells, time and memory."""

    code, name, check_name = "E522", "budget-exceeded", "files"
    message_template = localized(
        "The package was not read: {value} exceeds the budget of {expected}."
    )
    remedy_template = localized(
        "Do not open it unless you know where it is from; if it is that large, verify it with --budget."
    )
    wrong = localized("a zip of 1 MB that unpacks to 1 GB")
    right = localized("a package of some megabytes")


class NotTheTrusted(Finding):
    """A package is the trusted one, or the one that a trusted list of checksums names."""

    code, name, check_name = "E523", "not-the-trusted", "trust"
    message_template = localized("{value} is other than in the trusted release: {expected}.")
    remedy_template = localized("Rely only on the package whose checksums you trust.")
    wrong = localized("--against an earlier copy, whose codes/units.csv has another hash")
    right = localized("every file has the hash of the trusted one")


class SignatureInvalid(Finding):
    """The list of checksums is signed by a key that the reader trusts."""

    code, name, check_name = "E524", "signature-invalid", "trust"
    message_template = localized("The signature of {value} is not valid: {expected}.")
    remedy_template = _ANEW
    wrong = localized("SHA256SUMS changed after it was signed, or signed by another key")
    right = localized("a signature by a key of --key")


class MeaningDiffers(Finding):
    """A code of the vocabulary has the meaning that the verifying program ships."""

    code, name, check_name = "E525", "meaning-differs", "vocabulary"
    message_template = localized(
        "The meaning of {value} is not the one that this program ships (fingerprint {expected})."
    )
    remedy_template = localized(
        "Compare the row with raw/vocabulary/; rely on no figure with this code until you know why it differs."
    )
    wrong = localized("codes/hedges.csv, in which 超 has the bound <")
    right = localized("codes/hedges.csv, in which 超 has the bound >")
