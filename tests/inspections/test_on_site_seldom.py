"""What the page of a corridor asks of few: a person of another body, a condition."""

import re

import pytest
import time_machine
from django.urls import reverse

from inspections.catalogues.models import HandlingMeasure
from inspections.findings.models import Finding
from tests.inspections.test_visit_on_site import END, URL, category, on, post, said, sent
from tests.inspections.visiting import NOW, draft, page_of

CONDITION = "tái phạm trong quý IV"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def seldom(number: int, **changes) -> dict:
    """A person of Sở Y tế in one row, with a proposal under a condition."""
    filled = {
        "category": category("late"),
        "person_kind": "civil_servant",
        "agency": "y te",
        "recommended_handling": HandlingMeasure.objects.get(code="remind_written").pk,
        "condition": CONDITION,
    }
    return {f"person-{number}-{name}": value for name, value in (filled | changes).items()}


@pytest.mark.parametrize("begun", [False, True])
def test_a_person_of_another_body_and_a_condition_are_noted_on_the_page(cast, begun):
    visit = draft(cast) if begun else None
    url = reverse("visit-note-on", args=[visit.pk]) if visit else URL
    rest = {"person-1-agency": "", "person-3-agency": "", "person-1-condition": ""}
    data = (on(visit) if visit else sent(cast)) | rest | seldom(2) | END
    assert post(cast, data, url=url).status_code == 302
    found = Finding.objects.counted().order_by("pk").values_list("agency", "condition")
    own = [(cast.a.pk, "")] * (1 if begun else 2)
    persons = sorted(found.filter(subject="person"))
    assert persons == sorted([*own, (cast.b.pk, CONDITION)])


def test_a_row_in_which_nothing_was_put_is_none_though_its_boxes_were_sent(cast):
    blank = dict.fromkeys(("person-2-agency", "person-2-condition", "person-4-agency"), "")
    post(cast, sent(cast) | blank | END)
    assert Finding.objects.count() == 3


def test_a_body_nobody_knows_is_told_at_its_row_which_stands_open(cast):
    answer = post(cast, sent(cast) | seldom(2, agency="khong co") | END)
    assert said(answer) == {
        "person-2-agency": ["Không có cơ quan nào có tên như vậy; gõ lại một phần tên."]
    }
    row = answer.context["form"].rows.persons[1]
    assert (row.is_open, row.opens_more, row["condition"].value()) == (True, True, CONDITION)
    assert Finding.objects.count() == 0


def test_all_rows_propose_from_one_list(cast):
    visit = draft(cast)
    for url in (URL, reverse("visit-note-on", args=[visit.pk])):
        page = page_of(cast.client("specialist").get(url))
        lists = re.findall(r'<datalist id="([^"]+)">(.*?)</datalist>', page, re.S)
        (proposed,) = [options for name, options in lists if name == "id_agency_list"]
        assert f'value="{cast.b.name}"' in proposed
        assert len([name for name, _ in lists if name.startswith("id_person")]) == 0
        assert page.count('list="id_agency_list"') == 4 + (url == URL)
