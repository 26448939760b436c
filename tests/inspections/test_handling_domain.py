"""What an agency decides about a finding: who enters, who confirms, who opens the paper."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from inspections.catalogues.models import PersonKind
from inspections.findings.actions import update_finding, withdraw_finding
from inspections.findings.models import Finding
from inspections.handlings import workflow as handling_flow
from inspections.handlings.actions import (
    enter_handling,
    open_handling_file,
)
from inspections.handlings.models import Handling, HandlingState
from inspections.visits import workflow as visit_flow
from inspections.visits.models import Visit
from tayninh_portal.access import Role, may
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change, FileOpening
from tayninh_portal.storage import read_file
from tests.doing import do
from tests.fixtures.cast import appoint, moment
from tests.inspections.answering import (
    NOW,
    TODAY,
    confirmed_handling,
    finding,
    form,
    handling,
)
from tests.inspections.implementing import upload
from tests.inspections.visiting import DAY

PAPER = {"decision_number": "15/QĐ-SXD", "decision_date": TODAY, "signer": "Giám đốc"}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES_DIR = tmp_path


def test_the_agency_enters_and_the_department_confirms(cast):
    made = handling(cast)
    assert (made.state, made.is_discipline) == (HandlingState.ENTERED, False)
    assert list(Handling.objects.confirmed()) == []
    done = do(handling_flow.CONFIRM, made, by=cast.specialist, at=NOW)
    assert (done.state, done.confirmed_on) == (HandlingState.CONFIRMED, TODAY)
    assert list(Handling.objects.confirmed_by(TODAY)) == [done]
    assert list(Handling.objects.confirmed_by(date(2019, 7, 18))) == []
    assert list(Handling.objects.confirmed().between(DAY, DAY)) == [done]
    lines = Change.objects.of(done).values_list("label", "from_state", "to_state")
    assert list(lines) == [
        ("Ghi kết quả xử lý", "", "entered"),
        ("Xác nhận", "entered", "confirmed"),
    ]


# --- who ---------------------------------------------------------------------


@pytest.mark.parametrize("who", ["clerk_b", "head_b", "specialist", "manager", "leader", "admin"])
def test_nobody_but_the_agency_enters(cast, who):
    with pytest.raises(Refused):
        handling(cast, by=who)


def test_the_body_above_answers_for_a_subordinate_unit_and_a_district_not_for_a_commune(cast):
    assert handling(cast, finding(cast, "a_unit")).created_by == cast.clerk_a
    appoint(cast.clerk_b, Role.AGENCY_CLERK, cast.district)
    with pytest.raises(Refused):
        handling(cast, finding(cast, "commune"), by="clerk_b")


@pytest.mark.parametrize("transition", [handling_flow.CONFIRM, handling_flow.RETURN])
@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("specialist", True),
        ("manager", True),
        ("specialist_b", False),
        ("clerk_a", False),
        ("leader", False),
    ],
)
def test_the_team_whoever_is_in_charge_and_the_manager_judge(cast, transition, who, may):
    made = handling(cast)
    note = {"note": "Thiếu số quyết định."} if transition is handling_flow.RETURN else {}
    if may:
        done = do(transition, made, by=getattr(cast, who), at=NOW, **note)
        assert done.state != HandlingState.ENTERED
    else:
        with pytest.raises(Refused):
            do(transition, made, by=getattr(cast, who), at=NOW, **note)


def test_a_member_of_the_team_judges_where_another_is_in_charge(cast):
    about = finding(cast, "b")  # specialist_b is in charge of B, the specialist was in the team
    made = handling(cast, about, by="clerk_b")
    done = do(handling_flow.CONFIRM, made, by=cast.specialist, at=NOW)
    assert done.state == HandlingState.CONFIRMED


def test_nobody_judges_the_agency_he_belongs_to(cast):
    for agency in (cast.a, cast.a_unit):
        made = handling(cast, finding(cast))
        post = appoint(cast.fresh("manager"), Role.AGENCY_CLERK, agency)
        with pytest.raises(Refused) as refused:
            do(handling_flow.CONFIRM, made, by=cast.fresh("manager"), at=NOW)
        assert refused.value.reason.startswith("Bạn công tác tại cơ quan này")
        post.delete()


def test_at_the_department_itself_another_than_the_writer_confirms(cast):
    appoint(cast.specialist_b, Role.AGENCY_CLERK, cast.department)
    about = finding(cast, "department", team=[cast.office_examiner])
    made = handling(cast, about, by="specialist_b")
    with pytest.raises(Refused) as refused:  # in charge of the Sở, but they wrote it themselves
        do(handling_flow.CONFIRM, made, by=cast.fresh("specialist_b"), at=NOW)
    assert refused.value.reason.startswith("Bạn đã nhập hoặc sửa nội dung này")
    assert do(handling_flow.CONFIRM, made, by=cast.manager, at=NOW).state == HandlingState.CONFIRMED


# --- moves -------------------------------------------------------------------

NOTE = {"note": "Ghi nhầm người."}
TRANSITIONS = {
    "confirm": (handling_flow.CONFIRM, "specialist", {}, "confirmed"),
    "return": (handling_flow.RETURN, "specialist", NOTE, "returned"),
    "withdraw": (handling_flow.WITHDRAW, "clerk_a", NOTE, "withdrawn"),
    "reopen": (handling_flow.REOPEN, "manager", NOTE, "returned"),
}


def in_state(cast, state: str) -> Handling:
    """A handling that came to ``state`` by the actions that lead there."""
    made = handling(cast)
    if state == "confirmed":
        return do(handling_flow.CONFIRM, made, by=cast.manager, at=NOW)
    if state == "returned":
        return do(handling_flow.RETURN, made, by=cast.manager, at=NOW, **NOTE)
    if state == "withdrawn":
        return do(handling_flow.WITHDRAW, made, by=cast.clerk_a, at=NOW, **NOTE)
    return made


@pytest.mark.parametrize("state", HandlingState.values)
@pytest.mark.parametrize("name", TRANSITIONS)
def test_every_transition_starts_from_its_states_alone(cast, name, state):
    transition, who, given, target = TRANSITIONS[name]
    made = in_state(cast, state)
    if state in transition.sources:
        assert do(transition, made, by=getattr(cast, who), at=NOW, **given).state == target
    else:
        with pytest.raises(Refused):
            do(transition, made, by=getattr(cast, who), at=NOW, **given)
        assert Handling.objects.get(pk=made.pk).state == state


@pytest.mark.parametrize("name", ["return", "withdraw", "reopen"])
def test_a_deed_that_undoes_needs_a_reason(cast, name):
    made = in_state(cast, "confirmed" if name == "reopen" else "entered")
    transition, who, _, _ = TRANSITIONS[name]
    with pytest.raises(ValidationError) as refused:
        do(transition, made, by=getattr(cast, who), at=NOW, note=" ")
    assert list(refused.value.message_dict) == ["note"]


def test_a_returned_result_is_sent_again_by_its_correction(cast):
    made = in_state(cast, "returned")
    done = do(
        handling_flow.UPDATE,
        made,
        by=cast.head_a,
        at=NOW,
        seen_version=2,
        form=form("remind_written"),
        **PAPER,
    )
    assert (done.state, done.decision_number, done.version) == ("entered", "15/QĐ-SXD", 3)


def test_a_confirmed_result_is_not_corrected_and_a_reopened_one_does_not_count(cast):
    made = in_state(cast, "confirmed")
    with pytest.raises(Refused):
        do(
            handling_flow.UPDATE,
            made,
            by=cast.clerk_a,
            at=NOW,
            seen_version=2,
            form=form("criticism"),
        )
    reopened = do(
        handling_flow.REOPEN,
        Handling.objects.get(pk=made.pk),
        by=cast.manager,
        at=NOW,
        note="Nhầm hình thức.",
    )
    assert (reopened.state, reopened.confirmed_on) == (HandlingState.RETURNED, None)
    assert list(Handling.objects.confirmed()) == []


def test_after_a_withdrawal_another_result_is_entered(cast):
    made = in_state(cast, "withdrawn")
    assert handling(cast, made.finding).pk != made.pk
    assert Handling.objects.active().count() == 1


# --- twice, two people -------------------------------------------------------


def test_a_double_click_enters_once(cast):
    about = finding(cast)
    given = {"by": cast.clerk_a, "at": NOW, "form": form("criticism"), "starts_on": TODAY}
    first, new = enter_handling(about, client_id=(made := handling(cast, about)).client_id, **given)
    assert (first.pk, new, first.form.code) == (made.pk, False, "remind_oral")
    assert Change.objects.of(first).count() == 1


def test_the_second_of_two_people_is_told_that_there_is_a_result(cast):
    about = finding(cast)
    handling(cast, about)
    with pytest.raises(ValidationError) as refused:
        handling(cast, about, by="head_a")
    assert refused.value.messages == [
        "Nội dung này đã có kết quả xử lý; sửa kết quả đó thay cho ghi kết quả thứ hai."
    ]


def test_the_second_of_two_corrections_loses(cast):
    made = handling(cast)
    other = Handling.objects.get(pk=made.pk)
    do(handling_flow.UPDATE, made, by=cast.head_a, at=NOW, seen_version=1, form=form("criticism"))
    with pytest.raises(Conflict):
        do(
            handling_flow.UPDATE,
            other,
            by=cast.clerk_a,
            at=NOW,
            seen_version=1,
            form=form("record"),
        )
    with pytest.raises(Conflict):
        do(handling_flow.CONFIRM, other, by=cast.manager, at=NOW, seen_version=1)
    assert Handling.objects.get(pk=made.pk).form.code == "criticism"


# --- the visit is corrected --------------------------------------------------


def reopened_visit(cast, made: Handling) -> Visit:
    """The visit of a handling, open again."""
    visit = Visit.objects.get(pk=made.finding.visit_id)
    return do(visit_flow.REOPEN, visit, by=cast.manager, at=NOW, note="Sai đối tượng.")


def test_while_its_visit_is_corrected_a_result_rests(cast):
    made = handling(cast)
    reopened_visit(cast, made)
    made = Handling.objects.get(pk=made.pk)
    for transition, who, given, _ in (TRANSITIONS["confirm"], TRANSITIONS["return"]):
        with pytest.raises(Refused) as refused:
            do(transition, made, by=getattr(cast, who), at=NOW, **given)
        assert refused.value.reason == "Lượt kiểm tra chưa kết thúc hoặc đang được đính chính."
    assert list(Handling.objects.visible_to(cast.clerk_a)) == []
    assert list(Handling.objects.visible_to(cast.specialist)) == [made]
    assert list(Handling.objects.waiting()) == []


def test_the_law_is_asked_again_after_the_visit_was_corrected(cast):
    made = handling(cast, form=form("reprimand"), **PAPER)
    visit = reopened_visit(cast, made)
    about = Finding.objects.get(pk=made.finding_id)
    update_finding(
        about, by=cast.manager, at=NOW, seen_version=about.version, person_kind=PersonKind.CONTRACT
    )
    do(visit_flow.CONCLUDE, visit, by=cast.manager, at=NOW, conclusion="Đã đính chính.")
    made = Handling.objects.get(pk=made.pk)
    with pytest.raises(ValidationError) as refused:
        do(handling_flow.CONFIRM, made, by=cast.specialist, at=NOW)
    assert refused.value.messages == [
        "Hình thức kỷ luật “Khiển trách” không áp dụng cho người lao động hợp đồng."
    ]
    # It can still go back to the agency, which corrects it.
    assert do(handling_flow.RETURN, made, by=cast.specialist, at=NOW, **NOTE).state == "returned"


def test_nothing_is_done_about_a_finding_that_does_not_count(cast):
    """Withdrawn, or of a visit that is not concluded (any more)."""
    row = handling(cast)
    writes = (cast.clerk_a, "handling.update", row)
    assert may(*writes, on=TODAY)
    row.finding.withdrawn_at = NOW
    assert may(*writes, on=TODAY).reason == "Nội dung này đã được rút khỏi lượt kiểm tra."
    row.finding.withdrawn_at, row.finding.visit.state = None, "draft"
    assert may(*writes, on=TODAY).reason == (
        "Lượt kiểm tra chưa kết thúc hoặc đang được đính chính."
    )


def test_a_withdrawn_finding_takes_its_result_out_of_the_count(cast):
    made = confirmed_handling(cast)
    visit = reopened_visit(cast, made)
    withdraw_finding(
        Finding.objects.get(pk=made.finding_id), by=cast.manager, at=NOW, note="Ghi trùng."
    )
    do(visit_flow.CONCLUDE, visit, by=cast.manager, at=NOW, conclusion="Đã đính chính.")
    assert list(Handling.objects.confirmed()) == []
    assert list(Handling.objects.visible_to(cast.head_a)) == []


# --- the file ----------------------------------------------------------------


def test_the_file_is_kept_under_the_papers_number_and_each_opening_is_recorded(cast):
    given = {"form": form("reprimand"), **PAPER}
    made = handling(cast, upload=upload(name="ky luat Nguyen Van A.pdf"), **given)
    assert made.file.name == "ket-qua-xu-ly-15-qd-sxd.pdf"
    for who in ("clerk_a", "specialist", "manager"):
        data = open_handling_file(made, by=getattr(cast, who), at=NOW)
        assert data == read_file(made.file)
    rows = FileOpening.objects.order_by("pk").values_list("by__username", "record_type", "at")
    assert list(rows) == [
        (who, "inspections.handling", NOW) for who in ("clerk_a", "specialist", "manager")
    ]
    with pytest.raises(Refused):
        open_handling_file(made, by=cast.specialist_b, at=NOW)
    assert FileOpening.objects.count() == 3


def test_a_line_of_an_opening_is_never_changed(cast):
    made = handling(cast, upload=upload())
    open_handling_file(made, by=cast.manager, at=NOW)
    with pytest.raises(Exception, match="chỉ được thêm"), transaction.atomic():
        FileOpening.objects.update(at=moment(2020, 1, 1))


def test_what_is_no_paper_is_refused_and_a_correction_without_a_file_keeps_it(cast):
    with pytest.raises(ValidationError) as refused:
        handling(cast, upload=upload(b"MZ khong phai PDF"))
    assert list(refused.value.message_dict) == ["upload"]
    made = handling(cast, upload=upload())
    kept = do(handling_flow.UPDATE, made, by=cast.clerk_a, at=NOW, seen_version=1, signer="")
    assert kept.file == made.file
