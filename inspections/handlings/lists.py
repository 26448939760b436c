"""The list of recommendations and what became of them: by agency, subject, result and days.

A decision's number stays out of the file, since it leads to a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import cast

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from inspections.agencies.models import Agency, agency_then
from inspections.agencies.scope import inherited_by
from inspections.catalogues.models import Category, Subject
from inspections.findings.models import Finding, FindingQuerySet
from inspections.handlings.answers import may_enter
from inspections.handlings.models import (
    FINDINGS_IN_CHARGE,
    Handling,
    HandlingState,
    findings_answered,
    with_handling,
)
from inspections.visits.models import Visit
from tayninh_portal.access import Verdict, today
from tayninh_portal.list_filters import (
    ListFilter,
    WordsFilter,
    charge_box,
    choice,
    day_from,
    day_to,
    one_of,
)
from tayninh_portal.listing import ListColumn, Listing, illustrative_column, register
from tayninh_portal.models import User

ABOUT = ("category", "field", "recommended_handling", "agency__parent", "visit")
RECOMMENDED = Q(recommended_handling__isnull=False) | ~Q(recommendation="")
NONE_YET = "none"
STATES = (
    (NONE_YET, "Chưa có kết quả"),
    *((s.value, s.label) for s in HandlingState if s != HandlingState.WITHDRAWN),
)


class HandlingFilter(ListFilter):
    """Over findings the person may see; the state is that of the handling they may see."""

    seldom = ("category",)

    q = WordsFilter("Cơ quan", "agency__search")
    subject = choice("Đối tượng", Subject.choices)
    category = choice(
        "Nội dung ghi nhận", lambda: Category.objects.names().items(), "category__code"
    )
    state = choice("Kết quả xử lý", STATES, method="by_state")
    since = day_from("Kiểm tra từ ngày", "visit_day")
    until = day_to("Đến ngày", "visit_day")
    mine = charge_box()
    agency = one_of(Agency.objects.all(), "agency")

    def by_state(self, rows: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        """Where the active handling is, or that there is none to be seen."""
        seen = _seen(self.user)
        if value == NONE_YET:
            return rows.filter(~Exists(seen))
        return rows.filter(Exists(seen.filter(state=value)))

    def by_charge(self, rows: QuerySet[Finding], name: str, value: bool) -> QuerySet[Finding]:
        """Agencies the person is in charge of today."""
        return rows.filter(FINDINGS_IN_CHARGE.q(self.user, today())) if value else rows


@dataclass(frozen=True)
class Recommendation:
    """One line: a finding, the handling the person may see, whether they may enter one (None where
    their roles or their agency never let them), and whether they see the visit: what their agency
    took over from an ended one they see without."""

    finding: Finding
    handling: Handling | None
    may_enter: Verdict | None
    sees_visit: bool

    @property
    def url(self) -> str:
        """The handling, or else the finding on the page of its visit."""
        if self.handling is not None:
            return reverse("handling-detail", args=[self.handling.pk])
        if self.sees_visit:
            visit = reverse("visit-detail", args=[self.finding.visit_id])
            return f"{visit}#noi-dung-{self.finding.pk}"
        return ""


# What ``with_handling`` prefetched.
_active = attrgetter("active")


def with_agency_then(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """Annotate ``agency_then``: the agency's name on the day of the visit."""
    return findings.annotate(agency_then=agency_then("agency", "visit_day"))


def _seen(user: User) -> QuerySet[Handling]:
    """The handling of the finding of the outer query, where ``user`` may see it."""
    seen: QuerySet[Handling] = Handling.objects.active().visible_to(user)
    return seen.filter(finding=OuterRef("pk"))


def _rows(user: User) -> QuerySet[Finding]:
    answered = cast(FindingQuerySet, findings_answered(user))
    rows = answered.counted().filter(RECOMMENDED | Exists(_seen(user)))
    return with_handling(with_agency_then(rows.select_related(*ABOUT)), user)


def _lines(user: User, findings: list[Finding]) -> list[Recommendation]:
    """One query more, and one for who took something over or answers for somebody met elsewhere."""
    visits = {finding.visit_id for finding in findings}
    if inherited_by(user) or any(finding.is_elsewhere for finding in findings):
        seen = Visit.objects.visible_to(user).filter(pk__in=visits)
        visits = set(seen.values_list("pk", flat=True))
    enters = may_enter(user, [finding for finding in findings if not _active(finding)])
    return [
        Recommendation(
            finding,
            next(iter(_active(finding)), None),
            enters.get(finding.pk),
            finding.visit_id in visits,
        )
        for finding in findings
    ]


RECOMMENDATION_LIST: Listing[Finding, Recommendation] = Listing(
    "handling-list",
    "handling.list",
    (
        ListColumn(
            "day",
            "Ngày kiểm tra",
            lambda line: line.finding.visit_day,
            order=("visit_day", "visit_id", "pk"),
            order_down=("-visit_day", "-visit_id", "pk"),
        ),
        ListColumn(
            "agency",
            "Cơ quan",
            attrgetter("finding.agency_then"),
            order=("agency__name_key", "-visit_day", "-visit_id", "pk"),
            order_down=("-agency__name_key", "-visit_day", "-visit_id", "pk"),
        ),
        ListColumn("what", "Nội dung ghi nhận", lambda line: line.finding.category.name),
        ListColumn(
            "subject",
            "Đối tượng",
            lambda line: (
                line.finding.get_person_kind_display() or line.finding.get_subject_display()
            ),
            within="what",
        ),
        ListColumn(
            "recommended",
            "Tổ kiến nghị",
            attrgetter("finding.recommended_form"),
        ),
        ListColumn(
            "form", "Cơ quan xử lý", lambda line: str(line.handling.form) if line.handling else ""
        ),
        ListColumn(
            "state",
            "Trạng thái",
            lambda line: line.handling.badge.label if line.handling else "Chưa có kết quả",
        ),
        illustrative_column(lambda line: line.finding.is_illustrative, within="what"),
    ),
    rows=_rows,
    filter=HandlingFilter,
    order="-day",
    lines=_lines,
    head="what",
    link=lambda line: line.url,
    file="kien-nghi-xu-ly",
)
register(RECOMMENDATION_LIST)
