"""The domain of findings: catalogues by day and kind of person, sealed names, withdrawal."""

import json
from datetime import date, time
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from inspections.catalogues.models import Category, HandlingMeasure, PersonKind, Subject
from inspections.findings.actions import add_finding, update_finding, withdraw_finding
from inspections.findings.models import Finding
from inspections.identities.actions import open_identity
from inspections.identities.models import Identity
from inspections.visits import workflow as visit_flow
from inspections.visits.actions import log_visit, update_visit
from inspections.visits.models import Visit, VisitCause
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change
from tests.doing import do
from tests.fixtures.cast import moment

AT = moment(2025, 7, 2, 11)
# The last day of the old discipline law of công chức, and the first of the new one.
OLD_LAW, NEW_LAW = date(2025, 6, 30), date(2025, 7, 1)
NAME = "Nguyễn Văn Minh Họa"


def draft(cast, day: date = NEW_LAW) -> Visit:
    """A draft at Sở Xây dựng that lacks nothing."""
    return log_visit(
        by=cast.specialist,
        at=AT,
        agency=cast.a,
        day=day,
        starts_at=time(8, 0),
        ends_at=time(9, 0),
        is_surprise=True,
        cause=VisitCause.OTHER,
        members=[cast.specialist],
        head=cast.specialist,
        on_roll=10,
        present=10,
    )[0]


def added(cast, visit: Visit, code: str = "late", **changes) -> Finding:
    """A finding about a công chức, but for ``changes``."""
    given = {
        "by": cast.specialist,
        "at": AT,
        "subject": Subject.PERSON,
        "category": Category.objects.get(code=code),
        "person_kind": PersonKind.CIVIL_SERVANT,
    }
    return add_finding(visit, **(given | changes))[0]


def about_unit(cast, visit: Visit, **changes) -> Finding:
    """A finding about the unit."""
    return added(cast, visit, "unit_appearance", subject=Subject.UNIT, person_kind="", **changes)


def handling(code: str) -> HandlingMeasure:
    """A form of handling by its code."""
    return HandlingMeasure.objects.get(code=code)


def refusal(call) -> dict[str, list[str]]:
    """What ``call`` is refused with, by field; nothing was written."""
    before = Finding.objects.count(), Change.objects.count(), Identity.objects.count()
    with pytest.raises(ValidationError) as refused:
        call()
    after = Finding.objects.count(), Change.objects.count(), Identity.objects.count()
    assert before == after
    return refused.value.message_dict


def test_a_finding_carries_the_day_of_its_visit(cast):
    assert added(cast, draft(cast)).visit_day == NEW_LAW


def test_a_violation_names_the_kind_of_person(cast):
    visit = draft(cast)
    assert refusal(lambda: added(cast, visit, person_kind="")) == {
        "person_kind": ["Chọn người vi phạm là cán bộ, công chức, viên chức hay đối tượng khác."]
    }


def test_a_category_of_units_is_not_used_for_a_person(cast):
    visit = draft(cast)
    assert refusal(lambda: added(cast, visit, "unit_appearance")) == {
        "category": ["Loại vi phạm này không dùng cho đối tượng đã chọn."]
    }


def test_a_category_that_ended_the_day_before_is_refused(cast):
    visit = draft(cast)
    Category.objects.filter(code="late").update(ends_on=OLD_LAW)
    assert refusal(lambda: added(cast, visit)) == {
        "category": ["Loại vi phạm này không áp dụng vào ngày kiểm tra."]
    }


def test_discipline_follows_the_law_of_the_day(cast):
    old, new = draft(cast, OLD_LAW), draft(cast, NEW_LAW)
    assert added(cast, old, is_leader=True, recommended_handling=handling("demotion")).pk
    assert refusal(lambda: added(cast, new, recommended_handling=handling("demotion"))) == {
        "recommended_handling": ["Hình thức này không áp dụng vào ngày kiểm tra."]
    }


def test_discipline_follows_the_kind_of_person(cast):
    visit = draft(cast)
    assert refusal(lambda: added(cast, visit, recommended_handling=handling("recall"))) == {
        "recommended_handling": ["Hình thức kỷ luật “Bãi nhiệm” không áp dụng cho công chức."]
    }
    official = added(
        cast,
        visit,
        person_kind=PersonKind.OFFICIAL,
        recommended_handling=handling("recall"),
    )
    assert official.recommended_handling.code == "recall"


def test_a_unit_is_not_disciplined_and_has_no_person(cast):
    visit = draft(cast)
    assert refusal(
        lambda: about_unit(
            cast, visit, recommended_handling=handling("reprimand"), person={"name": NAME}
        )
    ) == {
        "person_name": ["Nội dung về đơn vị không ghi thông tin cá nhân."],
        "recommended_handling": ["“Khiển trách” không áp dụng cho đơn vị."],
    }
    fine = about_unit(cast, visit, recommended_handling=handling("rectify"))
    assert fine.recommended_handling.code == "rectify"


def test_a_remedy_is_not_due_before_the_visit(cast):
    visit = draft(cast)
    assert refusal(lambda: added(cast, visit, remedy_due_on=OLD_LAW)) == {
        "remedy_due_on": ["Hạn khắc phục không được trước ngày kiểm tra."]
    }


def test_the_person_is_sealed_and_stands_in_no_column_and_no_line_of_the_log(cast):
    visit = draft(cast)
    finding = added(
        cast,
        visit,
        person={"name": f"  {NAME} ", "post": "Chuyên viên"},
        description=f"{NAME} đến lúc 8 giờ 40.",
        recommendation=f"Nhắc nhở {NAME}",
    )
    finding = update_finding(
        finding,
        by=cast.specialist,
        at=AT,
        seen_version=1,
        person={"name": NAME, "post": "Phó phòng"},
    )
    lines = list(Change.objects.of(finding).values_list("label", "note", "data"))
    assert len(lines) == 2
    assert NAME not in json.dumps(lines, ensure_ascii=False)
    assert NAME not in Identity.objects.get().payload
    kept = open_identity(
        finding,
        finding.person,
        by=cast.specialist,
        action="finding.read_identity",
        reason="Soạn văn bản đề nghị xử lý",
    )
    assert kept == {"name": NAME, "post": "Phó phòng"}


def test_a_blank_person_keeps_what_was_sealed(cast):
    finding = added(cast, draft(cast), person={"name": NAME})
    before = Identity.objects.get().payload
    update_finding(
        finding,
        by=cast.specialist,
        at=AT,
        seen_version=1,
        person={"name": "", "post": " "},
        is_leader=True,
    )
    assert Identity.objects.get().payload == before
    assert Finding.objects.get().is_leader is True


def test_a_double_click_adds_once_and_seals_once(cast):
    visit, client_id = draft(cast), uuid4()
    given = {"client_id": client_id, "person": {"name": NAME}}
    first = added(cast, visit, **given)
    assert added(cast, visit, **given) == first
    assert (Finding.objects.count(), Identity.objects.count()) == (1, 1)
    assert Change.objects.of(first).count() == 1


def test_nothing_is_added_to_a_visit_that_somebody_concluded_meanwhile(cast):
    visit = draft(cast)
    do(visit_flow.CONCLUDE, Visit.objects.get(), by=cast.specialist, at=AT, conclusion="Tốt.")
    with pytest.raises(Conflict) as refused:
        added(cast, visit)
    assert refused.value.reason == (
        "Lượt kiểm tra đã kết thúc; muốn sửa, lãnh đạo Sở phải mở lại để đính chính. "
        "Nội dung bạn nhập vẫn còn dưới đây, chưa được lưu."
    )
    assert Finding.objects.count() == 0


def test_only_members_and_the_manager_write_findings(cast):
    visit = draft(cast)
    with pytest.raises(Refused):
        added(cast, visit, by=cast.specialist_b)
    assert added(cast, visit, by=cast.manager).pk


def test_a_withdrawn_finding_has_a_reason_stays_and_does_not_count(cast):
    visit = draft(cast)
    finding, other = added(cast, visit), added(cast, visit)
    with pytest.raises(ValidationError) as refused:
        withdraw_finding(finding, by=cast.specialist, at=AT, note=" ")
    assert refused.value.message_dict == {"note": ["Ghi lý do rút nội dung này."]}
    finding = withdraw_finding(finding, by=cast.specialist, at=AT, note="Ghi nhầm phòng")
    with pytest.raises(Conflict):
        update_finding(finding, by=cast.specialist, at=AT, seen_version=2, is_leader=True)
    do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=AT, conclusion="Tốt.")
    assert Finding.objects.count() == 2
    assert list(Finding.objects.counted()) == [other]
    assert Change.objects.of(finding).last().note == "Ghi nhầm phòng"


def test_findings_of_drafts_and_cancelled_visits_do_not_count(cast):
    visit = draft(cast)
    added(cast, visit)
    assert Finding.objects.counted().count() == 0
    do(visit_flow.CANCEL, visit, by=cast.specialist, at=AT, note="Ghi trùng")
    assert Finding.objects.counted().count() == 0


def test_moving_the_day_of_a_visit_moves_its_findings(cast):
    visit = draft(cast)
    finding = added(cast, visit)
    update_visit(visit, by=cast.specialist, at=AT, seen_version=1, day=OLD_LAW)
    finding.refresh_from_db()
    assert (finding.visit_day, finding.version) == (OLD_LAW, 2)


def test_a_day_on_which_a_noted_handling_was_no_law_is_refused(cast):
    visit = draft(cast, OLD_LAW)
    added(cast, visit, is_leader=True, recommended_handling=handling("demotion"))
    with pytest.raises(ValidationError) as refused:
        update_visit(visit, by=cast.specialist, at=AT, seen_version=1, day=NEW_LAW)
    assert refused.value.message_dict == {
        "day": [
            "Đã ghi nhận nội dung “Giáng chức”, không áp dụng vào ngày này; sửa nội dung đó trước."
        ]
    }
    assert (Visit.objects.get().day, Visit.objects.get().version) == (OLD_LAW, 1)
