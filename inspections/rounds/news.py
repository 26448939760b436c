"""Who is told of what about a round: each agency due, once it is asked."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from inspections.agencies.scope import OWN
from inspections.rounds.models import DueAgency, Round, RoundState
from inspections.rounds.workflow import OPEN, REOPEN
from inspections.submissions.models import Submission
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import User
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.notifications.declared import Clock, News, Subject, register
from tayninh_portal.scope import Link, Scope

_FILED = Submission.objects.filed().filter(round=OuterRef("round"), agency=OuterRef("agency"))
UNFILED = Q(~Exists(_FILED))
# Who fills it in and certifies it; a unit under the agency reports through it.
DUE_HERE = Scope((Link(OWN, "agency"),))
# Who still has to, where a round is opened again: the others sent theirs in.
STILL_DUE_HERE = Scope((Link(OWN, "agency", UNFILED),))


def _due_of(user: User) -> QuerySet[DueAgency]:
    rows = DueAgency.objects.active().visible_to(user).exclude(round__state=RoundState.DRAFT)
    return rows.select_related("round", "agency")


def _unfiled() -> QuerySet[DueAgency]:
    return DueAgency.objects.active().filter(UNFILED, round__state=RoundState.OPEN)


def _title(due: DueAgency) -> str:
    first, last = short_date(due.round.period_start), short_date(due.round.period_end)
    return f"tự kiểm tra kỳ {first}–{last}"


register(
    Subject(
        DueAgency,
        _due_of,
        title=_title,
        where=lambda due: due.agency.name,
        url=lambda due: reverse("round-detail", args=[due.round_id]),
        until=lambda due: due.round.due_on,
        # “touch”: put on the list of a round that is open already.
        own=(
            News(
                NoticeKind.GIVEN,
                (OPEN.name, REOPEN.name, "touch"),
                STILL_DUE_HERE,
                in_state=RoundState.OPEN,
            ),
        ),
        clock=Clock(_unfiled, "round__due_on", DUE_HERE),
        lines_of=Round,
        via="round",
    )
)
