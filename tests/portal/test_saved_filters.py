"""Filters kept by name: one's own, of a list one may see, and nothing else in the address."""

import pytest
from django.urls import reverse

from tayninh_portal.listing import registered
from tayninh_portal.models import SavedFilter
from tayninh_portal.saved_filters import MOST_OF_A_LIST, keeping, save_filter
from tests.inspections.round_story import opened

SAVE = "/bo-loc/luu/"
# The lists of the portal whose filters can be kept, but for those on the page of a record.
KEEPING = (
    "agency-list",
    "cited-document-list",
    "complaint-list",
    "handling-list",
    "head-criticism-list",
    "implementation-list",
    "remedy-list",
    "round-list",
    "visit-list",
)


def keep(client, query="state=concluded", name="Đã xong", list_name="visit-list", **more):
    """What the form beside a list sends."""
    sent = {"list_name": list_name, "name": name, "query": query} | more
    return client.post(SAVE, sent, follow=True)


def test_a_kept_filter_is_a_link_to_the_same_list(cast):
    client = cast.client("specialist")
    page = keep(client, "q=y+te&state=concluded&page=3&xuat=csv&kind=")
    assert page.redirect_chain == [("/kiem-tra/?q=y+te&state=concluded", 302)]
    text = page.content.decode()
    assert "Đã lưu bộ lọc “Đã xong”." in text
    assert '<a href="?q=y+te&amp;state=concluded" aria-current="true">' in text
    assert "Lưu bộ lọc này" not in text
    elsewhere = client.get(reverse("agency-list")).content.decode()
    assert "Bộ lọc đã lưu" not in elsewhere


def test_nobody_sees_or_deletes_anothers(cast):
    keep(cast.client("specialist"))
    row = SavedFilter.objects.get()
    other = cast.client("manager")
    assert "Bộ lọc đã lưu" not in other.get(reverse("visit-list")).content.decode()
    assert other.post(reverse("filter-delete", args=[row.pk])).status_code == 404
    assert SavedFilter.objects.count() == 1


def test_a_filter_is_deleted_by_its_owner(cast):
    client = cast.client("specialist")
    keep(client)
    page = client.post(reverse("filter-delete", args=[SavedFilter.objects.get().pk]), follow=True)
    assert page.redirect_chain == [("/kiem-tra/", 302)]
    assert "Đã xóa bộ lọc “Đã xong”." in page.content.decode()
    assert SavedFilter.objects.count() == 0


def test_the_same_name_takes_the_place_of_the_old_one(cast):
    client = cast.client("specialist")
    keep(client)
    page = keep(client, "state=draft")
    assert "Đã thay điều kiện của bộ lọc “Đã xong”." in page.content.decode()
    assert SavedFilter.objects.get().query == "state=draft"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": " "}, "Chưa nhập tên bộ lọc."),
        ({"query": "page=2"}, "Chưa có điều kiện lọc nào để lưu."),
        ({"list_name": "account-list"}, "Danh sách này không lưu được bộ lọc."),
        ({"list_name": "https://example.org/"}, "Danh sách này không lưu được bộ lọc."),
    ],
)
def test_what_cannot_be_kept_is_said(cast, sent, said):
    page = keep(cast.client("specialist"), **sent)
    assert said in page.content.decode()
    assert SavedFilter.objects.count() == 0


def test_a_list_one_may_not_see_keeps_no_filter(cast):
    assert keep(cast.client("operator")).status_code == 403
    assert SavedFilter.objects.count() == 0


def test_a_person_keeps_so_many_and_no_more(cast):
    client = cast.client("specialist")
    for at in range(MOST_OF_A_LIST + 1):
        page = keep(client, name=f"Bộ lọc {at}")
    assert f"Mỗi danh sách giữ được {MOST_OF_A_LIST} bộ lọc." in page.content.decode()
    assert SavedFilter.objects.count() == MOST_OF_A_LIST


def test_names_stand_in_vietnamese_order(cast):
    for name in ("Đợt cũ", "Ất Tỵ", "Chậm", "Ánh"):
        save_filter(by=cast.manager, list_name="visit-list", name=name, query="q=a")
    rows = SavedFilter.objects.order_by("name_key")
    assert [row.name for row in rows] == ["Ánh", "Ất Tỵ", "Chậm", "Đợt cũ"]


@pytest.mark.parametrize("name", KEEPING)
def test_every_list_offers_to_keep_what_is_asked(cast, name):
    page = cast.client("manager").get(reverse(name), {"q": "so y te"}).content.decode()
    assert f'<input type="hidden" name="list_name" value="{name}">' in page
    assert '<input type="hidden" name="query" value="q=so+y+te">' in page


def test_a_filter_of_a_due_list_serves_every_round(cast):
    first, second = opened(cast), opened(cast, title="Đợt khác")
    client = cast.client("specialist")
    pages = [reverse("round-detail", args=[round.pk]) for round in (first, second)]
    text = client.get(pages[0], {"group": "district"}).content.decode()
    assert f'<input type="hidden" name="record" value="{first.pk}">' in text
    page = keep(client, "group=district", "Cấp huyện", "round-detail", record=first.pk)
    assert page.redirect_chain == [(f"{pages[0]}?group=district", 302)]
    assert '<a href="?group=district">' in client.get(pages[1]).content.decode()
    gone = client.post(
        reverse("filter-delete", args=[SavedFilter.objects.get().pk]), {"record": second.pk}
    )
    assert gone["Location"] == pages[1]


@pytest.mark.parametrize("record", ["", "x", "1/../..", "9" * 20])
def test_a_filter_without_its_round_leads_home(cast, record):
    page = keep(cast.client("specialist"), list_name="round-detail", record=record)
    assert page.redirect_chain == [("/?state=concluded", 302)]


def test_the_lists_that_keep_filters_are_these():
    kept = {name: keeping(name).of_a_record for name in registered() if keeping(name)}
    assert kept == {**dict.fromkeys(KEEPING, False), "round-detail": True}
