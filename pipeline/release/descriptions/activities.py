"""The steps from report to package: transcription by section, second reading, validation, publication."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from pipeline.release.descriptions import names
from pipeline.rules import Wording
from pipeline.validation.frame import Row


@dataclass(frozen=True)
class Activity:
    """One step.

    Attributes:
        id: its name within a description.
        title: what was done.
        used: names of what it read.
        informed_by: names of the steps whose outcome it took.
        by: name of the agent that did it.
        follows_rules: whether the rules of validation were its plan.
    """

    id: str
    title: Wording
    used: tuple[str, ...]
    informed_by: tuple[str, ...]
    by: str
    follows_rules: bool = False


SECOND_READING: Final = "#second-reading"
VALIDATION: Final = "#validation"
PUBLICATION: Final = "#publication"


def transcription(file: str) -> str:
    """The name of the step that keyed a file of figures."""
    return f"#transcription-{PurePosixPath(file).stem}"


def figures_files(raw: Sequence[str]) -> dict[str, str]:
    """The raw files of figures by section."""
    found = (PurePosixPath(path) for path in raw)
    return {path.stem: path.as_posix() for path in found if path.parent.name == "figures"}


def _transcriptions(sections: Sequence[Row], raw: Sequence[str]) -> Iterator[Activity]:
    keyed = figures_files(raw)
    for row in sections:
        if row["section"] in keyed:
            yield Activity(
                transcription(keyed[row["section"]]),
                Wording(
                    f"Transcription of section {row['section']}", f"转录第 {row['section']} 节"
                ),
                (names.section(row["section"]),),
                (),
                names.PROJECT,
            )


def activities(sections: Sequence[Row], raw: Sequence[str]) -> tuple[Activity, ...]:
    """The steps in order; the second reading saw the report and never the first one's result."""
    transcribed = tuple(_transcriptions(sections, raw))
    keyed = tuple(each.id for each in transcribed)
    read = tuple(names.raw(path) for path in raw)
    second = Wording("Second, independent reading of every figure", "由第二位读者独立复读全部数字")
    valid = Wording("Validation of raw/ by every rule", "以全部规则校验 raw/")
    published = Wording("Publication of the data package", "发布数据包")
    return (
        *transcribed,
        Activity(SECOND_READING, second, (names.REPORT,), (), names.PROJECT),
        Activity(VALIDATION, valid, read, (*keyed, SECOND_READING), names.PIPELINE, True),
        Activity(PUBLICATION, published, read, (VALIDATION,), names.PIPELINE),
    )
