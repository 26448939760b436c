"""The box “Tìm” of every list: words in any order, and whatever somebody pastes into it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from inspections.agencies.models import Agency
from inspections.implementation.models import FactKind
from tests.inspections.complaint_story import log
from tests.inspections.visiting import draft, page_of, visit_form

LISTS = [
    ("visit-list", "manager"),
    ("planned-visit-list", "manager"),
    ("plan-coverage", "manager"),
    ("handling-list", "manager"),
    ("head-criticism-list", "manager"),
    ("remedy-list", "manager"),
    ("result-paper-list", "manager"),
    ("complaint-list", "manager"),
    ("implementation-list", "manager"),
    ("cited-document-list", "manager"),
    ("agency-list", "manager"),
    ("account-list", "admin"),
    ("sign-in-list", "admin"),
    ("search", "manager"),
]
# As many as an address takes.
PASTED = " ".join(["a", *(f"b{n}" for n in range(900))])


@pytest.mark.parametrize(("name", "who"), LISTS)
def test_a_page_of_words_pasted_into_the_box_finds_nothing_and_breaks_nothing(cast, name, who):
    answer = cast.client(who).get(reverse(name), {"q": PASTED})
    assert answer.status_code == 200
    if "page" in answer.context:
        assert list(answer.context["page"]) == []
    repeated = cast.client(who).get(reverse(name), {"q": "so " * 1200})
    assert repeated.status_code == 200


def test_words_are_found_in_any_order_in_the_lists_of_visits_and_complaints(cast):
    visit, complaint = draft(cast, place="Trụ sở số 2"), log(cast)
    client = cast.client("manager")
    visits = client.get(reverse("visit-list"), {"q": "dựng XAY 2"}).context["page"]
    assert list(visits) == [visit]
    assert list(client.get(reverse("visit-list"), {"q": "dựng tế"}).context["page"]) == []
    complaints = client.get(reverse("complaint-list"), {"q": "dựng so xay"}).context["page"]
    assert list(complaints) == [complaint]
    hits = client.get(reverse("search"), {"q": "dung xay"}).context["hits"]
    assert {hit.kind for hit in hits} >= {"Lượt kiểm tra", "Phản ánh"}


def test_a_text_of_60000_letters_in_a_box_that_searches_comes_back_with_a_sentence(cast):
    client = cast.client("specialist")
    stated = {"client_id": str(uuid4()), "kind": FactKind.DIRECTIVE, "document": "x" * 60_000}
    answer = client.post(reverse("implementation-create"), stated)
    assert "Không có văn bản nào khớp" in page_of(answer)
    answer = client.post(reverse("visit-create"), visit_form(cast) | {"find": "x" * 60_000})
    assert answer.status_code == 200


def test_a_number_no_database_holds_is_no_choice_of_a_merger(cast):
    body = Agency.objects.get(pk=cast.b.pk)
    data = {"predecessors": ["9" * 20], "on": "01/3/2025", "basis": "NQ", "seen_version": 1}
    page = page_of(cast.client("admin").post(reverse("agency-merge", args=[body.pk]), data))
    assert "Có một chỗ cần sửa" in page
