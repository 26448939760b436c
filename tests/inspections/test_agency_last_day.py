"""A last day entered wrongly is put right, and nothing of the past is rewritten with it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from inspections.agencies.actions import close_agency, correct_last_day, merge_agencies
from inspections.agencies.models import Succession
from reports.figures.catalog import compute
from tayninh_portal.access import may
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.models import Change
from tests.fixtures.cast import moment
from tests.inspections.test_agency_transitions import fresh, url, visit_of_2019

TYPED, RIGHT = date(2025, 6, 3), date(2025, 6, 30)
AT = moment(2025, 8, 1)


def merged(cast) -> Succession:
    """Agency A merged into B, on a day typed wrongly."""
    rows = merge_agencies(
        [cast.a], into=cast.b, on=date(2025, 6, 4), by=cast.admin, at=AT, basis="Nghị quyết số 1"
    )
    return rows[0]


def correct(agency, cast, day: date = RIGHT, note: str = "Gõ nhầm ngày"):
    return correct_last_day(fresh(agency), by=cast.admin, at=AT, ends_on=day, note=note)


def test_the_successor_goes_on_from_the_right_day_and_the_log_says_both(cast):
    row = merged(cast)
    correct(cast.a, cast)
    row.refresh_from_db()
    assert (fresh(cast.a).ends_on, row.on) == (RIGHT, date(2025, 7, 1))
    notes = [line.note for line in Change.objects.of(cast.a) if line.label.startswith("Sửa ngày")]
    assert notes == ["Từ 03/6/2025 thành 30/6/2025. Gõ nhầm ngày"]


def test_a_body_is_counted_to_its_right_day(cast):
    merged(cast)
    june = parse_period("2025-06-01..2025-06-20")
    before = compute(june, ["agencies.total"])["agencies.total"]
    correct(cast.a, cast)
    assert compute(june, ["agencies.total"]) == {"agencies.total": before + 1}


@pytest.mark.parametrize(
    ("day", "note", "field", "begin"),
    [
        (date(2019, 7, 4), "Gõ nhầm ngày", "ends_on", "Sau ngày 04/7/2019 cơ quan còn 01 lượt"),
        (date(2009, 1, 1), "Gõ nhầm ngày", "ends_on", "Cơ quan bắt đầu hoạt động từ 01/01/2010"),
        (RIGHT, "  ", "note", "Hãy ghi lý do"),
    ],
)
def test_a_day_that_cannot_be_is_told_at_its_field(cast, day, note, field, begin):
    visit_of_2019(cast)
    row = merged(cast)
    with pytest.raises(ValidationError) as caught:
        correct(cast.a, cast, day, note)
    assert caught.value.message_dict[field][0].startswith(begin)
    row.refresh_from_db()
    assert (fresh(cast.a).ends_on, row.on) == (TYPED, date(2025, 6, 4))


def test_the_successor_has_to_be_there_from_that_day_on(cast):
    row = merged(cast)
    close_agency(fresh(cast.b), by=cast.admin, at=AT, ends_on=date(2025, 6, 20), note="Sắp xếp")
    with pytest.raises(ValidationError, match="không hoạt động vào ngày 01/7/2025"):
        correct(cast.a, cast)
    row.refresh_from_db()
    assert row.on == date(2025, 6, 4)


def test_who_has_not_ended_has_no_last_day_to_correct(cast):
    with pytest.raises(Conflict, match="chưa ghi ngày cuối"):
        correct(cast.a, cast)
    with pytest.raises(Refused):
        correct_last_day(cast.a, by=cast.manager, at=AT, ends_on=RIGHT, note="Gõ nhầm")


def test_the_administrator_puts_it_right_on_its_page(cast):
    merged(cast)
    client = cast.client("admin")
    assert "Sửa ngày cuối" in client.get(url("detail", cast.a)).content.decode()
    assert "Sửa ngày cuối" not in client.get(url("detail", cast.b)).content.decode()
    form = client.get(url("last-day", cast.a)).context["form"]
    sent = {"seen_version": form["seen_version"].value(), "note": "Gõ nhầm ngày"}
    wrong = client.post(url("last-day", cast.a), sent | {"ends_on": "31/02/2025"})
    assert list(wrong.context["form"].errors) == ["ends_on"]
    answer = client.post(url("last-day", cast.a), sent | {"ends_on": "30/6/2025"})
    assert (answer.status_code, fresh(cast.a).ends_on) == (302, RIGHT)
    stale = client.post(url("last-day", cast.a), sent | {"ends_on": "29/6/2025"})
    assert (bool(stale.context["form"].errors), fresh(cast.a).ends_on) == (True, RIGHT)


def test_somebody_is_put_in_charge_through_the_last_day(cast):
    close_agency(cast.a, by=cast.admin, at=AT, ends_on=TYPED, note="Sắp xếp")
    body = fresh(cast.a)
    after = TYPED + timedelta(days=1)
    assert [may(cast.manager, "agency.assign", body, on=on).reason for on in (TYPED, after)] == [
        "",
        f"Cơ quan đã ngừng hoạt động từ sau ngày {short_date(TYPED)}.",
    ]
