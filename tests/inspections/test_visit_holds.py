"""What a visit holds beside its team: absences by kind, Một cửa, theme, the trip; over HTTP."""

from datetime import date, time

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from inspections.visits import workflow as visit_flow
from inspections.visits.actions import Absent, log_visit, missing_for_conclusion, update_visit
from inspections.visits.forms import VisitCreateForm
from inspections.visits.models import Visit
from tayninh_portal.errors import Refused
from tayninh_portal.models import Change
from tayninh_portal.sealing.records import check_log, check_records
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.complaint_story import log
from tests.inspections.teaming import planned, team
from tests.inspections.visiting import (
    DAY,
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


def kinds(visit: Visit) -> dict[str, tuple[int, str]]:
    """Absences by kind: how many, and by what it was shown."""
    return {row.kind: (row.people, row.proof) for row in visit.absences.all()}


def sent(cast, who: str = "specialist", **changes):
    """The answer to the create form."""
    return cast.client(who).post(reverse("visit-create"), visit_form(cast, **changes))


def test_a_new_draft_begins_with_the_present_day_and_hour_and_asks_no_end(cast):
    with time_machine.travel("2019-07-05 23:59:30+07:00", tick=False):
        form = cast.client("specialist").get(reverse("visit-create")).context["form"]
    assert (form["day"].value(), form["starts_at"].value()) == (DAY, time(23, 59))
    assert "ends_at" not in form.fields


def test_absences_come_with_proof_that_need_not_have_a_number(cast):
    sent(
        cast,
        absent_excused="",
        absent_leave="1",
        proof_leave="Giấy nghỉ phép",
        absent_business="1",
        absent_study="0",
    )
    visit = Visit.objects.get()
    assert kinds(visit) == {
        "leave": (1, "Giấy nghỉ phép"),
        "business": (1, ""),
        "study": (0, ""),
    }
    assert visit.absent_excused == 2
    line = Change.objects.of(visit).get()
    assert line.data["absences"] == [["business", 1], ["leave", 1], ["study", 0]]
    assert "Giấy nghỉ phép" not in str(line.data)
    page = page_of(cast.client("specialist").get(reverse("visit-detail", args=[visit.pk])))
    assert "Nghỉ phép: 1 (Giấy nghỉ phép)" in page


def test_a_proof_without_a_number_is_told_at_its_box_and_nothing_is_lost(cast):
    answer = sent(cast, proof_leave="Giấy nghỉ phép", absent_study="-1", absent_field="x")
    page = page_of(answer)
    assert answer.context["form"].errors == {
        "absent_leave": ["Ghi số người vắng vì lý do này."],
        "absent_study": ["Số người không thể nhỏ hơn 0."],
        "absent_field": ["Ghi số người bằng chữ số."],
    }
    assert 'value="Giấy nghỉ phép"' in page
    assert 'class="folded" open' in page
    assert Visit.objects.count() == 0


def test_parts_that_few_visits_need_stay_folded(cast):
    client = cast.client("specialist")
    page = page_of(client.get(reverse("visit-create")))
    assert (page.count('class="folded">'), page.count('class="folded" open')) == (2, 0)
    visit = draft(cast, one_stop_late=0)
    page = page_of(client.get(reverse("visit-update", args=[visit.pk])))
    assert (page.count('class="folded">'), page.count('class="folded" open')) == (1, 1)


def test_kinds_that_do_not_add_up_are_corrected_or_explained_before_the_conclusion(cast):
    visit = draft(cast, absences=[Absent("leave", 1), Absent("study", 2)])
    text = (
        "Số vắng theo từng lý do cộng lại là 3, khác với 2 vắng có lý do. Sửa lại hoặc ghi lý do."
    )
    assert [one.text for one in missing_for_conclusion([visit])[0]] == [text]
    with pytest.raises(ValidationError) as refused:
        do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=NOW, conclusion="Tốt.")
    assert refused.value.message_dict == {"headcount_note": [text]}
    noted = {"headcount_note": "Một người vừa học vừa nghỉ.", "seen_version": 1}
    visit = update_visit(visit, by=cast.specialist, at=NOW, **noted)
    do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=NOW, conclusion="Tốt.")
    assert Visit.objects.concluded().count() == 1


def test_more_absent_than_on_the_roll_is_asked_about_at_once(cast):
    odd = {"on_roll": "10", "present": "0", "absent_excused": "7", "absent_unexcused": "4"}
    answer = sent(cast, **odd)
    assert answer.context["form"].errors == {
        "on_roll": [
            "Số vắng mặt là 11, nhiều hơn 10 người trong danh sách. Sửa lại, hoặc ghi lý do ở "
            "“Giải trình số liệu”."
        ]
    }
    assert 'value="7"' in page_of(answer)
    assert sent(cast, **odd, headcount_note="Danh sách cũ.").status_code == 302


def test_what_was_not_looked_at_is_neither_no_nor_none(cast):
    sent(cast, one_stop_staffed="no", one_stop_late="0")
    visit = Visit.objects.get()
    looked = (visit.one_stop_posted, visit.one_stop_staffed)
    assert (*looked, visit.one_stop_late, visit.one_stop_apologies) == (None, False, 0, None)
    client = cast.client("specialist")
    page = page_of(client.get(reverse("visit-detail", args=[visit.pk])))
    for words in ("Niêm yết thủ tục hành chính</dt><dd>Chưa xem", "trực</dt><dd>Không"):
        assert words in page
    assert "Hồ sơ trễ hạn</dt><dd>0" in page
    assert 'Phiếu xin lỗi đã gửi</dt><dd><span class="muted">Chưa ghi' in page
    form = client.get(reverse("visit-update", args=[visit.pk])).context["form"]
    assert (form["one_stop_posted"].value(), form["one_stop_staffed"].value()) == (None, "no")
    other = draft(cast, agency=cast.b)
    page = page_of(client.get(reverse("visit-detail", args=[other.pk])))
    assert "Bộ phận Một cửa</h2>" not in page


def test_a_theme_is_offered_again_to_who_may_see_the_visit_and_filters_the_list(cast):
    visit = draft(cast, theme="Giờ giấc sau Tết", rooms="Văn phòng", good_points="Sạch sẽ.")
    draft(cast, agency=cast.b, theme="Giờ giấc sau Tết")
    draft(cast, agency=cast.district, theme="Thủ tục đất đai")
    client = cast.client("specialist")
    form = page_of(client.get(reverse("visit-create")))
    assert form.count('<option value="Giờ giấc sau Tết">') == 1
    listed = client.get(reverse("visit-list"), {"theme": "gio giac tet"}).context["page"]
    assert [row.agency for row in listed] == [cast.b, cast.a]
    assert "good_points" not in Change.objects.of(visit).get().data
    page = page_of(client.get(reverse("visit-detail", args=[visit.pk])))
    for words in ("Giờ giấc sau Tết", "Văn phòng", "Sạch sẽ."):
        assert words in page


def test_an_end_before_the_new_beginning_is_asked_again_with_the_conclusion(cast):
    visit = draft(cast)
    client, address = cast.client("specialist"), reverse("visit-update", args=[visit.pk])
    client.post(address, update_form(cast, visit, starts_at="9h"))
    assert Visit.objects.get().ends_at == time(10, 30)
    client.post(address, update_form(cast, visit, starts_at="13h", seen_version=2))
    assert (Visit.objects.get().starts_at, Visit.objects.get().ends_at) == (time(13), None)


def test_one_complaint_twice_is_told_and_several_are_kept(cast):
    first, second = log(cast), log(cast)
    spoken = second.code.lower().replace("-", " ")
    answer = sent(cast, complaint_codes=f"{first.code}; {first.code.lower()}")
    assert answer.context["form"].errors == {
        "complaint_codes": [f"Mã {first.code} ghi hai lần; mỗi phản ánh ghi một lần."]
    }
    assert first.code in page_of(answer)
    assert sent(cast, complaint_codes=f"{first.code}; {spoken};").status_code == 302
    visit = Visit.objects.get()
    assert sorted(row.complaint_id for row in visit.sources.all()) == [first.pk, second.pk]
    assert Change.objects.of(visit).get().data["complaints"] == [first.pk, second.pk]
    page = page_of(cast.client("specialist").get(reverse("visit-detail", args=[visit.pk])))
    assert first.code in page
    assert second.code in page
    for complaint in (first, second):
        path = reverse("complaint-detail", args=[complaint.pk])
        assert list(cast.client("manager").get(path).context["visits"]) == [visit]


def test_who_may_not_see_one_of_several_is_not_told_of_it(cast):
    told, kept = log(cast), log(cast, subject_agency=cast.department, reserved_for=cast.manager)
    visit = draft(cast, by=cast.manager, members=[cast.specialist], complaints=[told, kept])
    address = reverse("visit-detail", args=[visit.pk])
    seen = {
        who: [
            code
            for code in (told.code, kept.code)
            if code in page_of(cast.client(who).get(address))
        ]
        for who in ("manager", "specialist")
    }
    assert seen == {"manager": [told.code, kept.code], "specialist": [told.code]}
    begun = cast.client("specialist").get(reverse("visit-continue", args=[visit.pk]))
    assert begun.context["form"]["complaint_codes"].value() == told.code
    assert kept.code not in page_of(begun)


def test_a_draft_from_the_hotline_asks_for_a_code_and_tells_of_none_that_is_kept(cast):
    kept = log(cast, subject_agency=cast.department, reserved_for=cast.manager)
    asked = "Chưa ghi mã phản ánh nào; "
    found = []
    for behind in ([], [kept], [log(cast)]):
        given = {"cause": "hotline", "complaints": behind, "members": [cast.specialist]}
        visit = draft(cast, by=cast.manager, **given)
        address = reverse("visit-detail", args=[visit.pk])
        pages = [page_of(cast.client(who).get(address)) for who in ("specialist", "manager")]
        found.append([asked in page for page in pages])
        visit = do(visit_flow.CONCLUDE, visit, by=cast.manager, at=NOW, conclusion="Tốt.")
        assert asked not in page_of(cast.client("specialist").get(address))
    assert found == [[True, True], [True, False], [False, False]]
    page = reverse("visit-detail", args=[draft(cast, cause="other").pk])
    assert asked not in page_of(cast.client("specialist").get(page))


def test_the_next_agency_of_a_trip_takes_over_what_is_the_same(cast):
    made = team(cast)
    visit = planned(cast, made, day=DAY)
    visit = do(visit_flow.START, visit, by=cast.specialist, at=NOW, day=DAY, starts_at=time(8))
    visit = update_visit(
        visit, by=cast.specialist, at=NOW, seen_version=visit.version, theme="Giờ giấc"
    )
    client, address = cast.client("specialist"), reverse("visit-continue", args=[visit.pk])
    form = client.get(address).context["form"]
    same = ("day", "is_surprise", "cause", "basis_number", "basis_date", "theme", "members", "head")
    assert {name: form[name].value() for name in same} == {
        "day": DAY,
        "is_surprise": "yes",
        "cause": "plan",
        "basis_number": "215/QĐ-SNV",
        "basis_date": date(2019, 7, 1),
        "theme": "Giờ giấc",
        "members": [cast.specialist.pk],
        "head": cast.specialist.pk,
    }
    assert form["starts_at"].value() == time(14)
    filled = visit_form(cast, agency="so y te", starts_at="14h", theme="Giờ giấc")
    for _ in range(2):
        assert client.post(address, filled).status_code == 302
    second = Visit.objects.get(agency=cast.b)
    assert (second.trip, second.team, second.state) == (visit, made, "draft")
    third = log_visit(
        by=cast.specialist,
        at=NOW,
        agency=cast.district,
        day=DAY,
        starts_at=time(15),
        is_surprise=True,
        cause="plan",
        members=[],
        head=cast.specialist,
        trip=second,
    )[0]
    assert third.trip == visit
    shown = {
        stop.pk: [
            row.pk
            for row in client.get(f"{reverse('visit-detail', args=[stop.pk])}").context["stops"]
        ]
        for stop in (visit, second, third)
    }
    assert shown == {
        visit.pk: [second.pk, third.pk],
        second.pk: [visit.pk, third.pk],
        third.pk: [visit.pk, second.pk],
    }
    assert [said for check in (check_log, check_records) for said in check() if said] == []


def test_a_team_is_not_at_two_agencies_of_its_trip_at_one_hour_nor_after_its_last_day(cast):
    made = team(cast, ends_on=DAY)
    visit = planned(cast, made, day=DAY)
    visit = do(visit_flow.START, visit, by=cast.specialist, at=NOW, day=DAY, starts_at=time(8))
    client, address = cast.client("specialist"), reverse("visit-continue", args=[visit.pk])
    answer = client.post(address, visit_form(cast, agency="so y te", starts_at="8h"))
    assert answer.context["form"].errors == {
        "starts_at": ["Tổ, Đoàn này đã có lượt kiểm tra Sở Xây dựng lúc 08:00 ngày 05/7/2019."]
    }
    assert (
        client.post(address, visit_form(cast, agency="so y te", starts_at="9h")).status_code == 302
    )
    second = Visit.objects.get(agency=cast.b)
    moved = update_form(cast, second, agency="so y te", starts_at="8h")
    answer = client.post(reverse("visit-update", args=[second.pk]), moved)
    assert list(answer.context["form"].errors) == ["starts_at"]
    with time_machine.travel(moment(2019, 7, 6, 14), tick=False):
        late = visit_form(cast, agency="so y te", day="06/7/2019", starts_at="9h")
        answer = cast.client("specialist").post(address, late)
    assert "chỉ hoạt động từ 01/7/2019 đến hết 05/7/2019" in answer.context["form"].errors["day"][0]


def test_a_trip_is_shown_and_gone_on_with_by_who_may(cast):
    first = concluded(cast)
    second = draft(cast, agency=cast.b, starts_at=time(11), ends_at=None, trip=first)
    address = reverse("visit-detail", args=[first.pk])
    shown = {who: cast.client(who).get(address) for who in ("head_a", "specialist_b", "manager")}
    assert {who: answer.context["stops"] for who, answer in shown.items()} == {
        "head_a": [],
        "specialist_b": [second],
        "manager": [second],
    }
    offered = {who for who, answer in shown.items() if "Kiểm tra tiếp cơ quan" in page_of(answer)}
    assert offered == {"manager"}
    with pytest.raises(Refused):
        draft(cast, by=cast.specialist_b, members=[], head=cast.specialist_b, trip=first)
    do(visit_flow.CANCEL, second, by=cast.specialist, at=NOW, note="Ghi nhầm.")
    with pytest.raises(Refused, match="đã hủy"):
        draft(cast, agency=cast.district, trip=Visit.objects.get(pk=second.pk))


def test_the_form_costs_the_same_whatever_was_logged(cast, django_assert_num_queries):
    for hour in range(8, 12):
        draft(cast, starts_at=time(hour), ends_at=None, theme=f"Chủ đề {hour}")
    visit = draft(cast, absences=[Absent("leave", 2, "Giấy nghỉ phép")], complaints=[log(cast)])
    client = cast.client("specialist")
    # session, account, posts; team picker: posts, people, titles; agencies; lines of plans; themes
    with django_assert_num_queries(9):
        client.get(reverse("visit-create"))
    # besides: visit, members, absences; complaints seen and kept
    with django_assert_num_queries(14):
        client.get(reverse("visit-update", args=[visit.pk]))


def test_planning_offers_agencies_of_its_day(cast):
    cast.b.ends_on = date(2019, 7, 18)
    cast.b.save()
    made, client = team(cast), cast.client("manager")
    sent_ = {"client_id": str(VisitCreateForm.base_fields["client_id"].initial())}
    form = {"agency": "so y te", "team": made.pk, "starts_at": "8h", "is_surprise": "yes"}
    form |= sent_ | {"cause": "plan", "place": ""}
    answer = client.post(reverse("visit-plan"), form | {"day": "19/7/2019"})
    assert answer.context["form"].errors["agency"] == [
        "Sở Y tế hoạt động đến hết ngày 18/7/2019; ghi cơ quan đang hoạt động."
    ]
    assert client.post(reverse("visit-plan"), form | {"day": "18/7/2019"}).status_code == 302
