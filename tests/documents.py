"""The documents of the project: pairs in two languages, their structure, and the language of their prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.localization import Language
from tests.project import CHECKOUT

parsed: Final = cache(MarkdownIt("commonmark").enable("table").parse)
ENGLISH: Final = sorted(
    path
    for folder in ("", "docs", ".github")
    for path in (CHECKOUT / folder).glob("*.md")
    if not path.name.endswith(".zh.md")
)
FIRST_LINES: Final[Mapping[Language, str]] = {"en": "[中文]({})", "zh": "[English]({})"}
#: A printed word that an English sentence quotes, such as 个百分点, is at most this long.
LONGEST_WORD: Final = 4
CHINESE: Final = re.compile(rf"[\u4e00-\u9fff]{{{LONGEST_WORD + 1},}}|[，。；：？！、]")
TITLE: Final = re.compile(r"《[^》]*》")
ENGLISH_WORDS: Final = re.compile(r"(?:\b[A-Za-z][a-z']*\b +){4,}[a-z]+")
HAN: Final = re.compile(r"[\u4e00-\u9fff]")
LABEL: Final = re.compile(r'\["[^"]*"\]')


def chinese_of(path: Path) -> Path:
    """The Chinese counterpart of an English document."""
    return path.with_name(f"{path.stem}.zh.md")


def differences(english: str, chinese: str) -> list[str]:
    """Report in what a document and its counterpart differ beside their words."""
    found = []
    for name, part in (
        ("blocks", blocks),
        ("code blocks", code_blocks),
        ("code", code),
        ("links", links),
    ):
        if part(english) != part(chinese):
            found.append(name)
    return found


def blocks(text: str) -> list[str]:
    """The sequence of headings with level, paragraphs, list items, table cells and code blocks."""
    return [token.tag or token.type for token in parsed(text) if token.nesting != -1]


def code_blocks(text: str) -> list[tuple[str, str]]:
    """Code blocks; of a terminal only the commands, of a diagram all but the labels.

    A program prints in the language of its reader, and labels are titles of tables.
    """
    return [(token.info, comparable(token)) for token in parsed(text) if token.type == "fence"]


def comparable(block: Token) -> str:
    """What both languages share of a code block."""
    if block.info == "console":
        return "\n".join(line for line in block.content.splitlines() if line.startswith("$ "))
    return LABEL.sub("", block.content) if block.info == "mermaid" else block.content


def code(text: str) -> set[str]:
    """Names and commands in the prose, without quoted words of a report."""
    return {
        token.content
        for _, line in lines(text)
        for token in line.children or ()
        if token.type == "code_inline" and not HAN.search(token.content)
    }


def links(text: str) -> Counter[str]:
    """Addresses of links and images; a document or picture counts as its English counterpart."""
    return Counter(
        re.sub(r"\.zh\.(md|svg)$", r".\1", str(token.attrs.get("href") or token.attrs.get("src")))
        for _, line in lines(text)
        for token in line.children or ()
        if token.type in ("link_open", "image")
    )


def lines(text: str) -> Iterator[tuple[str, Token]]:
    """The tag and the text of each paragraph, heading and cell, without the link on the first line."""
    tokens = parsed(text)
    for opening, token in pairwise(tokens):
        if token.type == "inline" and token.map != [0, 1]:
            yield opening.tag, token


def prose(line: Token) -> str:
    """The words of a paragraph, heading or cell; a mark stands for code."""
    parts = {"text": "", "text_special": "", "image": "", "code_inline": "‖", "softbreak": " "}
    return "".join(
        parts[token.type] or token.content for token in line.children or () if token.type in parts
    )


def foreign(text: str, language: Language) -> list[str]:
    """Report the parts of a document that are in the other language."""
    judge = {"en": chinese_parts, "zh": english_parts}[language]
    return [part for tag, line in lines(text) for part in judge(tag, prose(line))]


def chinese_parts(_: str, words: str) -> list[str]:
    """More than one printed word, or punctuation of a Chinese sentence."""
    return CHINESE.findall(TITLE.sub("", words))


def english_parts(tag: str, words: str) -> list[str]:
    """Five English words in a row, or a paragraph of words without any Chinese."""
    if found := ENGLISH_WORDS.findall(words):
        return found
    is_english = tag == "p" and re.search(r"[a-z]{2}", words) and not HAN.search(words)
    return [words] if is_english else []


def first_line(english: Path, language: Language) -> str:
    """The link to the counterpart; a template, which is copied into another text, has it as a comment."""
    other = chinese_of(english) if language == "en" else english
    link = FIRST_LINES[language].format(other.name)
    return f"<!-- {link} -->" if english.parent.name == ".github" else link


JARGON = re.compile(
    r"(?<![-\w])(identities|(?<!real )identity|slips?|hedge[sd]?|keyed|keying|vacuous(?:ly)?|ledger|slack|"
    r"(?:\w+-)?fold increase|by nothing|double entry|undecidable|mutants?)\b|所印|所读|植入|模糊词|总账|勾稽",
    re.IGNORECASE,
)
