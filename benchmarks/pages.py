"""``python -m benchmarks.pages [--sqlite] [--few N] [--many N]``.

How much longer a page of 25 rows takes out of many than out of few. The aim is close to 1: a
page should cost what it shows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks.throwaway import arguments, compared, kept_copy, portal, table
from benchmarks.years import Years

YEAR = 2019
PAGES = (
    ("lượt kiểm tra, trang đầu", "visit-list", {}),
    ("lượt kiểm tra, lọc trạng thái", "visit-list", {"state": "concluded"}),
    ("lượt kiểm tra, tìm theo tên", "visit-list", {"q": "minh hoạ 77"}),
    ("lượt kiểm tra, tìm không thấy", "visit-list", {"q": "khong co dau"}),
    ("lượt kiểm tra, trang 40", "visit-list", {"page": "40"}),
    ("phản ánh, trang đầu", "complaint-list", {}),
    ("phản ánh, trang 40", "complaint-list", {"page": "40"}),
    ("trang chủ", "home", {}),
)


def main() -> None:
    """Keep a copy with few rows, add the others over the years before, compare."""
    options = arguments(__doc__.splitlines()[0], few=1000, many=100_000)
    with portal(sqlite=options.sqlite):
        years = Years()
        client = specialist(years)
        years.add(YEAR, visits=options.few)
        few_rows = kept_copy()
        per_year = (options.many - options.few) // 10
        for year in range(YEAR - 10, YEAR):
            years.add(year, visits=per_year)
        found = compared(few_rows, works(client))
    table(
        ("trang, ms", f"{options.few} dòng", f"{options.many} dòng", "tỷ số"),
        *((name, few, many, many / few) for name, (few, many) in found.items()),
    )


def specialist(years: Years) -> Any:
    """A browser in which somebody who sees every visit is signed in."""
    from datetime import date

    from django.test import Client

    from tayninh_portal.access import Role
    from tayninh_portal.models import Appointment

    Appointment.objects.create(
        user=years.by,
        role=Role.SPECIALIST,
        agency=years.agencies[0],
        title="Chuyên viên (minh họa)",
        starts_on=date(2010, 1, 1),
        created_at=years.agencies[0].created_at,
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(years.by, backend="tayninh_portal.accounts.SignedIn")
    return client


def works(client: Any) -> dict[str, Callable[[], object]]:
    """Asking for each of the pages, from request to the last byte."""
    from django.urls import reverse

    def get(name: str, query: dict[str, str]) -> None:
        response = client.get(reverse(name), query)
        if response.status_code != 200:
            raise RuntimeError(f"{name} {query}: {response.status_code}")

    return {words: partial(get, name, query) for words, name, query in PAGES}


if __name__ == "__main__":
    main()
