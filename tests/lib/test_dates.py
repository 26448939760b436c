"""Dates and numbers as Nghị định 30/2020 and the custom of the offices write them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from tayninh_portal.lib import dates, workdays


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2019, 7, 5), "05/7/2019", "ngày 05 tháng 7 năm 2019"),
        (date(2020, 1, 14), "14/01/2020", "ngày 14 tháng 01 năm 2020"),
        (date(2019, 2, 28), "28/02/2019", "ngày 28 tháng 02 năm 2019"),
        (date(2018, 3, 10), "10/3/2018", "ngày 10 tháng 3 năm 2018"),
        (date(2018, 12, 9), "09/12/2018", "ngày 09 tháng 12 năm 2018"),
    ],
)
def test_days_below_10_and_months_1_and_2_take_a_zero(day, short, long):
    assert (dates.short_date(day), dates.long_date(day)) == (short, long)


def test_a_moment_late_in_the_evening_of_london_is_the_next_day_in_vietnam():
    moment = datetime(2019, 12, 31, 17, 0, tzinfo=UTC)
    assert dates.local_day(moment) == date(2020, 1, 1)
    assert dates.local_day(datetime(2019, 12, 31, 16, 59, tzinfo=UTC)) == date(2019, 12, 31)
    assert dates.short_date(moment) == "01/01/2020"
    assert dates.long_date(moment) == "ngày 01 tháng 01 năm 2020"
    assert dates.short_time(moment) == "00:00"
    assert dates.short_moment(moment) == "00:00 ngày 01/01/2020"


def test_a_moment_without_time_zone_has_no_day():
    with pytest.raises(ValueError, match=r"^Thời điểm không có múi giờ nên không biết"):
        dates.local_day(datetime(2019, 12, 31, 17, 0))


def test_a_time_of_day_has_two_digits_each():
    assert dates.short_time(time(7, 5)) == "07:05"
    assert dates.short_time(time(10, 42, 59)) == "10:42"


@pytest.mark.parametrize(
    "typed",
    ["5/7/2019", "05/07/2019", " 05/7/2019 ", "5-7-2019", "5.7.2019", "5 / 7 / 2019", "2019-07-05"],
)
def test_a_date_is_read_in_every_way_people_type_it(typed):
    assert dates.parse_date(typed) == date(2019, 7, 5)


@pytest.mark.parametrize("typed", ["", "hôm qua", "5/7/19", "5/7", "2019/07/05", "٥/٧/٢٠١٩"])
def test_what_is_no_date_is_refused_with_what_to_type(typed):
    with pytest.raises(ValueError) as refusal:
        dates.parse_date(typed)
    assert str(refusal.value) == "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/7/2019."


def test_a_day_that_does_not_exist_is_named():
    with pytest.raises(ValueError) as refusal:
        dates.parse_date("31/02/2019")
    assert str(refusal.value) == "Ngày “31/02/2019” không có trên lịch."


def test_a_year_that_is_a_slip_of_the_finger_is_refused():
    with pytest.raises(ValueError) as refusal:
        dates.parse_date("5/7/0219")
    assert str(refusal.value) == "Năm 219 không hợp lệ; nhập năm từ 1900 đến 2099."


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2019, 7, 5), "hôm nay"),
        (date(2019, 7, 2), "còn 3 ngày làm việc"),
        (date(2019, 6, 28), "còn 5 ngày làm việc"),
        (date(2019, 7, 7), "quá hạn 2 ngày"),
        (date(2022, 7, 5), "quá hạn 1.096 ngày"),
    ],
)
def test_a_deadline_on_5_july_2019_is_told_from_today(today, said):
    assert workdays.relative_deadline(date(2019, 7, 5), today) == said


def test_a_deadline_on_a_day_off_with_no_working_day_before_it_says_so():
    assert workdays.relative_deadline(date(2019, 7, 7), date(2019, 7, 5)) == (
        "còn 2 ngày, đều là ngày nghỉ"
    )


@pytest.mark.parametrize(
    ("count", "written"),
    [(0, "00"), (3, "03"), (10, "10"), (87, "87"), (100, "100"), (1234, "1.234"), (-3, "-3")],
)
def test_small_counts_have_two_digits(count, written):
    assert dates.count2(count) == written


def test_numbers_have_full_stops_for_thousands_and_a_decimal_comma():
    assert dates.number_vi(1234567) == "1.234.567"
    assert dates.number_vi(Decimal("1234.50")) == "1.234,50"
    assert dates.number_vi(-1234) == "-1.234"


def test_a_fraction_is_written_with_two_digits_each():
    assert dates.fraction2(9, 9) == "09/09"
    assert dates.fraction2(26, 26) == "26/26"


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (7, 8, "87,5%"),
        (9, 9, "100%"),
        (0, 9, "0%"),
        (1, 3, "33,3%"),
        (2, 3, "66,7%"),
        (1, 8, "12,5%"),
        (1, 10, "10%"),
        (3, 2, "150%"),
        (25, 2, "1.250%"),
        (9999, 10000, "99,9%"),
        (1, 10000, "dưới 0,1%"),
        (1, 2000, "0,1%"),
        (0, 0, "–"),
    ],
)
def test_a_share_has_one_decimal_and_never_rounds_to_all_or_none(part, whole, written):
    assert dates.percent_vi(part, whole) == written


def test_the_last_day_that_is_read_is_the_last_to_which_a_deadline_is_told():
    last = dates.parse_date("31/12/2099")
    assert workdays.relative_deadline(last, date(2099, 12, 30)) == "còn 1 ngày làm việc"
    with pytest.raises(ValueError, match="Năm 2100 không hợp lệ"):
        dates.parse_date("01/01/2100")
