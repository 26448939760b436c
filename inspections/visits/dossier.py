"""What the dossier of a visit begins with: plan, decision, complaint, the visit itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model
from django.urls import reverse

from inspections.complaints.models import Complaint
from inspections.plans.models import Plan
from inspections.teams.models import Team
from inspections.visits.models import Visit
from tayninh_portal.access import may
from tayninh_portal.dossiers import Paper, register
from tayninh_portal.models import User


def basis(record: Model, user: User) -> Iterator[Paper]:
    """The plan the visit follows, and the decision of its team."""
    if not isinstance(record, Visit):
        return
    if record.plan_line_id and may(user, "plan.list"):
        for plan in Plan.objects.visible_to(user).filter(lines=record.plan_line_id):
            yield Paper(str(plan), plan.issued_on, reverse("plan-detail", args=[plan.pk]))
    if record.team_id and may(user, "team.list"):
        teams = Team.objects.visible_to(user).filter(pk=record.team_id).select_related("file")
        for team in teams:
            url = reverse("team-detail", args=[team.pk])
            title = f"{team.decision}, {team.decision_title}"
            yield Paper(title, team.decision_day, url, team.file, team)


def complaints(record: Model, user: User) -> Iterator[Paper]:
    """What set the visit off, where the reader may see that complaint."""
    if isinstance(record, Visit):
        seen = Complaint.objects.visible_to(user).filter(visit_sources__visit=record)
        for complaint in seen.order_by("pk"):
            url = reverse("complaint-detail", args=[complaint.pk])
            yield Paper(str(complaint), complaint.received_on, url)


def visit(record: Model, user: User) -> Iterator[Paper]:
    """The record of the visit."""
    if isinstance(record, Visit):
        title = f"Lượt kiểm tra {record} ({record.get_state().within})"
        yield Paper(title, record.day, reverse("visit-detail", args=[record.pk]))


register(10, "Kế hoạch, quyết định", basis)
register(20, "Phản ánh, kiến nghị", complaints)
register(30, "Lượt kiểm tra", visit)
