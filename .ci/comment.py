"""Write one comment on a pull request with its effect on the data; later runs update it.

Runs with a token that may write, after the run that has none. It does not trust the pull request.
It truncates the text, attributes it to the pull request, and puts it in a code block that it cannot
end. It goes only to the open pull request whose head is the validated commit. Needs only Python and
`gh`.
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
#: Longest run of backticks; longer ones are split, so that the fence around them stays short.
TICKS = 20
PER_PAGE = 100
#: A zero-width space after an @, so that a name is not a mention.
NOTHING = "\u200b"
WIDE = "\u3000"
ATTRIBUTION = (
    "Report of the run of this pull request{of}. The code of the pull request wrote this text, shown "
    "unchanged. / 以下文本由本合并请求自身的运行产生，原样显示。"
)
SHORTENED = "\nTruncated; the full text is in the job's summary. / 已截断，全文见作业摘要。\n"


def api(path: str, *options: str, document: object = None) -> object:
    """Call GitHub's API; return its answer."""
    reported = json.dumps(document) if document is not None else None
    done = subprocess.run(
        ["gh", "api", path, *options],
        input=reported, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return json.loads(done.stdout or "null")


def pull_request(repository: str, owner: str, branch: str, commit: str) -> int | None:
    """Return the open pull request whose head is this commit; None if it has other commits or is closed."""
    head = quote(f"{owner}:{branch}", safe="")
    for each in api(f"repos/{repository}/pulls?state=open&head={head}"):  # type: ignore[attr-defined]
        if each["head"]["sha"] == commit:
            return int(each["number"])
    return None


def own_comment(repository: str, number: int) -> int | None:
    """Return the comment of an earlier run; a comment of another author with the marker is ignored."""
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
    """Make invisible and directional characters visible, and prevent mentions."""
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
    """Format the comment: marked, attributed, in a fence longer than any within, of limited length."""
    lines = shown(text[:LONGEST])[:LONGEST]
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", lines)), default=0))
    cut = SHORTENED if len(text) > LONGEST else ""
    of = f" ({commit})" if re.fullmatch("[0-9a-f]+", commit) else ""
    return f"{MARKER}\n{ATTRIBUTION.format(of=of)}\n\n{fence}text\n{lines}\n{fence}\n{cut}"


def main() -> None:
    """Write or update the comment for the run that the environment describes."""
    review, repository = Path(sys.argv[1]), os.environ["GITHUB_REPOSITORY"]
    if review.is_symlink():
        sys.exit("the review is a link; expected a file")
    wanted = [os.environ[name] for name in ("HEAD_OWNER", "HEAD_BRANCH", "HEAD_SHA")]
    number = pull_request(repository, *wanted)
    if number is None:
        sys.stdout.write("no open pull request has this commit as its head\n")
        return
    text = {"body": body(review.read_text(encoding="utf-8", errors="replace"), wanted[2])}
    known = own_comment(repository, number)
    if known is None:
        place = f"repos/{repository}/issues/{number}/comments"
        api(place, "--method", "POST", "--input", "-", document=text)
    else:
        place = f"repos/{repository}/issues/comments/{known}"
        api(place, "--method", "PATCH", "--input", "-", document=text)


if __name__ == "__main__":
    main()
