"""Entering, correcting, renaming, closing and merging bodies leaves the past alone."""

import re
import uuid
from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from inspections.agencies.actions import close_agency, found_agency, merge_agencies, rename_agency
from inspections.agencies.models import Agency, LegalKind, ReportGroup, Succession
from inspections.visits import workflow as visit_flow
from inspections.visits.actions import log_visit
from inspections.visits.models import Visit, VisitCause
from tayninh_portal.models import Change
from tests.doing import do
from tests.fixtures.cast import appoint, moment

NEW = {
    "name": "Sở  Công Thương",
    "legal_kind": "provincial_body",
    "report_group": "provincial",
    "starts_on": "01/3/2025",
    "place_name": "Tây Ninh",
    "basis": "Nghị quyết minh họa",
}


def url(name: str, agency: Agency) -> str:
    """A page about one body."""
    return reverse(f"agency-{name}", args=[agency.pk])


def fresh(agency: Agency) -> Agency:
    """The row as it is now."""
    return Agency.objects.get(pk=agency.pk)


def labels(agency: Agency) -> list[str]:
    """What the log says was done, oldest first."""
    return [line.label for line in Change.objects.of(agency)]


def visit_of_2019(cast) -> Visit:
    """A visit to agency A in 2019."""
    visit, _ = log_visit(
        by=cast.specialist,
        at=moment(2019, 7, 5, 10),
        agency=cast.a,
        day=date(2019, 7, 5),
        starts_at=time(8, 0),
        is_surprise=True,
        cause=VisitCause.PLAN,
        members=[cast.specialist],
        head=cast.specialist,
    )
    return visit


def test_the_administrator_enters_a_body_once_however_often_he_clicks(cast):
    data = NEW | {"client_id": str(uuid.uuid4()), "parent": cast.province.pk}
    client = cast.client("admin")
    for _ in range(2):
        response = client.post(reverse("agency-create"), data)
        agency = Agency.objects.get(name="Sở Công Thương")
        assert response["Location"] == url("detail", agency)
    assert agency.names.get().name == "Sở Công Thương"
    assert (agency.parent, agency.version) == (cast.province, 1)


def test_a_wrong_form_comes_back_with_what_was_typed(cast):
    data = NEW | {"client_id": str(uuid.uuid4()), "starts_on": "31/02/2025", "legal_kind": ""}
    page = cast.client("admin").post(reverse("agency-create"), data).content.decode()
    assert "Ngày “31/02/2025” không có trên lịch." in page
    assert 'value="Sở  Công Thương"' in page or 'value="Sở Công Thương"' in page
    assert not Agency.objects.filter(name__startswith="Sở Công").exists()


def test_two_bodies_of_one_parent_cannot_bear_one_name_at_one_time(cast):
    common = {"by": cast.admin, "legal_kind": LegalKind.COMMUNE, "parent": cast.district}
    found_agency(name="UBND xã Hòa Hội", starts_on=date(2010, 1, 1), **common)
    with pytest.raises(ValidationError) as refused:
        found_agency(name="UBND xã Hoà Hội", starts_on=date(2000, 1, 1), **common)
    assert list(refused.value.message_dict) == ["parent"]  # the huyện began in 2010
    with pytest.raises(ValidationError) as refused:
        found_agency(name="UBND xã Hoà Hội", starts_on=date(2012, 1, 1), **common)
    assert list(refused.value.message_dict) == ["name"]


def test_an_outside_body_is_in_no_report_group(cast):
    with pytest.raises(ValidationError) as refused:
        found_agency(
            by=cast.admin,
            name="Cục Thuế tỉnh",
            legal_kind=LegalKind.OUTSIDE,
            report_group=ReportGroup.PROVINCIAL,
            starts_on=date(2010, 1, 1),
        )
    assert refused.value.messages == [
        "Cơ quan ngoài thẩm quyền của tỉnh không thuộc nhóm báo cáo nào."
    ]


def test_a_rename_leaves_the_past(cast):
    visit = visit_of_2019(cast)
    response = cast.client("admin").post(
        url("rename", cast.a),
        {
            "name": "Sở Giao thông vận tải và Xây dựng",
            "starts_on": "01/3/2025",
            "basis": "Nghị quyết minh họa",
            "seen_version": 1,
        },
    )
    assert response["Location"] == url("detail", cast.a)
    agency = fresh(cast.a)
    assert agency.name == "Sở Giao thông vận tải và Xây dựng"
    assert agency.name_on(date(2019, 7, 5)) == "Sở Xây dựng"
    assert agency.name_on(date(2025, 3, 1)) == "Sở Giao thông vận tải và Xây dựng"
    page = cast.client("specialist").get(reverse("visit-detail", args=[visit.pk]))
    assert "Sở Xây dựng" in page.content.decode()
    assert "Giao thông" not in page.content.decode()
    assert labels(cast.a) == ["Ghi nhận", "Đổi tên"]


def test_a_second_click_on_rename_does_nothing_more(cast):
    data = {"name": "Sở Giao thông", "starts_on": "01/3/2025", "seen_version": 1}
    data["client_id"] = str(uuid.uuid4())
    client = cast.client("admin")
    for _ in range(2):
        assert client.post(url("rename", cast.a), data).status_code == 302
    assert cast.a.names.count() == 2
    assert fresh(cast.a).version == 2


def test_a_second_window_is_told_and_keeps_its_text(cast):
    rename_agency(cast.b, by=cast.admin, name="Sở Y", starts_on=date(2024, 1, 1))
    data = {"name": "Sở Y tế và Xã hội", "starts_on": "01/3/2025", "seen_version": 1}
    page = cast.client("admin").post(url("rename", cast.b), data).content.decode()
    assert "Bạn đã lưu bản ghi này từ một cửa sổ khác" in page
    assert 'value="Sở Y tế và Xã hội"' in page
    assert fresh(cast.b).names.count() == 2


def test_a_typing_error_is_corrected_without_a_new_name(cast):
    data = {"name": "Sở Xây dựng tỉnh", "report_group": "provincial", "seen_version": 1}
    data["parent"] = cast.province.pk
    assert cast.client("admin").post(url("update", cast.a), data).status_code == 302
    agency = fresh(cast.a)
    assert [row.name for row in agency.names.all()] == ["Sở Xây dựng tỉnh"]
    assert agency.name_on(date(2012, 1, 1)) == "Sở Xây dựng tỉnh"


def test_a_body_cannot_stand_above_itself(cast):
    data = {"name": "UBND tỉnh Tây Ninh", "parent": cast.a.pk, "seen_version": 1}
    response = cast.client("admin").post(url("update", cast.province), data)
    assert response.context["form"].errors["parent"] == [
        "Cơ quan quản lý không thể nằm dưới chính cơ quan này."
    ]


def test_a_wrong_electronic_identifier_is_said_at_its_field(cast):
    data = {"name": "Sở Xây dựng", "electronic_id": "h53.7", "seen_version": 1}
    response = cast.client("admin").post(url("update", cast.a), data)
    assert list(response.context["form"].errors) == ["electronic_id"]
    assert fresh(cast.a).version == 1


def test_closing_lists_the_posts_and_units_it_does_not_end(cast):
    page = cast.client("admin").get(url("close", cast.a)).content.decode()
    assert "Còn 02 chức trách chưa có ngày kết thúc." in page
    assert "Còn 01 đơn vị trực thuộc đang hoạt động." in page
    assert "Trung tâm Quy hoạch" in page


def test_closing_keeps_the_posts_open_and_the_visits(cast):
    visit = visit_of_2019(cast)
    data = {"ends_on": "28/02/2025", "note": "Nghị quyết minh họa", "seen_version": 1}
    assert cast.client("admin").post(url("close", cast.a), data).status_code == 302
    agency = fresh(cast.a)
    assert agency.ends_on == date(2025, 2, 28)
    assert [post.ends_on for post in agency.appointments.all()] == [None, None]
    assert fresh(cast.a).visits.get() == visit
    page = cast.client("clerk_b").get(url("detail", cast.a)).content.decode()
    assert "Đã ngừng hoạt động" in page


def test_a_closed_body_cannot_be_closed_or_renamed_again(cast):
    close_agency(cast.a, by=cast.admin, ends_on=date(2025, 2, 28), note="Sắp xếp")
    client = cast.client("admin")
    for name in ("close", "rename", "merge"):
        response = client.get(url(name, cast.a))
        assert response.status_code == 403
        assert "Cơ quan đã ghi ngày cuối hoạt động là 28/02/2025." in response.content.decode()


def test_a_last_day_before_the_first_is_refused(cast):
    data = {"ends_on": "31/12/2009", "note": "Sắp xếp", "seen_version": 1}
    page = cast.client("admin").post(url("close", cast.a), data).content.decode()
    assert "Ngày cuối hoạt động không được trước ngày bắt đầu." in page
    assert fresh(cast.a).ends_on is None


def test_a_last_day_before_a_visit_is_refused_since_it_is_never_taken_back(cast):
    visit_of_2019(cast)
    data = {"note": "Sắp xếp", "seen_version": 1}
    client = cast.client("admin")
    page = client.post(url("close", cast.a), data | {"ends_on": "04/7/2019"}).content.decode()
    stated = "Sau ngày 04/7/2019 cơ quan còn 01 lượt kiểm tra (đến 05/7/2019)."
    assert stated in page
    assert fresh(cast.a).ends_on is None
    assert client.post(url("close", cast.a), data | {"ends_on": "05/7/2019"}).status_code == 302
    assert fresh(cast.a).ends_on == date(2019, 7, 5)


@pytest.mark.parametrize("name", ["department", "province"])
def test_the_two_bodies_the_portal_stands_on_are_renamed_and_never_end(cast, name):
    body, stated = getattr(cast, name), "Cổng hoạt động trên cơ quan này nên không ghi ngừng"
    client = cast.client("admin")
    page = client.get(url("detail", body)).content.decode()
    assert stated in page
    assert f'href="{url("close", body)}"' not in page
    answer = client.post(
        url("close", body), {"ends_on": "28/02/2025", "note": "Sắp xếp", "seen_version": 1}
    )
    assert (answer.status_code, stated in answer.content.decode()) == (403, True)
    with pytest.raises(ValidationError, match=stated):
        close_agency(body, by=cast.admin, ends_on=date(2025, 2, 28), note="Sắp xếp")
    with pytest.raises(ValidationError, match=stated):
        merge_agencies([body], into=cast.a, on=date(2025, 3, 1), by=cast.admin, basis="Sắp xếp")
    offered = client.get(url("merge", cast.a)).context["form"].fields["predecessors"].queryset
    assert body not in offered
    assert (fresh(body).ends_on, Succession.objects.count()) == (None, 0)
    assert client.get(url("rename", body)).status_code == 200


def test_a_cancelled_visit_does_not_hold_a_body(cast):
    do(
        visit_flow.CANCEL,
        visit_of_2019(cast),
        by=cast.manager,
        at=moment(2019, 7, 6),
        note="Ghi nhầm cơ quan",
    )
    close_agency(cast.a, by=cast.admin, ends_on=date(2019, 7, 4), note="Sắp xếp")
    assert fresh(cast.a).ends_on == date(2019, 7, 4)


def test_a_merger_from_a_day_before_a_visit_is_refused_at_the_day(cast):
    visit_of_2019(cast)
    data = {"predecessors": [cast.a.pk], "on": "01/7/2019", "basis": "NQ", "seen_version": 1}
    page = cast.client("admin").post(url("merge", cast.b), data | {"confirmed": "1"})
    assert "Sở Xây dựng: Sau ngày 30/6/2019 cơ quan còn 01 lượt kiểm tra" in page.content.decode()
    assert (fresh(cast.a).ends_on, Succession.objects.count()) == (None, 0)


def test_a_merger_says_what_will_happen_before_it_is_done(cast):
    data = {
        "predecessors": [cast.b.pk],
        "on": "01/3/2025",
        "basis": "Nghị quyết minh họa",
        "seen_version": 1,
        "client_id": str(uuid.uuid4()),
    }
    client = cast.client("admin")
    page = client.post(url("merge", cast.a), data).content.decode()
    assert "Từ ngày 01/3/2025, Sở Xây dựng tiếp nhận 01 cơ quan:" in page
    assert "Còn 02 chức trách chưa có ngày kết thúc." in page
    assert not Succession.objects.exists()
    for _ in range(2):
        response = client.post(url("merge", cast.a), data | {"confirmed": "1"})
        assert response["Location"] == url("detail", cast.a)
    row = Succession.objects.get()
    assert (row.predecessor, row.successor, row.on) == (cast.b, cast.a, date(2025, 3, 1))
    assert row.receives_open_work
    assert fresh(cast.b).ends_on == date(2025, 2, 28)
    assert labels(cast.a) == ["Ghi nhận", "Tiếp nhận do sáp nhập"]
    assert labels(cast.b) == ["Ghi nhận", "Ngừng hoạt động"]


def test_bodies_to_merge_are_looked_for_without_a_script_and_the_ticked_stay(cast):
    typed = {
        "predecessors": [cast.office.pk, "9" * 20, "x"],
        "on": "31/02/2025",
        "basis": "Nghị quyết",
        "seen_version": 1,
        "wanted": "DUNG xay",
        "narrow": "1",
    }
    answer = cast.client("admin").post(url("merge", cast.b), typed)
    form = answer.context["form"]
    assert set(form.fields["predecessors"].queryset) == {cast.a, cast.office}
    page = answer.content.decode()
    ticked = re.findall(r'name="predecessors" value="(\d+)"[^>]*\bchecked', page)
    assert ticked == [str(cast.office.pk)]
    assert 'value="31/02/2025"' in page and 'value="Nghị quyết"' in page
    assert 'value="DUNG xay"' in page
    assert not form.errors
    assert not Succession.objects.exists()


def test_the_bodies_to_merge_are_boxes_to_tick_all_of_them_at_first(cast):
    page = cast.client("admin").get(url("merge", cast.b)).content.decode()
    boxes = re.findall(r'<input type="checkbox"[^>]*name="predecessors" value="(\d+)"', page)
    assert {str(cast.a.pk), str(cast.office.pk)} <= set(boxes)
    assert str(cast.b.pk) not in boxes
    assert "<select multiple" not in page


def test_a_merger_leaves_the_visits_where_they_were(cast):
    visit = visit_of_2019(cast)
    merge_agencies([cast.a], into=cast.b, on=date(2025, 3, 1), by=cast.admin, basis="Sắp xếp")
    assert Visit.objects.get(pk=visit.pk).agency == cast.a
    page = cast.client("specialist").get(reverse("visit-detail", args=[visit.pk]))
    assert "Sở Xây dựng" in page.content.decode()


def test_both_sides_of_a_merger_name_each_other(cast):
    merge_agencies([cast.a], into=cast.b, on=date(2025, 3, 1), by=cast.admin, basis="Sắp xếp")
    client = cast.client("clerk_b")
    assert "nơi nhận việc còn dở" in client.get(url("detail", cast.a)).content.decode()
    assert "Tiếp nhận từ" in client.get(url("detail", cast.b)).content.decode()


def test_only_one_successor_receives_what_is_open(cast):
    common = {"on": date(2025, 3, 1), "by": cast.admin, "basis": "Sắp xếp"}
    merge_agencies([cast.a], into=cast.b, **common)
    merge_agencies([fresh(cast.a)], into=cast.office, **common)
    rows = cast.a.successions.order_by("pk").values_list("successor", "receives_open_work")
    assert list(rows) == [(cast.b.pk, True), (cast.office.pk, False)]


def test_a_body_that_begins_later_cannot_be_merged(cast):
    late, _ = found_agency(
        by=cast.admin,
        name="Ban Quản lý dự án",
        legal_kind=LegalKind.PUBLIC_UNIT,
        starts_on=date(2025, 6, 1),
        parent=cast.province,
    )
    with pytest.raises(ValidationError) as refused:
        merge_agencies([late], into=cast.a, on=date(2025, 3, 1), by=cast.admin, basis="Sắp xếp")
    assert list(refused.value.message_dict) == ["predecessors"]
    assert fresh(late).ends_on is None


@pytest.mark.parametrize("name", ["create", "update", "rename", "close", "merge", "assign"])
@pytest.mark.parametrize("who", ["specialist", "clerk_a", "head_a", "leader", "nobody"])
def test_nobody_else_changes_the_registry(cast, name, who):
    target = reverse("agency-create") if name == "create" else url(name, cast.a)
    client = cast.client(who)
    assert client.get(target).status_code == 403
    assert client.post(target, {}).status_code == 403
    assert fresh(cast.a).version == 1


def test_administrator_and_manager_do_not_do_each_others_work(cast):
    assert cast.client("manager").get(url("rename", cast.a)).status_code == 403
    assert cast.client("admin").get(url("assign", cast.a)).status_code == 403


def test_the_page_of_a_body_shows_posts_to_the_administrator_alone(cast):
    appoint(cast.nobody, "agency_clerk", cast.a, "Chuyên viên minh họa")
    assert (
        "Chuyên viên minh họa" in cast.client("admin").get(url("detail", cast.a)).content.decode()
    )
    page = cast.client("specialist").get(url("detail", cast.a)).content.decode()
    assert "Chuyên viên minh họa" not in page


def test_the_page_of_a_body_leads_to_its_visits_under_the_name_they_bear(cast):
    visit = visit_of_2019(cast)
    rename_agency(cast.a, by=cast.admin, name="Sở Giao thông", starts_on=date(2025, 3, 1))
    page = cast.client("specialist").get(url("detail", cast.a)).content.decode()
    links = re.findall(rf'href="({reverse("visit-list")}\?q=[^"]*)"', page)
    rows = [list(cast.client("specialist").get(link).context["page"]) for link in links]
    assert visit in [row for found in rows for row in found]
    assert reverse("visit-list") + "?q" not in (
        cast.client("operator").get(url("detail", cast.a)).content.decode()
    )


def test_an_unknown_body_is_not_found(cast):
    assert cast.client("admin").get("/co-quan/999999/").status_code == 404


def test_search_over_everything_finds_bodies_with_those_at_work_first(cast):
    close_agency(cast.a, by=cast.admin, ends_on=date(2025, 2, 28), note="Sắp xếp")
    hits = cast.client("clerk_b").get(reverse("search"), {"q": "sở"}).context["hits"]
    found = [(hit.label, hit.note) for hit in hits if hit.kind == "Cơ quan"]
    assert found == [
        ("Sở Nội vụ", "UBND tỉnh Tây Ninh"),
        ("Sở Y tế", "UBND tỉnh Tây Ninh"),
        ("Sở Xây dựng", "UBND tỉnh Tây Ninh, không còn hoạt động"),
    ]
