"""The registry on a day: who may see it, what it shows, how many queries it takes."""

from datetime import date

import pytest
from django.urls import reverse

from inspections.agencies.actions import close_agency, rename_agency
from inspections.agencies.models import Agency, LegalKind, ReportGroup
from inspections.people.models import Assignment
from tests.fixtures.cast import make_agency, moment

URL = reverse("agency-list")
LONG_AGO = "01/01/2018"


def names(response) -> list[str]:
    """The names of the rows, in order."""
    return [row.name_then for row in response.context["page"]]


def test_a_visitor_is_sent_to_sign_in(cast):
    response = cast.client("visitor").get(URL)
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('account_login')}?next={URL}"


@pytest.mark.parametrize("who", ["specialist", "operator", "leader", "clerk_a", "admin"])
def test_everybody_who_holds_a_post_sees_the_registry(cast, who):
    assert cast.client(who).get(URL).status_code == 200


def test_whoever_holds_no_post_does_not(cast):
    assert cast.client("nobody").get(URL).status_code == 403


def test_it_is_in_vietnamese_order(cast):
    assert names(cast.client("clerk_a").get(URL)) == [
        "Công an tỉnh",
        "Sở Nội vụ",
        "Sở Xây dựng",
        "Sở Y tế",
        "Trung tâm Quy hoạch",
        "UBND huyện Gò Dầu",
        "UBND tỉnh Tây Ninh",
        "UBND xã Phước Đông",
        "Văn phòng UBND tỉnh",
    ]


def test_search_takes_words_without_accents(cast):
    response = cast.client("clerk_a").get(URL, {"q": "xay so"})
    assert names(response) == ["Sở Xây dựng"]


def test_filters_by_kind_and_by_group(cast):
    client = cast.client("clerk_a")
    assert names(client.get(URL, {"kind": "district"})) == ["UBND huyện Gò Dầu"]
    assert names(client.get(URL, {"group": "provincial", "q": "y te"})) == ["Sở Y tế"]
    assert names(client.get(URL, {"group": "none", "kind": "commune"})) == ["UBND xã Phước Đông"]


def test_a_closed_body_is_in_the_list_of_its_days_alone(cast):
    close_agency(cast.b, by=cast.admin, ends_on=date(2025, 6, 30), note="Sắp xếp bộ máy")
    client = cast.client("clerk_a")
    assert names(client.get(URL, {"q": "y te"})) == []
    assert names(client.get(URL, {"q": "y te", "day": "30/6/2025"})) == ["Sở Y tế"]
    assert names(client.get(URL, {"q": "y te", "day": "01/7/2025"})) == []


def test_a_renamed_body_bears_the_name_of_the_day_and_is_found_by_both(cast):
    rename_agency(cast.a, by=cast.admin, name="Sở Giao thông", starts_on=date(2025, 3, 1))
    client = cast.client("clerk_a")
    for words in ("giao thong", "xay dung"):
        assert names(client.get(URL, {"q": words})) == ["Sở Giao thông"]
        assert names(client.get(URL, {"q": words, "day": "28/02/2025"})) == ["Sở Xây dựng"]


def test_the_parent_bears_the_name_of_the_day_too(cast):
    rename_agency(cast.a, by=cast.admin, name="Sở Giao thông", starts_on=date(2025, 3, 1))
    client = cast.client("clerk_a")
    now = client.get(URL, {"q": "quy hoach"}).context["page"][0]
    then = client.get(URL, {"q": "quy hoach", "day": LONG_AGO}).context["page"][0]
    assert (now.parent_name, then.parent_name) == ("Sở Giao thông", "Sở Xây dựng")


def test_it_says_the_day_and_shows_who_is_in_charge(cast):
    page = cast.client("clerk_a").get(URL, {"day": LONG_AGO, "q": "xay dung"}).content.decode()
    assert "Đang hoạt động ngày 01/01/2018" in page
    assert "Minh họa specialist" in page


def test_a_nonsense_day_is_said_at_the_field_and_today_is_shown(cast):
    response = cast.client("clerk_a").get(URL, {"day": "31/02/2019", "q": "y te"})
    assert "Ngày “31/02/2019” không có trên lịch." in response.content.decode()
    assert names(response) == ["Sở Y tế"]


def test_an_empty_list_says_what_to_do(cast):
    page = cast.client("clerk_a").get(URL, {"q": "không có cơ quan này"}).content.decode()
    assert "Không có cơ quan nào như vậy" in page
    assert "Bỏ bộ lọc" in page


def test_only_the_administrator_is_offered_a_new_body(cast):
    link = f'href="{reverse("agency-create")}"'
    assert link in cast.client("admin").get(URL).content.decode()
    assert link not in cast.client("manager").get(URL).content.decode()


def test_illustrative_bodies_are_marked(cast):
    make_agency(
        "Ban Quản lý số 1",
        LegalKind.PROVINCIAL_BODY,
        ReportGroup.PROVINCIAL,
        by=cast.admin,
        is_illustrative=True,
    )
    page = cast.client("clerk_a").get(URL, {"q": "ban quan ly"}).content.decode()
    assert page.count("(minh họa)") == 1


@pytest.mark.parametrize("rows", [1, 30])
def test_it_takes_the_same_queries_for_any_number_of_rows(cast, rows, django_assert_num_queries):
    for number in range(rows):
        agency = make_agency(
            f"Ban số {number}", LegalKind.PROVINCIAL_BODY, by=cast.admin, parent=cast.province
        )
        Assignment.objects.create(
            agency=agency,
            user=cast.specialist,
            starts_on=date(2015, 1, 1),
            created_at=moment(2018, 12, 1),
            created_by=cast.admin,
        )
    client = cast.client("clerk_a")
    # Session, user, posts; kept filters, count, rows, who is in charge.
    with django_assert_num_queries(7):
        client.get(URL, {"q": "ban so"})
    assert Agency.objects.filter(search__contains="ban so").count() == rows
