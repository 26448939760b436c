"""Báo cáo của Tổ trưởng and Thông báo kết quả: words, ways, receivers, names, replies."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from inspections.catalogues.models import Category, HandlingMeasure
from inspections.head_criticisms.actions import propose_criticism
from inspections.identities.models import Identity, IdentityReading
from inspections.recommendations.actions import add_recommendation
from inspections.result_papers import workflow as paper_flow
from inspections.result_papers.actions import edit_paper, newest
from inspections.result_papers.models import PaperKind, Receipt, ResultPaper
from inspections.result_papers.proposal import proposed
from inspections.result_papers.sections import SECTIONS
from inspections.result_papers.tasks import papers_waiting
from inspections.visits import workflow as visit_flow
from inspections.visits.actions import Absent
from inspections.visits.models import Visit
from tayninh_portal.access import Role
from tayninh_portal.errors import Refused
from tayninh_portal.models import Change
from tests.doing import do, said_by
from tests.fixtures.cast import appoint
from tests.inspections.answering import DUE, finding, text_of
from tests.inspections.noticing import (
    NOW,
    SIGNER,
    TODAY,
    WORDS,
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
from tests.inspections.visiting import DAY, concluded, draft, violation


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


NAME = "Nguyễn Thị Hòa (minh họa)"


def words_form(made=None, **changes) -> dict:
    """The form of the words as a browser sends it."""
    shown = {"client_id": str(uuid4())} | ({"seen_version": made.version} if made else {})
    return shown | WORDS | changes


# --- words -------------------------------------------------------------------


def test_what_is_proposed_says_the_visit_without_names(cast):
    found = finding(cast, person={"name": NAME, "post": "Chuyên viên"})
    said = proposed(Visit.objects.get(pk=found.visit_id))
    assert said == {
        "facts": "Kiểm tra đột xuất từ 08 giờ 00 đến 10 giờ 30 ngày 05/7/2019.\n"
        "Tại thời điểm kiểm tra, có mặt 38/40 người (đạt tỷ lệ 95%); vắng mặt 02 người, trong đó "
        "có lý do 02 người.\nChấp hành tốt.",
        "good_points": "",
        "shortcomings": "- Đi muộn: 01 trường hợp (01 công chức).",
        "recommendations": "Đề nghị thủ trưởng cơ quan xem xét, xử lý theo thẩm quyền:\n"
        "- Nhắc nhở miệng: 01 trường hợp.",
        "remedies": "",
    }


def test_it_begins_with_what_the_team_noted_and_tells_nobody_of_another_body(cast):
    about = draft(
        cast, rooms="Văn phòng Sở", good_points="Trực đủ người.\nNiêm yết đầy đủ", at=NOW, day=DAY
    )
    violation(cast, about, agency=cast.b)
    add_recommendation(
        about,
        by=cast.specialist,
        at=NOW,
        addressee="unit",
        text="Rà soát lịch trực.",
        condition="thiếu người",
        remedy_due_on=date(2019, 8, 1),
    )
    do(visit_flow.CONCLUDE, about, by=cast.manager, at=NOW, conclusion="Tốt.")
    said = proposed(Visit.objects.get(pk=about.pk))
    assert "Đã kiểm tra tại Văn phòng Sở." in said["facts"]
    assert said["good_points"] == (
        "Trực đủ người.\nNiêm yết đầy đủ.\nKhông ghi nhận vi phạm của cá nhân."
    )
    assert said["shortcomings"] == ""
    assert said["recommendations"].splitlines()[1:] == [
        "- Kiến nghị đối với đơn vị: Nếu thiếu người thì rà soát lịch trực."
    ]
    assert said["remedies"] == (
        "- Kiến nghị đối với đơn vị (Nếu thiếu người thì rà soát lịch trực): chậm nhất ngày "
        "01/8/2019."
    )


def test_what_is_asked_under_a_condition_is_said_with_it_and_counted_apart(cast):
    about = draft(cast)
    written = HandlingMeasure.objects.get(code="remind_written")
    asked = {"recommended_handling": written, "recommendation": "xem xét hạ mức xếp loại tháng"}
    again = asked | {"condition": "tái phạm trong quý I năm 2027"}
    for more in (
        {"recommended_handling": written},
        again,
        {"recommended_handling": written},
        again | {"condition": "Tái phạm trong quý I năm 2027."},
        asked,
        {"recommendation": "phê bình trước cơ quan.", "condition": "còn đi muộn"},
    ):
        violation(cast, about, **more)
    unit = {"subject": "unit", "person_kind": "", "condition": "còn thiếu phòng"}
    unit |= {"category": Category.objects.get(code="unit_nameplates"), "remedy_due_on": DUE}
    rectify = HandlingMeasure.objects.get(code="rectify")
    violation(cast, about, recommendation="Gắn đủ bảng tên", **unit)
    violation(cast, about, recommended_handling=rectify, **unit)
    do(visit_flow.CONCLUDE, about, by=cast.manager, at=NOW, conclusion="Tốt.")
    said = proposed(Visit.objects.get(pk=about.pk))
    assert said["recommendations"].splitlines()[1:] == [
        "- Nhắc nhở bằng văn bản: 02 trường hợp;",
        "- Nếu tái phạm trong quý I năm 2027 thì nhắc nhở bằng văn bản; xem xét hạ mức xếp loại "
        "tháng: 02 trường hợp;",
        "- Nhắc nhở bằng văn bản; xem xét hạ mức xếp loại tháng: 01 trường hợp;",
        "- Nếu còn đi muộn thì phê bình trước cơ quan: 01 trường hợp;",
        "- Nếu còn thiếu phòng thì gắn đủ bảng tên (nội dung thiếu bảng tên, chức danh);",
        "- Nếu còn thiếu phòng thì chấn chỉnh, khắc phục đối với nội dung thiếu bảng tên, chức "
        "danh.",
    ]
    assert said["remedies"].splitlines() == [
        "- Thiếu bảng tên, chức danh (nếu còn thiếu phòng thì gắn đủ bảng tên): chậm nhất ngày "
        "05/8/2019;",
        "- Thiếu bảng tên, chức danh (nếu còn thiếu phòng thì chấn chỉnh, khắc phục): chậm nhất "
        "ngày 05/8/2019.",
    ]


@pytest.mark.parametrize(
    ("counted", "told"),
    [
        (
            {"on_roll": None, "present": None, "absent_excused": 4, "absent_unexcused": 18},
            "Tại thời điểm kiểm tra, vắng mặt 22 người, trong đó có lý do 04 người, không có lý do "
            "18 người.",
        ),
        (
            {"on_roll": None, "present": 9, "absent_excused": None},
            "Tại thời điểm kiểm tra, có mặt 09 người.",
        ),
    ],
)
def test_heads_are_told_of_where_not_all_were_counted(cast, counted, told):
    about = concluded(cast, headcount_note="Không có danh sách.", **counted)
    said = proposed(about)
    assert said["facts"].splitlines()[1] == told
    # Who stayed away without a reason is a violation, whether a finding names them or not.
    nobody = "Không ghi nhận vi phạm của cá nhân."
    assert (nobody in said["good_points"]) is not bool(counted.get("absent_unexcused"))


def test_it_tells_absences_by_kind_and_the_one_stop_without_what_proves_them(cast):
    about = concluded(
        cast,
        absences=[Absent("leave", 2, "Giấy phép của bà Nguyễn Thị Hoa")],
        one_stop_posted=False,
        one_stop_late=3,
    )
    lines = proposed(about)["facts"].splitlines()
    assert lines[2:4] == [
        "Vắng mặt có lý do gồm: nghỉ phép 02 người.",
        "Bộ phận Một cửa: niêm yết thủ tục hành chính: không; hồ sơ trễ hạn: 03.",
    ]


def test_of_a_unit_it_says_what_was_found_and_until_when(cast):
    found = finding(cast, unit=True, description="03 phòng chưa có.", recommendation="gắn đủ")
    said = proposed(Visit.objects.get(pk=found.visit_id))
    assert said["good_points"] == "Không ghi nhận vi phạm của cá nhân."
    assert said["shortcomings"].endswith(": 03 phòng chưa có.")
    assert said["remedies"].endswith(": chậm nhất ngày 05/8/2019.")
    assert said["recommendations"].splitlines()[1].endswith("; gắn đủ.")


def test_it_is_drafted_edited_and_begins_with_the_words_of_the_report(cast):
    about = visit(cast)
    client = cast.client("specialist")
    address = reverse("result-paper-create", args=[about.pk, "thong-bao"])
    assert client.get(address).context["form"].initial == proposed(about)
    report(cast, about, words=WORDS | {"facts": "Lời của Tổ trưởng."})
    assert client.get(address).context["form"].initial["facts"] == "Lời của Tổ trưởng."
    sending = words_form()
    assert [client.post(address, sending).status_code for _ in range(2)] == [302, 302]
    made = ResultPaper.objects.get(kind="notice")
    assert "đang soạn; mở văn bản đó" in text_of(client.post(address, words_form()))
    empty = dict.fromkeys(SECTIONS, "")
    assert "Ghi nội dung văn bản." in text_of(client.post(address, words_form(**empty)))
    changed = words_form(made, facts="Sửa lại.")
    url = reverse("result-paper-update", args=[made.pk])
    assert [client.post(url, changed).status_code for _ in range(2)] == [302, 302]
    assert "Sửa lại." in text_of(page(cast, "manager", made))
    slower = client.post(url, words_form(made, facts="Chậm hơn."))
    shown = text_of(slower)
    assert "Sửa lại." in shown and "Chậm hơn." in shown
    assert client.get(reverse("result-paper-create", args=[about.pk, "khac"])).status_code == 404


def test_words_stand_in_no_column_and_no_line_of_the_log(cast):
    made = paper(cast, words=WORDS | {"facts": "LỜI KHÔNG ĐƯỢC LƯU TRẦN"}, names_persons=True)
    edit_paper(made, by=cast.specialist, at=NOW, seen_version=1, words=WORDS, names_persons=True)
    assert "Có mặt" not in Identity.objects.get(pk=made.words_id).payload
    for line in Change.objects.of(made):
        assert "words" not in line.data and "words_id" not in line.data
        assert "Có mặt" not in str(line.data) and "LỜI" not in str(line.data)


def test_a_sealed_name_in_the_words_asks_for_the_guard_and_is_not_told(cast):
    found = finding(cast, person={"name": NAME.removesuffix(" (minh họa)")})
    about = Visit.objects.get(pk=found.visit_id)
    address = reverse("result-paper-create", args=[about.pk, "thong-bao"])
    client = cast.client("specialist")
    named = {"shortcomings": "Bà NGUYỄN THỊ HOÀ đi muộn."}
    answer = client.post(address, words_form(**named))
    assert "Nội dung có họ tên của người ghi trong hồ sơ" in text_of(answer)
    assert ResultPaper.objects.count() == IdentityReading.objects.count() == 0
    # The head whom the Tổ proposes to criticise is guarded like those found at fault.
    head = {"about": "head", "reason": "Để xảy ra vi phạm.", "person": {"name": "Võ Văn Đầu"}}
    propose_criticism(about, by=cast.specialist, at=NOW, **head)
    answer = client.post(address, words_form(shortcomings="Ông Vo Van Dau chưa đôn đốc."))
    assert "Nội dung có họ tên của người ghi trong hồ sơ" in text_of(answer)
    # What is proposed may bear a name that somebody typed into a recommendation all the same.
    conditional = "- Nếu bà Nguyễn Thị Hòa tái phạm thì nhắc nhở miệng: 01 trường hợp."
    answer = client.post(address, words_form(recommendations=conditional))
    assert "Nội dung có họ tên của người ghi trong hồ sơ" in text_of(answer)
    other = words_form(shortcomings="Bà Nguyễn Thị Hòab đi muộn.")
    assert client.post(address, other).status_code == 302
    made = ResultPaper.objects.get()
    with pytest.raises(ValidationError, match="Có nêu tên người"):
        asked = {"seen_version": 1, "words": WORDS | named, "names_persons": False}
        edit_paper(made, by=cast.specialist, at=NOW, **asked)
    guarded = words_form(made, names_persons="on", **named)
    url = reverse("result-paper-update", args=[made.pk])
    assert client.post(url, guarded).status_code == 302


# --- the guard of names --------------------------------------------------------


def test_a_paper_that_names_persons_is_opened_for_a_purpose_each_time_on_record(cast):
    made = issued(cast, words=WORDS | {"facts": "Nêu tên ở đây."}, names_persons=True)
    for who in ("specialist", "manager", "clerk_a"):
        assert "Nêu tên ở đây." not in text_of(page(cast, who, made))
    assert "Hãy ghi rõ mục đích mở" in text_of(opened(cast, "head_a", made))
    assert "Hãy ghi rõ lý do xem" in text_of(opened(cast, "head_a", made, reason="xem"))
    assert not Receipt.objects.filter(received_at__isnull=False).exists()
    answer = opened(cast, "head_a", made, reason="Chỉ đạo khắc phục")
    assert "Nêu tên ở đây." in text_of(answer)
    assert "no-store" in answer["Cache-Control"]
    word = opened(cast, "specialist", made, "docx", reason="Lưu hồ sơ")
    assert word["Content-Disposition"].endswith('.docx"')
    rows = IdentityReading.objects.order_by("pk").values_list("by__username", "reason")
    assert list(rows) == [("head_a", "Chỉ đạo khắc phục"), ("specialist", "Lưu hồ sơ")]
    assert "head_a" in text_of(page(cast, "manager", made))
    readings = text_of(cast.client("manager").get(reverse("identity-reading-list")))
    assert "Chỉ đạo khắc phục" in readings and "Văn bản nêu tên" in readings
    assert "Nêu tên ở đây." not in str(list(Change.objects.values_list("data", "note")))


def test_who_did_not_write_it_opens_it_before_editing_it(cast):
    made = paper(cast, names_persons=True)
    url = reverse("result-paper-update", args=[made.pk])
    assert cast.client("specialist").get(url).status_code == 200
    manager = cast.client("manager")
    assert "mở đọc, ghi mục đích" in manager.get(url).content.decode()
    assert opened(cast, "manager", made, reason="Duyệt nội dung").status_code == 200
    assert manager.get(url).status_code == 200
    # A notice begun from a report that names somebody begins with the visit instead.
    named = report(cast, made.visit, names_persons=True, words=WORDS | {"facts": "Tên."})
    assert newest(made.visit, PaperKind.REPORT) == named
    address = reverse("result-paper-create", args=[made.visit_id, "thong-bao"])
    assert manager.get(address).context["form"].initial["facts"] != "Tên."


# --- the ways ------------------------------------------------------------------


def test_the_report_goes_to_the_leader_with_a_number_of_the_teams_series(cast):
    made = sent(cast)
    assert (made.state, made.numbered) == ("sent", "số 01/BC-TKT ngày 08/7/2019")
    back = do(paper_flow.RETURN, made, by=cast.manager, at=NOW, note="Nêu rõ số liệu.")
    assert (back.state, back.numbered, back.signer) == ("writing", "", "")
    again = do(paper_flow.SEND, back, by=cast.manager, at=NOW, number=1, issued_on=TODAY)
    assert do(paper_flow.ACCEPT, again, by=cast.manager, at=NOW).state == "accepted"


def test_only_the_head_of_the_team_or_a_leader_sends_the_report(cast):
    about = visit(cast, team=[cast.specialist, cast.specialist_b])
    made = report(cast, about, by=cast.specialist_b)
    asked = {"at": NOW, "number": 1, "issued_on": TODAY}
    with pytest.raises(Refused, match="Tổ trưởng hoặc lãnh đạo Sở gửi"):
        do(paper_flow.SEND, made, by=cast.specialist_b, **asked)
    assert do(paper_flow.SEND, made, by=cast.specialist, **asked).state == "sent"


def test_a_number_is_used_once_in_a_year(cast):
    issued(cast, number=7)
    with pytest.raises(ValidationError, match="Số này đã được dùng trong năm"):
        issued(cast, visit(cast, "b", team=[cast.specialist]), number=7)
    assert issued(cast, visit(cast, "commune"), number=8).number == 8


@pytest.mark.parametrize(
    ("day", "said"),
    [(TODAY + timedelta(days=1), "Ngày này chưa đến"), (date(2019, 7, 4), "trước ngày kiểm tra")],
)
def test_a_number_of_another_day_is_refused(cast, day, said):
    with pytest.raises(ValidationError, match=said):
        do(
            paper_flow.ISSUE,
            approved(cast),
            by=cast.department_registrar,
            at=NOW,
            number=1,
            issued_on=day,
            signer=SIGNER,
        )
    assert Receipt.objects.count() == 0


def corrected(cast, about, after=timedelta(hours=1)):
    """The visit taken up again and concluded anew."""
    later = NOW + after
    back = do(visit_flow.REOPEN, about, by=cast.manager, at=later, note="Sai số có mặt.")
    return do(visit_flow.CONCLUDE, back, by=cast.manager, at=later + timedelta(minutes=5))


def test_a_corrected_visit_asks_for_its_words_anew_and_an_issued_notice_for_another(cast):
    made = presented(cast)
    about = Visit.objects.get(pk=made.visit_id)
    corrected(cast, about)
    made = ResultPaper.objects.get(pk=made.pk)
    with pytest.raises(Refused, match="đã được đính chính sau khi soạn"):
        do(paper_flow.APPROVE, made, by=cast.manager, at=NOW)
    back = do(paper_flow.RETURN, made, by=cast.manager, at=NOW, note="Đối chiếu lại.")
    asked = {"seen_version": back.version, "words": WORDS, "names_persons": False}
    back = ResultPaper.objects.get(pk=back.pk)
    with pytest.raises(Refused, match="đã được đính chính sau khi soạn"):
        do(paper_flow.PRESENT, back, by=cast.specialist, at=NOW)
    edit_paper(back, by=cast.specialist, at=NOW, **asked)
    made = do(paper_flow.PRESENT, ResultPaper.objects.get(pk=made.pk), by=cast.specialist, at=NOW)
    made = do(paper_flow.APPROVE, made, by=cast.manager, at=NOW)
    asked = {"number": 5, "issued_on": TODAY, "signer": SIGNER}
    first = do(paper_flow.ISSUE, made, by=cast.department_registrar, at=NOW, **asked)
    assert not first.is_outdated
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        corrected(cast, Visit.objects.get(pk=about.pk), timedelta(days=1))
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        (task,) = said_by(papers_waiting, cast.fresh("specialist"), TODAY)
        assert "Soạn thông báo thay thế" in task.what
        second = paper(cast, Visit.objects.get(pk=about.pk))
        assert (second.replaces, said_by(papers_waiting, cast.fresh("specialist"), TODAY)) == (
            first,
            [],
        )
        second = do(paper_flow.PRESENT, second, by=cast.specialist)
        second = do(paper_flow.APPROVE, second, by=cast.manager)
        asked = {"number": 6, "issued_on": date(2019, 7, 10), "signer": SIGNER}
        do(paper_flow.ISSUE, second, by=cast.department_registrar, **asked)
        assert list(ResultPaper.objects.in_force()) == [second]
        assert "Đã được thay thế bằng" in text_of(page(cast, "clerk_a", first))
        with pytest.raises(Refused, match="đã được thay thế"):
            reply(cast, ResultPaper.objects.get(pk=first.pk), at=NOW + timedelta(days=2))


def test_nothing_is_written_about_a_visit_that_is_not_concluded(cast):
    about = visit(cast)
    do(visit_flow.REOPEN, about, by=cast.manager, at=NOW, note="Sai.")
    with pytest.raises(Refused, match="chưa kết thúc hoặc đang được đính chính"):
        paper(cast, Visit.objects.get(pk=about.pk))


def test_nobody_of_the_agency_writes_or_decides(cast):
    made = presented(cast)
    appoint(cast.manager, Role.AGENCY_CLERK, cast.a)
    with pytest.raises(Refused, match="công tác tại cơ quan được kiểm tra"):
        do(paper_flow.APPROVE, made, by=cast.fresh("manager"), at=NOW)
