"""Results on the home page: to fill in, to correct, to certify, to accept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window
from django.urls import reverse
from django.utils.text import Truncator

from inspections.people.models import Assignment
from inspections.rounds.models import DueAgency, RoundState, SubmissionState
from inspections.submissions.models import SUBMISSIONS_IN_CHARGE, Submission
from inspections.submissions.parts import missing_for_certification
from inspections.submissions.workflow import EDITABLE, REOPEN, RETURN
from tayninh_portal.access import AGENCY, Role, agencies_of, holds
from tayninh_portal.lib.dates import count2
from tayninh_portal.lib.together import Rows
from tayninh_portal.models import Appointment, Change, User
from tayninh_portal.tasks import TASKS_A_SOURCE, Task, task_source

NOTE_LENGTH = 100
# Single results of one round that still fit on a page of things to do.
SINGLE = 5


@task_source
def results_of_own_agency(user: User, today: date) -> Iterator[Task | Rows]:
    """The clerk fills in and corrects; the head certifies what is complete.

    Where an agency has no clerk today, the head is asked to fill in as well.
    """
    own = agencies_of(user, AGENCY, today)
    if not own:
        return
    heads = agencies_of(user, frozenset({Role.AGENCY_HEAD}), today)
    fills = agencies_of(user, frozenset({Role.AGENCY_CLERK}), today)
    clerks = Appointment.objects.on(today).filter(role=Role.AGENCY_CLERK, agency__in=heads)
    with_clerk = clerks.values_list("agency_id", flat=True)
    due = DueAgency.objects.active().filter(round__state=RoundState.OPEN, agency__in=own)
    rows = due.select_related("round", "agency").order_by("round__due_on", "pk")[:TASKS_A_SOURCE]
    yield (with_clerk, rows)
    fills |= heads - set(with_clerk)
    found = _results(rows)
    yield (found,)
    results = {(result.round_id, result.agency_id): result for result in found}
    lines = _sent_back(found)
    yield (lines,)
    sent_back = dict(lines)
    for row in rows:
        result = results.get((row.round_id, row.agency_id))
        note = sent_back.get(result.pk) if result else None
        task = _task_of(row, result, note, fills=row.agency_id in fills, heads=heads)
        if task is not None:
            yield task


def _task_of(
    row: DueAgency,
    result: Submission | None,
    note: str | None,
    *,
    fills: bool,
    heads: Collection[int],
) -> Task | None:
    """What one agency has to do about one round; None for nothing, or nothing for this person."""
    if result is None:
        address = reverse("round-detail", args=[row.round_id])
        return _task("Nhập kết quả tự kiểm tra", row, address) if fills else None
    if result.state not in EDITABLE:
        return None
    if note is None and not missing_for_certification(result):
        address = reverse("submission-certify", args=[result.pk])
        is_head = row.agency_id in heads
        return _task("Xác nhận kết quả tự kiểm tra", row, address) if is_head else None
    if not fills:
        return None
    address = reverse("submission-update", args=[result.pk])
    returned = result.state == SubmissionState.RETURNED
    what = "Sửa kết quả tự kiểm tra bị trả lại" if returned else "Nhập kết quả tự kiểm tra"
    return _task(what, row, address, note or "")


@task_source
def results_to_accept(user: User, today: date) -> Iterator[Task | Rows]:
    """Sent results of the agencies in charge; a manager gets those nobody in charge may accept.

    More than ``SINGLE`` of one round stand in one line, which opens them in its list.
    """
    if not holds(user, Role.SPECIALIST, Role.MANAGER, on=today):
        return
    assigned = Assignment.objects.on(today).filter(agency=OuterRef("agency"))
    wanted = SUBMISSIONS_IN_CHARGE.q(user, today)
    if holds(user, Role.MANAGER, on=today):
        able = assigned.exclude(user=OuterRef("prepared_by")).exclude(user=OuterRef("certified_by"))
        wanted |= ~Q(Exists(able))
    waiting = Submission.objects.filter(wanted, state=SubmissionState.CERTIFIED)
    rows: QuerySet[Submission] = waiting.exclude(prepared_by=user).exclude(certified_by=user)
    counted = rows.annotate(of_round=Window(Count("pk"), partition_by="round"))
    stated = set()
    few_first = counted.select_related("round", "agency").order_by("of_round", "filed_on", "pk")
    first = few_first[:TASKS_A_SOURCE]
    yield (first,)
    for result in first:
        if result.of_round <= SINGLE:
            yield Task(
                f"Xem, chấp nhận hoặc trả lại kết quả tự kiểm tra – {result.round}",
                result.agency.name,
                None,
                reverse("submission-detail", args=[result.pk]),
            )
        elif result.round_id not in stated:
            stated.add(result.round_id)
            yield Task(
                f"Xem, chấp nhận hoặc trả lại {count2(result.of_round)} kết quả tự kiểm tra – "
                f"{result.round}",
                f"{count2(result.of_round)} cơ quan",
                None,
                reverse("round-detail", args=[result.round_id])
                + f"?state={SubmissionState.CERTIFIED}"
                + ("&mine=on" if holds(user, Role.SPECIALIST, on=today) else ""),
            )


def _task(what: str, row: DueAgency, address: str, note: str = "") -> Task:
    reason = f": {Truncator(note).chars(NOTE_LENGTH)}" if note else ""
    return Task(f"{what} – {row.round}{reason}", row.agency.name, row.round.due_on, address)


def _results(rows: Iterable[DueAgency]) -> QuerySet[Submission]:
    found = Submission.objects.filter(
        round__in=[row.round_id for row in rows], agency__in=[row.agency_id for row in rows]
    )
    return found.prefetch_related("counts")


def _sent_back(results: Iterable[Submission]) -> QuerySet[Change, tuple[int, str]]:
    """Reason by result, of those that came back and that nobody has touched since."""
    newest = Q(pk__in=[])
    for result in results:
        newest |= Q(record_id=result.pk, version=result.version)
    lines = Change.objects.filter(
        newest, record_type=Submission._meta.label_lower, action__in=(RETURN.name, REOPEN.name)
    )
    return lines.values_list("record_id", "note")
