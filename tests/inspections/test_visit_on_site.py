"""A visit noted on the spot, all of it on one page and in one transaction."""

from datetime import date, time
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from inspections.catalogues.models import Category, HandlingMeasure
from inspections.findings.models import Finding
from inspections.identities.models import Identity
from inspections.visits import on_site
from inspections.visits.models import Visit, VisitState
from tayninh_portal.errors import Refused
from tayninh_portal.models import Change
from tayninh_portal.records import Act
from tests.inspections.teaming import planned, seat, team
from tests.inspections.visiting import DAY, NOW, concluded, draft, page_of

END = {"ket-thuc": "1"}
URL = "/kiem-tra/tai-cho/"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def category(code: str) -> int:
    return Category.objects.get(code=code).pk


def sent(cast, **changes) -> dict:
    """The page as a phone sends it: two persons, one matter of the unit, counts that add up."""
    filled = {
        "client_id": str(uuid4()),
        "day": "05/7/2019",
        "agency": "xay dung",
        "starts_at": "08:00",
        "ends_at": "",
        "is_surprise": "yes",
        "cause": "other",
        "members": [cast.specialist.pk],
        "head": cast.specialist.pk,
        "on_roll": "40",
        "present": "38",
        "absent_unexcused": "2",
        "person-1-category": category("late"),
        "person-1-person_kind": "civil_servant",
        "person-1-person_name": "Trần Thị Minh Họa",
        "person-3-category": category("no_badge"),
        "person-3-person_kind": "official",
        "unit-1-category": category("unit_rules"),
        "conclusion": "Đa số chấp hành giờ làm việc.",
    }
    return filled | changes


def on(visit: Visit, **changes) -> dict:
    """The same page of a visit that is there."""
    filled = {
        "client_id": str(uuid4()),
        "seen_version": visit.version,
        "ends_at": "",
        "on_roll": "40",
        "present": "38",
        "absent_unexcused": "2",
        "conclusion": "Chấp hành tốt.",
        "person-1-category": category("late"),
        "person-1-person_kind": "civil_servant",
    }
    return filled | changes


def post(cast, data: dict, who: str = "specialist", url: str = URL):
    return cast.client(who).post(url, data)


def said(answer) -> dict[str, list[str]]:
    """Every error of the page, by the box it stands at."""
    form = answer.context["form"]
    assert "error-summary" in page_of(answer)
    found = dict(form.errors)
    for row in form.rows:
        found |= {row.add_prefix(name): errors for name, errors in row.errors.items()}
    return found


def test_one_page_ends_a_surprise_visit_with_two_persons_and_a_matter_of_the_unit(cast):
    answer = post(cast, sent(cast) | END)
    visit = Visit.objects.get()
    assert answer.headers["Location"] == reverse("visit-detail", args=[visit.pk])
    assert (visit.state, visit.agency, visit.ends_at) == (
        VisitState.CONCLUDED,
        cast.a,
        time(14, 0),
    )
    found = Finding.objects.counted().order_by("pk")
    assert list(found.values_list("category__code", "person_kind")) == [
        ("late", "civil_servant"),
        ("no_badge", "official"),
        ("unit_rules", ""),
    ]
    assert [bool(row.person_id) for row in found] == [True, False, False]
    lines = Change.objects.of(visit).order_by("version").values_list("action", flat=True)
    assert list(lines) == ["create", "conclude"]
    assert "Minh Họa" not in str(list(Change.objects.values_list("data", "note", "label")))


def test_a_double_click_makes_one_visit_with_its_findings_once(cast):
    form = sent(cast) | END
    first, second = post(cast, form), post(cast, form)
    assert first.headers["Location"] == second.headers["Location"]
    assert (Visit.objects.count(), Finding.objects.count(), Identity.objects.count()) == (1, 3, 1)


def test_a_draft_keeps_all_of_it_and_is_gone_on_with_on_the_same_page(cast):
    post(cast, sent(cast, present="", ends_at="11:00"))
    visit = Visit.objects.get()
    assert (visit.state, visit.ends_at, visit.present) == (VisitState.DRAFT, time(11, 0), None)
    assert visit.conclusion == "Đa số chấp hành giờ làm việc."
    url = reverse("visit-note-on", args=[visit.pk])
    page = page_of(cast.client("specialist").get(url))
    assert "Đa số chấp hành giờ làm việc." in page and "Đi muộn (công chức)" in page
    post(cast, on(visit, **END, ends_at="11:15"), url=url)
    visit.refresh_from_db()
    assert (visit.state, visit.present, visit.ends_at) == (VisitState.CONCLUDED, 38, time(11, 15))
    assert Finding.objects.counted().count() == 4


def test_a_page_sent_twice_on_a_draft_is_done_once(cast):
    visit = draft(cast)
    url, form = reverse("visit-note-on", args=[visit.pk]), on(visit, **END)
    for _ in range(2):
        assert post(cast, form, url=url).headers["Location"] == reverse(
            "visit-detail", args=[visit.pk]
        )
    assert Finding.objects.count() == 1


def test_a_visit_to_come_begins_with_what_is_noted(cast):
    visit = planned(cast, day=DAY, starts_at=time(15, 0))
    url = reverse("visit-note-on", args=[visit.pk])
    page = page_of(cast.client("specialist").get(url))
    assert 'value="14:00"' in page and 'value="05/7/2019"' in page
    form = on(visit, **END, day="05/7/2019", starts_at="13:30")
    for _ in range(2):
        post(cast, form, url=url)
    visit = Visit.objects.get()
    assert (visit.state, visit.starts_at, visit.basis_number) == (
        VisitState.CONCLUDED,
        time(13, 30),
        "215/QĐ-SNV",
    )
    lines = Change.objects.of(visit).order_by("version").values_list("action", flat=True)
    assert list(lines) == ["create", "start", "amend", "conclude"]
    assert Finding.objects.counted().count() == 1


def test_who_was_slower_keeps_everything_typed(cast):
    visit = draft(cast)
    url, slow = reverse("visit-note-on", args=[visit.pk]), on(visit, conclusion="Lời của tôi")
    post(cast, on(visit), who="manager", url=url)
    answer = post(cast, slow, url=url)
    page = page_of(answer)
    assert "Lời của tôi" in page and answer.context["form"].lost.since
    assert answer.context["form"].rows.persons[0]["category"].value() == str(category("late"))
    assert Finding.objects.count() == 1


def test_the_page_begins_with_the_team_by_decision_and_its_people(cast):
    made = seat(cast, team(cast), cast.specialist_b)
    answer = cast.client("specialist_b").get(URL)
    form = answer.context["form"]
    begun = {name: form[name].value() for name in ("day", "starts_at", "is_surprise", "cause")}
    assert begun == {"day": DAY, "starts_at": time(14, 0), "is_surprise": "yes", "cause": "plan"}
    assert form["basis_number"].value() == "215/QĐ-SNV"
    assert form["members"].value() == [cast.specialist.pk, cast.specialist_b.pk]
    assert form["head"].value() == cast.specialist.pk
    assert made.name in page_of(answer)
    both = [cast.specialist.pk, cast.specialist_b.pk]
    decided = {"by_decision": made.pk, "members": both, "cause": "plan"}
    decided |= {"basis_number": "215/QĐ-SNV", "basis_date": "01/7/2019"}
    post(cast, sent(cast, **decided) | END, who="specialist_b")
    visit = Visit.objects.get()
    assert (visit.team, visit.state, visit.members.count()) == (made, VisitState.CONCLUDED, 2)


def test_without_a_decision_one_is_head_oneself(cast):
    form = cast.client("specialist").get(URL).context["form"]
    assert [form[name].value() for name in ("head", "members", "cause")] == [
        cast.specialist.pk,
        [cast.specialist.pk],
        "other",
    ]


def test_who_sits_in_two_teams_chooses_by_a_link(cast):
    first, second = team(cast), team(cast, decision_number="216/QĐ-SNV", name="Tổ số 2")
    client = cast.client("specialist")
    for made in (first, second):
        answer = client.get(f"{URL}?to={made.pk}")
        assert answer.context["form"]["by_decision"].value() == made.pk
        assert f'href="?to={first.pk}"' in page_of(answer)


def test_todays_schedule_leads_to_its_pages_and_to_nobody_elses(cast):
    visit = planned(cast, day=DAY, starts_at=time(15, 0))
    link = reverse("visit-note-on", args=[visit.pk])
    assert link in page_of(cast.client("specialist").get(URL))
    assert link not in page_of(cast.client("specialist_b").get(URL))


def test_two_visits_of_one_team_at_one_hour_are_told_at_the_hour(cast):
    made = team(cast)
    decided = sent(cast, by_decision=made.pk)
    post(cast, decided | END)
    answer = post(cast, decided | {"client_id": str(uuid4()), "agency": "y te"} | END)
    assert said(answer) == {
        "starts_at": ["Tổ, Đoàn này đã có lượt kiểm tra Sở Xây dựng lúc 08:00 ngày 05/7/2019."]
    }
    assert answer.context["form"].preset.opens
    assert "Đa số chấp hành giờ làm việc." in page_of(answer) and Visit.objects.count() == 1


def test_a_head_without_a_decision_is_at_one_place_at_a_time(cast):
    concluded(cast)
    answer = post(cast, sent(cast, agency="y te") | END)
    assert said(answer) == {
        "starts_at": [
            f"{cast.specialist.full_name} đã có lượt kiểm tra Sở Xây dựng lúc 08:00 ngày 05/7/2019."
        ]
    }
    assert (Visit.objects.count(), Finding.objects.count(), Identity.objects.count()) == (1, 0, 0)


def test_counts_that_do_not_add_up_ask_for_the_reason_at_its_place(cast):
    form = sent(cast, on_roll="263") | END
    answer = post(cast, form)
    told = "Tổng số có mặt và vắng mặt là 40, khác với 263 trong danh sách. Sửa lại hoặc ghi lý do."
    assert said(answer) == {"headcount_note": [told]}
    assert '<details class="headcount-note" id="giai-trinh" open>' in page_of(answer)
    post(cast, form | {"headcount_note": "223 người làm việc ở trụ sở khác."})
    assert Visit.objects.get().state == VisitState.CONCLUDED


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"on_roll": "40", "present": "38"}, "khác với 40 trong danh sách"),
        ({"on_roll": "40", "present": "38", "absent_excused": "2"}, ""),
        ({"on_roll": "40"}, ""),
        ({"on_roll": "bốn", "present": "3"}, ""),
    ],
)
def test_the_sum_is_told_while_one_counts(cast, counts, told):
    answer = cast.client("specialist").post(reverse("visit-headcount"), counts)
    page = page_of(answer)
    assert (told in page, " open" in page) == (True, bool(told))
    assert Visit.every.count() == 0


def test_what_is_wrong_with_findings_and_conclusion_is_told_at_once(cast):
    reprimand = HandlingMeasure.objects.on(DAY).get(code="reprimand")
    answer = post(
        cast,
        sent(
            cast,
            conclusion=" ",
            **{
                "person-1-person_kind": "contract",
                "person-1-recommended_handling": reprimand.pk,
                "unit-1-person_name": "Trần Thị Minh Họa",
            },
        )
        | END,
    )
    assert said(answer) == {
        "conclusion": ["Ghi nhận xét, kết luận của Tổ kiểm tra."],
        "person-1-recommended_handling": [
            "Hình thức kỷ luật “Khiển trách” không áp dụng cho người lao động hợp đồng."
        ],
        "unit-1-person_name": ["Nội dung về đơn vị không ghi thông tin cá nhân."],
    }
    page = page_of(answer)
    assert page.count("Trần Thị Minh Họa") == 2
    assert 'href="#id_person-1-recommended_handling">Cá nhân 1, Kiến nghị xử lý' in page
    assert (Visit.objects.count(), Finding.objects.count(), Identity.objects.count()) == (0, 0, 0)


def test_a_row_half_filled_in_says_what_it_lacks(cast):
    answer = post(cast, sent(cast, **{"person-2-person_name": "Trần Thị Minh Họa"}) | END)
    assert said(answer) == {
        "person-2-category": ["Chọn loại vi phạm."],
        "person-2-person_kind": [
            "Chọn người vi phạm là cán bộ, công chức, viên chức hay đối tượng khác."
        ],
    }
    assert answer.context["form"].rows.persons[1].is_open


def test_more_rows_come_from_the_server_and_nothing_is_lost(cast):
    form = sent(cast, conclusion="", on_roll="bốn mươi") | {"more": "1", "person-rows": "5"}
    answer = post(cast, form)
    page, shown = page_of(answer), answer.context["form"]
    assert ([len(shown.rows.persons), len(shown.rows.units)], "error-summary" in page) == (
        [8, 6],
        False,
    )
    assert 'value="Trần Thị Minh Họa"' in page and 'value="bốn mươi"' in page
    assert str(shown["client_id"].value()) == form["client_id"]
    late = {"person-rows": "8", "person-8-category": category("dress")}
    post(cast, sent(cast, **late, **{"person-8-person_kind": "contract"}) | END)
    assert Finding.objects.filter(person_kind="contract").count() == 1


@pytest.mark.parametrize("number", ["", "-1", "9999", "99999999999", "ba"])
def test_a_number_of_rows_nobody_needs_is_not_made(cast, number):
    shown = post(cast, sent(cast, more="1", **{"person-rows": number})).context["form"]
    assert len(shown.rows.persons) <= 40


def test_an_agency_is_typed_without_accents_and_several_are_told(cast):
    answer = post(cast, sent(cast, agency="so") | END)
    [told] = said(answer)["agency"]
    assert told.startswith("Có ") and "Sở Xây dựng" in told
    assert said(post(cast, sent(cast, agency=""))) == {"agency": ["Chọn cơ quan được kiểm tra."]}


def test_who_does_not_sit_in_a_team_does_not_note_for_it(cast):
    made = team(cast)
    answer = post(cast, sent(cast, by_decision=made.pk), who="specialist_b")
    assert list(answer.context["form"].errors) == ["by_decision"]
    noted = on_site.Noted(
        {
            "agency": cast.b,
            "day": DAY,
            "starts_at": time(9, 0),
            "is_surprise": True,
            "cause": "other",
            "members": [cast.specialist_b],
            "head": cast.specialist_b,
            "team": made,
        }
    )
    with pytest.raises(ValidationError) as refused:
        on_site.note_visit(noted, by=cast.specialist_b, at=NOW)
    assert refused.value.message_dict == {
        "day": ["Vào ngày này bạn không phải là thành viên của Tổ kiểm tra công vụ số 1."]
    }
    assert Visit.objects.count() == 0


def test_the_action_refuses_whom_the_single_steps_refuse(cast):
    noted = on_site.Noted({"conclusion": "Tốt."}, concludes=True)
    visit = draft(cast)
    for name in ("specialist_b", "clerk_a"):
        act = Act(cast.fresh(name), NOW)
        with pytest.raises(Refused):
            on_site.note_on(visit, noted, act=act)
    assert Change.objects.of(visit).count() == 1


def test_a_day_of_long_ago_asks_once_more_on_the_page(cast):
    answer = post(cast, sent(cast, day="04/7/2018"))
    assert said(answer)["day"][0].startswith("Ngày này cách đây hơn một năm.")
    assert 'name="old_day_is_right"' in page_of(answer)


def test_the_catalogues_are_read_once_for_all_rows(cast, django_assert_num_queries):
    client = cast.client("specialist")
    client.get(URL)
    with django_assert_num_queries(18):
        client.get(URL)
    with django_assert_num_queries(18):
        client.post(URL, {"more": "1", "person-rows": "30"})


def test_an_end_is_not_made_up_for_a_day_that_is_past(cast):
    answer = post(cast, sent(cast, day="04/7/2019") | END)
    assert said(answer) == {"ends_at": ["Ghi giờ kết thúc buổi kiểm tra."]}
    post(cast, sent(cast, day="04/7/2019", ends_at="10h") | END)
    assert Visit.objects.get().day == date(2019, 7, 4)
