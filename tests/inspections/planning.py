"""What the tests of plans share."""

from uuid import uuid4

from inspections.plans import workflow as plan_flow
from inspections.plans.actions import add_line, draft_plan
from inspections.plans.models import Plan, PlanLine
from inspections.teams.models import Issuer
from tests.doing import do
from tests.inspections.visiting import DAY, NOW

TOLD = {
    "subject": "kiểm tra công vụ năm 2019",
    "bases": "Luật Cán bộ, công chức ngày 13/11/2008;\n"
    "Căn cứ Kế hoạch số 1441/KH-UBND ngày 05/7/2019.",
    "purpose": "Chấn chỉnh kỷ luật, kỷ cương hành chính\nKiểm tra đúng nội dung, đúng đối tượng",
    "contents": "Việc chấp hành thời giờ làm việc\nTinh thần, thái độ phục vụ",
    "carrying_out": "Sở Nội vụ thành lập Tổ kiểm tra\nCác cơ quan phối hợp thực hiện",
}


def empty_plan(cast, **changes) -> Plan:
    """A plan of 2019 by the Giám đốc Sở without lines, but for ``changes``."""
    given = {"by": cast.specialist, "at": NOW, "year": 2019, "issuer": Issuer.DEPARTMENT}
    return draft_plan(**(given | TOLD | changes))[0]


def line(cast, plan: Plan, agency=None, **changes) -> PlanLine:
    """An agency announced for August; without one three surprise visits to communes."""
    given = {"by": cast.specialist, "at": NOW, "month": 8, "agency": agency}
    if agency is None:
        given |= {"group": "commune", "number": 3}
    return add_line(plan, **(given | changes))[0]


def plan(cast, **changes) -> Plan:
    """The same with one agency and three surprise visits."""
    made = empty_plan(cast, **changes)
    line(cast, made, cast.a)
    line(cast, made)
    return made


def presented(cast, **changes) -> Plan:
    """One that lies for signature."""
    return do(plan_flow.PRESENT, plan(cast, **changes), by=cast.manager, at=NOW)


def issued(cast, **changes) -> Plan:
    """One with its number."""
    asked = {"number": changes.pop("number", "152/KH-SNV"), "issued_on": DAY}
    return do(plan_flow.ISSUE, presented(cast, **changes), by=cast.manager, at=NOW, **asked)


def line_form(**changes) -> dict:
    """The form of a line as a browser sends it."""
    filled = {
        "client_id": str(uuid4()),
        "month": "9",
        "agency": "xay dung",
        "group": "",
        "number": "",
        "theme": "",
        "reason": "",
    }
    return filled | changes
