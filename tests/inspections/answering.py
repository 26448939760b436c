"""What the tests of handlings and remedies share: a finding of a concluded visit, its answers."""

from datetime import date
from uuid import uuid4

from inspections.catalogues.models import Category, HandlingMeasure, Subject
from inspections.findings.models import Finding
from inspections.handlings import workflow as handling_flow
from inspections.handlings.actions import enter_handling
from inspections.handlings.models import Handling
from inspections.remedies import workflow as remedy_flow
from inspections.remedies.models import Remedy
from inspections.visits import workflow as visit_flow
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.visiting import DAY, draft, violation

# The visit was on 05/7/2019; the agency answers two weeks later.
NOW = moment(2019, 7, 19, 9)
TODAY = date(2019, 7, 19)
DUE = date(2019, 8, 5)


def form(code: str) -> HandlingMeasure:
    """A form of handling by its code."""
    return HandlingMeasure.objects.get(code=code)


def finding(cast, agency: str = "a", *, unit: bool = False, day: date = DAY, **changes) -> Finding:
    """A finding of a concluded visit that recommends a reminder; ``unit``: about the unit, to be
    put right by ``DUE``. ``team`` is who inspected, the specialist alone if not given;
    ``elsewhere`` another body than the visited one."""
    at = moment(day.year, day.month, day.day, 14)
    team = changes.pop("team", [cast.specialist])
    given = {"recommended_handling": form("remind_oral"), "at": at}
    given["agency"] = changes.pop("elsewhere", None)
    if unit:
        given |= {
            "subject": Subject.UNIT,
            "category": Category.objects.get(code="unit_nameplates"),
            "person_kind": "",
            "recommended_handling": form("rectify"),
            "remedy_due_on": DUE,
        }
    visit = draft(
        cast,
        by=cast.manager,
        at=at,
        day=day,
        agency=getattr(cast, agency),
        members=team,
        head=team[0],
    )
    made = violation(cast, visit, **(given | changes))
    do(visit_flow.CONCLUDE, visit, by=cast.manager, at=at, conclusion="Chấp hành tốt.")
    return Finding.objects.get(pk=made.pk)


def handling(cast, about: Finding | None = None, by: str = "clerk_a", **changes) -> Handling:
    """A reminder of Sở Xây dựng waiting for the Sở, but for ``changes``."""
    given = {"form": form("remind_oral"), "starts_on": TODAY, "at": NOW} | changes
    about = about or finding(cast)
    return enter_handling(about, by=getattr(cast, by), **given)[0]


def confirmed_handling(cast, about: Finding | None = None, **changes) -> Handling:
    """The same, confirmed by the manager."""
    return do(handling_flow.CONFIRM, handling(cast, about, **changes), by=cast.manager, at=NOW)


def remedy(cast, agency: str = "a", **changes) -> Remedy:
    """What Sở Xây dựng has to put right by ``DUE``."""
    return Remedy.objects.get(finding=finding(cast, agency, unit=True, **changes))


def reported(cast, by: str = "clerk_a", done_on: date = TODAY, **changes) -> Remedy:
    """The same, reported."""
    return do(
        remedy_flow.REPORT,
        remedy(cast, **changes),
        by=getattr(cast, by),
        at=NOW,
        done_on=done_on,
        text="Đã gắn đủ bảng tên.",
    )


def confirmed_remedy(cast, **changes) -> Remedy:
    """The same, confirmed by the manager."""
    return do(remedy_flow.CONFIRM, reported(cast, **changes), by=cast.manager, at=NOW)


def handling_form(code: str = "remind_oral", **changes) -> dict:
    """The form filled in as a browser sends it, but for ``changes``."""
    filled = {
        "client_id": str(uuid4()),
        "starts_on": "19/7/2019",
        "form": form(code).pk,
        "law_reason": "",
        "decision_number": "",
        "decision_date": "",
        "signer": "",
    }
    return filled | changes


def text_of(answer) -> str:
    """The page as one line, with the status it must have to be read."""
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())
