"""Recommendations of a visit as a whole: written on a draft, put right like a finding."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from inspections.catalogues.models import Category
from inspections.recommendations.actions import (
    add_recommendation,
    update_recommendation,
    withdraw_recommendation,
)
from inspections.recommendations.models import Recommendation
from inspections.remedies import workflow as remedy_flow
from inspections.remedies.models import Remedy
from inspections.remedies.tasks import remedies_of_the_department, remedies_to_do
from inspections.visits import workflow as visit_flow
from inspections.visits.actions import update_visit
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change
from tests.doing import do, said_by
from tests.inspections.answering import text_of
from tests.inspections.visiting import NOW, concluded, draft, page_of, violation

DUE = date(2019, 8, 5)
WORDS = "Phân công người trực Bộ phận Một cửa (minh họa)"


def advised(cast, visit, **changes) -> Recommendation:
    given = {"by": cast.specialist, "at": NOW, "addressee": "head", "text": WORDS}
    return add_recommendation(visit, **(given | changes))[0]


def remedy(cast, **changes) -> Remedy:
    """What a recommendation of a concluded visit asks."""
    visit = draft(cast, **changes)
    advised(cast, visit, remedy_due_on=DUE)
    conclude(cast, visit)
    return Remedy.objects.get()


def conclude(cast, visit):
    return do(visit_flow.CONCLUDE, visit, by=cast.manager, at=NOW, conclusion="Chấp hành tốt.")


def form(**changes) -> dict:
    filled = {
        "client_id": str(uuid4()),
        "addressee": "unit",
        "text": WORDS,
        "condition": "",
        "remedy_due_on": "05/8/2019",
    }
    return filled | changes


@time_machine.travel(NOW, tick=False)
def test_one_sent_twice_is_written_once_and_stands_on_the_page_of_the_visit(cast):
    visit, client, sent = draft(cast), cast.client("specialist"), form()
    url = reverse("recommendation-create", args=[visit.pk])
    for _ in range(2):
        answer = client.post(url, sent)
        assert answer["Location"] == f"{reverse('visit-detail', args=[visit.pk])}#kien-nghi"
    assert Recommendation.objects.count() == 1
    page = page_of(client.get(reverse("visit-detail", args=[visit.pk])))
    # What the Tổ asks for stands before the papers that say it.
    titles = ("Nội dung ghi nhận", "Kiến nghị của Tổ", "Biên bản", "Văn bản liên quan")
    places = [page.index(f"<h2>{title}</h2>") for title in titles]
    assert places == sorted(places)
    assert WORDS in page
    assert "Hạn thực hiện: 05/8/2019" in page


@time_machine.travel(NOW, tick=False)
def test_a_day_before_the_visit_is_said_at_its_field_and_nothing_is_lost(cast):
    visit, client = draft(cast), cast.client("specialist")
    sent = form(remedy_due_on="04/7/2019")
    page = page_of(client.post(reverse("recommendation-create", args=[visit.pk]), sent))
    assert "Hạn thực hiện không được trước ngày kiểm tra." in page
    assert WORDS in page
    assert Recommendation.objects.count() == 0


def test_what_it_says_is_not_in_the_log(cast):
    made = advised(cast, draft(cast), condition="nếu tiếp tục trễ hạn (minh họa)")
    line = Change.objects.of(made).get()
    assert {"text", "condition"} & set(line.data) == set()
    assert set(line.left_out["columns"]) == {"text", "condition"}


def test_only_who_works_on_the_draft_writes_it_and_nobody_after_the_conclusion(cast):
    visit = draft(cast)
    made = advised(cast, visit)
    with pytest.raises(Refused):
        advised(cast, visit, by=cast.specialist_b)
    conclude(cast, visit)
    with pytest.raises(Conflict):
        advised(cast, visit)
    with pytest.raises(Conflict):
        update_recommendation(made, by=cast.specialist, at=NOW, seen_version=1, text="Khác")
    assert [row.text for row in Recommendation.objects.all()] == [WORDS]


def test_it_is_corrected_and_withdrawn_with_a_reason_and_stays(cast):
    made = advised(cast, draft(cast))
    changed = update_recommendation(
        made, by=cast.specialist, at=NOW, seen_version=1, addressee="unit"
    )
    assert (changed.addressee, changed.version) == ("unit", 2)
    with pytest.raises(ValidationError):
        withdraw_recommendation(changed, by=cast.specialist, at=NOW, note=" ", seen_version=2)
    gone = withdraw_recommendation(
        changed, by=cast.specialist, at=NOW, note="Ghi trùng.", seen_version=2
    )
    assert gone.withdrawn_at == NOW
    with pytest.raises(Conflict):
        update_recommendation(gone, by=cast.specialist, at=NOW, seen_version=3, text="Khác")


def test_an_agency_reads_what_was_not_withdrawn_of_its_concluded_visit(cast):
    visit = draft(cast)
    gone = advised(cast, visit, text="Ghi nhầm (minh họa)")
    withdraw_recommendation(gone, by=cast.specialist, at=NOW, note="Nhầm.", seen_version=1)
    advised(cast, visit)
    conclude(cast, visit)
    url = reverse("visit-detail", args=[visit.pk])
    told = {who: page_of(cast.client(who).get(url)) for who in ("clerk_a", "specialist_b")}
    assert [WORDS in page for page in told.values()] == [True, True]
    assert ["Ghi nhầm" in page for page in told.values()] == [False, True]


def test_with_a_last_day_it_is_put_right_and_without_one_nothing_is_asked(cast):
    visit = draft(cast)
    asked = advised(cast, visit, remedy_due_on=DUE)
    advised(cast, visit)
    conclude(cast, visit)
    made = Remedy.objects.get()
    assert (made.recommendation, made.finding, made.visit_id) == (asked, None, visit.pk)
    assert (made.due_on, str(made)) == (DUE, "Khắc phục: Kiến nghị đối với người đứng đầu")


def test_a_corrected_visit_moves_the_day_or_asks_no_longer(cast):
    made = remedy(cast)
    visit = do(visit_flow.REOPEN, made.visit, by=cast.manager, at=NOW, note="Sai hạn.")
    asked = Recommendation.objects.get()
    later = date(2019, 9, 5)
    asked = update_recommendation(
        asked, by=cast.manager, at=NOW, seen_version=1, remedy_due_on=later
    )
    visit = conclude(cast, visit)
    assert [row.due_on for row in Remedy.objects.active()] == [later]
    do(visit_flow.REOPEN, visit, by=cast.manager, at=NOW, note="Ghi nhầm.")
    withdraw_recommendation(asked, by=cast.manager, at=NOW, note="Nhầm.", seen_version=2)
    conclude(cast, visit.__class__.objects.get(pk=visit.pk))
    assert list(Remedy.objects.active()) == []
    told = remedy_flow.REMEDIES.verdict(
        cast.clerk_a, remedy_flow.REPORT, remedy_flow.remedies_of(cast.manager).get(), DUE
    )
    assert told.reason == "Nội dung này đã được rút khỏi lượt kiểm tra."


def test_a_visit_moved_past_the_day_is_told_when_it_is_concluded(cast):
    visit = draft(cast, day=date(2019, 7, 1))
    advised(cast, visit, remedy_due_on=date(2019, 7, 3))
    visit = update_visit(visit, by=cast.specialist, at=NOW, seen_version=1, day=date(2019, 7, 5))
    with pytest.raises(ValidationError) as told:
        conclude(cast, visit)
    assert told.value.messages == [
        "Kiến nghị đối với người đứng đầu có hạn trước ngày kiểm tra; sửa hạn đó trước."
    ]


def test_agency_and_department_have_it_to_do(cast):
    remedy(cast)
    [task] = said_by(remedies_to_do, cast.fresh("clerk_a"), DUE)
    assert (task.what, task.due) == ("Khắc phục: Kiến nghị đối với người đứng đầu", DUE)
    late = date(2019, 8, 6)
    [task] = said_by(remedies_of_the_department, cast.fresh("specialist"), late)
    assert (task.what, task.due) == ("Đôn đốc 01 nội dung quá hạn khắc phục", DUE)


@pytest.mark.parametrize("rows", [1, 30])
def test_list_and_page_of_the_visit_cost_the_same_for_any_number(
    cast, rows, django_assert_num_queries
):
    visit = draft(cast)
    for _ in range(rows):
        advised(cast, visit, remedy_due_on=DUE)
    conclude(cast, visit)
    client = cast.client("clerk_a")
    with django_assert_num_queries(7):
        text_of(client.get(reverse("remedy-list")))
    with django_assert_num_queries(11):
        text_of(client.get(reverse("visit-detail", args=[visit.pk])))


def test_the_page_of_the_remedy_says_what_was_recommended(cast):
    made = remedy(cast)
    page = text_of(cast.client("clerk_a").get(reverse("remedy-detail", args=[made.pk])))
    assert "Kiến nghị đối với" in page
    assert WORDS in page
    listed = text_of(cast.client("clerk_a").get(reverse("remedy-list")))
    assert WORDS not in listed
    assert "Kiến nghị đối với người đứng đầu" in listed


def test_a_condition_leads_on_every_page_that_says_what_was_recommended(cast):
    visit = draft(cast)
    given = {"condition": "thiếu người", "remedy_due_on": DUE}
    advised(cast, visit, text="Rà soát lịch trực.", **given)
    unit = {"subject": "unit", "person_kind": "", "recommendation": "Gắn đủ bảng tên"}
    violation(cast, visit, category=Category.objects.get(code="unit_nameplates"), **unit, **given)
    conclude(cast, visit)
    client = cast.client("clerk_a")
    found, whole = "ếu thiếu người thì gắn đủ bảng tên", "Nếu thiếu người thì rà soát lịch trực"
    page = page_of(client.get(reverse("visit-detail", args=[visit.pk])))
    assert f"Kiến nghị: n{found}" in page and whole in page
    for made in Remedy.objects.all():
        said = whole if made.recommendation else f"N{found}"
        for address in ("remedy-detail", "remedy-report"):
            assert said in page_of(client.get(reverse(address, args=[made.pk])))


def test_a_visit_without_any_shows_no_empty_section_to_the_agency(cast):
    visit = concluded(cast)
    page = page_of(cast.client("clerk_a").get(reverse("visit-detail", args=[visit.pk])))
    assert 'id="kien-nghi"' not in page
