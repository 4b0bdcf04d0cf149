"""One comment on a pull request that says what it does to the data, written once and then updated.

Runs where the token may write, after the run that may not, and so takes nothing from the pull
request on trust: the text is shortened, stands in a block of code that it cannot end, is said to be
the pull request's own, and goes only to the open pull request whose head is the commit that was
validated. Needs Python and `gh` alone.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

MARKER = "<!-- what this pull request does to the data -->"
AUTHOR = "github-actions[bot]"
LONGEST = 60_000
#: Backticks in a row, after which they are parted, so that the fence around them stays short.
TICKS = 20
PER_PAGE = 100
#: A space of no width: behind an @ it keeps a name from being a mention.
NOTHING = "\u200b"
WIDE = "\u3000"
ATTRIBUTION = (
    "What the run of this pull request{of} reports. Its own code wrote this text, which is shown as it "
    "is. / 以下文本由本合并请求自身的运行产生，原样显示。"
)
SHORTENED = "\nShortened; the whole is in the job's summary. / 已截断，全文见作业摘要。\n"


def api(path: str, *options: str, document: object = None) -> object:
    """One answer of GitHub's API."""
    told = json.dumps(document) if document is not None else None
    done = subprocess.run(
        ["gh", "api", path, *options],
        input=told, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return json.loads(done.stdout or "null")


def pull_request(repository: str, owner: str, branch: str, commit: str) -> int | None:
    """The open pull request whose head is this commit; None if it has moved on or is closed."""
    head = quote(f"{owner}:{branch}", safe="")
    for each in api(f"repos/{repository}/pulls?state=open&head={head}"):  # type: ignore[attr-defined]
        if each["head"]["sha"] == commit:
            return int(each["number"])
    return None


def own_comment(repository: str, number: int) -> int | None:
    """The comment that an earlier run wrote; one of somebody else with the marker is not ours."""
    page = 1
    while True:
        path = f"repos/{repository}/issues/{number}/comments?per_page={PER_PAGE}&page={page}"
        comments: list[dict[str, dict[str, str]]] = api(path)  # type: ignore[assignment]
        for each in comments:
            if each["user"]["login"] == AUTHOR and str(each["body"]).startswith(MARKER):
                return int(str(each["id"]))
        if len(comments) < PER_PAGE:
            return None
        page += 1


def shown(text: str) -> str:
    """The lines of a text, what steers a reader's eyes made visible; a name is not a mention."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").split("\n")
    visible = (
        "".join(
            each if each.isprintable() or each == WIDE else each.encode("unicode_escape").decode()
            for each in line
        )
        for line in lines
    )
    parted = re.sub(f"`{{{TICKS}}}", f"{'`' * TICKS}{NOTHING}", "\n".join(visible))
    return parted.replace("@", f"@{NOTHING}").strip("\n")


def body(text: str, commit: str) -> str:
    """The comment's text: marked, attributed, in a fence longer than any within, of bounded length."""
    lines = shown(text[:LONGEST])[:LONGEST]
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", lines)), default=0))
    cut = SHORTENED if len(text) > LONGEST else ""
    of = f" ({commit})" if re.fullmatch("[0-9a-f]+", commit) else ""
    return f"{MARKER}\n{ATTRIBUTION.format(of=of)}\n\n{fence}text\n{lines}\n{fence}\n{cut}"


def main() -> None:
    """Write or update the comment for the run that the environment describes."""
    review, repository = Path(sys.argv[1]), os.environ["GITHUB_REPOSITORY"]
    if review.is_symlink():
        sys.exit("the review is a link to elsewhere")
    wanted = [os.environ[name] for name in ("HEAD_OWNER", "HEAD_BRANCH", "HEAD_SHA")]
    number = pull_request(repository, *wanted)
    if number is None:
        sys.stdout.write("no open pull request has this commit as its head\n")
        return
    said = {"body": body(review.read_text(encoding="utf-8", errors="replace"), wanted[2])}
    known = own_comment(repository, number)
    if known is None:
        place = f"repos/{repository}/issues/{number}/comments"
        api(place, "--method", "POST", "--input", "-", document=said)
    else:
        place = f"repos/{repository}/issues/comments/{known}"
        api(place, "--method", "PATCH", "--input", "-", document=said)


if __name__ == "__main__":
    main()
