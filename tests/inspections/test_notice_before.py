"""Thông báo lịch kiểm tra: of announced visits alone, to the agency alone, with its outline."""

import io
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from pdfminer.high_level import extract_text

from inspections.result_papers import workflow as paper_flow
from inspections.result_papers.actions import draft_paper, edit_paper, send_reply
from inspections.result_papers.models import PaperKind, Reply, ReplyKind, ResultPaper
from inspections.result_papers.sections import announced
from inspections.result_papers.tasks import notices_to_take, papers_waiting
from inspections.visits import workflow as visit_flow
from inspections.visits.models import Visit
from tayninh_portal.access import Role
from tayninh_portal.errors import Refused
from tayninh_portal.models import Change, Notice
from tayninh_portal.paper.conformity import measure
from tayninh_portal.paper.form import KINDS
from tayninh_portal.tasks import search_everything
from tests.doing import do, said_by
from tests.fixtures.cast import appoint
from tests.inspections.answering import text_of
from tests.inspections.noticing import opened, page
from tests.inspections.planning import issued as issued_plan
from tests.inspections.teaming import LATER, planned, seat, team
from tests.inspections.test_visit_to_come import same
from tests.inspections.visiting import NOW, draft
from tests.paper.word_reading import body_of, faults, paragraphs

TODAY = NOW.date()
SO = {"specialist", "specialist_b", "manager"}
CAST = (
    "specialist", "specialist_b", "manager", "operator", "department_registrar", "office_examiner",
    "province_registrar", "leader", "clerk_a", "head_a", "clerk_b", "head_b", "nobody",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def coming(cast, visit: Visit | None = None, **changes) -> ResultPaper:
    """A draft of the notice of an announced visit to Sở Xây dựng in two weeks."""
    visit = visit or planned(cast, is_surprise=False)
    given = {"by": cast.specialist, "at": NOW, "words": announced(visit)}
    return draft_paper(visit, kind=PaperKind.COMING, **(given | changes))[0]


def presented(cast, paper: ResultPaper) -> ResultPaper:
    """It, with its team, before the leader."""
    return do(paper_flow.PRESENT, paper, by=cast.specialist, at=NOW)


def issued(cast, paper: ResultPaper, day: date = TODAY, number: int = 7) -> ResultPaper:
    """It with its number, at the agency."""
    made = do(paper_flow.APPROVE, presented(cast, paper), by=cast.manager, at=NOW)
    asked = {"number": number, "issued_on": day, "signer": "Minh họa Giám đốc"}
    return do(paper_flow.ISSUE, made, by=cast.department_registrar, at=NOW, **asked)


def seen_by(cast, paper) -> set[str]:
    """Who of the cast may open its page."""
    return {name for name in CAST if page(cast, name, paper).status_code == 200}


def create_url(visit) -> str:
    """Where it is begun."""
    return reverse("result-paper-create", args=[visit.pk, "lich"])


# --- to the agency, and to nobody else -----------------------------------------


def test_head_and_clerk_of_the_agency_get_it_and_are_told_and_nobody_of_another_body(cast):
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.a_unit)
    paper = coming(cast)
    assert seen_by(cast, paper) == SO
    paper = issued(cast, paper)
    assert seen_by(cast, paper) == SO | {"department_registrar", "clerk_a", "head_a"}
    told = Notice.objects.filter(kind="answered", record_id=paper.pk)
    names = set(told.values_list("user__username", flat=True))
    assert names == {"clerk_a", "head_a", "specialist"}
    assert [row.receiver for row in paper.receipts.all()] == ["agency"]
    of_unit = issued(
        cast,
        coming(
            cast,
            planned(
                cast,
                team(cast, decision_number="216/QĐ-SNV"),
                agency=cast.a_unit,
                is_surprise=False,
            ),
        ),
        number=8,
    )
    # The body above a unit is not told: the notice goes to the unit.
    assert seen_by(cast, of_unit) == SO | {"department_registrar", "nobody"}
    (task,) = said_by(notices_to_take, cast.fresh("head_a"), TODAY)
    assert task.what == "Nhận thông báo lịch kiểm tra"
    assert said_by(notices_to_take, cast.fresh("leader"), TODAY) == []


def test_a_guest_of_the_team_reads_it_before_the_visit_and_not_after_the_team(cast):
    made = seat(cast, team(cast, ends_on=date(2019, 7, 20)), cast.clerk_b)
    paper = coming(cast, planned(cast, made, is_surprise=False))
    assert page(cast, "clerk_b", paper).status_code == 200
    assert page(cast, "head_b", paper).status_code == 404
    with time_machine.travel(NOW + timedelta(days=16), tick=False):
        assert page(cast, "clerk_b", paper).status_code == 404


def test_its_opening_by_the_agency_is_noted_and_it_answers_with_its_report(cast):
    paper = issued(cast, coming(cast))
    assert "Đề cương báo cáo" not in text_of(page(cast, "clerk_a", paper))
    assert opened(cast, "clerk_a", paper).status_code == 302
    shown = text_of(page(cast, "clerk_a", paper))
    assert "7. Kết quả khắc phục kiến nghị của lần kiểm tra trước." in shown
    assert paper.receipts.get().read_at == NOW
    url = reverse("result-paper-reply", args=[paper.pk])
    form = cast.client("clerk_a").get(url).context["form"]
    assert form.fields["kind"].choices == [("outline", "Báo cáo theo đề cương")]
    sent = {"client_id": str(uuid4()), "number": "9/SXD", "day": "05/07/2019", "text": "Báo cáo."}
    assert cast.client("clerk_a").post(url, sent | {"kind": "outline"}).status_code == 302
    assert Reply.objects.get().kind == ReplyKind.OUTLINE
    given = {"number": "10/SXD", "day": TODAY, "text": "Khắc phục."}
    with pytest.raises(ValidationError, match="không phải để trả lời thông báo này"):
        send_reply(paper, by=cast.clerk_a, at=NOW, kind=ReplyKind.REMEDY, **given)


# --- a surprise ----------------------------------------------------------------


def test_a_surprise_gets_none_and_only_who_knows_of_it_is_told_why(cast):
    visit = planned(cast)
    answers = {name: cast.client(name).get(create_url(visit)).status_code for name in CAST}
    assert {name for name, code in answers.items() if code == 403} == {"specialist", "manager"}
    assert set(answers.values()) == {403, 404}
    sent = {"client_id": str(uuid4()), "outline": "Đề cương"}
    assert cast.client("manager").post(create_url(visit), sent).status_code == 403
    with pytest.raises(Refused, match="đột xuất không được thông báo trước"):
        coming(cast, visit)
    shown = text_of(cast.client("manager").get(reverse("visit-detail", args=[visit.pk])))
    assert "Thông báo lịch kiểm tra" not in shown and "Báo cáo, thông báo" not in shown
    assert (ResultPaper.objects.count(), Notice.objects.count()) == (0, 0)


def test_beside_a_surprise_a_notice_of_another_visit_says_nothing_of_it(cast):
    made = team(cast)
    paper = issued(cast, coming(cast, planned(cast, made, is_surprise=False)))
    before = same(page(cast, "head_a", paper))
    planned(cast, made, day=LATER + timedelta(days=3), starts_at=time(9))
    assert same(page(cast, "head_a", paper)) == before
    hits = [hit.url for hit in search_everything(cast.fresh("head_a"), "xay dung")]
    assert not [url for url in hits if "/kiem-tra/k" in url]


# --- its way -------------------------------------------------------------------


def test_it_is_begun_from_the_page_of_a_visit_to_come_and_edited(cast):
    visit = planned(cast, is_surprise=False)
    shown = text_of(cast.client("specialist").get(reverse("visit-detail", args=[visit.pk])))
    assert "Soạn Thông báo lịch kiểm tra" in shown
    form = cast.client("specialist").get(create_url(visit)).context["form"]
    assert [name for name in form.fields if name != "client_id"] == [
        "people", "contents", "prepare", "outline",
    ]  # fmt: skip
    sent = {"client_id": str(uuid4()), "people": "Thủ trưởng.", "outline": "1. Tình hình."}
    answers = [cast.client("specialist").post(create_url(visit), sent) for _ in range(2)]
    paper = ResultPaper.objects.get()
    detail = reverse("result-paper-detail", args=[paper.pk])
    assert {answer.url for answer in answers} == {detail}
    assert not Change.objects.filter(record_id=paper.pk, note__contains="Tình hình").exists()
    blank = cast.client("specialist").post(create_url(visit), {"client_id": str(uuid4())})
    assert blank.context["form"].errors == {"people": ["Ghi nội dung văn bản."]}


def test_only_who_plans_or_goes_writes_it_and_only_before_the_visit(cast):
    visit = planned(cast, is_surprise=False)
    with pytest.raises(Refused, match="Chỉ thành viên Tổ kiểm tra"):
        coming(cast, visit, by=cast.specialist_b)
    with pytest.raises(Refused, match="chưa bắt đầu"):
        coming(cast, draft(cast, is_surprise=False))
    paper = coming(cast, visit)
    do(visit_flow.DROP, visit, by=cast.manager, at=NOW, note="Không đi.")
    with pytest.raises(Refused, match="không bị bỏ khỏi lịch"):
        presented(cast, ResultPaper.objects.get(pk=paper.pk))


def test_it_is_numbered_by_the_day_of_the_visit_in_the_register_of_the_so(cast):
    visit = planned(cast, day=TODAY + timedelta(days=3), is_surprise=False)
    paper = do(paper_flow.APPROVE, presented(cast, coming(cast, visit)), by=cast.manager, at=NOW)
    asked = {"number": 7, "signer": "Minh họa", "issued_on": TODAY + timedelta(days=4)}
    with (
        time_machine.travel(NOW + timedelta(days=5), tick=False),
        pytest.raises(ValidationError, match="sau ngày kiểm tra"),
    ):
        do(paper_flow.ISSUE, paper, by=cast.department_registrar, **asked)
    paper = do(
        paper_flow.ISSUE, paper, by=cast.department_registrar, **asked | {"issued_on": TODAY}
    )
    assert (paper.register, paper.symbol, paper.above) == ("SNV", "TB-SNV", None)


def test_a_visit_that_moved_asks_for_a_notice_in_its_place_with_the_words_kept(cast):
    visit = planned(cast, is_surprise=False)
    first = issued(cast, coming(cast, visit, words={"outline": "1. Sửa riêng."}))
    moved = {"team": visit.team, "day": LATER + timedelta(days=3), "starts_at": time(9)}
    visit = do(visit_flow.RESCHEDULE, visit, by=cast.manager, at=NOW, note="Đổi.", **moved)
    assert "Sở Nội vụ đã đổi lịch kiểm tra" in text_of(page(cast, "clerk_a", first))
    (task,) = said_by(papers_waiting, cast.fresh("specialist"), TODAY)
    assert task.what == "Soạn thông báo thay thế: lịch kiểm tra đã đổi"
    form = cast.client("specialist").get(create_url(visit)).context["form"]
    assert form.initial["outline"] == "1. Sửa riêng."
    second = issued(cast, coming(cast, visit), number=8)
    assert (second.replaces, second.is_outdated) == (first, False)
    assert said_by(papers_waiting, cast.fresh("specialist"), TODAY) == []
    assert "Đã được thay thế" in text_of(page(cast, "clerk_a", first))


def test_a_draft_of_a_visit_that_moved_is_saved_again_before_it_goes_on(cast):
    visit = planned(cast, is_surprise=False)
    paper = coming(cast, visit)
    moved = {"team": visit.team, "day": LATER, "starts_at": time(13, 30), "note": "Đổi."}
    do(visit_flow.RESCHEDULE, visit, by=cast.manager, at=NOW, **moved)
    paper = ResultPaper.objects.get(pk=paper.pk)
    with pytest.raises(Refused, match="Lịch kiểm tra đã đổi"):
        presented(cast, paper)
    given = {"seen_version": paper.version, "words": {"outline": "1."}, "names_persons": False}
    saved = edit_paper(paper, by=cast.specialist, at=NOW, **given)
    assert presented(cast, saved).state == "presented"


def test_it_is_in_no_figure_and_tells_nothing_once_the_visit_began(cast):
    visit = planned(cast, is_surprise=False, day=TODAY, starts_at=time(10))
    paper = issued(cast, coming(cast, visit))
    asked = {"day": TODAY, "starts_at": time(9, 5)}
    do(visit_flow.START, visit, by=cast.specialist, at=NOW, **asked)
    assert said_by(papers_waiting, cast.fresh("specialist"), TODAY) == []
    paper = ResultPaper.objects.get(pk=paper.pk)
    assert not paper.is_outdated
    dossier = text_of(cast.client("specialist").get(reverse("visit-dossier", args=[visit.pk])))
    assert "Thông báo lịch kiểm tra số 07/TB-SNV" in dossier


# --- the paper -----------------------------------------------------------------


@pytest.mark.pdf
def test_it_prints_with_its_outline_as_an_annex(cast):
    plan = issued_plan(cast)
    line = plan.lines.get(agency=cast.a)
    visit = planned(cast, is_surprise=False, plan_line=line, place="Phòng họp tầng 2")
    paper = presented(cast, coming(cast, Visit.every.get(pk=visit.pk)))
    pdf = opened(cast, "specialist", paper, "pdf").content
    found = [e for e in measure(pdf, KINDS["thong-bao"]) if e.verdict == "không đạt"]
    assert [(e.rule, e.found) for e in found] == []
    word = opened(cast, "specialist", paper, "docx").content
    assert faults(word) == []
    told = " ".join(" ".join(paragraphs(body_of(word))).split())
    said = (
        "THÔNG BÁO Kiểm tra công vụ tại Sở Xây dựng",
        "Thực hiện Kế hoạch số 152/KH-SNV ngày 05/7/2019 của Sở Nội vụ về kiểm tra công vụ năm "
        "2019 và Quyết định số 215/QĐ-SNV ngày 01/7/2019 của Giám đốc Sở Nội vụ thành lập Tổ kiểm "
        "tra công vụ, Sở Nội vụ thông báo lịch kiểm tra công vụ tại Sở Xây dựng như sau:",
        "I. THỜI GIAN, ĐỊA ĐIỂM Từ 08 giờ 00, ngày 19 tháng 7 năm 2019, tại Phòng họp tầng 2.",
        "II. THÀNH PHẦN LÀM VIỆC CỦA CƠ QUAN",
        "III. NỘI DUNG KIỂM TRA - Việc chấp hành thời giờ làm việc; - Tinh thần, thái độ phục vụ.",
        "IV. NỘI DUNG ĐỀ NGHỊ CHUẨN BỊ",
        "Sở Nội vụ đề nghị Sở Xây dựng chuẩn bị báo cáo theo đề cương tại Phụ lục kèm theo và bố "
        "trí người làm việc với Tổ kiểm tra theo lịch nêu trên./.",
        "Phụ lục ĐỀ CƯƠNG BÁO CÁO VIỆC CHẤP HÀNH KỶ LUẬT, KỶ CƯƠNG HÀNH CHÍNH VÀ VĂN HÓA CÔNG VỤ "
        "(Kèm theo Thông báo số /TB-SNV ngày tháng năm 2019 của Sở Nội vụ tỉnh Tây Ninh) 1. ",
        "9. Kiến nghị, đề xuất.",
    )
    assert [line for line in said if line not in told] == []
    shown = " ".join(extract_text(io.BytesIO(pdf)).split())
    assert "/TB-SNV" in shown and "ngày tháng năm 2019" in shown and "PHỤ LỤC" in shown.upper()
    assert "- Sở Xây dựng; - Thành viên Tổ kiểm tra;" in shown


@pytest.mark.pdf
def test_without_an_outline_it_has_no_annex_and_speaks_of_none(cast):
    made = coming(cast, words={"people": "Thủ trưởng cơ quan.", "outline": ""})
    word = opened(cast, "specialist", made, "docx").content
    told = " ".join(" ".join(paragraphs(body_of(word))).split())
    assert "đề cương" not in told and "Đề cương" not in told and "III." not in told
