"""What agencies answered to the findings: results of handling and remedies, and the Sở's word."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from demo.clock import moment, workday
from demo.doing import do
from demo.people import People, add_clerk
from inspections.catalogues.models import HandlingMeasure, Subject
from inspections.findings.models import Finding
from inspections.handlings import workflow as handling_flow
from inspections.handlings.actions import enter_handling
from inspections.remedies import workflow as remedy_flow
from inspections.remedies.models import Remedy
from tayninh_portal.models import User

IN_WRITING = "remind_written"
NEVER = date.max


def answer_findings(
    draw: random.Random,
    people: People,
    findings: Iterable[Finding],
    *,
    until: date = NEVER,
    diligence: float = 1.0,
    clerks_since: date,
    remedies: bool = True,
) -> None:
    """Every finding is handled and every remedy reported, and confirmed by the team's head.

    Nothing is done after ``until``; of what could be done by then agencies do the share
    ``diligence``, and where that is less than all the Sở has not read a part of it and returned
    another. An agency without a clerk gets one, in post since ``clerks_since``.
    """
    for finding in findings:
        agency = finding.visit.agency
        head = finding.visit.members.get(is_head=True).user
        clerk = add_clerk(people, agency, since=clerks_since, at=moment(finding.visit_day, 17))
        _handle(draw, finding, clerk=clerk, head=head, until=until, diligence=diligence)
        if remedies and finding.subject == Subject.UNIT:
            remedy = finding.remedy
            _remedy(draw, remedy, clerk=clerk, head=head, until=until, diligence=diligence)


def _fate(draw: random.Random, diligence: float) -> str:
    """What becomes of an answer: “confirmed” always where agencies are wholly diligent."""
    drawn = draw.random()
    if drawn >= diligence:
        return "nothing"
    if diligence == 1:
        return "confirmed"
    return "not read" if drawn < 0.12 else "returned" if drawn < 0.2 else "confirmed"


def _handle(
    draw: random.Random, finding: Finding, *, clerk: User, head: User, until: date, diligence: float
) -> None:
    entered = workday(finding.visit_day + timedelta(days=draw.randint(5, 18)))
    checked = workday(entered + timedelta(days=draw.randint(1, 6)))
    fate = _fate(draw, diligence)
    form = finding.recommended_handling
    assert form is not None
    if draw.random() < 0.15 and finding.subject == Subject.PERSON:
        form = HandlingMeasure.objects.get(code="criticism")
    if entered > until or fate == "nothing":
        return
    paper: dict[str, Any] = {}
    if form.code == IN_WRITING:
        paper = {
            "decision_number": f"{draw.randint(20, 400)}/NN",
            "decision_date": entered,
            "signer": "Thủ trưởng cơ quan",
        }
    handling, _ = enter_handling(
        finding,
        by=clerk,
        at=moment(entered, 16),
        form=form,
        starts_on=entered,
        is_illustrative=True,
        **paper,
    )
    if checked > until or fate == "not read":
        return
    at = moment(checked, 9)
    if fate == "returned":
        note = "Ghi rõ ngày họp kiểm điểm và kết luận của thủ trưởng (minh họa)."
        do(handling_flow.RETURN, handling, by=head, at=at, note=note)
    else:
        do(handling_flow.CONFIRM, handling, by=head, at=at)


def _remedy(
    draw: random.Random, remedy: Remedy, *, clerk: User, head: User, until: date, diligence: float
) -> None:
    late = draw.random() < 0.15
    done = remedy.due_on + timedelta(days=draw.randint(3, 15) if late else -draw.randint(2, 20))
    reported = workday(done + timedelta(days=1))
    checked = workday(reported + timedelta(days=draw.randint(1, 6)))
    fate = _fate(draw, diligence)
    if reported > until or fate == "nothing":
        return
    remedy = do(
        remedy_flow.REPORT,
        remedy,
        by=clerk,
        at=moment(reported, 10),
        done_on=done,
        text="Đã chỉnh trang, niêm yết và phân công người theo dõi (minh họa).",
    )
    if checked > until or fate == "not read":
        return
    at = moment(checked, 14)
    if fate == "returned":
        note = "Bổ sung ảnh chụp sau khi khắc phục (minh họa)."
        do(remedy_flow.RETURN, remedy, by=head, at=at, note=note)
    else:
        do(remedy_flow.CONFIRM, remedy, by=head, at=at)
