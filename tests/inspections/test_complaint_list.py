"""The list, the home page and the search."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspections.agencies.models import AgencyName
from tayninh_portal.access import today
from tayninh_portal.tasks import search_everything, tiles_for
from tests.fixtures.cast import moment
from tests.inspections.complaint_story import (
    RECEIVED_AT,
    answered,
    classified,
    handed,
    in_state,
    log,
)

LIST = "/duong-day-nong/"


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(moment(2019, 7, 12), tick=False):
        yield


def rows(cast, who="operator", **query) -> list[int]:
    response = cast.client(who).get(LIST, query)
    assert response.status_code == 200
    return [complaint.pk for complaint in response.context["page"].object_list]


def queries(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_it_is_filtered_by_what_the_address_says(cast):
    new = log(cast, at=moment(2019, 7, 1), external_code="1022-77")
    at_b = classified(cast, "rules_other", subject_agency=cast.b)
    closed = in_state(cast, "closed")
    assert rows(cast) == [closed.pk, at_b.pk, new.pk]
    assert rows(cast, state="open") == [at_b.pk, new.pk]
    assert rows(cast, state="closed") == [closed.pk]
    assert rows(cast, classification="rules_other") == [at_b.pk]
    assert rows(cast, classification="none") == [new.pk]
    assert rows(cast, q="sở y tế") == rows(cast, q="SO Y TE") == [at_b.pk]
    assert rows(cast, q="1022-77") == rows(cast, q=str(new.pk)) == [new.pk]
    assert rows(cast, received_from="02/7/2019", received_to="08/7/2019") == [closed.pk, at_b.pk]
    assert rows(cast, received_to="1/7/2019") == [new.pk]
    assert rows(cast, sort="due") == [new.pk, at_b.pk, closed.pk]
    assert rows(cast, sort="-agency", state="open") == [at_b.pk, new.pk]


def test_the_overdue_ones_are_found(cast):
    late = log(cast, at=moment(2019, 6, 24))
    log(cast)
    assert rows(cast, overdue="true") == [late.pk]


def test_a_wrong_day_in_the_address_says_so_and_filters_nothing(cast):
    complaint = log(cast)
    response = cast.client("operator").get(LIST, {"received_from": "khi nào đó"})
    assert "Nhập ngày theo dạng" in response.content.decode()
    assert [row.pk for row in response.context["page"].object_list] == [complaint.pk]


def test_an_agency_bears_the_name_of_the_day(cast):
    log(cast)
    AgencyName.objects.create(agency=cast.a, name="Sở Hạ tầng", starts_on=date(2019, 7, 9))
    log(cast, at=moment(2019, 7, 10))
    names = [row.subject_name for row in cast.client("operator").get(LIST).context["page"]]
    assert names == ["Sở Hạ tầng", "Sở Xây dựng"]


def test_the_queries_do_not_grow_with_the_rows(cast):
    client = cast.client("operator")
    handed(cast)
    few = queries(client, LIST), queries(client, "/"), queries(client, f"{LIST}?q=so")
    for _ in range(29):
        handed(cast)
    many = queries(client, LIST), queries(client, "/"), queries(client, f"{LIST}?q=so")
    assert few == many
    assert few[0] == few[2] == 6


def test_the_detail_costs_the_same_whatever_happened(cast):
    complaint = handed(cast)
    agency, operator = cast.client("clerk_a"), cast.client("operator")
    path = f"{LIST}{complaint.pk}/"
    before = queries(agency, path), queries(operator, path)
    for version in range(3, 20):
        sent = {"seen_version": version, "reply": f"Bản {version}", "replied_on": "11/7/2019"}
        assert agency.post(f"{path}bao-cao-ket-qua/", sent).status_code == 302
    assert (queries(agency, path), queries(operator, path)) == before == (7, 6)


def tasks(cast, who: str) -> list[tuple[str, str, date | None]]:
    groups = cast.client(who).get("/").context["groups"]
    lines = [line for _, lines in groups for line in lines if "phản ánh" in line.what]
    return [(line.what, line.whose, line.due) for line in lines]


def test_each_is_shown_what_is_his_to_do(cast):
    new = log(cast)
    rules = classified(cast, "rules_other", subject_agency=cast.b)
    given = handed(cast)
    done = answered(cast)
    hidden = log(cast, subject_agency=cast.department, reserved_for=cast.leader)
    everything = [
        (f"Chuyển phản ánh số {rules.pk}", "Sở Y tế", date(2019, 7, 15)),
        (f"Phân loại phản ánh số {new.pk}", "Sở Xây dựng", date(2019, 7, 22)),
        (f"Trả lời phản ánh số {given.pk}", "Sở Xây dựng", date(2019, 7, 22)),
        (f"Kết thúc phản ánh số {done.pk}", "Sở Xây dựng", None),
    ]
    assert tasks(cast, "operator") == tasks(cast, "manager") == everything
    # In charge of A, and of B.
    assert tasks(cast, "specialist") == everything[1:]
    assert tasks(cast, "specialist_b") == everything[:1]
    assert tasks(cast, "leader") == [
        (f"Phân loại phản ánh số {hidden.pk}", "Sở Nội vụ", date(2019, 7, 22))
    ]
    report = (
        f"Báo cáo kết quả xử lý phản ánh số {given.pk}",
        "Sở Xây dựng",
        date(2019, 7, 22),
    )
    assert tasks(cast, "clerk_a") == tasks(cast, "head_a") == [report]
    assert tasks(cast, "clerk_b") == tasks(cast, "office_examiner") == []


def test_a_tile_counts_what_its_list_shows_and_names_the_late(cast):
    log(cast, at=moment(2019, 6, 24))
    handed(cast)
    in_state(cast, "closed")
    said = (
        ("operator", 2, "1 quá hạn"),
        ("clerk_a", 1, "không có phản ánh quá hạn"),
        ("clerk_b", 0, "không có phản ánh quá hạn"),
    )
    for who, count, note in said:
        (tile,) = [t for t in tiles_for(cast.fresh(who), today()) if "Phản ánh" in t.label]
        page = cast.client(who).get(tile.url).context["page"]
        assert (who, tile.value, tile.note) == (who, count, note)
        assert (who, len(page.object_list)) == (who, count)


def found(cast, who: str, words: str) -> list[str]:
    return [
        hit.label for hit in search_everything(cast.fresh(who), words) if hit.kind == "Phản ánh"
    ]


def test_the_search_finds_by_number_agency_and_outside_code(cast):
    first = log(cast, external_code="1022-AB-9")
    log(cast, subject_agency=cast.department, reserved_for=cast.leader)
    label = f"Phản ánh số {first.pk}: Sở Xây dựng"
    for words in (f"phan anh so {first.pk}", str(first.pk), "xay dung", "1022-ab"):
        assert (words, found(cast, "specialist", words)) == (words, [label])
    assert found(cast, "specialist", "noi vu") == []
    assert found(cast, "leader", "noi vu") != []
    assert found(cast, "clerk_a", "xay dung") == found(cast, "nobody", "xay dung") == []


def test_an_empty_list_says_why(cast):
    assert "Ghi phản ánh đầu tiên" in cast.client("operator").get(LIST).content.decode()
    assert "được giao xử lý" in cast.client("clerk_a").get(LIST).content.decode()
    shown = cast.client("operator").get(LIST, {"q": "khong co"}).content.decode()
    assert "Không có phản ánh nào khớp bộ lọc" in shown
    assert RECEIVED_AT + timedelta(days=4) < moment(2019, 7, 13)
