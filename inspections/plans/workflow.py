"""The way of a plan: written, presented, issued with its number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from inspections.plans import actions
from inspections.plans.forms import IssueForm, ReturnForm
from inspections.plans.models import Plan, PlanLine, PlanState
from inspections.teams.models import Issuer
from tayninh_portal.access import Role, each, holds, register_rules
from tayninh_portal.models import User
from tayninh_portal.workflow import Transition, Words, Workflow, register

S = PlanState
PRESENT = Transition(
    "present", "Trình ký", (S.DRAFT,), (S.PRESENTED,), "plan.present", actions.present
)
RETURN = Transition(
    "return",
    "Lấy lại để sửa",
    (S.PRESENTED,),
    (S.DRAFT,),
    "plan.return",
    actions.send_back,
    ReturnForm,
)
ISSUE = Transition(
    "issue",
    "Ghi số, ngày ban hành",
    (S.PRESENTED,),
    (S.ISSUED,),
    "plan.issue",
    actions.issue,
    IssueForm,
)
WORDS: dict[str | tuple[str, str], Words] = {
    "present": Words(
        button="Trình ký",
        done="Đã ghi là đã trình; tải Kế hoạch, Tờ trình ở mục Văn bản.",
        sign="send",
        style="primary",
    ),
    "return": Words(button="Lấy lại để sửa", done="Kế hoạch trở lại đang soạn."),
    "issue": Words(
        button="Ghi số, ngày ban hành",
        done="Đã ghi số, ngày; từ nay thay đổi phải có lý do.",
        sign="check-circle",
        style="primary",
        consequence="Ghi theo bản đã ký. Sau đó mỗi dòng thêm, đổi, bỏ đều phải có lý do.",
    ),
}
IS_PRESENTED = "Kế hoạch đang trình ký; lấy lại thì mới sửa được."
IS_ISSUED = "Kế hoạch đã ban hành."
NOT_PRESENTED = "Kế hoạch chưa trình ký."
CLOSED: dict[str | tuple[str, str], str] = {
    ("present", S.PRESENTED): "Kế hoạch đã trình ký.",
    S.DRAFT: NOT_PRESENTED,
    S.ISSUED: IS_ISSUED,
}


def plans_of(user: User) -> QuerySet[Plan]:
    """The plans a person may see."""
    return Plan.objects.visible_to(user)


PLANS = register(Workflow(Plan, "plan", "plans", plans_of, (PRESENT, RETURN, ISSUE), WORDS, CLOSED))


def writing_forbidden(user: User, plan: Plan, on: date) -> str | None:
    """What was presented is what is signed."""
    return {S.PRESENTED: IS_PRESENTED, S.ISSUED: IS_ISSUED}.get(S(plan.state))


def changing_forbidden(user: User, plan: Plan, on: date) -> str | None:
    """Lines of an issued plan change with a reason; of one that lies for signature not at all."""
    return IS_PRESENTED if plan.state == S.PRESENTED else None


def presenting_forbidden(user: User, plans: Sequence[Plan], on: date) -> list[str | None]:
    """A plan that names nobody plans nothing."""
    lines = PlanLine.objects.standing().filter(plan__in=plans)
    there = set(lines.values_list("plan_id", flat=True).distinct())
    reason = "Kế hoạch chưa có cơ quan hay số lượt nào; thêm trước khi trình."
    return [None if plan.pk in there else reason for plan in plans]


def issuing_forbidden(user: User, plan: Plan, on: date) -> str | None:
    """The register of UBND tỉnh numbers what its Chủ tịch issues, no other."""
    of_department = plan.issuer == Issuer.DEPARTMENT
    if of_department and not holds(user, Role.MANAGER, on=on):
        return "Kế hoạch của Sở Nội vụ do lãnh đạo Sở ghi số theo sổ văn bản của Sở."
    return None


register_rules(
    {
        "plan.record": each(writing_forbidden),
        "plan.change_lines": each(changing_forbidden),
        "plan.present": presenting_forbidden,
        "plan.issue": each(issuing_forbidden),
    }
)
