"""State the summary of each rule about a package in both languages."""

from __future__ import annotations

from typing import Final

from pipeline.rules import LocalizedText

#: One for each rule; the English text is the docstring of its class.
PACKAGE_RULE_SUMMARIES: Final = (
    LocalizedText(
        "Every release after the first has an entry that lists its changes.",
        "首版之后的每个版本须有变更记录条目。",
    ),
    LocalizedText(
        "An entry agrees with its version: file name, date, previous release, step.",
        "变更记录条目须与版本相符：文件名、日期、前一版本、版本号的升级幅度。",
    ),
    LocalizedText(
        "A package is a folder or zip with a readable datapackage.json at its root.",
        "数据包是根目录含可读 datapackage.json 的文件夹或压缩包。",
    ),
    LocalizedText(
        "A path stays inside the package: no `..`, no absolute path, no link to elsewhere.",
        "路径不得越出数据包：不含 `..`，不用绝对路径，不链接到别处。",
    ),
    LocalizedText("Every file that the package lists exists.", "数据包清单所列的文件须全部存在。"),
    LocalizedText(
        "Every file of the package is listed in SHA256SUMS.",
        "数据包中的文件须全部列入 SHA256SUMS。",
    ),
    LocalizedText(
        "A file has the SHA-256 that the package states.", "文件的 SHA-256 须与数据包的声明一致。"
    ),
    LocalizedText("A file has the size that the package states.", "文件大小须与数据包的声明一致。"),
    LocalizedText(
        "The descriptor declares the tables and columns that this program declares.",
        "描述文件声明的表和列须与本程序的声明一致。",
    ),
    LocalizedText(
        "A table has as many rows as the package states.", "表的行数须与数据包的声明一致。"
    ),
    LocalizedText(
        "The descriptor states the facts of the report that validation needs.",
        "描述文件须载明校验所需的报告信息。",
    ),
    LocalizedText(
        "A published cell follows from the printed form and the code lists.",
        "发布的单元格须能由原文数字和代码表推出。",
    ),
    LocalizedText(
        "Every format of the package has the values of the CSV files.",
        "数据包各种格式的数值须与 CSV 文件一致。",
    ),
    LocalizedText("Every format of the package can be opened.", "数据包的各种格式须能打开。"),
    LocalizedText(
        "Every figure's provenance states where it is printed and from which row it comes.",
        "每个数字的来源记录须说明印刷位置和所据的原始行。",
    ),
    LocalizedText(
        "Every node that the provenance refers to is described in it.",
        "来源记录所引用的节点须在其中有描述。",
    ),
    LocalizedText(
        "Each recorded numeral is at its recorded place in the given text of the report.",
        "总账记录的每个数词须在所给报告文本的相应位置。",
    ),
    LocalizedText("Every file of the package can be read.", "数据包中的文件须能读取。"),
    LocalizedText(
        "Every file of a zip has a different name, also on systems that ignore case.",
        "压缩包内文件名各不相同；在不区分大小写的系统上也须如此。",
    ),
    LocalizedText("The given copy of the report can be read.", "所给的报告文本须能读取。"),
    LocalizedText(
        "A measurement of check coverage belongs to the present state of its figure; otherwise it is not published.",
        "核查覆盖情况须在数字现状之下测得，否则不予发布。",
    ),
    LocalizedText(
        "Files with texts of the program can be compared only by the version that made them.",
        "由程序写出文字的文件，只能由制作它的程序版本比较。",
    ),
)
