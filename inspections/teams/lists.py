"""The list of teams a person is of; of the leaders all."""

from __future__ import annotations

from django.urls import reverse

from inspections.teams.models import Team
from tayninh_portal.lib.dates import short_date
from tayninh_portal.listing import ListColumn, Listing, illustrative_column, register

TEAM_LIST: Listing[Team, Team] = Listing(
    "team-list",
    "team.list",
    (
        ListColumn("name", "Tổ, Đoàn", lambda team: team.name),
        ListColumn("decision", "Quyết định", lambda team: team.decision),
        ListColumn(
            "days",
            "Hoạt động",
            lambda team: f"{short_date(team.starts_on)} – {short_date(team.ends_on)}",
        ),
        illustrative_column(lambda team: team.is_illustrative, within="name"),
    ),
    rows=lambda user: Team.objects.visible_to(user),
    link=lambda team: reverse("team-detail", args=[team.pk]),
    keeps_filters=False,
)
register(TEAM_LIST)
