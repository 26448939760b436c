"""The bản trình ký of a report: which lines stand above the room for the signature, which year.

It is a paper that is really signed by hand, so it prints the standing of the one who is to sign,
and the year it is put before them in. Another standing, or another year, needs another paper.
"""

from __future__ import annotations

from reports.issuing.models import PaperForSigning, PaperKind, Standing
from reports.issuing.renderings import request_paper
from reports.narrative.models import Report
from tayninh_portal.paper.wording import deserialize
from tayninh_portal.records import Act


def ask_for_presented_paper(report: Report, act: Act, standing: Standing) -> None:
    """Another bản trình ký of what UBND tỉnh has before it, and the job that makes it.

    Call it inside the transaction of the action, with the report's row held: editions are counted.
    """
    snapshot = report.presented_snapshot
    if snapshot is None:
        return
    paper = PaperForSigning.objects.create(
        report=report,
        snapshot=snapshot,
        edition=snapshot.papers_for_signing.count() + 1,
        standing=standing,
        year=act.day.year,
        at=act.at,
        by=act.by,
    )
    request_paper(snapshot, kind=PaperKind.FOR_SIGNATURE, paper=paper, by=act.by)


def paper_to_sign(report: Report) -> PaperForSigning | None:
    """The newest bản trình ký of what UBND tỉnh has before it.

    None for a report that was presented before there was a choice: its paper is signed TM.
    """
    papers = report.papers_for_signing.filter(snapshot=report.presented_snapshot_id)
    return papers.first()


def year_to_sign(report: Report) -> int | None:
    """The year that the bản trình ký prints beside the room for day and month; None without one."""
    paper = paper_to_sign(report)
    if paper is not None:
        return paper.year
    snapshot = report.presented_snapshot
    return deserialize(snapshot.content).paper_year if snapshot else None


def standing_to_sign(report: Report) -> Standing:
    """By what right the bản trình ký says it is signed."""
    paper = paper_to_sign(report)
    return Standing(paper.standing) if paper else Standing.HEAD
