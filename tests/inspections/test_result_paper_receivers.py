"""Who gets a Thông báo kết quả, what is noted of it, the replies, the pages it stands on."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from inspections.agencies.actions import close_agency
from inspections.agencies.models import Agency
from inspections.findings.actions import withdraw_finding
from inspections.head_criticisms.actions import propose_criticism
from inspections.identities.models import IdentityReading
from inspections.result_papers import workflow as paper_flow
from inspections.result_papers.actions import receive
from inspections.result_papers.models import Receipt, Reply, ResultPaper
from inspections.result_papers.tasks import notices_to_take, papers_waiting
from inspections.visits import workflow as visit_flow
from inspections.visits.actions import plan_visit
from inspections.visits.models import Visit
from tayninh_portal.access import Role
from tayninh_portal.errors import Refused
from tayninh_portal.models import Change, FileOpening, Notice
from tests.doing import do, said_by
from tests.fixtures.cast import appoint
from tests.inspections.answering import text_of
from tests.inspections.noticing import (
    NOW,
    SIGNER,
    TODAY,
    approved,
    issued,
    opened,
    page,
    paper,
    presented,
    reply,
    report,
    sent,
    visit,
)
from tests.inspections.teaming import seat, team
from tests.inspections.test_handling_successors import merge
from tests.inspections.visiting import draft, violation
from tests.lib.signed_pdf import plain_pdf


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


# --- receivers -----------------------------------------------------------------


def seen_by(cast, made) -> set[str]:
    """Who of the cast may open the page."""
    names = [
        "specialist", "specialist_b", "manager", "operator", "department_registrar",
        "office_examiner", "province_registrar", "leader", "clerk_a", "head_a", "clerk_b",
        "head_b", "nobody",
    ]  # fmt: skip
    return {name for name in names if page(cast, name, made).status_code == 200}


SO = {"specialist", "specialist_b", "manager"}
UBND = {"office_examiner", "province_registrar", "leader"}


def test_a_notice_is_the_sos_until_it_is_issued_and_then_its_receivers(cast):
    about = visit(cast, "a_unit")
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.a_unit)
    made = presented(cast, about)
    assert seen_by(cast, made) == SO
    assert seen_by(cast, report(cast, about)) == SO
    made = do(paper_flow.APPROVE, made, by=cast.manager, at=NOW)
    assert seen_by(cast, made) == SO | {"department_registrar"}
    asked = {"number": 5, "issued_on": TODAY, "signer": SIGNER}
    made = do(paper_flow.ISSUE, made, by=cast.department_registrar, at=NOW, **asked)
    # The unit, the body above it, UBND tỉnh; nobody of another agency.
    everybody = SO | UBND | {"department_registrar", "nobody", "clerk_a", "head_a"}
    assert seen_by(cast, made) == everybody
    of_a = issued(cast, visit(cast), number=6)
    # A unit below the agency does not see what goes to it.
    assert seen_by(cast, of_a) == everybody - {"nobody"}
    told = Notice.objects.filter(kind="answered", record_id=of_a.pk)
    names = set(told.values_list("user__username", flat=True))
    assert names == UBND | {"clerk_a", "head_a", "specialist"}


def test_a_guest_sees_the_papers_of_the_visit_until_the_team_ends_and_no_named_words(cast):
    with time_machine.travel(NOW - timedelta(days=4), tick=False):
        going = seat(cast, team(cast, ends_on=date(2019, 7, 20)), cast.clerk_b)
        given = {"team": going, "agency": cast.a, "day": date(2019, 7, 4), "is_surprise": True}
        begun, _ = plan_visit(by=cast.manager, starts_at=time(8), **given)
        asked = {"day": date(2019, 7, 4), "starts_at": time(8)}
        begun = do(visit_flow.START, begun, by=cast.specialist, **asked)
        noted = {"conclusion": "Tốt.", "ends_at": time(10)}
        Visit.every.filter(pk=begun.pk).update(headcount_note="Không đếm.")
        about = do(visit_flow.CONCLUDE, Visit.objects.get(pk=begun.pk), by=cast.specialist, **noted)
    made = paper(cast, Visit.objects.get(pk=about.pk), names_persons=True)
    assert made.visit_id < 0
    assert page(cast, "clerk_b", made).status_code == 200
    assert opened(cast, "clerk_b", made, reason="Soạn văn bản").status_code == 403
    told = report(cast, Visit.objects.get(pk=about.pk))
    assert told.symbol == "BC-TKT"
    assert "Có mặt 38/40" in text_of(page(cast, "clerk_b", told))
    with time_machine.travel(NOW + timedelta(days=14), tick=False):
        assert page(cast, "clerk_b", made).status_code == 404


ROUTES = ("detail", "update", "open", "reply", "send", "return", "issue")


def routes(cast, who, made) -> list[int]:
    """What each address of a paper answers a person who asks for its page."""
    client = cast.client(who)
    urls = [reverse(f"result-paper-{name}", args=[made.pk]) for name in ROUTES]
    return [client.get(url).status_code for url in urls]


def test_every_route_of_a_notice_as_parent_child_stranger_and_member_while_and_after(cast):
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.a_unit)
    about = visit(cast, team=[cast.specialist, cast.clerk_b])
    of_unit, of_a = issued(cast, visit(cast, "a_unit")), issued(cast, about, number=6)
    reads, nothing = [200, 403, 200, 403, 403, 403, 403], [404] * 7
    answers = [200, 403, 200, 200, 403, 403, 403]
    assert routes(cast, "head_a", of_unit) == routes(cast, "nobody", of_unit) == answers
    assert routes(cast, "head_a", of_a) == answers
    assert routes(cast, "nobody", of_a) == routes(cast, "head_b", of_a) == nothing
    # Without a team by decision a member stays one; they read and do nothing.
    assert routes(cast, "clerk_b", of_a) == reads
    assert routes(cast, "clerk_b", of_unit) == nothing
    assert routes(cast, "leader", of_a) == reads
    ended = Visit.objects.get(pk=about.pk)
    Visit.objects.filter(pk=ended.pk).update(team=team(cast))
    assert routes(cast, "clerk_b", of_a) == nothing


def test_the_first_opening_of_a_body_is_noted_with_a_line_and_shown_to_the_so(cast):
    made = issued(cast)
    assert "Có mặt 38/40" not in text_of(page(cast, "clerk_a", made))
    assert opened(cast, "clerk_a", made, "received").status_code == 302
    rows = {r.receiver: (r.received_at, r.read_at) for r in made.receipts.all()}
    assert rows == {"agency": (NOW, None), "province": (None, None)}
    assert "Có mặt 38/40" not in text_of(page(cast, "head_a", made))
    later = NOW + timedelta(hours=2)
    with time_machine.travel(later, tick=False):
        assert opened(cast, "head_a", made).status_code == 302
        assert opened(cast, "head_a", made).status_code == 302
        assert "Có mặt 38/40" in text_of(page(cast, "clerk_a", made))
        assert opened(cast, "leader", made).status_code == 302
        opened(cast, "manager", made)
    rows = {r.receiver: (r.received_at, r.read_at) for r in made.receipts.all()}
    assert rows == {"agency": (NOW, later), "province": (later, later)}
    lines = [(row.label, row.note) for row in Change.objects.of(made) if row.action == "touch"]
    assert lines == [
        ("Đã nhận", "Cơ quan được kiểm tra"),
        ("Đã mở đọc", "Cơ quan được kiểm tra"),
        ("Đã mở đọc", "UBND tỉnh (để báo cáo)"),
    ]
    shown = text_of(page(cast, "specialist", made))
    assert "09:00" in shown and "11:00" in shown
    assert "Nhận lúc" not in text_of(page(cast, "clerk_a", made))
    assert receive(made, by=cast.clerk_b, at=NOW, reads=True) is False


def test_the_body_above_a_unit_takes_it_for_itself(cast):
    made = issued(cast, visit(cast, "a_unit"))
    opened(cast, "clerk_a", made)
    rows = {r.receiver: bool(r.read_at) for r in made.receipts.all()}
    assert rows == {"agency": False, "above": True, "province": False}


def test_the_home_pages_say_what_waits(cast):
    def said(source, who):
        return [task.what for task in said_by(source, cast.fresh(who), TODAY)]

    made = approved(cast)
    assert said(papers_waiting, "department_registrar") == ["Ghi số thông báo kết quả kiểm tra"]
    asked = {"number": 5, "issued_on": TODAY, "signer": SIGNER}
    made = do(paper_flow.ISSUE, made, by=cast.department_registrar, at=NOW, **asked)
    for who in ("head_a", "leader"):
        assert said(notices_to_take, who) == ["Nhận thông báo kết quả kiểm tra"]
    assert said(notices_to_take, "head_b") == said(papers_waiting, "department_registrar") == []
    opened(cast, "head_a", made)
    assert said(notices_to_take, "clerk_a") == []
    opened(cast, "leader", made)
    issued(cast, visit(cast, "b", team=[cast.specialist]), number=6, names_persons=True)
    assert len(said(notices_to_take, "leader")) == len(said(notices_to_take, "head_b")) == 1
    assert said(notices_to_take, "office_examiner") == []
    sent(cast, about=visit(cast, "district"))
    presented(cast, visit(cast, "commune"))
    assert said(papers_waiting, "manager") == [
        "Nhận báo cáo của Tổ trưởng",
        "Duyệt thông báo kết quả kiểm tra",
    ]


# --- an agency that ended ------------------------------------------------------


def test_a_notice_to_an_agency_that_ended_goes_to_who_goes_on_with_its_work(cast):
    made = approved(cast)
    merge(cast)
    after = NOW + timedelta(days=30)
    with time_machine.travel(after, tick=False):
        shown = text_of(page(cast, "department_registrar", made))
        assert "Sở Xây dựng ngừng hoạt động từ sau ngày" in shown
        assert "Sở Y tế tiếp nhận việc còn dở nên thông báo gửi cơ quan này." in shown
        made = ResultPaper.objects.get(pk=made.pk)
        asked = {"number": 5, "issued_on": date(2019, 8, 7), "signer": SIGNER}
        made = do(paper_flow.ISSUE, made, by=cast.department_registrar, at=after, **asked)
        assert made.addressee == cast.b
        assert page(cast, "head_b", made).status_code == 200
        assert reply(cast, made, "clerk_b", at=after, day=date(2019, 8, 7)).pk


def test_without_anybody_named_it_is_not_issued_and_says_who_names_them(cast):
    made = approved(cast)
    two = {"by": cast.admin, "second": cast.manager}
    close_agency(
        Agency.objects.get(pk=cast.a.pk), **two, at=NOW, ends_on=TODAY, note="Sắp xếp bộ máy"
    )
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        url = reverse("result-paper-issue", args=[made.pk])
        asked = {"number": "5", "issued_on": "08/7/2019", "signer": SIGNER}
        asked["client_id"] = str(uuid4())
        client = cast.client("department_registrar")
        answer = client.post(url, asked | {"seen_version": made.version})
        assert "chưa có cơ quan tiếp nhận việc còn dở" in text_of(answer)
    assert Receipt.objects.count() == 0


# --- signed original, replies ----------------------------------------------------


def test_the_registrar_adds_the_signed_original_which_its_receivers_open_on_record(cast):
    made = approved(cast)
    url = reverse("result-paper-issue", args=[made.pk])
    client = cast.client("department_registrar")
    asked = {"number": "9", "issued_on": "08/7/2019", "signer": SIGNER}
    asked["seen_version"] = made.version
    bad = SimpleUploadedFile("x.pdf", b"khong phai pdf")
    answer = client.post(url, asked | {"client_id": str(uuid4()), "upload": bad})
    assert "Loại tệp không được nhận" in text_of(answer)
    good = SimpleUploadedFile("ten nguoi.pdf", plain_pdf())
    answer = client.post(url, asked | {"client_id": str(uuid4()), "upload": good})
    assert answer.status_code == 302
    made = ResultPaper.objects.get()
    assert (made.state, made.file.name) == ("issued", "thong-bao-9-2019.pdf")
    given = opened(cast, "clerk_a", made, "file")
    assert given.content == plain_pdf()
    assert FileOpening.objects.get().by == cast.clerk_a
    assert made.receipts.get(receiver="agency").read_at == NOW
    assert opened(cast, "clerk_b", made, "file").status_code == 404


def test_the_agency_replies_several_times_and_the_so_and_its_team_hear_of_it(cast):
    made = issued(cast)
    url = reverse("result-paper-reply", args=[made.pk])
    asked = {"kind": "remedy", "number": "số 7 / SXD-VP", "day": "08/7/2019", "text": "Đã gắn."}
    client = cast.client("head_a")
    paper_file = SimpleUploadedFile("x.pdf", plain_pdf())
    sending = asked | {"client_id": str(uuid4()), "upload": paper_file}
    assert client.post(url, sending).status_code == 302
    again = client.post(url, asked | {"client_id": str(uuid4())})
    assert "Văn bản này đã gửi." in text_of(again)
    late = asked | {"client_id": str(uuid4()), "day": "09/7/2019"}
    assert "Ngày văn bản chưa đến." in text_of(client.post(url, late))
    early = asked | {"client_id": str(uuid4()), "day": "05/7/2019"}
    assert "trước ngày của thông báo" in text_of(client.post(url, early))
    first = Reply.objects.get()
    reply(cast, made)
    told = Notice.objects.filter(record_type="inspections.reply", record_id=first.pk)
    assert set(told.values_list("user__username", flat=True)) == {"manager", "specialist"}
    shown = text_of(page(cast, "specialist_b", made))
    assert "Báo cáo khắc phục số 07/SXD-VP" in shown and "Giải trình số 215/SXD-VP" in shown
    for who, expected in (("clerk_a", 200), ("specialist", 200), ("leader", 404), ("clerk_b", 404)):
        given = cast.client(who).post(reverse("reply-file", args=[first.pk]))
        assert given.status_code == expected
    assert "Báo cáo khắc phục số" not in text_of(page(cast, "leader", made))
    assert "Đã gắn." not in str(list(Change.objects.values_list("data", "note")))


NAMED = "Nội dung có họ tên của người ghi trong hồ sơ lượt kiểm tra; hãy bỏ họ tên khỏi nội dung."
SENT = {"kind": "explanation", "number": "7/SXD-VP", "day": "08/7/2019"}


@pytest.mark.parametrize("named", [False, True], ids=["a notice without names", "with names"])
def test_a_reply_that_names_the_person_is_refused_at_its_text_and_nothing_is_sent(cast, named):
    about = visit(cast, person={"name": "Nguyễn Thị Hòa", "post": "Chuyên viên"})
    made = issued(cast, about, names_persons=named)
    client, url = cast.client("clerk_a"), reverse("result-paper-reply", args=[made.pk])
    sending = SENT | {"client_id": str(uuid4()), "text": "Bà NGUYEN THI HOÀ hỏng xe."}
    answer = client.post(url, sending)
    assert answer.context["form"].errors == {"text": [NAMED]}
    # What was typed is there to be corrected, and the sentence says no name.
    assert "Bà NGUYEN THI HOÀ hỏng xe." in text_of(answer)
    assert Reply.objects.count() == IdentityReading.objects.count() == 0
    with pytest.raises(ValidationError, match="hãy bỏ họ tên"):
        reply(cast, made, text="Đã kiểm điểm bà Nguyễn  Thị Hòa.")
    assert client.post(url, sending | {"text": "Bà Hòa, chuyên viên, hỏng xe."}).status_code == 302
    assert Reply.objects.get().text == "Bà Hòa, chuyên viên, hỏng xe."


def test_a_reply_tells_nobody_whom_they_are_not_told_of(cast):
    """A refusal confirms a name: of a stranger, of who was withdrawn, of a head to be criticised
    it would tell the agency what it is kept from."""
    about = draft(cast)
    violation(cast, about, agency=cast.b, person={"name": "Trần Thị Khách"})
    gone = violation(cast, about, person={"name": "Lê Văn Rút"})
    withdraw_finding(gone, by=cast.manager, at=NOW, note="Nhầm.", seen_version=gone.version)
    head = {"about": "head", "reason": "Để xảy ra vi phạm.", "person": {"name": "Võ Văn Đầu"}}
    propose_criticism(about, by=cast.specialist, at=NOW, **head)
    do(visit_flow.CONCLUDE, about, by=cast.manager, at=NOW, conclusion="Tốt.")
    made = issued(cast, Visit.objects.get(pk=about.pk))
    text = "Bà Trần Thị Khách, ông Lê Văn Rút; ông Võ Văn Đầu đã chỉ đạo."
    assert reply(cast, made, text=text).text == text
    # The head of the agency sees the proposal about them; the clerk does not.
    with pytest.raises(ValidationError, match="hãy bỏ họ tên"):
        reply(cast, made, "head_a", number="8/SXD", text="Võ Văn Đầu đã chỉ đạo.")


def test_nobody_replies_before_the_notice_nor_for_another(cast):
    made = issued(cast)
    with pytest.raises(Refused, match="của cơ quan nhận thông báo"):
        reply(cast, made, "clerk_b")
    with pytest.raises(Refused, match="của cơ quan nhận thông báo"):
        reply(cast, approved(cast, visit(cast, "b", team=[cast.specialist])), "clerk_b")


# --- pages ---------------------------------------------------------------------


def test_the_visit_shows_its_papers_to_whom_they_are_for(cast):
    about = visit(cast)
    url = reverse("visit-detail", args=[about.pk])
    assert "Soạn Báo cáo của Tổ trưởng" in text_of(cast.client("specialist").get(url))
    assert "Báo cáo, thông báo kết quả" not in text_of(cast.client("clerk_a").get(url))
    made = issued(cast, about)
    shown = text_of(cast.client("clerk_a").get(url))
    assert "Thông báo kết quả kiểm tra số 05/TB-SNV ngày 08/7/2019" in shown
    inside = text_of(cast.client("specialist").get(url))
    assert "Soạn Thông báo kết quả kiểm tra thay thế" in inside
    draft = paper(cast, about)
    assert draft.replaces == made
    assert (
        "thay thế" not in text_of(cast.client("specialist").get(url)).partition("ket-qua")[2][:900]
    )


def test_the_list_costs_the_same_for_one_row_and_for_thirty(cast, django_assert_num_queries):
    paper(cast)
    client = cast.client("manager")
    # session, account, posts, count, rows
    with django_assert_num_queries(5):
        client.get(reverse("result-paper-list"))
    for day in range(1, 30):
        paper(cast, visit(cast, day=date(2019, 6, day)))
    with django_assert_num_queries(5):
        rows = client.get(reverse("result-paper-list"), {"kind": "notice", "q": "xay dung"})
    assert len(rows.context["page"]) > 20
    assert connection.vendor in ("sqlite", "postgresql")
