"""How often the page of every list asks the database: literally, and who asks where it changes.

The tests of the nouns ask the same with 1 and with 30 rows; this one holds the frame of all of
them, so that a query more in the shelf of the lists is told once and by its name.
"""

import pytest
from django.template import Context, Template
from django.urls import reverse

from tayninh_portal.listing import registered
from tayninh_portal.models import User
from tests.fixtures.queries import counted_queries

# Session, person, posts; kept filters; the numbers of the rows: an empty list reads no rows.
EMPTY = 5
# The cast has accounts and bodies: rows, and what columns and filters read of other tables. The
# lists of handovers and reports keep no filters.
QUERIES = {
    "account-list": 7,
    "agency-list": 7,
    "handover-list": 4,
    "report-list": 4,
    "plan-list": 4,
    "other-plan-list": 4,
    "planned-visit-list": 4,
    "team-list": 4,
    "result-paper-list": 4,
    # The numbers of the groups, and the bodies of the cast.
    "plan-coverage": 6,
    # There is always one; which is in use, asked by page and lines; who follows it.
    "outline-list": 8,
    "report-request-list": 4,
    "identity-reading-list": 4,
    "sign-in-list": 4,
    "proposal-list": 4,
    "sign-in-own": 4,
    # The kinds of finding in a filter.
    "handling-list": 6,
    # Installed with the schema.
    "area-list": 5,
    "category-list": 5,
    "field-list": 5,
    "law-list": 5,
    "measure-list": 5,
}
CATALOGUES = ("area-list", "category-list", "field-list", "law-list", "measure-list")
OPENED_BY = {
    "account-list": "admin",
    "sign-in-list": "admin",
    **dict.fromkeys(CATALOGUES, "admin"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(n for n, each in registered().items() if each.rows))
def test_the_page_of_a_list_asks_so_often(cast, name, django_assert_num_queries):
    client, address = cast.client(OPENED_BY.get(name, "specialist")), reverse(name)
    client.get(address)
    with django_assert_num_queries(QUERIES.get(name, EMPTY)):
        assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_a_wrong_number_names_the_table_and_the_template(django_assert_num_queries):
    page = Template("{% for user in users %}{{ user }}{% endfor %}", name="nguoi.html")
    page.origin.template_name = "nguoi.html"
    with pytest.raises(pytest.fail.Exception) as failed, django_assert_num_queries(2):
        page.render(Context({"users": User.objects.all()}))
    assert failed.value.msg.splitlines() == [
        "2 queries expected, 1 asked:",
        "1. SELECT portal_user – templates/nguoi.html:1",
    ]


@pytest.mark.django_db
def test_a_query_of_ours_is_named_by_its_line(cast):
    with counted_queries() as asked:
        cast.client("specialist").get(reverse("visit-list"))
    posts = [line for line in asked.lines if "portal_appointment" in line]
    assert [line.split(" – ")[1].split(":")[0] for line in posts] == ["tayninh_portal/posts.py"]
