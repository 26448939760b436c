"""Who sees which complaint, and who may do what in which state: tables written by hand."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine

from inspections.complaints import workflow as complaint_flow
from inspections.complaints.models import Complaint
from inspections.complaints.states import ComplaintState
from tayninh_portal.access import Role, may
from tayninh_portal.errors import Refused
from tayninh_portal.models import Change
from tests.doing import do
from tests.fixtures.cast import appoint, make_user, moment
from tests.inspections.complaint_story import SECRETS, handed, in_state, log

pytestmark = pytest.mark.once

PEOPLE = (
    "admin",
    "specialist",
    "specialist_b",
    "manager",
    "operator",
    "department_registrar",
    "office_examiner",
    "province_registrar",
    "leader",
    "clerk_a",
    "head_a",
    "clerk_b",
    "head_b",
    "nobody",
)
SEES_ORDINARY = {
    "specialist",
    "specialist_b",
    "manager",
    "operator",
    "office_examiner",
    "province_registrar",
    "leader",
}


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(moment(2019, 7, 12), tick=False):
        yield


def seen_by(cast, complaint: Complaint) -> set[str]:
    """Who finds it in the list and opens it; both must agree."""
    found = set()
    for who in PEOPLE:
        client = cast.client(who)
        code = client.get(f"/duong-day-nong/{complaint.pk}/").status_code
        rows = Complaint.objects.visible_to(cast.fresh(who))
        assert (code == 200) == rows.filter(pk=complaint.pk).exists(), who
        if code == 200:
            found.add(who)
    return found


def test_an_agency_never_sees_what_is_merely_about_it(cast):
    assert seen_by(cast, log(cast)) == SEES_ORDINARY


def test_an_agency_sees_what_it_was_handed(cast):
    assert seen_by(cast, handed(cast)) == SEES_ORDINARY | {"clerk_a", "head_a"}


def test_what_the_parent_was_handed_is_not_shown_to_the_child(cast):
    child = make_user("clerk_of_the_unit")
    appoint(child, Role.AGENCY_CLERK, cast.a_unit)
    complaint = handed(cast, subject_agency=cast.a_unit)
    assert list(Complaint.objects.visible_to(child)) == []
    assert list(Complaint.objects.visible_to(cast.clerk_a)) == [complaint]


def test_what_goes_to_another_agency_leaves_the_first(cast):
    complaint = handed(cast)
    do(complaint_flow.HAND_ON, complaint, by=cast.operator, to=cast.b)
    assert seen_by(cast, complaint) == SEES_ORDINARY | {"clerk_b", "head_b"}


def test_one_about_the_department_is_for_the_named_leader_and_who_wrote_it(cast):
    about = {"subject_agency": cast.department}
    assert seen_by(cast, log(cast, reserved_for=cast.manager, **about)) == {"manager", "operator"}
    assert seen_by(cast, log(cast, reserved_for=cast.leader, **about)) == {"leader", "operator"}


def test_one_about_a_member_or_an_operator_is_hidden_from_him(cast):
    second = make_user("operator_2")
    appoint(second, Role.OPERATOR, cast.department)
    about = log(cast, by=second, subject_user=cast.specialist, reserved_for=cast.manager)
    assert seen_by(cast, about) == {"manager"}
    about = log(cast, by=second, subject_user=cast.operator, reserved_for=cast.leader)
    assert seen_by(cast, about) == {"leader"}
    assert list(Complaint.objects.visible_to(second).order_by("pk").values_list("pk")) == list(
        Complaint.objects.order_by("pk").values_list("pk")
    )


def test_the_subject_does_not_see_it_even_where_his_agency_was_handed_it(cast):
    appoint(cast.specialist, Role.AGENCY_CLERK, cast.a)
    complaint = handed(cast, subject_user=cast.specialist, reserved_for=cast.manager)
    assert seen_by(cast, complaint) == {"manager", "operator", "clerk_a", "head_a"}


def test_a_leader_who_left_his_post_sees_nothing_more(cast):
    complaint = log(cast, subject_agency=cast.department, reserved_for=cast.manager)
    cast.manager.appointments.update(ends_on=date(2019, 7, 11))
    assert seen_by(cast, complaint) == {"operator"}


def test_an_agency_handed_a_reserved_one_is_not_told_whom_it_is_about(cast):
    complaint = handed(cast, subject_user=cast.specialist, reserved_for=cast.manager)
    shown = cast.client("clerk_a").get(f"/duong-day-nong/{complaint.pk}/").content.decode()
    names = (cast.specialist.full_name, cast.manager.full_name, cast.operator.full_name)
    assert [name for name in (*names, *SECRETS) if name in shown] == []


def test_who_sees_it_by_another_post_does_not_report_for_an_agency_it_was_not_handed_to(cast):
    appoint(cast.specialist, Role.AGENCY_CLERK, cast.b)
    verdict = may(cast.fresh("specialist"), "complaint.reply", handed(cast))
    assert (bool(verdict), verdict.reason) == (
        False,
        "Phản ánh này không được giao cho cơ quan của bạn.",
    )


def test_a_reserved_one_is_not_handed_back_to_the_department(cast):
    complaint = in_state(cast, "classified", subject_user=cast.specialist, reserved_for=cast.leader)
    response = cast.client("leader").post(
        f"/duong-day-nong/{complaint.pk}/giao-xu-ly/", {"seen_version": 2, "to": "Sở Nội vụ"}
    )
    assert set(response.context["form"].errors) == {"to"}


# Moves: address, what is typed, who may, in which states it starts.
OFFICE = {"operator", "specialist", "specialist_b", "manager"}
UNDER_WAY = {"classified", "handed_on"}
ACTIONS = {
    "sua": ({"summary": "Mới"}, {"operator", "manager"}, {"received"}),
    "phan-loai": ({"classification": "conduct"}, OFFICE, {"received", "classified"}),
    "giao-xu-ly": ({"to": "Sở Xây dựng"}, OFFICE, UNDER_WAY),
    "chuyen": (
        {"to": "Công an tỉnh", "letter_number": "15/SNV", "letter_date": "11/7/2019"},
        OFFICE,
        UNDER_WAY,
    ),
    "bao-cao-ket-qua": (
        {"reply": "Đã chấn chỉnh", "replied_on": "11/7/2019"},
        {"clerk_a", "head_a"},
        {"handed_on"},
    ),
    "tra-loi": ({"answer": "Đã trả lời", "answered_on": "11/7/2019"}, OFFICE, UNDER_WAY),
    "ket-thuc": ({}, OFFICE, {"answered"}),
    "gop": (
        {"note": "Trùng nội dung"},
        {"operator", "manager"},
        {"received", "classified", "handed_on", "answered"},
    ),
    "doi-tuong-bao-mat": (
        {"subject_agency": "Sở Y tế", "note": "Nhầm cơ quan"},
        {"operator", "manager"},
        {"received", "classified", "handed_on", "answered"},
    ),
    "mo-lai": (
        {"note": "Còn sót nội dung"},
        {"manager"},
        {"answered", "passed_on", "closed", "merged"},
    ),
}
RECEIPT = {
    "subject_agency": "Sở Xây dựng",
    "channel": "phone",
    "received_at": "08/7/2019",
    "received_time": "9:30",
}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("state", ComplaintState.values)
def test_each_deed_is_done_by_whose_work_it_is_and_when(cast, action, state):
    typed, doers, states = ACTIONS[action]
    complaint = in_state(cast, state)
    sees = SEES_ORDINARY | ({"clerk_a", "head_a"} if state == "handed_on" else set())
    other = log(cast)
    url = f"/duong-day-nong/{complaint.pk}/{action}/"
    sent = {"seen_version": complaint.version, "into": other.pk, **typed}
    if action == "sua":
        sent = {**RECEIPT, **sent}
    before = Complaint.objects.filter(pk=complaint.pk).values().get()
    # Last those who may, so that nobody finds the work of another already done.
    for who in sorted(PEOPLE, key=lambda name: name in doers):
        allowed = who in doers and who in sees and state in states
        client = cast.client(who)
        asked, response = client.get(url), client.post(url, sent)
        if allowed:
            assert (who, asked.status_code, response.status_code) == (who, 200, 302)
            after = Complaint.objects.get(pk=complaint.pk)
            assert after.version == before["version"] + 1
            assert Change.objects.of(complaint).last().by_id == getattr(cast, who).pk
            return
        expected = 403 if who in sees else 404
        assert (who, asked.status_code, response.status_code) == (who, expected, expected)
        if expected == 403:
            assert asked.context["reason"].endswith(".")
        assert Complaint.objects.filter(pk=complaint.pk).values().get() == before


def test_a_leader_of_the_province_works_on_his_reserved_one_only(cast):
    ordinary = in_state(cast, "classified")
    refused = cast.client("leader").get(f"/duong-day-nong/{ordinary.pk}/tra-loi/")
    assert (refused.status_code, refused.context["reason"]) == (
        403,
        "Lãnh đạo UBND tỉnh chỉ xử lý phản ánh được giao riêng cho mình.",
    )
    mine = log(cast, subject_agency=cast.department, reserved_for=cast.leader)
    leader, url = cast.client("leader"), f"/duong-day-nong/{mine.pk}/"
    for path, sent in (
        ("phan-loai", {"seen_version": 1, "classification": "conduct"}),
        ("tra-loi", {"seen_version": 2, "answer": "Đã trả lời", "answered_on": "11/7/2019"}),
        ("ket-thuc", {"seen_version": 3}),
        ("mo-lai", {"seen_version": 4, "note": "Còn sót nội dung"}),
    ):
        assert (path, leader.post(f"{url}{path}/", sent).status_code) == (path, 302)
    stated = leader.post(f"{url}danh-tinh/", {"reason": "Gọi lại cho người phản ánh"})
    assert SECRETS[0] in stated.content.decode()


def test_who_wrote_a_reserved_one_down_does_not_work_on_it(cast):
    complaint = log(cast, subject_agency=cast.department, reserved_for=cast.manager)
    operator = cast.client("operator")
    for path in ("phan-loai", "gop", "danh-tinh", "doi-tuong-bao-mat"):
        response = operator.get(f"/duong-day-nong/{complaint.pk}/{path}/")
        assert (path, response.status_code, response.context["reason"]) == (
            path,
            403,
            "Phản ánh này được giao riêng cho một lãnh đạo; chỉ người đó được xử lý.",
        )
    assert operator.get(f"/duong-day-nong/{complaint.pk}/sua/").status_code == 200


def test_a_visitor_is_asked_to_sign_in(cast):
    complaint = log(cast)
    paths = ["", "ghi-nhan/", f"{complaint.pk}/", f"{complaint.pk}/danh-tinh/"]
    for path in paths:
        response = cast.client("visitor").get(f"/duong-day-nong/{path}")
        assert (response.status_code, response.url.split("?")[0]) == (302, "/tai-khoan/dang-nhap/")


def test_others_write_no_complaint_down(cast):
    for who in PEOPLE:
        code = cast.client(who).get("/duong-day-nong/ghi-nhan/").status_code
        assert (who, code) == (who, 200 if who in ("operator", "manager") else 403)


def test_the_table_of_transitions_is_the_one_the_lawyers_read():
    assert [
        (
            row.name,
            [str(ComplaintState(s).label) for s in row.sources],
            [str(ComplaintState(s).label) for s in row.targets],
        )
        for row in complaint_flow.TRANSITIONS
    ] == [
        ("classify", ["Mới tiếp nhận", "Đã phân loại"], ["Đã phân loại", "Đã kết thúc"]),
        ("hand_on", ["Đã phân loại", "Đã giao xử lý"], ["Đã giao xử lý"]),
        ("reply", ["Đã giao xử lý"], []),
        ("answer", ["Đã phân loại", "Đã giao xử lý"], ["Đã trả lời"]),
        ("close", ["Đã phân loại", "Đã giao xử lý", "Đã trả lời"], ["Đã kết thúc"]),
        ("pass_on", ["Đã phân loại", "Đã giao xử lý"], ["Đã chuyển cơ quan có thẩm quyền"]),
        (
            "merge",
            ["Mới tiếp nhận", "Đã phân loại", "Đã giao xử lý", "Đã trả lời"],
            ["Đã gộp (trùng)"],
        ),
        (
            "reopen",
            ["Đã trả lời", "Đã chuyển cơ quan có thẩm quyền", "Đã kết thúc", "Đã gộp (trùng)"],
            ["Đã phân loại", "Mới tiếp nhận"],
        ),
        ("reserve", ["Mới tiếp nhận", "Đã phân loại", "Đã giao xử lý", "Đã trả lời"], []),
    ]


def ended_with_a_leader_gone(cast, subject=None):
    """Closed by a leader of UBND tỉnh whose post ended on 10/7/2019."""
    gone = make_user("lanh-dao-cu")
    appoint(gone, Role.LEADER, cast.province, ends_on=date(2019, 7, 10))
    made = log(cast, subject_agency=cast.department, reserved_for=gone, subject_user=subject)
    step = {"by": gone, "at": moment(2019, 7, 9)}
    made = do(complaint_flow.CLASSIFY, made, classification="conduct", **step)
    made = do(complaint_flow.ANSWER, made, answer="Đã trả.", answered_on=date(2019, 7, 9), **step)
    return do(complaint_flow.CLOSE, made, **step), gone


def test_what_ended_with_a_leader_who_is_gone_another_leader_reopens_and_takes_over(cast):
    made, gone = ended_with_a_leader_gone(cast)
    assert seen_by(cast, made) == {"leader", "operator"}
    client, page = cast.client("leader"), f"/duong-day-nong/{made.pk}/mo-lai/"
    assert f'href="{page}"' in client.get(f"/duong-day-nong/{made.pk}/").content.decode()
    assert "được giao riêng cho bạn" in client.get(page).content.decode()
    given = {"seen_version": made.version, "note": "Người dân gọi lại."}
    assert client.post(page, given | {"note": ""}).status_code == 200
    assert Complaint.objects.get(pk=made.pk).reserved_for == gone
    given["client_id"] = str(uuid4())
    for _ in range(2):
        assert client.post(page, given)["Location"] == f"/duong-day-nong/{made.pk}/"
    now = Complaint.objects.get(pk=made.pk)
    assert (now.reserved_for, now.state) == (cast.leader, ComplaintState.CLASSIFIED)
    line = Change.objects.of(now).last()
    assert (line.by, line.note) == (
        cast.leader,
        "Nhận xử lý thay lãnh đạo đã thôi giữ chức vụ. Người dân gọi lại.",
    )
    do(complaint_flow.HAND_ON, now, by=cast.leader, at=moment(2019, 7, 12), to=cast.b)


def test_nobody_takes_over_from_a_leader_who_is_there_or_what_is_about_himself(cast):
    step = {"by": cast.manager, "at": moment(2019, 7, 9)}
    there = log(cast, subject_agency=cast.department, reserved_for=cast.manager)
    there = do(
        complaint_flow.CLASSIFY,
        there,
        classification="not_accepted",
        not_accepted_reason="Không rõ",
        **step,
    )
    assert seen_by(cast, there) == {"manager", "operator"}
    about_him, _ = ended_with_a_leader_gone(cast, subject=cast.leader)
    assert seen_by(cast, about_him) == {"operator"}
    for complaint in (there, about_him):
        with pytest.raises(Refused):
            do(
                complaint_flow.REOPEN,
                complaint,
                by=cast.leader,
                at=moment(2019, 7, 12),
                note="Mở lại.",
            )


def test_only_a_leader_of_the_province_takes_over_and_only_what_has_ended(cast):
    made, gone = ended_with_a_leader_gone(cast)
    for who in ("manager", "specialist", "operator", "office_examiner"):
        with pytest.raises(Refused):
            do(
                complaint_flow.REOPEN,
                made,
                by=getattr(cast, who),
                at=moment(2019, 7, 12),
                note="Người dân gọi lại.",
            )
    still_open = log(cast, subject_agency=cast.department, reserved_for=gone)
    assert seen_by(cast, still_open) == {"operator"}
