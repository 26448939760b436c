"""Both databases order the keys as Python does, whatever collation PostgreSQL sorts with."""

import random

import pytest
from django.db import connection

from tayninh_portal.lib.vietnamese import sort_key

NAMES = [
    "An", "Ăn", "Ân", "Ba", "Ba Vì", "Bà Rịa", "Bà Đen", "Bến Cầu", "Cẩm Giang", "Châu Thành",
    "Chà Là", "Da", "Đà", "Đá Hàng", "Em", "Ếch", "Gia Lộc", "Hòa Thành", "Hội", "Long Chữ",
    "Lộc Giang", "Lương", "Lưu", "Ninh", "Nghĩa", "Ông", "Ơn", "Phường", "Phường 1", "Phường 2",
    "Phường 2A", "Phường 10", "Phường IV", "Phước Bình", "Tân Biên", "Thanh Điền", "Thành Long",
    "Thạnh Bắc", "Trà Vong", "Trảng Bàng", "Ưng", "Yên", "Zalo", "Жук",
]  # fmt: skip


def ordered_by_the_database(names, collation=""):
    """The names in the order of ORDER BY over their keys; the keys travel as parameters."""
    rows = " UNION ALL ".join(["SELECT CAST(%s AS text) AS k, CAST(%s AS text) AS n"] * len(names))
    params = [value for name in names for value in (sort_key(name), name)]
    order = f' COLLATE "{collation}"' if collation else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT n FROM ({rows}) AS names ORDER BY k{order}", params)
        return [row[0] for row in cursor.fetchall()]


def shuffled():
    names = [*NAMES]
    random.Random(2019).shuffle(names)
    return names


def test_order_by_the_key_is_the_order_of_the_dictionary(db):
    shuffled_names = shuffled()
    in_python = sorted(shuffled_names, key=sort_key)
    assert ordered_by_the_database(shuffled_names) == in_python
    assert in_python.index("Chà Là") < in_python.index("Châu Thành")


@pytest.mark.postgresql
def test_every_collation_of_postgresql_gives_the_same_order(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT collname FROM pg_collation WHERE collencoding IN (-1, 6) "
            "AND collisdeterministic AND collname <> 'default' AND pg_collation_is_visible(oid)"
        )
        collations = [row[0] for row in cursor.fetchall()]
    in_python = sorted(shuffled(), key=sort_key)
    differing = [c for c in collations if ordered_by_the_database(shuffled(), c) != in_python]
    assert (differing, "C" in collations) == ([], True)
