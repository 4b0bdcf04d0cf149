"""The review as a comment, against a stand-in for `gh` that keeps what it is reported in a file."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from markdown_it import MarkdownIt

from tests.escaping.test_other_sinks import signs
from tests.project import CHECKOUT

MARKER = "<!-- what this pull request does to the data -->"
STAND_IN = """#!{python}
import json, os, pathlib, sys, urllib.parse
kept = pathlib.Path(os.environ["KEPT"])
state = json.loads(kept.read_text())
url = urllib.parse.urlsplit(sys.argv[2])
asked = dict(urllib.parse.parse_qsl(url.query))
if "--method" in sys.argv:
    body = json.load(sys.stdin)["body"]
    if "PATCH" in sys.argv:
        next(c for c in state["comments"] if url.path.endswith(f"/{{c['id']}}"))["body"] = body
    else:
        state["comments"].append({{"id": 900, "user": {{"login": "github-actions[bot]"}}, "body": body}})
    kept.write_text(json.dumps(state))
    print("{{}}")
elif url.path.endswith("/pulls"):
    print(json.dumps([p for p in state["pulls"] if p["label"] == asked["head"]]))
else:
    page, size = int(asked["page"]), int(asked["per_page"])
    print(json.dumps(state["comments"][(page - 1) * size : page * size]))
"""


@dataclass(frozen=True)
class GitHub:
    """The stand-in: a folder with `gh`, and the file in which it keeps pulls and comments."""

    folder: Path

    @property
    def comments(self) -> list[dict[str, Any]]:
        """The comments of the pull request."""
        state: dict[str, list[dict[str, Any]]] = json.loads(self._kept.read_text(encoding="utf-8"))
        return state["comments"]

    @property
    def _kept(self) -> Path:
        return self.folder / "kept.json"

    def keep(self, comments: list[dict[str, Any]]) -> None:
        """One open pull request with these comments."""
        pulls = [{"number": 7, "label": "fork:topic/ä&b", "head": {"sha": "abc"}}]
        self._kept.write_text(json.dumps({"pulls": pulls, "comments": comments}), encoding="utf-8")

    def comment(self, review: str, commit: str = "abc") -> str:
        """Run the script for a review of a commit."""
        (self.folder / "review.md").write_text(review, encoding="utf-8")
        about = {"HEAD_OWNER": "fork", "HEAD_BRANCH": "topic/ä&b", "HEAD_SHA": commit}
        path = f"{self.folder}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            [sys.executable, str(CHECKOUT / ".ci" / "comment.py"), str(self.folder / "review.md")],
            env={**os.environ, "PATH": path, "KEPT": str(self._kept),
                 "GITHUB_REPOSITORY": "team/data", **about},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def github(tmp_path: Path) -> GitHub:
    """A repository with one pull request from a fork and no comment."""
    program = tmp_path / "gh"
    program.write_text(STAND_IN.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    made = GitHub(tmp_path)
    made.keep([])
    return made


def test_the_first_run_writes_a_comment_and_the_next_updates_it(github: GitHub) -> None:
    """A pull request of twenty pushes has one comment, which is about the last."""
    github.comment("one value revised")
    github.comment("two values revised")
    (body,) = [each["body"] for each in github.comments]
    assert body.startswith(f"{MARKER}\n")
    assert "two values revised" in body
    assert "one value revised" not in body


def test_the_own_comment_is_found_behind_many_others(github: GitHub) -> None:
    """GitHub gives a hundred at a time."""
    others = [{"id": n, "user": {"login": "someone"}, "body": f"no. {n}"} for n in range(150)]
    own = {"id": 500, "user": {"login": "github-actions[bot]"}, "body": f"{MARKER}\nold"}
    github.keep([*others, own])
    github.comment("new")
    assert len(github.comments) == 151
    assert "new" in github.comments[-1]["body"]


def test_a_third_party_who_writes_the_marker_is_not_overwritten(github: GitHub) -> None:
    """Ours is the bot's."""
    github.keep([{"id": 1, "user": {"login": "someone"}, "body": f"{MARKER}\nmine"}])
    github.comment("new")
    mine, new = [each["body"] for each in github.comments]
    assert mine == f"{MARKER}\nmine"
    assert "new" in new


def test_a_commit_that_is_no_longer_the_head_is_not_commented(github: GitHub) -> None:
    """A slow run must not put an old review over a new one."""
    assert "no open pull request" in github.comment("old", commit="older")
    assert github.comments == []


def test_a_review_of_a_third_party_mentions_nobody_and_is_of_bounded_length(github: GitHub) -> None:
    """It is made by code that anyone may change in a fork."""
    github.comment("@everyone " + "x" * 100_000)
    body = github.comments[0]["body"]
    assert "@everyone" not in body
    assert len(body) < 65_536
    assert "Truncated" in body


def tokens(body: str) -> list[str]:
    """What a comment consists of, as GitHub reads Markdown with HTML; our own marker left out."""
    parsed = MarkdownIt("commonmark", {"html": True}).enable("table").parse(body)
    blocks = [each for each in parsed if each.content.strip() != MARKER]
    inline = [child.type for each in blocks for child in each.children or ()]
    return [each.type for each in blocks] + inline


@pytest.mark.parametrize(
    "review",
    [
        pytest.param("![](https://example.org/seen.png)", id="an image"),
        pytest.param("[approve](https://example.org)", id="a link"),
        pytest.param("<script>alert(1)</script>\n\n<img src=x>", id="HTML"),
        pytest.param("```\n[out](https://example.org)\n", id="the end of a fence"),
        pytest.param("`````\n[out](https://example.org)", id="the end of a longer fence"),
        pytest.param("`" * 70_000 + "\n[out](https://example.org)", id="the longest fence"),
        pytest.param("~~~\n[out](https://example.org)", id="another fence"),
        pytest.param("a\r```\r[out](https://example.org)", id="lines that end otherwise"),
        pytest.param("a\u2028```\u2028[out](https://example.org)", id="a separator of lines"),
        pytest.param("-->\n# Approved by the maintainers", id="the end of a comment, a heading"),
        pytest.param("| a | b |\n| --- | --- |\n| c | d |", id="a table"),
        pytest.param("</code></pre>\n\n[out](https://example.org)", id="the end of an element"),
    ],
)
def test_a_review_is_shown_as_text_and_stated_to_be_the_pull_requests_own(
    review: str, github: GitHub
) -> None:
    """A fork may change the program that writes the review, and so write anything."""
    github.comment(review)
    body = github.comments[0]["body"]
    kinds = tokens(body)
    assert kinds.count("fence") == 1
    assert not {"image", "link_open", "html_block", "html_inline", "table_open"} & set(kinds)
    assert set(kinds) <= {"paragraph_open", "paragraph_close", "inline", "fence", "text", "softbreak"}  # fmt: skip
    assert "the run of this pull request" in body.partition("```")[0]
    assert len(body) < 65_536


def test_no_character_of_a_review_turns_the_reading_direction(github: GitHub) -> None:
    """Text would seem to state what it does not."""
    github.comment("safe \u202eevil\u202c \x1b[31m \u200b end")
    body = github.comments[0]["body"]
    assert not {"\u202e", "\u202c", "\x1b"} & set(body)
    assert "\\u202e" in body


def test_a_review_that_is_a_link_is_rejected(github: GitHub, tmp_path: Path) -> None:
    """It could lead to a file of the machine."""
    (tmp_path / "linked.md").symlink_to("/etc/hostname")
    done = subprocess.run(
        [sys.executable, str(CHECKOUT / ".ci" / "comment.py"), str(tmp_path / "linked.md")],
        env={**os.environ, "GITHUB_REPOSITORY": "team/data"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert github.comments == []


def _body() -> Callable[[str, str], str]:
    """The function of the script that makes the comment."""
    spec = importlib.util.spec_from_file_location("comment", CHECKOUT / ".ci" / "comment.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: Callable[[str, str], str] = module.body
    return made


@given(signs)
@example("```\n[x](http://a)")
@example("a\n```````\n@admin <img src=x>")
def test_no_text_of_signs_leaves_its_block(text: str) -> None:
    """A comment is its marker, one sentence and one block of code, in which nobody is mentioned."""
    parsed = MarkdownIt("commonmark", {"html": True}).parse(_body()(text, "abc"))
    assert [each.type for each in parsed if each.level == 0] == [
        "html_block", "paragraph_open", "paragraph_close", "fence",
    ]  # fmt: skip
    block = parsed[-1].content
    assert not re.search(r"@[\w-]", block)
    assert all(each.isprintable() or each in "\n\u200b\u3000" for each in block)
