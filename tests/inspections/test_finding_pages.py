"""Findings through the browser: the two kinds of form, sealed names, withdrawal."""

import json

import pytest
import time_machine
from django.urls import reverse

from inspections.catalogues.models import Category, Field, HandlingMeasure, Subject
from inspections.findings.models import Finding
from inspections.identities.models import Identity, IdentityReading
from tayninh_portal.models import Change
from tests.inspections.visiting import NOW, concluded, draft, page_of, violation

NAME = "Trần Thị Minh Họa"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def form_of(code: str, **changes) -> dict:
    """The form of a finding of a person, filled in, but for ``changes``."""
    filled = {
        "client_id": "5b1f4ad1-6d5f-4f0c-9d8e-0a4a7d0c1b11",
        "seen_version": 1,
        "category": Category.objects.get(code=code).pk,
        "person_kind": "civil_servant",
        "field": "",
        "description": "Đến lúc 8 giờ 40.",
        "recommended_handling": HandlingMeasure.objects.get(code="remind_oral").pk,
        "recommendation": "",
        "remedy_due_on": "",
        "person_name": "",
        "person_post": "",
    }
    return filled | changes


def test_a_violation_is_added_with_its_person_sealed_and_shown_nowhere(cast):
    visit = draft(cast)
    client = cast.client("specialist")
    field = Field.objects.get(code="land_environment")
    answer = client.post(
        reverse("finding-create", args=[visit.pk]),
        form_of("procedure_late", field=field.pk, person_name=NAME, person_post="Công chức"),
        follow=True,
    )
    finding = Finding.objects.get()
    assert (finding.subject, finding.field, finding.person_kind) == (
        Subject.PERSON,
        field,
        "civil_servant",
    )
    seen = [page_of(answer)]
    for url in (
        reverse("visit-detail", args=[visit.pk]),
        reverse("visit-list"),
        reverse("finding-update", args=[finding.pk]),
        reverse("finding-withdraw", args=[finding.pk]),
        reverse("finding-identity", args=[finding.pk]),
        reverse("home"),
    ):
        seen.append(page_of(client.get(url)))
    assert [NAME in page for page in seen] == [False] * 7
    log = list(Change.objects.values_list("data", "note", "label"))
    assert NAME not in json.dumps(log, ensure_ascii=False)
    assert "person_id" not in Change.objects.of(finding).get().data


def test_reading_the_person_takes_a_reason_is_recorded_and_shown_once(cast):
    visit = draft(cast)
    finding = violation(cast, visit, person={"name": NAME, "post": "Chuyên viên"})
    client, url = cast.client("specialist_b"), reverse("finding-identity", args=[finding.pk])
    answer = client.post(url, {"reason": "xem"})
    assert NAME not in page_of(answer)
    assert answer.context["form"].errors == {
        "reason": ["Hãy ghi rõ lý do xem; lý do được lưu lại."]
    }
    assert IdentityReading.objects.count() == 0
    answer = client.post(url, {"reason": "Soạn văn bản đề nghị xử lý"})
    assert NAME in page_of(answer)
    assert answer.context["person"].name == "Minh họa specialist_b"
    assert "no-store" in answer.headers["Cache-Control"]
    reading = IdentityReading.objects.get()
    assert (reading.by, reading.at, reading.reason, reading.record_id) == (
        cast.specialist_b,
        NOW,
        "Soạn văn bản đề nghị xử lý",
        finding.pk,
    )
    assert NAME not in page_of(client.get(url))


def test_a_finding_without_a_person_has_nothing_to_read(cast):
    finding = violation(cast, draft(cast))
    answer = cast.client("specialist").get(reverse("finding-identity", args=[finding.pk]))
    assert answer.status_code == 403
    assert "Chưa ghi thông tin người vi phạm ở nội dung này." in answer.content.decode()


def test_the_form_of_the_unit_offers_no_person_and_no_discipline(cast):
    url = reverse("finding-create", args=[draft(cast).pk])
    client = cast.client("specialist")
    person = client.get(url).context["form"]
    unit = client.get(f"{url}?doi-tuong=don-vi").context["form"]
    assert set(person.fields) - set(unit.fields) == {
        "person_kind",
        "is_leader",
        "agency",
        "person_name",
        "person_post",
    }

    def codes(form, name: str) -> set[str]:
        return {row.code for row in form.fields[name]._rows.values()}

    assert codes(unit, "category") == set(
        Category.objects.filter(subject="unit").values_list("code", flat=True)
    )
    assert codes(person, "category") == set(
        Category.objects.filter(subject="person").values_list("code", flat=True)
    )
    assert codes(unit, "recommended_handling") == set(
        HandlingMeasure.objects.filter(for_unit=True).values_list("code", flat=True)
    )
    assert {"demotion", "statement"} <= codes(person, "recommended_handling")


def test_rows_that_ended_the_day_before_are_not_offered_and_not_taken(cast):
    visit = draft(cast)
    Category.objects.filter(code="late").update(ends_on="2019-07-04")
    Category.objects.filter(code="early_leave").update(ends_on="2019-07-05")
    url = reverse("finding-create", args=[visit.pk])
    answer = cast.client("specialist").post(url, form_of("late"))
    assert answer.context["form"].errors == {
        "category": ["Loại vi phạm này không áp dụng vào ngày kiểm tra."]
    }
    cast.client("specialist").post(url, form_of("early_leave"))
    assert Finding.objects.get().category.code == "early_leave"


def test_a_wrong_form_comes_back_with_what_was_typed_and_nothing_is_sealed(cast):
    visit = draft(cast)
    answer = cast.client("specialist").post(
        reverse("finding-create", args=[visit.pk]),
        form_of(
            "late",
            person_kind="contract",
            recommended_handling=HandlingMeasure.objects.get(code="reprimand").pk,
            remedy_due_on="04/7/2019",
            person_name=NAME,
        ),
    )
    page = page_of(answer)
    assert answer.context["form"].errors == {
        "recommended_handling": [
            "Hình thức kỷ luật “Khiển trách” không áp dụng cho người lao động hợp đồng."
        ]
    }
    assert "Đến lúc 8 giờ 40." in page
    assert '<details class="sealed" open>' in page
    assert (Finding.objects.count(), Identity.objects.count()) == (0, 0)


def test_a_post_alone_is_no_person(cast):
    answer = cast.client("specialist").post(
        reverse("finding-create", args=[draft(cast).pk]), form_of("late", person_post="Phó phòng")
    )
    assert answer.context["form"].errors == {"person_name": ["Ghi họ và tên cùng với chức vụ."]}


def test_a_double_click_adds_once_and_going_on_stays_on_the_form(cast):
    visit = draft(cast)
    client, url = cast.client("specialist"), reverse("finding-create", args=[visit.pk])
    first = client.post(url, form_of("late", person_name=NAME))
    second = client.post(url, form_of("late", person_name=NAME))
    detail = reverse("visit-detail", args=[visit.pk])
    assert (first.headers["Location"], second.headers["Location"]) == (detail, detail)
    assert (Finding.objects.count(), Identity.objects.count()) == (1, 1)
    on = form_of("late", client_id="5b1f4ad1-6d5f-4f0c-9d8e-0a4a7d0c1b12", them="1")
    answer = client.post(f"{url}?doi-tuong=ca-nhan", on)
    assert answer.headers["Location"] == f"{url}?doi-tuong=ca-nhan"


def test_who_typed_while_the_visit_was_concluded_keeps_their_words(cast):
    visit = concluded(cast)
    answer = cast.client("specialist").post(
        reverse("finding-create", args=[visit.pk]), form_of("late")
    )
    assert "Đến lúc 8 giờ 40." in page_of(answer)
    assert answer.context["form"].non_field_errors() == [
        "Lượt kiểm tra đã kết thúc; muốn sửa, lãnh đạo Sở phải mở lại để đính chính. "
        "Nội dung bạn nhập vẫn còn dưới đây, chưa được lưu."
    ]
    since = [line.label for line in answer.context["form"].lost.since]
    assert since == ["Kết thúc lượt kiểm tra"]
    assert Finding.objects.count() == 0


def test_the_second_of_two_people_correcting_is_told_and_keeps_their_words(cast):
    finding = violation(cast, draft(cast))
    url = reverse("finding-update", args=[finding.pk])
    typed = form_of("late", seen_version=1)
    cast.client("specialist").post(url, typed | {"description": "Lời thứ nhất"})
    answer = cast.client("manager").post(url, typed | {"description": "Lời thứ hai"})
    assert "Lời thứ hai" in page_of(answer)
    assert len(answer.context["form"].non_field_errors()) == 1
    assert Finding.objects.get().description == "Lời thứ nhất"


def test_withdrawing_needs_a_reason_and_keeps_the_row_marked(cast):
    visit = draft(cast)
    finding = violation(cast, visit)
    client, url = cast.client("specialist"), reverse("finding-withdraw", args=[finding.pk])
    answer = client.post(url, {"seen_version": 1, "note": ""})
    assert answer.context["form"].errors == {"note": ["Ghi lý do rút nội dung này."]}
    page = page_of(client.post(url, {"seen_version": 1, "note": "Ghi nhầm phòng"}, follow=True))
    assert "Đã rút, không tính" in page
    assert "Ghi nhầm phòng" in page
    finding.refresh_from_db()
    assert (finding.withdrawn_at, finding.version) == (NOW, 2)


@pytest.mark.parametrize("name", ["finding-update", "finding-withdraw"])
def test_a_double_click_writes_once_and_does_not_scold(cast, name):
    visit = draft(cast)
    finding = violation(cast, visit)
    client, url = cast.client("specialist"), reverse(name, args=[finding.pk])
    for _ in range(2):
        answer = client.post(url, form_of("late", note="Ghi nhầm phòng"))
        assert answer.headers["Location"] == reverse("visit-detail", args=[visit.pk])
    assert Change.objects.of(finding).count() == 2


def test_who_corrects_what_was_withdrawn_sees_that_it_was(cast):
    finding = violation(cast, draft(cast))
    cast.client("manager").post(
        reverse("finding-withdraw", args=[finding.pk]), {"seen_version": 1, "note": "Ghi nhầm"}
    )
    answer = cast.client("specialist").post(
        reverse("finding-update", args=[finding.pk]), form_of("late", client_id="")
    )
    form = answer.context["form"]
    assert form.non_field_errors() == ["Nội dung này đã được rút, không sửa được nữa."]
    assert [line.label for line in form.lost.since] == ["Rút nội dung ghi nhận"]
    assert ("Nội dung ghi nhận", "–", "Đến lúc 8 giờ 40.") in form.lost.texts
