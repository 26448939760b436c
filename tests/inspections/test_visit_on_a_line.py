"""A visit that was logged afterwards says which line of the plan it carried out."""

import re

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from inspections.agencies.models import Agency
from inspections.plans.models import PlanLine
from inspections.visits import workflow as visit_flow
from inspections.visits.actions import update_visit
from inspections.visits.forms import VisitUpdateForm
from inspections.visits.models import Visit
from reports.figures.catalog import compute
from tayninh_portal.lib.periods import parse_period
from tests.doing import do
from tests.inspections.planning import issued, line, plan
from tests.inspections.visiting import NOW, draft, page_of, update_form, visit_form

NOT_FOR_IT = "Dòng kế hoạch này không phải cho cơ quan, hình thức đã chọn."


@pytest.fixture(autouse=True)
def _july():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def announced(cast) -> PlanLine:
    """The line of Sở Xây dựng in a plan that has its number."""
    return issued(cast).lines.get(agency=cast.a)


def test_it_is_chosen_on_the_form_and_counted_as_held(cast, announced):
    client, address = cast.client("specialist"), reverse("visit-create")
    assert f'<option value="{announced.pk}">' in page_of(client.get(address))
    sent = visit_form(
        cast, plan_line=str(announced.pk), is_surprise="no", basis_number="152/KH-SNV"
    )
    sent |= {"basis_date": "05/7/2019", "cause": "plan"}
    assert client.post(address, sent).status_code == 302
    visit = Visit.objects.get(plan_line=announced)
    do(visit_flow.CONCLUDE, visit, by=cast.manager, at=NOW, conclusion="Tốt.", ends_at=NOW.time())
    year = parse_period("2019")
    assert compute(year, ["plans.held"])["plans.held"] == 1


def offered(cast, name) -> list[str]:
    """The choice of a line as the page draws it: `[plan` and `- line`, one a row."""
    page = page_of(cast.client("manager").get(reverse(name)))
    drawn = page.partition('<select name="plan_line"')[2].partition("</select>")[0]
    rows = re.findall(r'<optgroup label="([^"]*)"|<option [^>]*>\s*([^<]*?)\s*</option>', drawn)
    return [f"[{group}" if group else f"- {words}" for group, words in rows]


def test_each_line_stands_under_its_plan_with_its_year_those_of_the_visits_year_first(cast):
    issued(cast, year=2020, number="07/KH-SNV")
    issued(cast)
    lines = ["- Sở Xây dựng, tháng 8/{}", "- 3 lượt đột xuất, UBND cấp xã, tháng 8/{}"]
    group = "[Kế hoạch năm {}, số {}/KH-SNV"
    this = [group.format(2019, 152), *(each.format(2019) for each in lines)]
    later = [group.format(2020, "07"), *(each.format(2020) for each in lines)]
    for name, none in (
        ("visit-create", "Không thuộc dòng nào"),
        ("visit-plan", "Ngoài kế hoạch năm"),
    ):
        assert offered(cast, name) == [f"- {none}", *this, *later], name


def test_lines_that_look_alike_say_what_tells_them_apart(cast):
    issued(cast, issuer="province", number="21/KH-UBND")
    made = issued(cast)
    line(cast, made, cast.b, reason="Bổ sung")
    Agency.objects.filter(pk=cast.b.pk).update(name=cast.a.name, parent=cast.a)
    assert offered(cast, "visit-create")[1:] == [
        "[Kế hoạch năm 2019, số 21/KH-UBND",
        "- Sở Xây dựng, tháng 8/2019 – 21/KH-UBND",
        "- 3 lượt đột xuất, UBND cấp xã, tháng 8/2019 – 21/KH-UBND",
        "[Kế hoạch năm 2019, số 152/KH-SNV",
        "- Sở Xây dựng, tháng 8/2019 – 152/KH-SNV",
        "- Sở Xây dựng, tháng 8/2019 – Sở Xây dựng",
        "- 3 lượt đột xuất, UBND cấp xã, tháng 8/2019 – 152/KH-SNV",
    ]


def test_a_line_for_another_agency_or_manner_is_refused_at_its_place(cast, announced):
    client, address = cast.client("specialist"), reverse("visit-create")
    said = page_of(client.post(address, visit_form(cast, plan_line=str(announced.pk))))
    assert NOT_FOR_IT in said
    assert not Visit.objects.exists()


def test_a_line_of_a_plan_without_its_number_is_not_on_offer(cast):
    line = plan(cast).lines.get(agency=cast.a)
    page = page_of(cast.client("specialist").get(reverse("visit-create")))
    assert f'<option value="{line.pk}">' not in page


def test_a_draft_keeps_its_line_and_another_agency_asks_for_another(cast, announced):
    visit = draft(cast, is_surprise=False, plan_line=announced, cause="plan")
    PlanLine.objects.filter(pk=announced.pk).update(is_dropped=True, reason="Đã sáp nhập")
    visit = Visit.objects.get(pk=visit.pk)
    client, address = cast.client("specialist"), reverse("visit-update", args=[visit.pk])
    assert f'<option value="{announced.pk}" selected>' in page_of(client.get(address))
    sent = update_form(cast, visit, plan_line=str(announced.pk), is_surprise="no", rooms="Văn thư")
    assert client.post(address, sent).status_code == 302
    kept = Visit.objects.get(pk=visit.pk)
    assert (kept.rooms, kept.plan_line_id) == ("Văn thư", announced.pk)
    with pytest.raises(ValidationError, match=NOT_FOR_IT):
        update_visit(kept, by=cast.specialist, at=NOW, seen_version=kept.version, agency=cast.b)


def test_who_sees_no_plan_leaves_the_line_as_it_is(cast, announced):
    visit = draft(cast, is_surprise=False, plan_line=announced, cause="plan")
    form = VisitUpdateForm.of(Visit.objects.get(pk=visit.pk), cast.clerk_b)
    assert "plan_line" not in form.fields
