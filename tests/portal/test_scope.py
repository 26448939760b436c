"""One declaration, three answers. The rows here are posts, agencies and accounts of the cast; the
scopes of the rooms are compared with themselves in ``tests/inspections/test_scopes.py``."""

from datetime import date, timedelta

import pytest
from django.db.models import Q

from inspections.agencies.models import Agency, LegalKind
from tayninh_portal.access import AGENCY, Role
from tayninh_portal.models import Appointment, User
from tayninh_portal.scope import (
    EVERY_ROW,
    NO_ROW,
    Link,
    Named,
    Posts,
    Scope,
    Table,
    everywhere,
    only_if,
    wrote,
)
from tests.fixtures.cast import FIRST_DAY, appoint

DAY = date(2020, 1, 15)
OWN = Link(Posts(AGENCY), "pk")
ABOVE = Link(Posts(AGENCY), "parent")
POSTS = Table(lambda day: Appointment.objects.on(day), "agency", related="appointments")


def rows(scope, user, day=DAY):
    return set(Agency.objects.filter(scope.q(user, day)).values_list("name", flat=True))


def names(cast, people):
    return {
        name for name, user in vars(cast).items() if isinstance(user, User) and user.pk in people
    }


def test_a_link_gives_the_rows_whose_key_is_paired_with_the_person(cast):
    assert rows(Scope((OWN,)), cast.clerk_a) == {"Sở Xây dựng"}
    assert rows(Scope((ABOVE,)), cast.clerk_a) == {"Trung tâm Quy hoạch"}
    assert rows(Scope((OWN, ABOVE)), cast.clerk_a) == {"Sở Xây dựng", "Trung tâm Quy hoạch"}
    assert rows(Scope((OWN, ABOVE)), cast.manager) == set()


def test_a_condition_of_the_row_narrows_its_own_link_alone(cast):
    units = only_if(Q(legal_kind=LegalKind.SUBORDINATE), OWN, ABOVE)
    assert rows(Scope(units), cast.clerk_a) == {"Trung tâm Quy hoạch"}
    assert rows(Scope((OWN, *units)), cast.clerk_a) == {"Sở Xây dựng", "Trung tâm Quy hoạch"}


def test_a_link_without_a_path_is_every_row(cast):
    scope = Scope((OWN, everywhere(Role.MANAGER, Role.LEADER)))
    assert scope.q(cast.leader, DAY) == EVERY_ROW
    assert rows(scope, cast.clerk_b) == {"Sở Y tế"}
    found = scope.people([cast.a, cast.commune], DAY)
    assert names(cast, found[cast.a.pk]) == {"manager", "leader", "clerk_a", "head_a"}
    assert names(cast, found[cast.commune.pk]) == {"manager", "leader"}


def test_a_link_without_a_path_is_narrowed_by_its_condition(cast):
    scope = Scope(only_if(Q(legal_kind=LegalKind.SUBORDINATE), everywhere(Role.LEADER)))
    assert "Trung tâm Quy hoạch" in rows(scope, cast.leader)
    assert "Sở Xây dựng" not in rows(scope, cast.leader)


def test_a_column_that_names_somebody(cast):
    scope = Scope((Link(Named(), "user"),))
    posts = Appointment.objects.filter(user__in=(cast.clerk_a, cast.leader))
    assert {post.user for post in posts.filter(scope.q(cast.leader, DAY))} == {cast.leader}
    found = scope.people(posts, DAY)
    assert {post.user_id: found[post.pk] for post in posts} == {
        cast.clerk_a.pk: {cast.clerk_a.pk},
        cast.leader.pk: {cast.leader.pk},
    }


def test_who_wrote_in_the_log_by_what_was_done(cast):
    assert rows(Scope((wrote(Agency, "create"),)), cast.admin) >= {"Sở Xây dựng", "Sở Y tế"}
    assert rows(Scope((wrote(Agency, "amend"),)), cast.admin) == set()
    assert rows(Scope((wrote(Appointment, "create"),)), cast.admin) == set()


def test_keys_that_were_read_are_asked_for_no_more_on_that_day(cast, django_assert_num_queries):
    scope, one = Scope((Link(POSTS, "pk"),)), timedelta(days=1)
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.b, starts_on=DAY, ends_on=DAY)
    someone = cast.fresh("nobody")
    with django_assert_num_queries(1):
        POSTS.read(someone, DAY)
    assert scope.q(someone, DAY) == Q(pk__in=frozenset({cast.b.pk}))
    assert rows(scope, someone) == {"Sở Y tế"}
    assert rows(scope, someone, DAY + one) == set()
    POSTS.read(someone, DAY + one)
    assert scope.q(someone, DAY + one) == NO_ROW


def test_of_many_keys_none_are_kept_at_hand(cast, monkeypatch):
    monkeypatch.setattr("tayninh_portal.scope.MOST_AT_HAND", 0)
    someone = cast.fresh("clerk_a")
    before = str(Scope((Link(POSTS, "pk"),)).q(someone, DAY))
    POSTS.read(someone, DAY)
    assert str(Scope((Link(POSTS, "pk"),)).q(someone, DAY)) == before
    assert rows(Scope((Link(POSTS, "pk"),)), someone) == {"Sở Xây dựng"}


def test_who_can_have_none_is_not_looked_up(cast, django_assert_num_queries):
    seldom = Table(POSTS.rows, "agency", may_have=lambda user, day: user == cast.clerk_a)
    scope = Scope((Link(seldom, "pk"),))
    with django_assert_num_queries(0):
        assert scope.covers(cast.clerk_b, [cast.b], DAY) == set()
    assert rows(scope, cast.clerk_a) == {"Sở Xây dựng"}


def test_the_day_decides(cast):
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.b, starts_on=DAY, ends_on=DAY)
    scope = Scope((OWN,))
    one = timedelta(days=1)
    for day, theirs in ((DAY - one, False), (DAY, True), (DAY + one, False)):
        someone = cast.fresh("nobody")
        assert (rows(scope, someone, day) == {"Sở Y tế"}) is theirs
        assert (cast.nobody.pk in scope.people([cast.b], day)[cast.b.pk]) is theirs
    assert not scope.people([cast.b], FIRST_DAY - timedelta(days=1))[cast.b.pk]


def test_a_locked_account_has_nothing_and_is_nobodys_person(cast):
    scope = Scope((OWN, Link(POSTS, "pk"), everywhere(Role.AGENCY_HEAD)))
    User.objects.filter(pk=cast.head_a.pk).update(is_active=False)
    locked = cast.fresh("head_a")
    assert scope.q(locked, DAY) == NO_ROW
    assert scope.covers(locked, [cast.a], DAY) == set()
    assert names(cast, scope.people([cast.a], DAY)[cast.a.pk]) == {"clerk_a", "head_b"}


def test_what_is_nobodys_falls_to_whoever_steps_in(cast):
    asked = Agency.objects.filter(pk__in=(cast.a.pk, cast.a_unit.pk, cast.office.pk))
    free = asked.filter(~Scope((OWN, ABOVE)).held(DAY))
    assert set(free) == {cast.office}


@pytest.mark.parametrize("count", [1, 9])
def test_which_of_these_are_theirs_is_one_query_at_the_most(cast, count, django_assert_num_queries):
    agencies = list(Agency.objects.order_by("-pk")[:count])
    table, manager = Scope((Link(POSTS, "pk"), Link(POSTS, "parent"))), cast.fresh("manager")
    with django_assert_num_queries(1):
        table.covers(manager, agencies, DAY)
    whole = Scope((everywhere(Role.MANAGER), *table.links))
    with django_assert_num_queries(1):  # the posts, and then nothing of the rows
        assert whole.covers(manager, agencies, DAY) == {agency.pk for agency in agencies}
    with django_assert_num_queries(0):
        assert Scope((OWN, ABOVE)).covers(manager, agencies, DAY) == set()
        assert table.covers(manager, [], DAY) == set()


def test_pairs_prefetched_with_the_rows_are_not_asked_again(cast, django_assert_num_queries):
    scope = Scope((Link(POSTS, "pk"),))
    agencies = list(Agency.objects.prefetch_related("appointments"))
    with django_assert_num_queries(0):
        assert scope.covers(cast.clerk_a, agencies, DAY) == {cast.a.pk}
    assert scope.covers(cast.clerk_a, Agency.objects.all(), DAY) == {cast.a.pk}


@pytest.mark.parametrize("count", [1, 9])
def test_the_people_of_rows_take_a_query_for_the_keys_and_one_a_table(
    cast, count, django_assert_num_queries
):
    scope = Scope((OWN, ABOVE, Link(POSTS, "pk"), everywhere(Role.MANAGER)))
    agencies = list(Agency.objects.order_by("pk")[:count])
    with django_assert_num_queries(4):
        found = scope.people(agencies, DAY)
    assert set(found) == {agency.pk for agency in agencies}
    with django_assert_num_queries(0):
        assert scope.people([], DAY) == {}
