"""The rounds held for a request, on the page of the request."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.urls import reverse

from inspections.report_requests.models import ReportRequest
from inspections.rounds.models import Round
from tayninh_portal.access import may
from tayninh_portal.models import User
from tayninh_portal.panels import Elsewhere, Panel, register


def rounds_of_request(
    record: models.Model, user: User, elsewhere: Elsewhere | None = None
) -> Mapping[str, object] | None:
    """What ``report_requests/_answers.html`` draws; None for any other record."""
    if not isinstance(record, ReportRequest) or not may(user, "round.list"):
        return None
    rounds = Round.objects.visible_to(user).filter(request=record)
    return {
        "heading": "Đợt tự kiểm tra theo yêu cầu này",
        "none": "Chưa có đợt nào.",
        "rows": [
            (round.title, reverse("round-detail", args=[round.pk]), round.badge, round.due_on)
            for round in rounds
        ],
        "create": reverse("round-create") if may(user, "round.manage") else "",
        "create_label": "Lập đợt tự kiểm tra",
    }


register(Panel("report_requests/_answers.html", rounds_of_request))
