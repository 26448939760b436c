"""Working days: weekends, Tết, days in lieu, official swaps; compared with the notices' days."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tayninh_portal.lib import workdays

DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))

# Weekdays off and weekend days worked, copied by hand from the yearly notices.
NOTICES = {
    2019: (
        "01-01 02-04 02-05 02-06 02-07 02-08 04-15 04-29 04-30 05-01 09-02",
        "01-05 05-04",
    ),
    2020: ("01-01 01-23 01-24 01-27 01-28 01-29 04-02 04-30 05-01 09-02", ""),
    2024: (
        "01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03",
        "05-04",
    ),
    2025: (
        "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02",
        "04-26",
    ),
    2026: (
        "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
        "01-10 08-22",
    ),
}


def days_of(year):
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", NOTICES)
def test_a_year_has_the_days_off_and_the_saturdays_worked_of_its_notices(year):
    off = [d for d in days_of(year) if d.weekday() < 5 and not workdays.is_working_day(d)]
    worked = [d for d in days_of(year) if d.weekday() >= 5 and workdays.is_working_day(d)]
    assert (" ".join(f"{d:%m-%d}" for d in off), " ".join(f"{d:%m-%d}" for d in worked)) == (
        NOTICES[year]
    )


def test_each_swap_gives_a_weekday_for_a_saturday_and_names_its_document():
    for swap in workdays.OFFICIAL_SWAPS:
        assert (swap.off.weekday() < 5, swap.worked.weekday()) == (True, 5)
        assert abs((swap.off - swap.worked).days) <= 14
        assert swap.source.split(" ")[0] in {"Công", "Thông"}


def test_every_swap_the_holidays_package_knows_since_2018_is_in_our_table():
    vietnam = holidays.country_holidays("VN", years=range(2018, 2027))
    known = {day for day in vietnam.weekend_workdays if day.year >= 2018}
    ours = {swap.worked for swap in workdays.OFFICIAL_SWAPS}
    assert known - ours == set()
    # The reason our table exists. When a new version knows it, this line may go.
    assert ours - known == {date(2026, 1, 10)}


def test_the_day_after_counts_as_one():
    assert workdays.add_working_days(date(2019, 7, 1), 1) == date(2019, 7, 2)


def test_ten_working_days_over_a_weekend():
    assert workdays.add_working_days(date(2019, 7, 1), 10) == date(2019, 7, 15)


def test_five_working_days_over_tet_2020_end_in_february():
    # Received on Wednesday 22/01/2020; Tết from 23 to 29; days 30, 31, then 3, 4, 5 February.
    assert workdays.add_working_days(date(2020, 1, 22), 5) == date(2020, 2, 5)


def test_a_saturday_worked_counts():
    # Friday 03/5/2019, then Saturday 04/5 in place of Monday 29/4, then Monday 06/5.
    assert workdays.add_working_days(date(2019, 5, 3), 2) == date(2019, 5, 6)


def test_zero_working_days_is_the_day_itself_or_the_next_working_day():
    assert workdays.add_working_days(date(2019, 7, 5), 0) == date(2019, 7, 5)
    assert workdays.add_working_days(date(2019, 7, 6), 0) == date(2019, 7, 8)


def test_deadlines_are_not_counted_backwards():
    with pytest.raises(ValueError) as refusal:
        workdays.add_working_days(date(2019, 7, 5), -1)
    assert str(refusal.value) == "Số ngày làm việc không được âm."


@pytest.mark.parametrize(
    ("day", "written"), [(date(1999, 12, 31), "31/12/1999"), (date(2100, 1, 1), "01/01/2100")]
)
def test_years_without_a_lunar_table_are_refused(day, written):
    with pytest.raises(ValueError) as refusal:
        workdays.is_working_day(day)
    assert str(refusal.value) == (
        f"Chỉ tính được ngày làm việc từ năm 2000 đến năm 2099, không tính được cho ngày {written}."
    )


def test_a_count_that_leaves_the_known_years_is_refused_and_does_not_run_on():
    with pytest.raises(ValueError, match=r"^Chỉ tính được ngày làm việc từ năm 2000"):
        workdays.add_working_days(date(2099, 12, 30), 10)
    with pytest.raises(ValueError, match=r"^Chỉ tính được ngày làm việc từ năm 2000"):
        workdays.working_days_between(date(2099, 12, 30), date(2100, 1, 5))


@given(DAYS, st.integers(1, 60))
def test_between_is_the_reverse_of_add(day, count):
    due = workdays.add_working_days(day, count)
    assert workdays.is_working_day(due)
    assert workdays.working_days_between(day, due) == count
    assert workdays.working_days_between(due, day) == -count


@given(DAYS, DAYS)
def test_between_counts_each_working_day_once(one, other):
    start, end = sorted((one, other))
    end = min(end, start + timedelta(400))
    listed = [start + timedelta(n) for n in range(1, (end - start).days + 1)]
    assert workdays.working_days_between(start, end) == sum(
        workdays.is_working_day(day) for day in listed
    )
