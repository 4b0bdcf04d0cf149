"""A small report, written for these tests, with every trap of a real one; and ways to write it.

Its pages cut a number from its multiplier and a sentence in two, its heading levels are wrong, its
footnotes stand behind the heading of the next section, its contents repeat the headings.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from textwrap import wrap

from pipeline.tools.source_text import Scan, Section, scan
from tests.tools.source_text.typeset import Block, Sheet

#: The printed page number, blank where none is printed, and its Markdown lines.
Page = tuple[str, Sequence[str]]
SECTIONS = [
    Section("0", "preface", "", "前言"),
    Section("1", "chapter", "一、", "海岛渔业概况"),
    Section("1.1", "section", "（一）", "近海捕捞"),
    Section("1.2", "section", "（二）", "网箱养殖：从 A2B 到 B2A"),
    Section("2", "chapter", "二、", "来年展望"),
]
IMPRINT = ("海岛渔会",)
PAGES: Sequence[Page] = [
    ("", ["# 海岛渔业年报", "2031 年 5 月"]),
    ("", ["## 前 言", "本年报已连续三年印行，今年记下 12 个渔港。", "末段没有数目！"]),
    (
        "",
        [
            "# 目 录",
            "一、海岛渔业概况\t1",
            "（一）近海捕捞\t2",
            "（二）网箱养殖：从 A2B 到 B2A\t3",
            "二、来年展望\t4",
        ],
    ),
    (
        "1",
        [
            "### 一、海岛渔业概况",
            "**全岛有渔船 1,300 艘。**老渔民说：“年景好。”"
            "产值超 72 万亿贝，增长 3.5%，从业者达 295.2",
        ],
    ),
    (
        "2",
        [
            "万人<sup>1</sup>。船龄约 7 年。",
            "# **（一）近海捕捞**",
            "捕捞量下降 1.5%，近岸下降 2.5%。新船添了几十艘，鱼苗放了上亿尾，其中",
            "<sup>1</sup> 渔会：《2030 渔民名册》。",
        ],
    ),
    (
        "3",
        [
            "远海 240 余万尾。船队有两种。",
            "##### （二）网箱养殖：从 A2B 到 B2A<sup>2</sup>",
            "网箱共 40 口，成活率高于岛外 10 个百分点以上。",
            "<sup>2</sup> A2B：从岸到船。",
            "B2A：从船到岸。",
        ],
    ),
    ("4", ["## 二、来年展望", "来年可望达到 40 万吨，是今年的 2 倍。"]),
    ("", ["海岛 渔会", "电话：010-555"]),
]
#: Section, page, paragraph, sentence and token of every numeral, as a person counts them.
TOKENS = [
    ("0", "", "1", "1", "三"),
    ("0", "", "1", "1", "12"),
    ("1", "1", "0", "1", "一"),
    ("1", "1", "1", "1", "1300"),
    ("1", "1", "1", "3", "72万亿"),
    ("1", "1", "1", "3", "3.5"),
    ("1", "1", "1", "3", "295.2万"),
    ("1", "2", "1", "4", "7"),
    ("1", "2", "2", "1", "2030"),
    ("1.1", "2", "0", "1", "一"),
    ("1.1", "2", "1", "1", "1.5"),
    ("1.1", "2", "1", "1", "2.5"),
    ("1.1", "2", "1", "2", "几十"),
    ("1.1", "2", "1", "2", "上亿"),
    ("1.1", "3", "1", "2", "240余万"),
    ("1.1", "3", "1", "3", "两"),
    ("1.2", "3", "0", "1", "二"),
    ("1.2", "3", "0", "1", "2"),
    ("1.2", "3", "0", "1", "2"),
    ("1.2", "3", "1", "1", "40"),
    ("1.2", "3", "1", "1", "10"),
    ("1.2", "3", "1", "1", "百"),
    ("1.2", "3", "2", "1", "2"),
    ("1.2", "3", "3", "1", "2"),
    ("2", "4", "0", "1", "二"),
    ("2", "4", "1", "1", "40万"),
    ("2", "4", "1", "1", "2"),
]


def write_markdown(folder: Path, pages: Sequence[Page] = PAGES) -> Path:
    """One paragraph per line, and the table of its pages beside it."""
    lines: list[str] = []
    rows = []
    for number, texts in pages:
        first = len(lines) + 1
        lines += [line for text in texts for line in (text, "")]
        if number:
            rows.append((first, len(lines) - 1, number, "marked"))
    path = folder / "report.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    with (folder / "report-pages.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [("first_line", "last_line", "page", "end_of_page"), *rows]
        )
    return path


def write_plain_text(folder: Path, pages: Sequence[Page] = PAGES, columns: int = 0) -> Path:
    """Form feeds between pages, running numbers at their feet.

    Print lines of so many characters, first lines indented; or one paragraph per line.
    """
    written = []
    for number, blocks in _set(pages):
        lines: list[str] = []
        for text, indent, _ in blocks:
            paragraph = "　" * indent + text if columns else text
            lines += wrap(paragraph, columns, drop_whitespace=False) if columns else [text, ""]
        written.append("\n".join([*lines, "", f"- {number} -" if number else ""]))
    path = folder / "report.txt"
    path.write_text("\f".join(written), encoding="utf-8")
    return path


def sheets(pages: Sequence[Page] = PAGES) -> Iterator[Sheet]:
    """The pages as they are set in type, footnotes small at the foot."""
    for number, blocks in _set(pages):
        size = {"heading": 14.0, "body": 11.0, "footnote": 8.0}
        body = [Block(text, size[kind], indent) for text, indent, kind in blocks]
        notes = [block for block in body if block.size == size["footnote"]]
        yield Sheet(number, [block for block in body if block not in notes], notes)


def changed_text(folder: Path, old: str, new: str) -> Scan:
    """The specimen with one passage changed."""
    pages = [(number, [text.replace(old, new) for text in texts]) for number, texts in PAGES]
    assert pages != list(PAGES)
    return scan(write_markdown(folder, pages), SECTIONS, IMPRINT)


def pages_of(path: Path) -> list[Page]:
    """A Markdown copy and its table of pages as pages; unnumbered ones begin at a heading."""
    lines = path.read_text(encoding="utf-8").split("\n")
    numbers: dict[int, str] = {}
    with path.with_name(f"{path.stem}-pages.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            span = range(int(row["first_line"]), int(row["last_line"]) + 1)
            numbers |= dict.fromkeys(span, row["page"])
    part, keyed = 0, []
    for number, line in enumerate(lines, start=1):
        page = numbers.get(number, "")
        part += page == "" and line.startswith("#")
        if line.strip("- "):
            keyed.append(((page, part if page == "" else -1), line))
    return [(key[0], [line for _, line in group]) for key, group in groupby(keyed, lambda k: k[0])]


def _set(pages: Iterable[Page]) -> Iterator[tuple[str, list[tuple[str, int, str]]]]:
    """The text, indent and kind of each paragraph of each page, without Markdown marks."""
    cut = False
    for number, texts in pages:
        blocks: list[tuple[str, int, str]] = []
        is_note = False
        for text in texts:
            is_note = is_note or text.startswith("<sup>")
            heading = text.startswith("#")
            kind = "heading" if heading else "footnote" if is_note else "body"
            indent = 0 if heading or (cut and not blocks and number) else 2
            plain = re.sub(r"\A#+ |\*", "", text).replace("\t", "………… ")
            blocks.append((plain, indent, kind))
        body = [text for text, _, kind in blocks if kind == "body"]
        cut = bool(body) and not body[-1].endswith("。")
        yield number, blocks
