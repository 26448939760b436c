"""One of each object the table names, in agency A and in agency B, open and closed."""

from __future__ import annotations

import io
import json
from datetime import date, time, timedelta
from uuid import uuid4

import pikepdf
from django.test import Client
from django.utils import timezone

from inspections.agencies.actions import close_agency, merge_agencies
from inspections.agencies.models import Agency, LegalKind
from inspections.catalogues.models import Category, HandlingMeasure, PersonKind, Subject
from inspections.cited_documents.actions import attach_document, record_document
from inspections.cited_documents.models import DocumentKind
from inspections.complaints import workflow as complaint_flow
from inspections.complaints.receipt import log_complaint
from inspections.complaints.states import Channel, ComplaintClass
from inspections.findings.actions import add_finding
from inspections.handlings import workflow as handling_flow
from inspections.handlings.actions import enter_handling
from inspections.handovers.actions import hand_over
from inspections.implementation import workflow as fact_flow
from inspections.implementation.actions import record_fact
from inspections.implementation.models import FactKind
from inspections.imports.batches import store_upload, template_of
from inspections.imports.models import ImportKind
from inspections.people.models import Assignment
from inspections.recommendations.actions import add_recommendation
from inspections.remedies import workflow as remedy_flow
from inspections.remedies.models import Remedy
from inspections.rounds import workflow as round_flow
from inspections.rounds.actions import plan_round
from inspections.rounds.models import Held
from inspections.submissions import workflow as submission_flow
from inspections.submissions.actions import save_submission, start_submission
from inspections.visits import workflow as visit_flow
from inspections.visits.actions import log_visit
from inspections.visits.models import VisitCause
from tayninh_portal.access import Role
from tayninh_portal.drafts.store import save_draft
from tayninh_portal.saved_filters import save_filter
from tests.access import head_criticisms, minutes, news, papers, plans, report_scenario
from tests.access.remedies import alike, proof_of
from tests.doing import do
from tests.fixtures.cast import FIRST_DAY, Cast, appoint, make_agency, make_user
from tests.workflows.cases_proposal import asked


def build(cast: Cast) -> dict[str, dict[str, object]]:
    """Objects by name → the keyword arguments of their addresses."""
    today = timezone.localdate()
    visits = {
        "visit A": _visit(cast, cast.a, today - timedelta(days=9), concluded=True),
        "visit B": _visit(cast, cast.b, today - timedelta(days=8), concluded=True),
        "visit of A's unit": _visit(cast, cast.a_unit, today - timedelta(days=7), concluded=True),
        "draft A": _visit(cast, cast.a, today - timedelta(days=1), concluded=False),
    }
    complaints = {
        "complaint new": _complaint(cast, cast.a),
        "complaint handed to A": _complaint(cast, cast.a, to=cast.a),
        "complaint handed to B": _complaint(cast, cast.b, to=cast.b),
        "complaint closed": _complaint(cast, cast.a, to=cast.a, closed=True),
        "complaint reserved": _complaint(cast, cast.department, reserved_for=cast.manager),
    }
    rounds, submissions = _rounds(cast, today)
    found = {name: {"pk": visit.pk} for name, visit in visits.items()}
    for name in ("visit A", "draft A"):
        found[f"recommendation of {name}"] = {"pk": visits[name].recommendations.get().pk}
    for name in ("visit A", "draft A"):
        finding = visits[name].findings.get()
        found[f"finding of {name}"] = {"pk": finding.pk}
        found[f"findings of {name}"] = {"visit_pk": visits[name].pk}
    found |= _imports(cast)
    found |= {name: {"pk": complaint.pk} for name, complaint in complaints.items()}
    found |= {name: {"pk": round_.pk} for name, round_ in rounds.items()}
    found |= {name: {"pk": submission.pk} for name, submission in submissions.items()}
    found |= {
        "A in round open": {"pk": rounds["round open"].pk, "agency_pk": cast.a.pk},
        "B in round open": {"pk": rounds["round open"].pk, "agency_pk": cast.b.pk},
        "A in round closed": {"pk": rounds["round closed"].pk, "agency_pk": cast.a.pk},
        "agency A": {"pk": cast.a.pk},
        "kinds of finding": {"slug": "hanh-vi"},
        "no catalogue": {"slug": "khong-co"},
        "kind of finding": {"slug": "hanh-vi", "pk": Category.objects.get(code="late").pk},
        "no kind of finding": {"slug": "hanh-vi", "pk": 0},
        "agency ended": {"pk": _ended(cast, today - timedelta(days=30)).pk},
        "account": {"pk": cast.clerk_b.pk},
        "post": {"pk": cast.clerk_b.appointments.get().pk},
        "": {},
        "to visit A": {"record_type": "inspections.visit", "pk": visits["visit A"].pk},
        "to round open": {"record_type": "inspections.round", "pk": rounds["round open"].pk},
        "to round closed": {"record_type": "inspections.round", "pk": rounds["round closed"].pk},
        "figure": {"key": "visits.total"},
        "guide": {"word": "thu-truong"},
        "no guide": {"word": "khong-co"},
        "filter of S": {"pk": _kept_filter(cast).pk},
        "draft of S": {"key": str(_draft_of(cast.specialist).key)},
        **news.build(cast),
    }
    for name in ("submission A draft", "submission B certified"):
        found[f"to {name}"] = {"record_type": "inspections.submission", "pk": submissions[name].pk}
    found |= _handovers(cast, today)
    found |= head_criticisms.build(cast, visits, today, paper=_blank_page())
    found |= _handlings(cast, today) | _implementation(cast, today)
    found |= plans.build(cast)
    found |= minutes.build(cast, found)
    found |= papers.build(
        cast, lambda agency, day: _visit(cast, agency, day, concluded=True), _blank_page
    )
    earlier = _visit(cast, cast.a, today - timedelta(days=40), concluded=True)
    found |= alike(cast, visits["visit A"], earlier)
    found["proposal about N"] = {"pk": asked(cast).pk}
    return found | report_scenario.build(cast)


def _kept_filter(cast):
    row, _ = save_filter(
        by=cast.specialist, list_name="visit-list", name="Nháp", query="state=draft"
    )
    return row


def _draft_of(user):
    sheet = {"page": "/kiem-tra/ghi-nhan/", "title": "Ghi nhận", "boxes": [], "files": []}
    return save_draft(by=user, key=uuid4(), path="/kiem-tra/ghi-nhan/", text=json.dumps(sheet))


def _visit(cast, agency, day, *, concluded, findings=1, remedy_due_on=None):
    visit, _ = log_visit(
        by=cast.specialist,
        agency=agency,
        day=day,
        starts_at=time(8, 30),
        is_surprise=True,
        cause=VisitCause.PLAN,
        members=[cast.specialist],
        head=cast.specialist,
        basis_number="05/CT-UBND",
        basis_date=date(2013, 6, 6),
        on_roll=10,
        present=10,
        absent_excused=0,
        absent_unexcused=0,
        absent_unknown=0,
    )
    for _ in range(findings):
        add_finding(
            visit,
            by=cast.specialist,
            subject=Subject.PERSON,
            category=Category.objects.get(code="late"),
            person_kind=PersonKind.CIVIL_SERVANT,
            person={"name": "Người vi phạm (minh họa)"},
            remedy_due_on=remedy_due_on,
        )
    add_recommendation(visit, by=cast.specialist, addressee="unit", text="Chấn chỉnh.")
    if concluded:
        visit = do(
            visit_flow.CONCLUDE,
            visit,
            by=cast.specialist,
            conclusion="Đã thống nhất.",
            ends_at=time(10, 0),
        )
    return visit


def _ended(cast, day):
    agency = make_agency(
        "Sở Giao thông", LegalKind.PROVINCIAL_BODY, by=cast.admin, parent=cast.province
    )
    two = {"by": cast.admin, "second": cast.manager}
    return close_agency(agency, **two, ends_on=day, note="Sắp xếp bộ máy")


def _complaint(cast, about, *, to=None, closed=False, reserved_for=None):
    now = timezone.now()
    complaint, _ = log_complaint(
        by=cast.operator,
        received_at=now - timedelta(hours=2),
        channel=Channel.PHONE,
        subject_agency=about,
        summary="Trả kết quả trễ hạn",
        content="Nội dung như người dân kể",
        caller_name="Người phản ánh (minh họa)",
        caller_address="Tây Ninh",
        caller_phone="0276 3822 222",
        reserved_for=reserved_for,
    )
    if to is not None:
        complaint = do(
            complaint_flow.CLASSIFY,
            complaint,
            by=cast.operator,
            classification=ComplaintClass.CONDUCT,
        )
        complaint = do(complaint_flow.HAND_ON, complaint, by=cast.operator, to=to)
    if closed:
        complaint = do(
            complaint_flow.ANSWER,
            complaint,
            by=cast.operator,
            answer="Đã trả kết quả.",
            answered_on=timezone.localdate(),
        )
        complaint = do(complaint_flow.CLOSE, complaint, by=cast.operator)
    return complaint


def _rounds(cast, today):
    def plan(title):
        round_, _ = plan_round(
            by=cast.specialist,
            title=title,
            period_start=date(today.year, 1, 1),
            period_end=today,
            due_on=today + timedelta(days=5),
        )
        return round_

    draft, opened, closed = plan("Đợt nháp"), plan("Đợt đang mở"), plan("Đợt đã khóa")
    opened = do(round_flow.OPEN, opened, by=cast.specialist)
    closed = do(round_flow.OPEN, closed, by=cast.specialist)
    submissions = {
        "submission A draft": _submission(cast, opened, "a", cast.specialist),
        "submission B certified": _submission(cast, opened, "b", cast.specialist_b, certified=True),
        "submission A accepted": _submission(
            cast, closed, "a", cast.specialist, certified=True, accepted=True
        ),
    }
    do(round_flow.CLOSE, closed, by=cast.specialist)
    rounds = {"round draft": draft, "round open": opened, "round closed": closed}
    return rounds, submissions


def _submission(cast, round_, letter, in_charge, *, certified=False, accepted=False):
    clerk, head = getattr(cast, f"clerk_{letter}"), getattr(cast, f"head_{letter}")
    submission, _ = start_submission(round_, getattr(cast, letter), by=clerk)
    submission = save_submission(
        submission,
        by=clerk,
        seen_version=submission.version,
        counts={},
        held=Held.HELD,
        inspections_held=1,
        nothing_found=True,
    )
    if certified:
        submission = do(submission_flow.CERTIFY, submission, by=head)
    if accepted:
        submission = do(submission_flow.ACCEPT, submission, by=in_charge)
    return submission


def _handlings(cast, today):
    day, due = today - timedelta(days=6), today + timedelta(days=9)
    visit = _visit(cast, cast.a, day, concluded=True, findings=3, remedy_due_on=due)
    to_handle, first, second = visit.findings.order_by("pk")
    at_b = _visit(cast, cast.b, day, concluded=True).findings.get()

    def enter(finding, by, **changes):
        form = HandlingMeasure.objects.get(code="remind_oral")
        return enter_handling(finding, by=by, form=form, starts_on=today, **changes)[0]

    handlings = {
        "handling A entered": enter(first, cast.clerk_a, upload=_blank_page()),
        "handling A done": enter(second, cast.clerk_a),
        "handling B entered": enter(at_b, cast.clerk_b),
    }
    do(handling_flow.CONFIRM, handlings["handling A done"], by=cast.specialist)
    names = ("remedy A open", "remedy A reported", "remedy A done")
    rows = Remedy.objects.filter(finding__visit=visit).order_by("pk")
    remedies = dict(zip(names, rows, strict=True))
    for name in names[1:]:
        remedies[name] = do(
            remedy_flow.REPORT,
            remedies[name],
            by=cast.clerk_a,
            done_on=today,
            text="Đã chấn chỉnh.",
        )
    do(remedy_flow.CONFIRM, remedies["remedy A done"], by=cast.specialist)
    found = {name: {"pk": row.pk} for name, row in (handlings | remedies).items()}
    found["proof of A"] = {"pk": proof_of(remedies["remedy A open"], cast.clerk_a, _blank_page())}
    found["finding B took over"] = {"finding_pk": _taken_over(cast, today).pk}
    return found | {"finding to handle": {"finding_pk": to_handle.pk}}


def _taken_over(cast, today):
    """Of a body that ended ten days ago and left its open work to B."""
    old = make_agency("Chi cục cũ", LegalKind.PROVINCIAL_BODY, by=cast.admin, parent=cast.province)
    visit = _visit(cast, old, today - timedelta(days=20), concluded=True)
    merge_agencies(
        [Agency.objects.get(pk=old.pk)],
        into=Agency.objects.get(pk=cast.b.pk),
        on=today - timedelta(days=10),
        by=cast.admin,
        second=cast.manager,
        basis="Nghị quyết 1",
    )
    return visit.findings.get()


def _blank_page():
    page = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(page)
    return page


def _handovers(cast, today):
    """One of a specialist who is gone, and one of a leader of UBND tỉnh."""
    gone, other_leader = make_user("chuyen-vien-cu"), make_user("lanh-dao-2")
    appoint(gone, Role.SPECIALIST, cast.department, ends_on=today - timedelta(days=3))
    appoint(other_leader, Role.LEADER, cast.province)
    Assignment.objects.create(
        agency=cast.commune,
        user=gone,
        starts_on=FIRST_DAY,
        created_at=timezone.now(),
        created_by=cast.admin,
    )
    _complaint(cast, cast.department, reserved_for=cast.leader)

    def given(giver, receiver, by):
        return {"pk": hand_over(from_user=giver, to_user=receiver, day=today, by=by)[0].pk}

    return {
        "handover to s": given(gone, cast.specialist_b, cast.manager),
        "handover of L": given(cast.leader, other_leader, cast.leader),
    }


def _implementation(cast, today):
    def paper(number, by=cast.clerk_a, agency=cast.a, **changes):
        return record_document(
            by=by,
            agency=agency,
            kind=DocumentKind.PLAN,
            number=number,
            issued_on=today,
            issuer=agency.name,
            subject="thực hiện Đề án Văn hóa công vụ",
            **changes,
        )[0]

    def fact(title, by=cast.clerk_a, agency=cast.a, **changes):
        given = {"kind": FactKind.MEETING, "day": today, "title": title} | changes
        return record_fact(by=by, agency=agency, **given)[0]

    papers = {
        "paper A": paper("01/KH", upload=_blank_page()),
        "paper A confirmed": paper("02/KH"),
        "paper shared": paper("03/KH", cast.specialist, cast.department, is_shared=True),
    }
    facts = {
        "fact A waiting": fact("Họp giao ban"),
        "fact A confirmed": fact("Kế hoạch", document=papers["paper A confirmed"]),
        "fact B waiting": fact("Họp giao ban", cast.clerk_b, cast.b),
        "fact of the province": fact("Hội nghị của tỉnh", cast.specialist, cast.province),
    }
    do(fact_flow.CONFIRM, facts["fact A confirmed"], by=cast.specialist)
    attach_document(papers["paper A"], facts["fact A waiting"], by=cast.clerk_a)
    found = {name: {"pk": row.pk} for name, row in (papers | facts).items()}
    for name in ("fact A waiting", "fact A confirmed"):
        record = {"record_type": "inspections.implementationfact", "pk": facts[name].pk}
        found[f"to {name}"] = record
        found[f"from {name}"] = record | {"document_pk": papers["paper A"].pk}
    return found


def _imports(cast):
    def file_of(kind, by):
        _, empty = template_of(kind, by=by)
        return store_upload(kind, io.BytesIO(empty), by=by)[0].pk

    return {
        "file of visits": {"pk": file_of(ImportKind.VISITS, cast.specialist)},
        "file of complaints": {"pk": file_of(ImportKind.COMPLAINTS, cast.operator)},
    }


def clients(cast: Cast, people: list[str]) -> dict[str, Client]:
    """A browser for each person of the table."""
    browsers = {name: cast.client(name) for name in people}
    for browser in browsers.values():
        browser.raise_request_exception = False
    return browsers
