"""Words of this project that a reader of the page or the package does not know."""

import re

JARGON = re.compile(
    r"(?<![-\w])(identities|(?<!real )identity|slips?|hedge[sd]?|keyed|keying|vacuous(?:ly)?|ledger|slack|"
    r"(?:\w+-)?fold increase|by nothing|double entry|undecidable|mutants?)\b|所印|所读|植入|模糊词|总账|勾稽",
    re.IGNORECASE,
)
