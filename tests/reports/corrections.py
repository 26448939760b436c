"""Every record of a ledger corrected after it was written, and the ledger told so."""

from __future__ import annotations

from datetime import date, timedelta

from inspections.agencies.models import Agency
from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.implementation.models import ImplementationFact
from inspections.rounds.models import DueAgency
from inspections.submissions.models import Submission
from inspections.visits.models import Visit
from tests.reports import activities, calls, planning
from tests.reports.calls import Wording
from tests.reports.ledger import AT, Maker
from tests.reports.recount import CAUSES, HEADS, LAST, Found, Held
from tests.reports.sendings import TEXTS, Due


def correct_everything(maker: Maker) -> None:
    """Other values in every record, days and agencies aside; visits reopened, results returned."""
    ledger = maker.ledger
    for visit, held in zip(Visit.objects.order_by("pk"), ledger.visits, strict=True):
        _visit(maker, visit, held)
    planning.correct(maker.draw_later, ledger.lines, ledger.visits, LAST)
    for complaint, stated in zip(Complaint.objects.order_by("pk"), ledger.complaints, strict=True):
        _complaint(maker, complaint, stated)
    rows = DueAgency.objects.select_related("round").order_by("pk")
    for row, due in zip(rows, ledger.due, strict=True):
        _due(maker, row, due)
    for fact, activity in zip(
        ImplementationFact.objects.order_by("pk"), ledger.activities, strict=True
    ):
        new = activities.at_random(maker.draw, activity.day, activity.agency)
        activity.state = new.state
        if activity.kind in activities.ADDED_UP:
            activity.quantity = maker.draw.choice((3, 4))
        if activity.kind in activities.REACHING:
            activity.people = maker.draw.choice((None, 25))
        ImplementationFact.objects.filter(pk=fact.pk).update(
            state=activity.state, quantity=activity.quantity, people_reached=activity.people
        )
    for agency in Agency.objects.filter(pk__in=ledger.registry, name__startswith="Cơ quan minh"):
        _agency(maker, agency)


def _visit(maker: Maker, visit: Visit, held: Held) -> None:
    draw = maker.draw
    held.state = draw.choice(("concluded", "concluded", "draft"))
    held.surprise = not held.surprise
    held.cause = draw.choice(CAUSES)
    held.heads = {name: draw.choice((None, 2, 7, 7)) for name in HEADS}
    Visit.objects.filter(pk=visit.pk).update(
        state=held.state,
        concluded_at=AT if held.state == "concluded" else None,
        is_surprise=held.surprise,
        cause=held.cause,
        **held.heads,
    )
    for finding, found in zip(visit.findings.order_by("pk"), held.found, strict=True):
        _finding(maker, finding, found)


def _finding(maker: Maker, finding: Finding, found: Found) -> None:
    found.leader = found.about == "person" and not found.leader
    found.recommended = not found.recommended
    found.withdrawn = maker.draw.random() < 0.3
    Finding.objects.filter(pk=finding.pk).update(
        is_leader=found.leader,
        recommended_handling=maker.handling if found.recommended else None,
        withdrawn_at=AT if found.withdrawn else None,
    )


def _complaint(maker: Maker, complaint: Complaint, stated: Wording) -> None:
    new = calls.at_random(maker.draw, stated.day, LAST)
    if new["state"] == "merged":
        new |= {"state": "received"}
    for name, value in new.items():
        setattr(stated, name, value)
    Complaint.objects.filter(pk=complaint.pk).update(
        state=stated.state,
        classification=stated.kind,
        handled_on=stated.handled,
        answer_due_on=stated.due,
        answered_on=stated.answered,
        not_accepted_reason="Không rõ nội dung (minh họa)" if stated.kind == "not_accepted" else "",
        merged_into=None,
        reserved_for=maker.cast.manager if stated.reserved else None,
    )


def _due(maker: Maker, row: DueAgency, due: Due) -> None:
    due.removed = not due.removed if maker.draw.random() < 0.3 else due.removed
    DueAgency.objects.filter(pk=row.pk).update(
        removed_at=AT if due.removed else None,
        removed_reason="Đã giải thể (minh họa)" if due.removed else "",
    )
    sent = maker.sent(row.round)
    if due.sent is None or sent is None:
        return
    due.sent = sent
    submission = Submission.objects.get(round=row.round, agency=row.agency_id)
    empty = dict.fromkeys(TEXTS.values(), "")
    Submission.objects.filter(pk=submission.pk).update(
        **empty | maker.submission_fields(row.round, sent)
    )
    submission.counts.all().delete()
    maker.write_counts(submission, sent)


def _agency(maker: Maker, agency: Agency) -> None:
    group, starts, _ = maker.ledger.registry[agency.pk]
    days: tuple[date | None, ...] = (None, LAST, LAST - timedelta(1))
    ends = maker.draw.choice([day for day in days if day is None or day >= starts])
    maker.ledger.registry[agency.pk] = (group, starts, ends)
    Agency.objects.filter(pk=agency.pk).update(ends_on=ends)
