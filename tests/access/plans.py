"""A team with a guest from agency B, and its visits to come at agency A."""

from datetime import date, time, timedelta

from django.utils import timezone

from inspections.plans import workflow as plan_flow
from inspections.plans.actions import add_line, draft_plan
from inspections.plans.clashes import record_other
from inspections.plans.models import OtherBody
from inspections.teams.actions import form_team, seat_member
from inspections.teams.models import Issuer, Seat
from inspections.visits.actions import plan_visit
from tests.doing import do


def build(cast) -> dict[str, dict[str, object]]:
    """Objects by name → the keyword arguments of their addresses."""
    today = timezone.localdate()
    team, _ = form_team(
        by=cast.manager,
        issuer=Issuer.DEPARTMENT,
        name="Tổ kiểm tra công vụ",
        decision_number="215/QĐ-SNV",
        decision_day=today,
        decision_title="thành lập Tổ kiểm tra công vụ",
        symbol="TKT",
        starts_on=today,
        ends_on=today + timedelta(days=90),
        head=cast.specialist,
    )
    asked = {"seat": Seat.MEMBER, "starts_on": today, "person": cast.clerk_b}
    team = seat_member(team, by=cast.manager, **asked)
    found: dict[str, dict[str, object]] = {
        "team": {"pk": team.pk},
        "guest of team": {"pk": team.pk, "member_pk": team.members.get(user=cast.clerk_b).pk},
    }
    found |= _plans(cast, today)
    for name, is_surprise in (("surprise at A", True), ("announced at A", False)):
        visit, _ = plan_visit(
            by=cast.manager,
            team=team,
            agency=cast.a,
            day=today,
            starts_at=time(8 if is_surprise else 14),
            is_surprise=is_surprise,
        )
        found[name] = {"pk": visit.pk}
    return found


def _plans(cast, today) -> dict[str, dict[str, object]]:
    words = dict.fromkeys(("subject", "bases", "purpose", "contents", "carrying_out"), "Kiểm tra")
    other, _ = record_other(
        by=cast.specialist,
        body=OtherBody.AUDIT,
        agency=cast.a,
        starts_on=date(today.year, 12, 1),
        ends_on=date(today.year, 12, 20),
        content="Kiểm toán ngân sách",
    )
    found: dict[str, dict[str, object]] = {"plan of another": {"pk": other.pk}}
    for name, issuer in (("draft", Issuer.DEPARTMENT), ("presented", Issuer.PROVINCE)):
        plan, _ = draft_plan(by=cast.specialist, year=today.year, issuer=issuer, **words)
        line, _ = add_line(plan, by=cast.specialist, month=12, agency=cast.a)
        if name == "presented":
            do(plan_flow.PRESENT, plan, by=cast.manager)
        found[f"clash of plan {name}"] = {"pk": line.pk, "other_pk": other.pk}
        found[f"plan {name}"] = {"pk": plan.pk}
        found[f"line of plan {name}"] = {"pk": line.pk}
    return found
