"""The papers about visits on the home page: to decide, to number, to write on, to take."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q

from inspections.agencies.scope import SPEAKERS
from inspections.result_papers.addressing import reads_names
from inspections.result_papers.models import (
    ANNOUNCES,
    PAPER_WRITERS,
    PaperKind,
    PaperState,
    Receiver,
    ResultPaper,
    ResultPaperQuerySet,
)
from inspections.result_papers.workflow import RESULT_PAPERS
from inspections.visits.models import VisitState
from tayninh_portal.access import PROVINCE, holds, may
from tayninh_portal.lib.together import Rows
from tayninh_portal.models import User
from tayninh_portal.tasks import TASKS_A_SOURCE, Task, task_source

S = PaperState
WHAT = {
    S.SENT: "Nhận báo cáo của Tổ trưởng",
    S.PRESENTED: "Duyệt {}",
    S.APPROVED: "Ghi số {}",
    S.RETURNED: "Sửa thông báo bị trả lại",
    S.ISSUED: "Soạn thông báo thay thế: lượt kiểm tra đã được đính chính",
}
# A visit to come that stands on another moment than the notice of it tells.
MOVED = ANNOUNCES & Q(visit__state=VisitState.PLANNED)
MOVED &= ~Q(tells_of__date=F("visit__day"), tells_of__time=F("visit__starts_at"))


@task_source
def papers_waiting(user: User, today: date) -> Iterator[Task | Rows]:
    """At the Sở: what waits for the person in its state, and notices that no longer tell of the
    visit as it was corrected or moved."""
    if not may(user, "result_paper.list"):
        return
    mine = RESULT_PAPERS.waiting(user, today, *RESULT_PAPERS.waits_for)
    changed = (Q(visit__concluded_at__gt=F("tells_of")) & ~ANNOUNCES) | MOVED
    mine_changed = changed & PAPER_WRITERS.q(user, today)
    outdated = Q(pk__in=ResultPaper.objects.in_force().filter(mine_changed, replaced_by=None))
    yield from _tasks(ResultPaper.objects.filter(mine | outdated), WHAT)


@task_source
def notices_to_take(user: User, today: date) -> Iterator[Task | Rows]:
    """At the receivers: what their body has not taken yet."""
    if not may(user, "result_paper.list"):
        return
    own = SPEAKERS.keys(user, today)
    theirs = Q(receipts__receiver=Receiver.AGENCY, addressee__in=own)
    theirs |= Q(receipts__receiver=Receiver.ABOVE, above__in=own)
    if holds(user, *PROVINCE, on=today):
        theirs |= Q(receipts__receiver=Receiver.PROVINCE)
    rows = ResultPaper.objects.filter(theirs, state=S.ISSUED, receipts__received_at=None)
    # Once the visit is over nobody has to take what announced it.
    rows = rows.exclude(ANNOUNCES & ~Q(visit__state__in=(VisitState.PLANNED, VisitState.DRAFT)))
    if not reads_names(user, today):
        rows = rows.filter(names_persons=False)
    yield from _tasks(rows, {S.ISSUED: "Nhận {}"})


def _tasks(rows: ResultPaperQuerySet, what: dict[PaperState, str]) -> Iterator[Task | Rows]:
    found = rows.named().order_by("visit__day", "pk")[:TASKS_A_SOURCE]
    yield (found,)
    for paper in found:
        url = RESULT_PAPERS.record_url(paper)
        told = what[PaperState(paper.state)]
        if told == WHAT[S.ISSUED] and paper.kind == PaperKind.COMING:
            told = "Soạn thông báo thay thế: lịch kiểm tra đã đổi"
        yield Task(told.format(paper.get_kind_display().lower()), paper.agency_then, None, url)
