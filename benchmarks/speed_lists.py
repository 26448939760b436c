"""Lists at any depth, search, order and the page of a record, for ``benchmarks.speed``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from benchmarks.speed import LAST_YEAR

if TYPE_CHECKING:
    from benchmarks.speed import Scene, Work

MOST_QUERIES = 8
# A few milliseconds each: on a busy machine the least of many.
RUNS = 50
FIRST, SEARCH, SEARCH_SQLITE, DEEP, COUNTED = 2.5, 3, 5, 3, 5


def works(scene: Scene) -> Iterator[Work]:
    """Pages of 25 rows and pages of one, as a specialist sees them."""
    from django.urls import reverse

    visits, complaints = reverse("visit-list"), reverse("complaint-list")
    agencies = reverse("agency-list")
    search = SEARCH_SQLITE if scene.sqlite else SEARCH

    def page(words: str, address: str, wanted: float) -> Work:
        return scene.page(words, address, wanted, MOST_QUERIES, RUNS)

    yield page("lượt kiểm tra, trang đầu", visits, FIRST)
    yield page("lượt kiểm tra, theo trạng thái", f"{visits}?state=concluded", FIRST)
    yield page("phản ánh, trang đầu", complaints, FIRST)
    yield page("phản ánh, theo trạng thái", f"{complaints}?state=received", FIRST)
    yield page("cơ quan, trang đầu", agencies, FIRST)
    yield page("cơ quan, theo nhóm", f"{agencies}?group=commune", FIRST)
    for words, name, pk in details():
        yield page(words, reverse(name, args=[pk]), FIRST)
    yield page("lượt kiểm tra, tìm thấy", f"{visits}?q=minh+hoa+77", search)
    yield page("lượt kiểm tra, không tìm thấy", f"{visits}?q=khong+co+dau", search)
    yield page("phản ánh, tìm thấy", f"{complaints}?q=minh+hoa+77", search)
    yield page("phản ánh, không tìm thấy", f"{complaints}?q=khong+co+dau", search)
    last = last_page()
    yield page("lượt kiểm tra, trang 4.000", f"{visits}?page={min(4000, last // 2)}", DEEP)
    yield page("lượt kiểm tra, trang cuối", f"{visits}?page=cuoi", DEEP)
    yield page("lượt kiểm tra, trang cuối theo số", f"{visits}?page={last}", DEEP)
    yield page("phản ánh, trang 4.000", f"{complaints}?page={min(4000, last // 2)}", DEEP)
    yield page("phản ánh, trang cuối", f"{complaints}?page=cuoi", DEEP)
    yield page("lượt kiểm tra, xếp theo số vi phạm", f"{visits}?sort=-violations", COUNTED)


def details() -> list[tuple[str, str, int]]:
    """A record of each of the three nouns, from the middle of what is stored."""
    from inspections.agencies.models import Agency
    from inspections.complaints.models import Complaint
    from inspections.visits.models import Visit

    visit = Visit.objects.filter(day__year=LAST_YEAR, state="concluded").order_by("pk")[7]
    complaint = Complaint.objects.filter(received_on__year=LAST_YEAR).order_by("pk")[7]
    agency = Agency.objects.order_by("pk")[40]
    return [
        ("một lượt kiểm tra", "visit-detail", visit.pk),
        ("một phản ánh", "complaint-detail", complaint.pk),
        ("một cơ quan", "agency-detail", agency.pk),
    ]


def last_page() -> int:
    """The number of the last page of visits, which is that of complaints."""
    from inspections.visits.models import Visit
    from tayninh_portal.lists import ROWS_A_PAGE

    return max(1, -(-Visit.objects.count() // ROWS_A_PAGE))
