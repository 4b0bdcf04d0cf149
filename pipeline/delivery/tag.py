"""Which report and version a tag names: `v1.2.3` if there is one report, `<report>-v1.2.3` always."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.capture import Report, read_report
from pipeline.capture.folder import report_folders
from pipeline.paths import Paths
from pipeline.rules import Finding, Wording
from pipeline.scaffold import FIT


class UnknownReleaseError(LookupError):
    """A tag or a name stands for no report that can be released; it says why in both languages."""

    def __init__(self, said: Wording, findings: Sequence[Finding] = ()) -> None:
        super().__init__(str(said))
        self.said = said
        self.findings = tuple(findings)


def release_name(report: Report) -> str:
    """The name of a release's folder and zip."""
    return f"{report.folder}-{report.version}"


def releasable(paths: Paths) -> list[Report]:
    """The facts of every report that is not a draft, each validated.

    Raises UnknownReleaseError, with the findings, if the facts of one cannot be read: it may be
    the one that is meant.
    """
    read = [read_report(folder, paths.root) for folder in report_folders(paths.raw)]
    if found := [each for _, findings in read for each in findings if each.is_error]:
        said = Wording("a report's facts are not valid", "报告的基本信息有误")
        raise UnknownReleaseError(said, found)
    return [report for report, _ in read if report is not None and not report.draft]


def tags_of(report: Report, reports: Sequence[Report]) -> tuple[str, ...]:
    """The tags that name a report's present version; the short one only if nothing else is meant."""
    if not FIT.fullmatch(report.folder):
        return ()
    long = f"{report.folder}-v{report.version}"
    return (f"v{report.version}", long) if len(reports) == 1 else (long,)


def tagged_report(paths: Paths, tag: str) -> Report:
    """The report whose present version a tag names. Raises UnknownReleaseError."""
    reports = releasable(paths)
    named = {each: report for report in reports for each in tags_of(report, reports)}
    if tag not in named:
        known = ", ".join(named) or "–"
        raise UnknownReleaseError(
            Wording(
                f"tag {tag} is not the version of a report in raw/ (it would be: {known})",
                f"标签 {tag} 与 raw/ 中报告的数据版本不一致（应为：{known}）",
            )
        )
    return named[tag]


def named_reports(paths: Paths, name: str | None) -> list[Report]:
    """The report of this name, or all if none is named. Raises UnknownReleaseError."""
    reports = releasable(paths)
    kept = [each for each in reports if name in (None, each.folder)]
    if not kept:
        there = ", ".join(each.folder for each in reports) or "–"
        raise UnknownReleaseError(
            Wording(
                f"there is no report {name or ''} to release (there is: {there})",
                f"没有可发行的报告 {name or ''}（现有：{there}）",
            )
        )
    return kept
