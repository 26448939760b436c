"""A body whose person was met at a visit elsewhere is told of that finding, since it is told of no
visit (``inspections/visits/news.py`` tells the visited one)."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from inspections.agencies.scope import answers_for
from inspections.catalogues.models import Subject as About
from inspections.findings.models import Finding
from inspections.handlings.models import Handling
from inspections.visits.models import Visit
from inspections.visits.workflow import CONCLUDE
from tayninh_portal.models import User
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.notifications.declared import News, Subject, register
from tayninh_portal.scope import Scope, only_if

_ANSWERED = Handling.objects.active().filter(finding=OuterRef("pk"))
TO_ANSWER_ELSEWHERE = Q(
    ~Q(agency=F("visit__agency")),
    ~Exists(_ANSWERED),
    subject=About.PERSON,
    withdrawn_at=None,
    recommended_handling__isnull=False,
)
ANSWERERS_ELSEWHERE = Scope(only_if(TO_ANSWER_ELSEWHERE, *answers_for("agency")))


def _told_of(user: User) -> QuerySet[Finding]:
    rows = Finding.objects.counted().visible_to(user).select_related("agency")
    return rows.prefetch_related("agency__names")


register(
    Subject(
        Finding,
        _told_of,
        title=lambda finding: f"nội dung ghi nhận số {finding.pk}",
        where=lambda finding: finding.agency.name_on(finding.visit_day),
        url=lambda finding: reverse("handling-create", args=[finding.pk]),
        own=(News(NoticeKind.GIVEN, (CONCLUDE.name,), ANSWERERS_ELSEWHERE),),
        lines_of=Visit,
        via="visit",
    )
)
