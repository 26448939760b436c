"""A question written down once asks each time for what it is asked, and keeps no answer."""

from datetime import date
from threading import Thread

import pytest
from django.db import connection

from inspections.agencies.models import Agency, AgencyName
from tayninh_portal.lib.prepared import Prepared
from tayninh_portal.models import User

AGENCIES = Prepared(
    lambda day, *numbers: (
        Agency.objects.filter(pk__in=numbers)
        .named_on(day)
        .select_related("created_by")
        .order_by("pk")
    )
)
NAMES = Prepared(lambda name: User.objects.filter(username=name).values_list("pk", "full_name"))


def asked_alone(day, *numbers):
    """What Django says to the same question."""
    rows = Agency.objects.filter(pk__in=numbers).named_on(day)
    return list(rows.select_related("created_by").order_by("pk"))


@pytest.mark.django_db
def test_it_gives_the_rows_of_the_values_it_is_asked_with(cast, django_assert_num_queries):
    AgencyName.objects.create(agency=cast.a, name="Tên mới", starts_on=date(2024, 5, 6))
    for day, *agencies in (
        (date(2024, 5, 5), cast.a, cast.b),
        (date(2024, 5, 6), cast.a, cast.b),
        (date(2024, 5, 6), cast.b),
        (date(2024, 5, 6), cast.b, cast.a, cast.department),
    ):
        numbers = [agency.pk for agency in agencies]
        with django_assert_num_queries(1):
            found = AGENCIES(day, *numbers)
            creators = [row.created_by for row in found]
        alone = asked_alone(day, *numbers)
        assert [(row.pk, row.name_then) for row in found] == [
            (row.pk, row.name_then) for row in alone
        ]
        assert creators == [row.created_by for row in alone]
    assert "Tên mới" in [row.name_then for row in found]


@pytest.mark.django_db
def test_a_row_that_changed_is_told_as_it_is_now(cast):
    one = cast.specialist
    assert NAMES(one.username) == [(one.pk, one.full_name)]
    User.objects.filter(pk=one.pk).update(full_name="Tên khác")
    assert NAMES(one.username) == [(one.pk, "Tên khác")]
    assert NAMES("không có ai") == []


@pytest.mark.django_db
def test_a_value_that_is_no_parameter_is_refused(cast):
    with pytest.raises(ValueError, match="parameter"):
        Prepared(lambda name: User.objects.filter(username__startswith=name))("chuyen")
    with pytest.raises(ValueError, match="parameter"):
        Prepared(lambda pk: User.objects.filter(pk=pk).prefetch_related("appointments"))(1)


@pytest.mark.django_db(transaction=True)
def test_two_threads_ask_at_once(cast):
    people = list(User.objects.order_by("pk")[:4])
    found = {}

    def ask(user):
        found[user.pk] = [NAMES(user.username) for _ in range(50)]
        connection.close()

    threads = [Thread(target=ask, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {user.pk: [[(user.pk, user.full_name)]] * 50 for user in people}
