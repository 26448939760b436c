"""A visit through the browser: logged, concluded, cancelled, reopened; lost races."""

from datetime import time
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from inspections.findings.models import Finding
from inspections.visits.models import Visit, VisitState
from tayninh_portal.models import Change
from tests.inspections.visiting import (
    NOW,
    concluded,
    draft,
    page_of,
    update_form,
    visit_form,
)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def test_an_inspector_logs_a_surprise_visit_with_two_findings_and_concludes_it(cast):
    client = cast.client("specialist")
    answer = client.post(reverse("visit-create"), visit_form(cast, on_roll="263"))
    visit = Visit.objects.get()
    assert answer.headers["Location"] == reverse("visit-detail", args=[visit.pk])
    assert [row.username for row in (visit.created_by, visit.members.get().user)] == [
        "specialist",
        "specialist",
    ]

    page = page_of(client.get(reverse("visit-detail", args=[visit.pk])))
    assert "Ghi giờ kết thúc buổi kiểm tra." not in page
    assert (
        "Tổng số có mặt và vắng mặt là 40, khác với 263 trong danh sách. Sửa lại hoặc ghi lý do."
        in page
    )

    add = reverse("finding-create", args=[visit.pk])
    for subject, code, kind in (("ca-nhan", "late", "civil_servant"), ("don-vi", "unit_rules", "")):
        form = client.get(f"{add}?doi-tuong={subject}").context["form"]
        answer = client.post(
            f"{add}?doi-tuong={subject}",
            {
                "client_id": str(form["client_id"].value()),
                "seen_version": form["seen_version"].value(),
                "category": dict(_pairs(form, "category"))[code],
                "person_kind": kind,
            },
        )
        assert answer.status_code == 302

    client.post(
        reverse("visit-update", args=[visit.pk]),
        update_form(cast, visit, on_roll="40"),
    )
    answer = client.post(
        reverse("visit-conclude", args=[visit.pk]),
        {"seen_version": 2, "ends_at": "10:15", "conclusion": "Cơ quan chấp hành tốt."},
        follow=True,
    )
    assert "Đã kết thúc lượt kiểm tra; lượt này được tính vào số liệu." in page_of(answer)
    visit.refresh_from_db()
    assert (visit.state, visit.ends_at, visit.concluded_at) == (
        VisitState.CONCLUDED,
        time(10, 15),
        NOW,
    )
    assert sorted(Finding.objects.counted().values_list("subject", flat=True)) == [
        "person",
        "unit",
    ]


def _pairs(form, name: str):
    """Code and value of every row a field of a finding's form offers."""
    field = form.fields[name]
    return [(row.code, pk) for pk, row in field._rows.items()]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("15/QĐ-SNV", "Quyết định số 15/QĐ-SNV ngày 05/7/2019, thành lập Tổ"),
        ("1441/KH-UBND", "Kế hoạch số 1441/KH-UBND ngày 05/7/2019, thành lập Tổ"),
        ("33/SNV", "Văn bản số 33/SNV ngày 05/7/2019, thành lập Tổ"),
    ],
)
def test_the_page_names_the_kind_of_paper_a_visit_stands_on(cast, number, said):
    asked = {"basis_date": NOW.date(), "basis_title": "thành lập Tổ"}
    visit = draft(cast, basis_number=number, **asked)
    assert said in page_of(cast.client("manager").get(reverse("visit-detail", args=[visit.pk])))


def test_a_double_click_logs_once(cast):
    client, form = cast.client("specialist"), visit_form(cast)
    first = client.post(reverse("visit-create"), form)
    second = client.post(reverse("visit-create"), form)
    assert first.headers["Location"] == second.headers["Location"]
    visit = Visit.objects.get()
    assert (visit.version, visit.members.count(), Change.objects.of(visit).count()) == (1, 1, 1)


def test_a_double_click_concludes_once_and_does_not_scold(cast):
    visit = draft(cast)
    client = cast.client("specialist")
    typed = {"seen_version": 1, "ends_at": "10:30", "conclusion": "Tốt."}
    typed["client_id"] = str(uuid4())
    for _ in range(2):
        answer = client.post(reverse("visit-conclude", args=[visit.pk]), typed)
        assert answer.headers["Location"] == reverse("visit-detail", args=[visit.pk])
    assert Change.objects.of(visit).count() == 2


def test_the_second_of_two_people_saving_is_told_and_keeps_what_they_typed(cast):
    visit = draft(cast)
    url = reverse("visit-update", args=[visit.pk])
    cast.client("specialist").post(url, update_form(cast, visit, place="Tầng 1"))
    answer = cast.client("manager").post(url, update_form(cast, visit, place="Tầng 2"))
    assert 'value="Tầng 2"' in page_of(answer)
    assert answer.context["form"].non_field_errors() == [
        "Bản ghi này đã được người khác sửa sau khi bạn mở. "
        "Nội dung bạn nhập vẫn còn dưới đây; hãy đối chiếu rồi lưu lại."
    ]
    assert Visit.objects.get().place == "Tầng 1"


def test_who_lost_sees_what_is_stored_beside_what_they_typed(cast):
    visit = draft(cast)
    url = reverse("visit-update", args=[visit.pk])
    cast.client("specialist").post(url, update_form(cast, visit, place="Tầng 1"))
    answer = cast.client("manager").post(
        url, update_form(cast, visit, place="Tầng 2", agency="so y te", starts_at="7h45")
    )
    form = answer.context["form"]
    assert [line.label for line in form.lost.since] == ["Sửa lượt kiểm tra"]
    assert ("Hình thức", "Đột xuất", "Đột xuất") in form.lost.texts
    differing = [texts for texts in form.lost.texts if texts[1] != texts[2]]
    assert "Hình thức</th>" not in page_of(answer)
    assert differing == [
        ("Bắt đầu lúc", "08:00", "07:45"),
        ("Cơ quan được kiểm tra", "Sở Xây dựng", "Sở Y tế"),
        ("Địa điểm", "Tầng 1", "Tầng 2"),
    ]
    again = {name: form[name].value() for name in ("seen_version", "client_id")}
    typed = update_form(cast, visit, place="Tầng 1 và 2") | again
    assert cast.client("manager").post(url, typed).status_code == 302
    assert Visit.objects.get().place == "Tầng 1 và 2"


def test_a_double_click_corrects_once_and_does_not_scold(cast):
    visit = draft(cast)
    client, url = cast.client("specialist"), reverse("visit-update", args=[visit.pk])
    typed = update_form(cast, visit, place="Tầng 1", client_id=str(uuid4()))
    for _ in range(2):
        answer = client.post(url, typed)
        assert answer.headers["Location"] == reverse("visit-detail", args=[visit.pk])
    assert Change.objects.of(visit).count() == 2


@pytest.mark.parametrize(
    ("changes", "closed"),
    [({"ends_at": None}, False), ({"ends_at": None, "present": None}, True), ({}, False)],
)
def test_the_conclusion_is_closed_only_for_what_its_page_does_not_ask(cast, changes, closed):
    visit = draft(cast, **changes)
    client, url = cast.client("specialist"), reverse("visit-conclude", args=[visit.pk])
    page = page_of(client.get(reverse("visit-detail", args=[visit.pk])))
    assert (f'href="{url}"' in page) is not closed
    assert ("Chưa đủ thông tin; xem mục “Còn thiếu để kết thúc”." in page) is closed
    assert ("Còn thiếu để kết thúc" in page_of(client.get(url))) is closed


@pytest.mark.parametrize("name", ["visit-conclude", "visit-cancel"])
def test_who_comes_after_the_conclusion_keeps_their_words(cast, name):
    visit = concluded(cast)
    answer = cast.client("specialist").post(
        reverse(name, args=[visit.pk]),
        {
            "seen_version": 1,
            "ends_at": "10:30",
            "conclusion": "Lời của tôi",
            "note": "Lời của tôi",
        },
    )
    assert "Lời của tôi" in page_of(answer)
    lost, closed = answer.context["form"].non_field_errors()
    assert lost.startswith("Bản ghi này đã được người khác sửa")
    assert closed.startswith("Lượt kiểm tra đã kết thúc")
    assert Change.objects.of(visit).count() == 2


def test_concluding_tells_everything_that_is_missing(cast):
    visit = draft(cast, is_surprise=False, ends_at=None, present=None)
    answer = cast.client("specialist").post(
        reverse("visit-conclude", args=[visit.pk]),
        {"seen_version": 1, "ends_at": "07:00", "conclusion": "Lời của tôi"},
    )
    assert "Lời của tôi" in page_of(answer)
    form = answer.context["form"]
    assert form.errors == {
        "ends_at": ["Giờ kết thúc phải sau giờ bắt đầu."],
        "__all__": [
            "Ghi số và ngày của quyết định hoặc kế hoạch kiểm tra.",
            "Ghi tổng số theo danh sách và số có mặt, hoặc ghi lý do không đếm.",
        ],
    }
    assert Visit.objects.get().state == VisitState.DRAFT


def test_cancelling_needs_a_reason_and_shows_it_in_the_timeline(cast):
    visit = draft(cast)
    client, url = cast.client("specialist"), reverse("visit-cancel", args=[visit.pk])
    answer = client.post(url, {"seen_version": 1, "note": " "})
    assert answer.context["form"].errors == {"note": ["Ghi lý do hủy lượt kiểm tra."]}
    page = page_of(client.post(url, {"seen_version": 1, "note": "Ghi trùng lượt"}, follow=True))
    assert "Ghi trùng lượt" in page
    assert Visit.objects.get().state == VisitState.CANCELLED


def test_the_manager_reopens_and_the_visit_no_longer_counts(cast):
    visit = concluded(cast)
    answer = cast.client("manager").post(
        reverse("visit-reopen", args=[visit.pk]),
        {"seen_version": 2, "note": "Ghi sai số có mặt"},
        follow=True,
    )
    assert "Ghi sai số có mặt" in page_of(answer)
    assert Visit.objects.concluded().count() == 0
