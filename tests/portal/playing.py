"""What people of the played year do that is no transition: they begin records, write, hand over.

Each function is one or more forms sent by one person; nothing is written past the portal's pages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.urls import reverse

from inspections.catalogues.models import Category, HandlingMeasure, Subject
from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.rounds.models import Round
from inspections.submissions.models import Submission
from inspections.visits.models import Visit
from reports.narrative.models import Report
from tayninh_portal.access import Role, protected_roles
from tayninh_portal.models import User
from tests.inspections import answering, handing, round_story, visiting
from tests.inspections.complaint_story import ADDRESS, CONTENT, NAME, PHONE, SUMMARY
from tests.portal.two_people import confirm

Activity = Callable[[Any], None]
MEETING = {
    "kind": "meeting",
    "day": "05/7/2019",
    "title": "Phổ biến Quyết định 1847/QĐ-TTg",
    "quantity": "2",
    "people_reached": "80",
}


def sends(cast: Any, who: str, name: str, *args: object, query: str = "", **typed: object) -> None:
    """``who`` sends a form to the address ``name``; it has to be taken."""
    url = reverse(name, args=args) + query
    answer = cast.client(who).post(url, {"client_id": str(uuid4()), **typed})
    assert answer.status_code == 302, (url, answer.context and answer.context["form"].errors)


def open_an_account(cast: Any) -> None:
    """Of who signs for the province, without an address for mails."""
    typed = {"full_name": "Nguyễn Văn Mẫu", "username": "chairman", "email": "", "phone": ""}
    sends(cast, "admin", "account-create", **typed)


def appoint(who: str, role: Role, place: str, title: str) -> Activity:
    """The administrator gives a post of an agency."""

    def give(cast: Any) -> None:
        account = User.objects.get(username=who)
        page = cast.client("admin").get(reverse("appointment-create", args=[account.pk]))
        sends(
            cast,
            "admin",
            "appointment-create",
            account.pk,
            seen_version=page.context["form"]["seen_version"].value(),
            role=role,
            agency=getattr(cast, place).pk,
            title=title,
            starts_on="02/7/2019",
            ends_on="",
        )
        if role in protected_roles():
            confirm(cast)

    return give


def inspect_a(cast: Any) -> None:
    """The specialist logs a visit with a colleague; two findings, one to be put right."""
    form = visiting.visit_form(cast, members=[cast.specialist.pk, cast.specialist_b.pk])
    sends(cast, "specialist", "visit-create", **form)
    visit = Visit.objects.get(agency=cast.a)
    _find(cast, "specialist", visit, "late", "remind_oral", person_kind="civil_servant")
    _find(cast, "specialist", visit, "unit_nameplates", "rectify", remedy_due_on="05/8/2019")


def inspect_b(cast: Any) -> None:
    """A colleague goes to another agency and finds a unit at fault, which never puts it right."""
    mine = {"agency": cast.b.pk, "members": [cast.specialist_b.pk], "head": cast.specialist_b.pk}
    form = visiting.visit_form(cast, day="12/8/2019", **mine)
    sends(cast, "specialist_b", "visit-create", **form)
    visit = Visit.objects.get(agency=cast.b)
    _find(cast, "specialist_b", visit, "unit_nameplates", "rectify", remedy_due_on="06/9/2019")


def _find(cast: Any, who: str, visit: Visit, code: str, measure: str, **typed: object) -> None:
    category = Category.objects.get(code=code)
    sends(
        cast,
        who,
        "finding-create",
        visit.pk,
        query="?doi-tuong=don-vi" if category.subject == Subject.UNIT else "",
        seen_version=Visit.objects.get(pk=visit.pk).version,
        category=category.pk,
        recommended_handling=HandlingMeasure.objects.get(code=measure).pk,
        description="Ghi nhận tại chỗ.",
        **typed,
    )


def log_what_is_left_lying(cast: Any) -> None:
    """The manager writes down a visit of a colleague, who does not go on with it."""
    mine = {"agency": cast.b.pk, "members": [cast.specialist_b.pk], "head": cast.specialist_b.pk}
    sends(cast, "manager", "visit-create", **visiting.visit_form(cast, day="10/9/2019", **mine))


def answer_the_finding(cast: Any) -> None:
    """The clerk enters what was decided about the person."""
    finding = Finding.objects.get(subject=Subject.PERSON)
    sends(cast, "clerk_a", "handling-create", finding.pk, **answering.handling_form())


def call(agency: str, day: str, **about: Callable[[Any], object] | str) -> Activity:
    """The operator writes a call about ``agency`` down; ``about``: what is unlike the others."""

    def log(cast: Any) -> None:
        told = {name: made(cast) if callable(made) else made for name, made in about.items()}
        caller = {"caller_name": NAME, "caller_address": ADDRESS, "caller_phone": PHONE}
        sends(
            cast,
            "operator",
            "complaint-create",
            **({} if "is_anonymous" in told else caller),
            content=CONTENT,
            subject_agency=getattr(cast, agency).name,
            summary=SUMMARY,
            channel="phone",
            received_at=day,
            received_time="09:30",
            **told,
        )

    return log


def the_first_call_about_b() -> str:
    """What a second call about the same thing is merged with."""
    return str(Complaint.objects.filter(subject_agency__name="Sở Y tế").earliest("pk").pk)


def tells(who: str, **typed: str) -> Activity:
    """Somebody tells of what their agency did for the Đề án."""
    return lambda cast: sends(cast, who, "implementation-create", **(MEETING | typed))


def the_department_tells(cast: Any) -> None:
    """A specialist tells of a training of the Sở itself."""
    typed = MEETING | {"kind": "training", "day": "14/11/2019", "agency": cast.department.pk}
    sends(cast, "specialist", "implementation-create", **typed)


def plan_the_round(cast: Any) -> None:
    """The manager plans the self-inspection of the year."""
    sends(
        cast,
        "manager",
        "round-create",
        title="Tự kiểm tra năm 2019",
        period_start="01/01/2019",
        period_end="31/12/2019",
        reference_day="",
        due_on="10/01/2020",
        request_number="",
        request_date="",
    )


def fill_in(cast: Any) -> None:
    """The clerk of A fills in what the agency found itself."""
    sends(cast, "clerk_a", "submission-start", Round.objects.get().pk, cast.a.pk)
    submission = Submission.objects.get()
    filled = round_story.typed(submission, held="held", inspections_held="3", count_late="2")
    sends(cast, "clerk_a", "submission-update", submission.pk, **filled)


def open_the_report(cast: Any) -> None:
    """The specialist begins the report the Ministry asks for."""
    sends(
        cast,
        "specialist",
        "report-create",
        year="2019",
        period_kind="calendar",
        request_number="28/BNV-CCVC",
        request_date="03/01/2020",
        request_title="báo cáo thực hiện Đề án Văn hóa công vụ",
        request_due_on="15/01/2020",
        title="Thực hiện Quyết định số 1847/QĐ-TTg",
    )


def write_the_report(cast: Any) -> None:
    """The specialist writes under every heading that has none below it."""
    report = Report.objects.get()
    sections = list(report.sections.active())
    for section, after in zip(sections, [*sections[1:], None], strict=True):
        if after is None or after.level <= section.level:
            sends(
                cast,
                "specialist",
                "section-update",
                report.pk,
                section.pk,
                seen_version=section.version,
                text="Nội dung của đơn vị soạn thảo.",
            )


def stand_by_the_warnings(cast: Any) -> None:
    """The specialist reads what the checks say, which finds no error, and accepts the warnings."""
    report = Report.objects.get()
    page = cast.client("specialist").get(reverse("report-checks", args=[report.pk]))
    shown, form = page.context["shown"], page.context["form"]
    assert shown.errors == ()
    reasons = {line.name: "Đã đối chiếu với hồ sơ, đúng thực tế." for line in shown.asked}
    if reasons:
        typed = {**form.data, **reasons, "keep": "1"}
        sends(cast, "specialist", "report-checks", report.pk, **typed)


def submit(**figures: str) -> Activity:
    """The specialist checks the report and sends it up; once it came back they say whether its
    ``figures`` are kept."""

    def send_up(cast: Any) -> None:
        stand_by_the_warnings(cast)
        report = Report.objects.get()
        typed = {"note": "Kính trình.", "seen_version": report.version, **figures}
        sends(cast, "specialist", "report-submit", report.pk, **typed)

    return send_up


def hand_over(cast: Any) -> None:
    """The manager passes on what specialist_b has open to the other one, having seen what moves."""
    form = handing.form(cast, "specialist_b", "specialist", day="21/01/2020")
    preview = cast.client("manager").post(reverse("handover-create"), form).context["form"]
    seen = {name: preview[name].value() for name in preview.fields}
    sends(cast, "manager", "handover-create", **seen, confirmed="1")
