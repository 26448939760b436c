"""Catalogues as dated rows: what a value is called on a day, and what an administrator may do."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from inspections.catalogues.actions import add_row, change_row, end_row
from inspections.catalogues.first_rows import install_catalogues
from inspections.catalogues.models import Area, Category, Field, HandlingMeasure, Law
from inspections.findings.actions import update_finding
from inspections.submissions.parts import categories_of
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change, Proposal
from tests.inspections.round_story import drafted, opened
from tests.inspections.test_complaint_races import together
from tests.inspections.visiting import NOW, draft, page_of, violation
from tests.portal.two_people import press
from tests.reports.workflow_story import sent

pytestmark = pytest.mark.django_db
MID = date(2019, 7, 1)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def late() -> Category:
    return Category.objects.get(code="late")


def renamed(cast, starts_on=MID, **told) -> Category:
    """“Đi muộn” under another name from a day on."""
    told = {"name": "Đến muộn giờ làm việc"} | told
    return change_row(late(), by=cast.admin, starts_on=starts_on, **told)


def asked(row, **typed) -> dict:
    """The form of a row as a browser sends it."""
    lines = Change.objects.of(row).count()
    return {"client_id": str(uuid4()), "seen_version": lines, "basis": "", **typed}


def test_an_official_car_is_no_matter_of_dress():
    row = Category.objects.get(code="official_car")
    assert (row.name, Area.objects.names()[str(row.area)]) == (
        "Sử dụng xe công không đúng quy định",
        "Chuẩn mực đạo đức, lối sống",
    )
    in_dress = Category.objects.filter(area=4).values_list("code", flat=True)
    assert set(in_dress) == {"no_badge", "dress"}


def test_a_portal_in_use_gets_the_kinds_that_were_missing():
    """As the next ``migrate`` does it: what is there keeps its name, day and row."""
    locked = "Phòng làm việc khóa cửa, không có người trong giờ làm việc"
    later = {
        "false_explanation": ("person", 3, "Giải trình, báo cáo không đúng sự thật"),
        "unit_closed_rooms": ("unit", None, locked),
        "unit_no_rules": ("unit", None, "Chưa ban hành nội quy, quy chế làm việc"),
        "unit_rules_unposted": ("unit", None, "Chưa công khai nội quy, quy chế làm việc"),
    }
    before = set(Category.objects.exclude(code__in=later).values_list("pk", "code", "name"))
    Category.objects.filter(code__in=later).delete()
    Category.objects.filter(code="late").update(name="Đến muộn")
    install_catalogues()
    install_catalogues()
    rows = Category.objects.filter(code__in=later)
    assert {row.code: (row.subject, row.area, row.name) for row in rows} == later
    assert {row.starts_on for row in rows} == {date(2018, 12, 15)}
    kept = set(Category.objects.exclude(code__in=later).values_list("pk", "code", "name"))
    assert {(pk, code) for pk, code, _ in kept} == {(pk, code) for pk, code, _ in before}
    assert late().name == "Đến muộn"


def test_a_value_an_administrator_named_so_before_is_not_doubled(cast):
    name = "Phòng làm việc khóa cửa, không có người trong giờ làm việc"
    Category.objects.filter(code="unit_closed_rooms").delete()
    told = {"starts_on": MID, "name": name.upper(), "subject": "unit", "order": 9}
    own = add_row("hanh-vi", by=cast.admin, **told)
    install_catalogues()
    assert [row.pk for row in Category.objects.all() if row.name.lower() == name.lower()] == [
        own.pk
    ]


def test_a_new_name_from_a_day_is_a_new_row_of_the_same_code(cast):
    old, new = late(), renamed(cast)
    old.refresh_from_db()
    assert (new.code, old.ends_on, new.starts_on, new.ends_on) == (
        "late",
        date(2019, 6, 30),
        MID,
        None,
    )
    assert (new.subject, new.area, new.order, new.report_phrase) == (
        old.subject,
        old.area,
        old.order,
        old.report_phrase,
    )
    names = Category.objects.filter(code="late").names
    assert names(date(2019, 6, 30)) == {"late": "Đi muộn"}
    assert names(MID) == names() == {"late": "Đến muộn giờ làm việc"}
    assert names(date(2010, 1, 1)) == {"late": "Đi muộn"}
    assert [row.then(date(2019, 6, 30)) for row in (old, new)] == [old, old]
    assert [row.then(MID) for row in (old, new)] == [new, new]
    assert (old.in_force_on(MID), old.stands_on(MID)) == (True, False)
    assert [line.label for line in Change.objects.of(old)] == ["Đổi nội dung"]
    assert [line.label for line in Change.objects.of(new)] == ["Đổi nội dung"]


def test_on_its_first_day_a_row_is_put_right(cast):
    row = late()
    done = change_row(row, by=cast.admin, starts_on=row.starts_on, name="Đi muộn giờ")
    assert (done.pk, done.name) == (row.pk, "Đi muộn giờ")
    assert Category.objects.filter(code="late").count() == 1


def test_a_row_in_between_leaves_the_later_one_alone(cast):
    renamed(cast)
    first = Category.objects.get(code="late", starts_on__lt=MID)
    change_row(first, by=cast.admin, starts_on=date(2019, 3, 1), name="Trễ giờ")
    rows = Category.objects.filter(code="late").order_by("starts_on")
    assert list(rows.values_list("name", "ends_on")) == [
        ("Đi muộn", date(2019, 2, 28)),
        ("Trễ giờ", date(2019, 6, 30)),
        ("Đến muộn giờ làm việc", None),
    ]
    with pytest.raises(ValidationError) as failed:
        change_row(first, by=cast.admin, starts_on=MID, name="Khác")
    assert "starts_on" in failed.value.message_dict


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": "Về sớm"}, "name"),
        ({"name": "VỀ SỚM"}, "name"),
        ({"name": "Đi muộn с"}, "name"),
        ({"area": 9}, "area"),
        ({"area": None}, "area"),
        ({"name": "Đi muộn"}, "__all__"),
        ({"name": ""}, "name"),
    ],
)
def test_what_a_catalogue_cannot_hold_is_said_at_its_field(cast, told, field):
    with pytest.raises(ValidationError) as failed:
        change_row(late(), by=cast.admin, starts_on=MID, **told)
    found = failed.value
    assert field in (found.message_dict if hasattr(found, "error_dict") else {"__all__": found})
    assert Category.objects.filter(code="late").count() == 1
    assert not Change.objects.of(late()).exists()


def test_a_value_is_added_under_a_code_of_its_own_and_once_a_form(cast):
    sent = {"by": cast.admin, "client_id": uuid4(), "starts_on": MID, "name": "Chăn nuôi, thú y"}
    row = add_row("linh-vuc", **sent, order=12)
    assert (row.code, add_row("linh-vuc", **sent, order=12).pk) == ("chan_nuoi_thu_y", row.pk)
    end_row(row, by=cast.admin, ends_on=date(2019, 8, 1))
    again = add_row(
        "linh-vuc", by=cast.admin, starts_on=date(2019, 9, 1), name="Chăn nuôi, thú y", order=12
    )
    assert again.code == "chan_nuoi_thu_y_2"
    area = add_row("noi-dung", by=cast.admin, starts_on=MID, name="Kỷ luật phát ngôn", order=5)
    assert (area.code, Area.objects.names()["5"]) == ("5", "Kỷ luật phát ngôn")


def test_only_the_administrator_writes_and_never_on_an_old_version(cast):
    with pytest.raises(Refused):
        add_row("linh-vuc", by=cast.manager, starts_on=MID, name="Khác nữa", order=1)
    row = late()
    change_row(row, by=cast.admin, seen_version=0, starts_on=MID, name="Trễ")
    with pytest.raises(Conflict):
        end_row(row, by=cast.admin, seen_version=0, ends_on=date(2019, 6, 1))


def test_the_last_day_is_said_and_taken_back_and_a_later_row_decides(cast):
    row = late()
    end_row(row, by=cast.admin, ends_on=date(2019, 12, 31), note="Quyết định 1/QĐ-SNV")
    row.refresh_from_db()
    assert row.ends_on == date(2019, 12, 31)
    with pytest.raises(ValidationError):
        end_row(row, by=cast.admin, ends_on=date(2019, 12, 31))
    row = end_row(row, by=cast.admin, ends_on=None)
    assert row.ends_on is None
    renamed(cast)
    with pytest.raises(ValidationError) as failed:
        end_row(row, by=cast.admin, ends_on=date(2019, 5, 1))
    assert "Từ ngày 01/7/2019 đã có nội dung mới" in failed.value.message_dict["ends_on"][0]


def test_an_area_does_not_end_before_what_stands_in_it(cast):
    with pytest.raises(ValidationError) as failed:
        end_row(Area.objects.get(code="4"), by=cast.admin, ends_on=date(2019, 12, 31))
    assert "chuyển sang nội dung khác trước" in failed.value.message_dict["ends_on"][0]


def test_a_draft_keeps_a_value_that_ended_and_no_other_takes_it(cast):
    visit = draft(cast)
    finding = violation(cast, visit)
    end_row(late(), by=cast.admin, ends_on=date(2019, 6, 1))
    client = cast.client("manager")
    form = client.get(reverse("finding-update", args=[finding.pk])).context["form"]
    assert late().pk in form.fields["category"]._rows
    kept = update_finding(finding, by=cast.manager, seen_version=1, description="Đến lúc 8 giờ 40.")
    assert kept.category.code == "late"
    form = client.get(reverse("finding-create", args=[visit.pk])).context["form"]
    assert late().pk not in form.fields["category"]._rows
    with pytest.raises(ValidationError):
        violation(cast, visit)


def test_a_form_offers_the_row_of_the_day_of_the_visit(cast):
    visit = draft(cast)
    old = late()
    new = renamed(cast, starts_on=visit.day)
    client = cast.client("manager")
    offered = client.get(reverse("finding-create", args=[visit.pk])).context["form"]
    rows = offered.fields["category"]._rows
    assert (old.pk in rows, new.pk in rows) == (False, True)
    assert violation(cast, visit, category=new).category.name == "Đến muộn giờ làm việc"


def test_what_is_not_for_a_kind_of_person_is_refused_and_says_so_to_the_script(cast):
    visit = draft(cast)
    smoking = Category.objects.get(code="smoking")
    change_row(
        smoking, by=cast.admin, starts_on=smoking.starts_on, person_kinds="official,civil_servant"
    )
    smoking.refresh_from_db()
    page = page_of(cast.client("manager").get(reverse("finding-create", args=[visit.pk])))
    assert f'<option value="{smoking.pk}" data-kinds="official civil_servant">' in page
    removal = HandlingMeasure.objects.get(code="removal")
    kinds = "official civil_servant+ public_employee+"
    assert f'<option value="{removal.pk}" data-kinds="{kinds}">' in page
    with pytest.raises(ValidationError) as failed:
        violation(cast, visit, category=smoking, person_kind="contract")
    assert failed.value.message_dict == {
        "category": [
            "“Hút thuốc lá không đúng nơi quy định” không áp dụng cho người lao động hợp đồng."
        ]
    }
    assert violation(cast, visit, category=smoking).person_kind == "civil_servant"


def test_a_self_inspection_keeps_what_was_counted(cast):
    round_ = opened(cast)
    old = late()
    submission = drafted(cast, round_, counts={old: 3})
    renamed(cast, starts_on=round_.period_end)
    found = {row.pk for row in categories_of(round_, submission) if row.code == "late"}
    assert found == {old.pk}
    assert {row.name for row in categories_of(round_) if row.code == "late"} == {
        "Đến muộn giờ làm việc"
    }


def test_discipline_stands_on_the_law_of_the_day():
    def of(kind: str, day: date) -> list[str]:
        return [str(law) for law in Law.objects.on(day) if law.suits(kind)]

    assert of("civil_servant", date(2019, 7, 5)) == ["Nghị định 34/2011/NĐ-CP"]
    assert of("public_employee", date(2025, 12, 1)) == ["Nghị định 112/2020/NĐ-CP"]
    assert of("civil_servant", date(2025, 7, 1)) == ["Nghị định 172/2025/NĐ-CP"]
    assert of("public_employee", date(2026, 7, 1)) == ["Nghị định 234/2026/NĐ-CP"]


def test_a_category_never_outlives_its_area(cast):
    end = date(2019, 12, 31)
    for row in Category.objects.filter(area=4, ends_on=None):
        end_row(row, by=cast.admin, ends_on=end)
    end_row(Area.objects.get(code="4"), by=cast.admin, ends_on=end)
    for move in (
        lambda: end_row(Category.objects.get(code="dress"), by=cast.admin, ends_on=None),
        lambda: change_row(late(), by=cast.admin, starts_on=MID, area=4),
    ):
        with pytest.raises(ValidationError) as failed:
            move()
        assert "áp dụng suốt thời gian" in failed.value.message_dict["area"][0]


def test_two_administrators_never_give_one_name_or_one_code_twice(transactional_db, cast):
    def add(starts_on):
        told = {"by": cast.fresh("admin"), "starts_on": starts_on, "name": "Chăn nuôi", "order": 30}
        return lambda: add_row("linh-vuc", **told).code

    done = together(add(MID), add(date(2019, 8, 1)), add(date(2019, 9, 1)))
    assert sorted(done) == ["ValidationError", "ValidationError", "chan_nuoi"]
    assert Field.objects.filter(name="Chăn nuôi").count() == 1


# --- the screens ---------------------------------------------------------------------------------


def test_the_administrator_adds_renames_and_ends_a_value(cast):
    client = cast.client("admin")
    made = {"client_id": str(uuid4()), "name": "Xả rác", "order": 30, "starts_on": "01/7/2019"}
    made |= {"basis": "", "subject": "person", "area": "3", "person_kinds": ["contract"]}
    url = reverse("catalogue-create", args=["hanh-vi"])
    for _ in range(2):
        answer = client.post(url, made, follow=True)
        assert "Đã ghi “Xả rác” vào danh mục." in page_of(answer)
    row = Category.objects.get(code="xa_rac")
    assert (row.area, row.person_kinds, row.subject) == (3, "contract", "person")
    typed = asked(row, name="Xả rác nơi làm việc", order=30, starts_on="05/7/2019", area="3")
    url = reverse("catalogue-change", args=["hanh-vi", row.pk])
    for _ in range(2):
        assert client.post(url, typed).status_code == 302
    new = Category.objects.get(code="xa_rac", starts_on=date(2019, 7, 5))
    assert Category.objects.filter(code="xa_rac").count() == 2
    assert (new.name, new.person_kinds) == ("Xả rác nơi làm việc", "")
    url = reverse("catalogue-end", args=["hanh-vi", new.pk])
    said = page_of(client.post(url, asked(new, ends_on="31/12/2019", note=""), follow=True))
    assert "hồ sơ đã chọn giá trị này giữ nguyên và vẫn được tính" in said
    assert "đến hết ngày 31/12/2019" in said.lower()
    stale = asked(new, ends_on="30/11/2019", note="") | {"seen_version": 1}
    assert "Ngày cuối áp dụng" in page_of(client.post(url, stale))
    new.refresh_from_db()
    assert new.ends_on == date(2019, 12, 31)


def test_a_value_may_stand_in_an_area_to_come(cast):
    begins = date(2019, 9, 1)
    add_row("noi-dung", by=cast.admin, starts_on=begins, name="Kỷ luật phát ngôn", order=5)
    made = {"client_id": str(uuid4()), "name": "Nói tục", "order": 30, "starts_on": "01/9/2019"}
    made |= {"basis": "", "subject": "person", "area": "5"}
    cast.client("admin").post(reverse("catalogue-create", args=["hanh-vi"]), made)
    assert (Category.objects.get(code="noi_tuc").area, Area.objects.on(begins).count()) == (5, 5)


def test_a_list_is_asked_by_day_and_taken_away(cast):
    renamed(cast)
    client = cast.client("manager")
    url = reverse("category-list")
    for day, name in (("30/6/2019", "Đi muộn"), ("01/7/2019", "Đến muộn giờ làm việc")):
        page = client.get(url, {"day": day}).context["page"]
        assert [row.name for row in page if row.code == "late"] == [name]
    everything = client.get(url).context["page"]
    assert [row.ends_on for row in everything if row.code == "late"] == [date(2019, 6, 30), None]
    file = b"".join(client.get(url, {"xuat": "csv"}).streaming_content).decode()
    assert "Chuẩn mực đạo đức, lối sống" in file


def test_who_was_too_slow_sees_what_was_done_beside_what_they_typed(cast):
    client, row = cast.client("admin"), late()
    typed = asked(row, name="Trễ giờ", order=1, area="1", starts_on="01/7/2019")
    end_row(row, by=cast.admin, ends_on=date(2019, 12, 31))
    url = reverse("catalogue-change", args=["hanh-vi", row.pk])
    answer = client.post(url, typed)
    said = page_of(answer)
    assert answer.status_code == 200
    assert "Trễ giờ" in said
    lost = answer.context["form"].lost
    assert [line.note for line in lost.since] == ["Đến hết ngày 31/12/2019."]
    assert lost.texts[0] == ("Tên", "Đi muộn", "Trễ giờ")
    again = typed | {"seen_version": 1, "client_id": str(uuid4())}
    assert client.post(url, again).status_code == 302
    assert Category.objects.get(code="late", starts_on=MID).ends_on == date(2019, 12, 31)


def test_a_period_that_was_told_takes_two_people(cast):
    sent(cast)  # the report of 2019 went up, its figures frozen
    client, row = cast.client("admin"), late()
    ends = reverse("catalogue-end", args=["hanh-vi", row.pk])
    typed = asked(row, name="Trễ giờ", order=1, area="1", starts_on="31/12/2019")
    client.post(reverse("catalogue-change", args=["hanh-vi", row.pk]), typed)
    made = {"client_id": str(uuid4()), "name": "Dân tộc", "order": 30, "starts_on": "31/12/2019"}
    client.post(reverse("catalogue-create", args=["linh-vuc"]), made | {"basis": ""})
    client.post(ends, asked(row, ends_on="30/12/2019", note=""))
    change, add, end = Proposal.objects.order_by("pk")
    assert change.summary == (
        "Đổi nội dung – Hành vi, thiếu sót; Đi muộn; tên: Trễ giờ; từ ngày: 31/12/2019; "
        "nội dung số: 1; áp dụng cho: mọi người"
    )
    added = Field.objects.filter(name="Dân tộc")
    assert (late().name, late().ends_on, added.count()) == ("Đi muộn", None, 0)
    # What begins after it is one person's.
    client.post(ends, asked(row, ends_on="31/12/2019", note=""))
    assert (late().ends_on, Proposal.objects.count()) == (date(2019, 12, 31), 3)
    for proposal in (change, add):
        assert press(cast, "manager", "confirm", proposal).status_code in (200, 302)
    assert added.get().starts_on == date(2019, 12, 31)
    rows = Category.objects.filter(code="late").order_by("starts_on")
    assert list(rows.values_list("name", "ends_on")) == [
        ("Đi muộn", date(2019, 12, 30)),
        ("Trễ giờ", date(2019, 12, 31)),
    ]
    line = Change.objects.of(rows[1]).get()
    assert line.note.endswith("Minh họa manager (manager) xác nhận.")
    # What was asked for before somebody did otherwise is refused when it is confirmed.
    press(cast, "manager", "confirm", end)
    assert (Proposal.objects.get(pk=end.pk).state, rows.count()) == ("requested", 2)
