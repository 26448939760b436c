"""The list of rounds by state, and the due list of a round: by name, group, state and charge.

What the screen hides of a result that is not accepted, the file hides as well: both read the same
lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from django.db.models import Q
from django.urls import reverse

from inspections.agencies.models import ReportGroup
from inspections.people.contacts import contacts_of
from inspections.people.models import Assignment
from inspections.rounds.models import (
    DueAgency,
    DueQuerySet,
    Held,
    Round,
    RoundState,
    SubmissionState,
)
from inspections.submissions.actions import on_time
from inspections.submissions.models import Submission
from inspections.submissions.workflow import EDITABLE
from tayninh_portal.access import (
    DEPARTMENT,
    PROVINCE,
    Allowed,
    Verdict,
    agencies_of,
    roles_of,
    today,
)
from tayninh_portal.list_filters import ListFilter, WordsFilter, charge_box, choice
from tayninh_portal.listing import ListColumn, Listing, illustrative_column, register
from tayninh_portal.models import Appointment, User

# Values of the state filter that are no state of a submission.
NOT_STARTED, NOT_FILED = "none", "unfiled"


class RoundFilter(ListFilter):
    """The list of rounds by state."""

    state = choice("Trạng thái", RoundState.choices)


class DueFilter(ListFilter):
    """The due list of a round; over a queryset joined by ``DueQuerySet.with_result``."""

    q = WordsFilter("Tên cơ quan", "agency__search")
    group = choice("Nhóm", ReportGroup.choices)
    state = choice(
        "Trạng thái",
        [(NOT_FILED, "Chưa gửi"), (NOT_STARTED, "Chưa nhập"), *SubmissionState.choices],
        method="by_state",
    )
    mine = charge_box()

    def by_state(self, rows: DueQuerySet, name: str, value: str) -> DueQuerySet:
        """A state of the result, or that there is none, or that none has been sent."""
        asked = {
            NOT_STARTED: Q(result__isnull=True),
            NOT_FILED: Q(result__isnull=True) | Q(result__state__in=EDITABLE),
        }.get(value, Q(result__state=value))
        return rows.filter(asked)

    def by_charge(self, rows: DueQuerySet, name: str, value: bool) -> DueQuerySet:
        """Agencies the person is in charge of today."""
        if not value:
            return rows
        charge = Assignment.objects.on(today()).filter(user=self.user)
        return rows.filter(agency__in=charge.values("agency"))


@dataclass(frozen=True)
class RoundLine:
    """One round, and how far the result of the person's own agency is."""

    round: Round
    own_state: SubmissionState | None


@dataclass(frozen=True)
class Line:
    """One agency due, with its result or none, as a list shows it."""

    due: DueAgency
    result: Submission | None
    in_charge: str = ""
    may_start: Verdict = field(default_factory=Allowed)
    opens: bool = True
    # Whom to call while nothing was sent.
    contacts: Sequence[Appointment] = ()

    @property
    def counts(self) -> bool:
        """Whether the numbers are more than the agency's own draft."""
        return _was_sent(self.result)

    @property
    def stated(self) -> Submission | None:
        """The result, where its numbers may be shown."""
        return self.result if self.counts and self.opens else None

    @property
    def held(self) -> int | str | None:
        """How many self-inspections were held, or that none was."""
        if self.stated is None:
            return None
        return (
            "Không tổ chức" if self.stated.held == Held.NOT_HELD else self.stated.inspections_held
        )

    @property
    def late(self) -> bool:
        """First sent after the due day."""
        return self.result is not None and bool(
            self.result.first_filed_on and not on_time(self.result)
        )

    @property
    def url(self) -> str:
        """The result, where the person may open it."""
        if self.result is None or not self.opens:
            return ""
        return reverse("submission-detail", args=[self.result.pk])


def _was_sent(result: Submission | None) -> bool:
    return result is not None and result.state not in EDITABLE


def sees_province(user: User) -> bool:
    """Whether the person reads the rounds of all agencies: the Sở and UBND tỉnh."""
    return bool(roles_of(user) & (DEPARTMENT | PROVINCE))


def in_department(user: User) -> bool:
    """Whether the person works at the Sở, which alone sees who is in charge."""
    return bool(roles_of(user) & DEPARTMENT)


def results_of(round: Round, agencies: list[int]) -> dict[int, Submission]:
    """The results of a round by agency, each knowing its round."""
    found = Submission.objects.filter(round=round, agency__in=agencies)
    results = {result.agency_id: result for result in found.prefetch_related("counts")}
    for result in results.values():
        result.round = round
    return results


def due_rows(round: Round) -> DueQuerySet:
    """Who has to report in a round, by group and name."""
    due = DueAgency.objects.active().with_result(round).named_on(round.reference_day)
    # Backwards, the codes of the groups happen to stand in the groups' order: tỉnh, huyện, xã.
    rows: DueQuerySet = due.select_related("agency")
    return rows.order_by("-group", "agency__name_key", "agency_id")


def due_lines(round: Round) -> Callable[[User, list[DueAgency]], list[Line]]:
    """Agencies due with their results, who is in charge, and for the Sở whom to call where nothing
    was sent: three queries for any page."""

    def lines(user: User, due: Iterable[DueAgency]) -> list[Line]:
        due = list(due)
        ids = [row.agency_id for row in due]
        results = results_of(round, ids)
        charge = Assignment.objects.on(today()).filter(agency__in=ids).select_related("user")
        names = {row.agency_id: row.user.full_name for row in charge}
        sees_all = in_department(user)
        silent = [row.agency for row in due if not _was_sent(results.get(row.agency_id))]
        contacts = contacts_of(silent, reader=user, on=today())
        stated = []
        for row in due:
            result = results.get(row.agency_id)
            accepted = result is not None and result.state == SubmissionState.ACCEPTED
            name = names.get(row.agency_id, "")
            calls = contacts.get(row.agency_id, ())
            stated.append(Line(row, result, name, opens=sees_all or accepted, contacts=calls))
        return stated

    return lines


def _round_lines(user: User, rounds: list[Round]) -> list[RoundLine]:
    """The rounds, each with the state of the person's own result where the list shows it."""
    states: dict[int, SubmissionState] = {}
    if not sees_province(user):
        own = Submission.objects.filter(round__in=rounds, agency__in=agencies_of(user))
        states = {result.round_id: SubmissionState(result.state) for result in own}
    return [RoundLine(round, states.get(round.pk)) for round in rounds]


ROUND_LIST: Listing[Round, RoundLine] = Listing(
    "round-list",
    "round.list",
    (
        ListColumn("title", "Đợt", lambda line: line.round.title),
        ListColumn("start", "Kỳ từ ngày", lambda line: line.round.period_start, head="Kỳ"),
        ListColumn("end", "Kỳ đến ngày", lambda line: line.round.period_end, within="start"),
        ListColumn("due", "Hạn gửi", lambda line: line.round.due_on),
        ListColumn("state", "Trạng thái của đợt", lambda line: line.round.badge.label),
        ListColumn(
            "due_count",
            "Phải báo cáo",
            attrgetter("round.due_count"),
            within="accepted",
            when=sees_province,
        ),
        ListColumn(
            "accepted",
            "Đã chấp nhận",
            attrgetter("round.accepted_count"),
            number=True,
            when=sees_province,
        ),
        # For an agency: how far its own result is.
        ListColumn(
            "own",
            "Kết quả của cơ quan",
            lambda line: line.own_state.label if line.own_state else "Chưa nhập",
            when=lambda user: not sees_province(user),
        ),
        illustrative_column(lambda line: line.round.is_illustrative, within="title"),
    ),
    rows=lambda user: Round.objects.visible_to(user).with_progress(),
    filter=RoundFilter,
    lines=_round_lines,
    file="dot-tu-kiem-tra",
)
# On the page of one round, which hands in its rows and lines.
DUE_LIST: Listing[DueAgency, Line] = Listing(
    "round-detail",
    "round.list",
    (
        ListColumn("agency", "Cơ quan", attrgetter("due.name_then")),
        # On the screen one filters by it, and the progress by group stands above.
        ListColumn("group", "Nhóm", lambda line: line.due.get_group_display(), only="file"),
        ListColumn(
            "state",
            "Trạng thái",
            lambda line: line.result.badge.label if line.result else "Chưa nhập",
        ),
        ListColumn(
            "filed",
            "Ngày gửi lần đầu",
            lambda line: line.result.first_filed_on if line.result else None,
        ),
        ListColumn("late", "Sau hạn", lambda line: "sau hạn" if line.late else "", within="filed"),
        ListColumn("held", "Số cuộc", lambda line: line.held, number=True),
        ListColumn(
            "violations",
            "Số vụ việc",
            lambda line: line.stated.violations if line.stated else None,
            number=True,
        ),
        ListColumn("in_charge", "Phụ trách", lambda line: line.in_charge, when=in_department),
    ),
    filter=DueFilter,
    link=lambda line: line.url,
    file="dot-tu-kiem-tra",
)
register(ROUND_LIST)
register(DUE_LIST)
