"""A visit through the browser: logged, corrected, concluded; wrong forms and lost races."""

from datetime import date, time

import pytest
import time_machine
from django.urls import reverse

from inspections.enums import VisitState
from inspections.models import Agency, Finding, Visit
from tayninh_portal.access import Role
from tayninh_portal.models import Change
from tests.fixtures.cast import appoint, make_agency, moment
from tests.inspections.visiting import (
    NOW,
    concluded,
    draft,
    page_of,
    update_form,
    violation,
    visit_form,
)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def test_an_inspector_logs_a_surprise_visit_with_two_findings_and_concludes_it(cast):
    client = cast.client("specialist")
    answer = client.post(reverse("visit-create"), visit_form(cast, ends_at="", on_roll="263"))
    visit = Visit.objects.get()
    assert answer.headers["Location"] == reverse("visit-detail", args=[visit.pk])
    assert [row.username for row in (visit.created_by, visit.members.get().user)] == [
        "specialist",
        "specialist",
    ]

    page = page_of(client.get(reverse("visit-detail", args=[visit.pk])))
    assert "Ghi giờ kết thúc buổi kiểm tra." in page
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
                "category": dict(_pairs(form, "category"))[code],
                "person_kind": kind,
            },
        )
        assert answer.status_code == 302

    client.post(
        reverse("visit-update", args=[visit.pk]),
        update_form(cast, visit, ends_at="", on_roll="40"),
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


def test_a_wrong_form_comes_back_with_what_was_typed_and_saves_nothing(cast):
    answer = cast.client("specialist").post(
        reverse("visit-create"),
        visit_form(
            cast,
            starts_at="",
            day="31/02/2019",
            place="Bộ phận Một cửa",
            present="-1",
            members=[cast.specialist.pk, cast.specialist_b.pk],
        ),
    )
    page = page_of(answer)
    form = answer.context["form"]
    assert form.errors == {
        "day": ["Ngày “31/02/2019” không có trên lịch."],
        "starts_at": ["Ghi giờ bắt đầu."],
        "present": ["Số người không thể nhỏ hơn 0."],
    }
    assert 'value="Bộ phận Một cửa"' in page
    assert 'value="31/02/2019"' in page
    assert form["members"].value() == [str(cast.specialist.pk), str(cast.specialist_b.pk)]
    assert Visit.objects.count() == 0


def test_a_rule_of_the_domain_lands_at_its_field(cast):
    appoint(cast.specialist_b, Role.AGENCY_HEAD, cast.a)
    answer = cast.client("specialist").post(
        reverse("visit-create"),
        visit_form(
            cast,
            ends_at="07:00",
            basis_number="1441/KH-UBND",
            members=[cast.specialist.pk, cast.specialist_b.pk],
        ),
    )
    assert page_of(answer)
    assert answer.context["form"].errors == {
        "ends_at": ["Giờ kết thúc phải sau giờ bắt đầu."],
        "basis_date": ["Ghi ngày ban hành của quyết định, kế hoạch."],
        "members": [
            "Minh họa specialist_b công tác tại cơ quan được kiểm tra (hoặc cơ quan quản lý trực "
            "tiếp, đơn vị trực thuộc) vào ngày đó nên không được tham gia đoàn kiểm tra này."
        ],
    }
    assert (
        Visit.objects.count(),
        Change.objects.filter(record_type="inspections.visit").count(),
    ) == (
        0,
        0,
    )


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
    for _ in range(2):
        answer = client.post(reverse("visit-conclude", args=[visit.pk]), typed)
        assert answer.headers["Location"] == reverse("visit-detail", args=[visit.pk])
    assert Change.objects.of(visit).count() == 2


def test_the_second_of_two_people_saving_is_told_and_keeps_what_he_typed(cast):
    visit = draft(cast)
    url = reverse("visit-update", args=[visit.pk])
    cast.client("specialist").post(url, update_form(cast, visit, place="Tầng 1"))
    answer = cast.client("manager").post(url, update_form(cast, visit, place="Tầng 2"))
    assert 'value="Tầng 2"' in page_of(answer)
    assert answer.context["form"].non_field_errors() == [
        "Lượt kiểm tra này đã được người khác sửa sau khi bạn mở. "
        "Nội dung bạn nhập vẫn còn dưới đây; hãy đối chiếu rồi lưu lại."
    ]
    assert Visit.objects.get().place == "Tầng 1"


@pytest.mark.parametrize("name", ["visit-conclude", "visit-cancel"])
def test_who_comes_after_the_conclusion_keeps_his_words(cast, name):
    visit = concluded(cast)
    answer = cast.client("specialist").post(
        reverse(name, args=[visit.pk]),
        {"seen_version": 1, "conclusion": "Lời của tôi", "note": "Lời của tôi"},
    )
    assert "Lời của tôi" in page_of(answer)
    assert len(answer.context["form"].non_field_errors()) == 1
    assert Change.objects.of(visit).count() == 2


def test_looking_for_a_person_saves_nothing_and_keeps_everything(cast):
    answer = cast.client("specialist").post(
        reverse("visit-create"), visit_form(cast, find="clerk_b", place="Tầng 3", starts_at="")
    )
    page = page_of(answer)
    form = answer.context["form"]
    assert (form.is_bound, form["place"].value(), form["find"].value()) == (False, "Tầng 3", "")
    assert [label for label, _ in form.team.choices] == ["Sở Nội vụ", "Kết quả tìm “clerk_b”"]
    assert "Minh họa clerk_b – Cán bộ đầu mối, Sở Y tế" in page
    assert Visit.objects.count() == 0
    client = cast.client("specialist")
    both = [cast.specialist.pk, cast.clerk_b.pk]
    client.post(reverse("visit-create"), visit_form(cast, members=both))
    assert [m.user_id for m in Visit.objects.get().members.order_by("pk")] == both


def test_only_agencies_of_the_day_are_offered_under_their_names_then(cast):
    make_agency("Sở Đã đóng", "provincial_body", by=cast.admin, ends_on=date(2019, 7, 4))
    cast.a.names.create(name="Sở Xây dựng và Giao thông", starts_on=date(2019, 7, 5))
    client = cast.client("specialist")

    def offered(day: str) -> set[str]:
        page = page_of(client.get(reverse("visit-agencies"), {"day": day, "agency": cast.a.pk}))
        assert f'<option value="{cast.a.pk}" selected' in page
        names = Agency.objects.values_list("name", flat=True)
        return {name for name in [*names, "Sở Xây dựng và Giao thông"] if f">{name}<" in page}

    before, after = offered("04/7/2019"), offered("05/7/2019")
    assert before - after == {"Sở Đã đóng", "Sở Xây dựng"}
    assert after - before == {"Sở Xây dựng và Giao thông"}
    assert {"UBND tỉnh Tây Ninh", "Công an tỉnh"} & (before | after) == set()


def test_an_agency_that_closed_the_day_before_is_refused_and_the_list_is_of_that_day(cast):
    closed = make_agency("Sở Đã đóng", "provincial_body", by=cast.admin, ends_on=date(2019, 7, 4))
    answer = cast.client("specialist").post(
        reverse("visit-create"), visit_form(cast, agency=closed.pk)
    )
    assert page_of(answer)
    assert answer.context["form"].errors == {
        "agency": [
            "Cơ quan này không hoạt động vào ngày kiểm tra; chọn lại trong danh sách của ngày đó."
        ]
    }
    cast.client("specialist").post(
        reverse("visit-create"), visit_form(cast, agency=closed.pk, day="04/7/2019")
    )
    assert Visit.objects.get().agency == closed


def test_a_day_more_than_a_year_ago_is_asked_about_once(cast):
    client = cast.client("specialist")
    answer = client.post(reverse("visit-create"), visit_form(cast, day="04/7/2018"))
    assert "Đúng, lượt kiểm tra này diễn ra cách đây hơn một năm" in page_of(answer)
    assert list(answer.context["form"].errors) == ["day"]
    client.post(reverse("visit-create"), visit_form(cast, day="04/7/2018", old_day_is_right="on"))
    assert Visit.objects.get().day == date(2018, 7, 4)


def test_moving_an_agency_and_day_is_written_with_the_team(cast):
    visit = draft(cast)
    violation(cast, visit)
    answer = cast.client("specialist").post(
        reverse("visit-update", args=[visit.pk]),
        update_form(
            cast,
            visit,
            agency=cast.b.pk,
            day="04/7/2019",
            members=[cast.specialist_b.pk],
            head=cast.manager.pk,
        ),
    )
    assert answer.context["form"].errors["members"] == [
        "Bạn phải là thành viên của đoàn mà bạn ghi nhận; nếu không tham gia, "
        "nhờ thành viên đoàn hoặc lãnh đạo Sở ghi nhận."
    ]
    cast.client("manager").post(
        reverse("visit-update", args=[visit.pk]),
        update_form(
            cast,
            visit,
            agency=cast.b.pk,
            day="04/7/2019",
            members=[cast.specialist_b.pk],
            head=cast.manager.pk,
        ),
    )
    visit = Visit.objects.get()
    assert (visit.agency, visit.day, visit.version) == (cast.b, date(2019, 7, 4), 2)
    assert Finding.objects.get().visit_day == date(2019, 7, 4)
    assert list(visit.members.order_by("pk").values_list("user__username", "is_head")) == [
        ("manager", True),
        ("specialist_b", False),
    ]


def test_concluding_tells_everything_that_is_missing(cast):
    visit = draft(cast, is_surprise=False, ends_at=None, present=None)
    answer = cast.client("specialist").post(
        reverse("visit-conclude", args=[visit.pk]),
        {"seen_version": 1, "ends_at": "07:00", "conclusion": ""},
    )
    assert page_of(answer)
    form = answer.context["form"]
    assert form.errors == {
        "ends_at": ["Giờ kết thúc phải sau giờ bắt đầu."],
        "conclusion": ["Ghi nhận xét, kết luận của đoàn kiểm tra."],
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


def test_home_asks_for_drafts_left_lying_and_the_tile_opens_its_list(cast):
    old = draft(cast, day=date(2019, 7, 1))
    recent = draft(cast, day=date(2019, 7, 2))
    draft(cast)
    other = draft(cast, by=cast.manager, day=date(2019, 7, 1), members=[], head=cast.specialist_b)
    concluded(cast)
    concluded(cast, day=date(2018, 12, 31))

    def tasks(name: str) -> list[str]:
        groups = cast.client(name).get(reverse("home")).context["groups"]
        return sorted(task.url for _, lines in groups for task in lines)

    def urls(*visits: Visit) -> list[str]:
        return sorted(reverse("visit-detail", args=[visit.pk]) for visit in visits)

    assert tasks("specialist") == urls(old, recent)
    assert tasks("manager") == urls(old, other)
    client = cast.client("specialist")
    tile = next(t for t in client.get(reverse("home")).context["tiles"] if "kiểm tra" in t.label)
    assert (tile.label, tile.value, tile.note) == ("Lượt kiểm tra", 1, "đã kết thúc, năm 2019")
    assert client.get(tile.url).context["page"].paginator.count == 1


def test_search_finds_a_visit_by_its_agency_without_accents(cast):
    visit = concluded(cast)
    concluded(cast, agency=cast.b)
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.a)

    def found(name: str) -> list[str]:
        hits = cast.client(name).get(reverse("search"), {"q": "so xay dung"}).context["hits"]
        return [hit.url for hit in hits if hit.kind == "Lượt kiểm tra"]

    assert found("specialist") == [reverse("visit-detail", args=[visit.pk])]
    assert found("nobody") == [reverse("visit-detail", args=[visit.pk])]
    assert found("clerk_b") == []


def test_the_log_of_a_visit_is_shown_newest_first_with_its_findings(cast):
    with time_machine.travel(moment(2019, 7, 5, 9), tick=False):
        visit = draft(cast, at=None)
    violation(cast, visit)
    page = cast.client("specialist").get(reverse("visit-detail", args=[visit.pk]))
    assert [(entry.text, entry.who) for entry in page.context["timeline"]] == [
        ("Thêm nội dung ghi nhận", "Minh họa manager"),
        ("Ghi nhận lượt kiểm tra", "Minh họa specialist"),
    ]
