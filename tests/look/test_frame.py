"""The frame around every page, and the living page of components within it."""

import re

import pytest
from django.urls import reverse


@pytest.fixture
def page(cast):
    """The living page as the administrator sees it."""
    response = cast.client("admin").get(reverse("components"))
    assert response.status_code == 200
    return response.content.decode()


def test_the_frame_names_the_portal_and_the_person(page):
    assert "<strong>Cổng văn hóa công vụ</strong><span>Sở Nội vụ tỉnh Tây Ninh</span>" in page
    assert '<span class="person-name">Minh họa quantri</span>' in page
    assert "<li>Quản trị – Sở Nội vụ</li>" in page


def test_the_phone_has_the_first_four_entries_and_the_rest_behind_more(cast):
    page = cast.client("manager").get(reverse("home")).content.decode()
    side, phone = re.findall(r'<nav class="(?:side|phone)nav".*?</nav>', page, re.DOTALL)
    labels = re.findall(r"<span>(.*?)</span></a>", side)
    in_sight, more = phone.split("<summary>")
    assert len(labels) > 5
    assert re.findall(r"<span>(.*?)</span></a>", in_sight) == labels[:4]
    assert "<span>Thêm</span></summary>" in more
    assert re.findall(r"<span>(.*?)</span></a>", more) == labels[4:]


def test_the_phone_has_all_entries_in_sight_where_there_are_five_or_fewer(cast):
    page = cast.client("admin").get(reverse("home")).content.decode()
    side, phone = re.findall(r'<nav class="(?:side|phone)nav".*?</nav>', page, re.DOTALL)
    labels = re.findall(r"<span>(.*?)</span></a>", side)
    assert 0 < len(labels) <= 5
    assert re.findall(r"<span>(.*?)</span></a>", phone) == labels
    assert "Thêm" not in phone


def test_more_says_that_the_page_in_sight_is_one_of_its_own(cast):
    page = cast.client("manager").get(reverse("agency-list")).content.decode()
    assert '<summary class="is-current">' in page


def test_a_name_by_another_element_belongs_to_an_element_with_a_role(page):
    named = re.findall(r"<(\w+)([^>]*aria-labelledby[^>]*)>", page)
    assert named != []
    assert [tag for tag, rest in named if tag in ("div", "span") and "role=" not in rest] == []


def test_the_first_stop_of_the_keyboard_leads_to_the_content(page):
    first = re.search(r"<body.*?<a ([^>]*)>", page, re.DOTALL)[1]
    assert first == 'class="skip-link" href="#noi-dung-chinh"'
    assert page.count('id="noi-dung-chinh"') == 1


def test_signing_out_is_a_deed_and_not_a_link(page):
    assert f'<form action="{reverse("account_logout")}" method="post" data-sign-out>' in page
    assert f'href="{reverse("account_logout")}"' not in page


def test_the_living_page_shows_every_component(page):
    expected = {"state", "tile", "todo", "list", "fact", "timeline", "empty", "pager"}
    expected |= {"filters", "action-closed", "figure", "save-bar", "confirmation", "notice"}
    shown = {name for names in re.findall(r'class="([^"]*)"', page) for name in names.split()}
    assert expected - shown == set()


def test_the_living_page_has_no_two_elements_of_one_id(page):
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_the_living_form_can_be_seen_with_its_errors(cast):
    page = cast.client("admin").get(reverse("components"), {"sai": "1"}).content.decode()
    assert "Ngày kiểm tra: Ngày “31/02/2019” không có trên lịch." in page
    assert 'value="31/02/2019"' in page


def test_the_side_panel_gets_a_fragment(cast):
    response = cast.client("admin").get(reverse("components"), {"ho-so": "1"})
    assert "<html" not in response.content.decode()
    assert response.content.decode().count('scope="row"') == 5


def test_the_living_page_is_refused_with_a_reason(cast):
    response = cast.client("specialist").get(reverse("components"))
    assert response.status_code == 403
    assert "Xem trang thành phần giao diện là việc của: Quản trị." in response.content.decode()
