"""Reporting periods of Nghị định 09/2019 and the calendar year of the real report."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tayninh_portal.lib.periods import Period, default_period, parse_period, presets_of

YEARS = st.integers(2001, 2099)
PRESETS = YEARS.flatmap(lambda year: st.sampled_from(presets_of(year)))
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "start", "end", "label"),
    [
        ("2019", date(2018, 12, 15), date(2019, 12, 14), "năm 2019 (từ 15/12/2018 đến 14/12/2019)"),
        (
            "calendar-2019",
            date(2019, 1, 1),
            date(2019, 12, 31),
            "năm 2019 (từ 01/01/2019 đến 31/12/2019)",
        ),
        (
            "2019-h1",
            date(2018, 12, 15),
            date(2019, 6, 14),
            "6 tháng đầu năm 2019 (từ 15/12/2018 đến 14/6/2019)",
        ),
        (
            "2019-h2",
            date(2019, 6, 15),
            date(2019, 12, 14),
            "6 tháng cuối năm 2019 (từ 15/6/2019 đến 14/12/2019)",
        ),
        (
            "2019-q1",
            date(2018, 12, 15),
            date(2019, 3, 14),
            "quý I năm 2019 (từ 15/12/2018 đến 14/3/2019)",
        ),
        (
            "2019-q3",
            date(2019, 6, 15),
            date(2019, 9, 14),
            "quý III năm 2019 (từ 15/6/2019 đến 14/9/2019)",
        ),
        (
            "2019-9m",
            date(2018, 12, 15),
            date(2019, 9, 14),
            "9 tháng đầu năm 2019 (từ 15/12/2018 đến 14/9/2019)",
        ),
        (
            "2019-m01",
            date(2018, 12, 15),
            date(2019, 1, 14),
            "tháng 01 năm 2019 (từ 15/12/2018 đến 14/01/2019)",
        ),
        (
            "2019-m05",
            date(2019, 4, 15),
            date(2019, 5, 14),
            "tháng 5 năm 2019 (từ 15/4/2019 đến 14/5/2019)",
        ),
        (
            "2019-01-01..2019-12-31",
            date(2019, 1, 1),
            date(2019, 12, 31),
            "từ 01/01/2019 đến 31/12/2019",
        ),
    ],
)
def test_a_period_is_read_with_its_days_and_its_label(text, start, end, label):
    period = parse_period(text)
    assert period == Period(start, end, text)
    assert period.label == label


def test_a_year_by_default_is_the_one_of_the_decree():
    assert default_period(2019) == parse_period("2019")


def test_a_period_is_read_whatever_the_case_and_the_spaces():
    assert parse_period(" 2019-Q3 ") == parse_period("2019-q3")


def test_a_month_may_lack_its_nought_and_is_kept_with_it():
    for month in range(1, 10):
        assert parse_period(f"2019-m{month}") == parse_period(f"2019-m0{month}")
    assert parse_period("2019-M3").preset == "2019-m03"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "2019-q5",
            "Không hiểu kỳ báo cáo “2019-q5”. Viết 2019, calendar-2019, 2019-h1, 2019-q3, "
            "2019-9m, 2019-m05 hoặc 2019-01-01..2019-12-31.",
        ),
        (
            "năm ngoái",
            "Không hiểu kỳ báo cáo “năm ngoái”. Viết 2019, calendar-2019, 2019-h1, 2019-q3, "
            "2019-9m, 2019-m05 hoặc 2019-01-01..2019-12-31.",
        ),
        *(
            (
                text,
                f"Không hiểu kỳ báo cáo “{text}”. Viết 2019, calendar-2019, 2019-h1, 2019-q3, "
                "2019-9m, 2019-m05 hoặc 2019-01-01..2019-12-31.",
            )
            for text in ("2019-m0", "2019-m13", "2019-m003", "2019-3", "2019-q03")
        ),
        ("1999", "Năm báo cáo 1999 phải từ 2000 đến 2099."),
        ("calendar-2100", "Năm báo cáo 2100 phải từ 2000 đến 2099."),
        ("2019-02-30..2019-03-01", "Ngày “2019-02-30” không có trên lịch."),
        ("1990-01-01..2019-03-01", "Năm báo cáo 1990 phải từ 2000 đến 2099."),
        (
            "2019-05-01..2019-01-01",
            "Kỳ báo cáo không hợp lệ: ngày kết thúc 01/01/2019 trước ngày bắt đầu 01/5/2019.",
        ),
    ],
)
def test_what_is_no_period_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValueError) as refusal:
        parse_period(text)
    assert str(refusal.value) == sentence


def test_both_ends_belong_to_a_period():
    period = parse_period("calendar-2019")
    days = [date(2018, 12, 31), date(2019, 1, 1), date(2019, 12, 31), date(2020, 1, 1)]
    assert [period.contains(day) for day in days] == [False, True, True, False]
    assert period.days == 365


def test_a_period_spans_a_change_only_with_days_on_both_sides():
    change = date(2025, 7, 1)
    periods = ["2025", "2025-h1", "2025-06-01..2025-06-30", "2025-07-01..2025-12-31", "2025-m07"]
    assert [parse_period(text).spans(change) for text in periods] == [
        True, False, False, False, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2019", "2018"),
        ("calendar-2019", "calendar-2018"),
        ("2019-9m", "2018-9m"),
        ("2019-h2", "2019-h1"),
        ("2019-h1", "2018-h2"),
        ("2019-q1", "2018-q4"),
        ("2019-m10", "2019-m09"),
        ("2019-m01", "2018-m12"),
        ("2020-01-01..2020-12-31", "2019-01-01..2019-12-31"),
        ("2019-03-01..2019-03-31", "2019-02-01..2019-02-28"),
        ("2019-03-05..2019-03-14", "2019-02-23..2019-03-04"),
    ],
)
def test_the_period_before_is_of_the_same_kind(text, before):
    assert parse_period(text).previous() == parse_period(before)


@given(PRESETS)
def test_the_period_before_ends_the_day_before_this_one_starts(period):
    before = period.previous()
    if period.preset.endswith("-9m"):
        assert before.end == period.end.replace(year=period.end.year - 1)
    else:
        assert before.end + ONE_DAY == period.start


@given(st.dates(date(2005, 1, 1), date(2090, 1, 1)), st.integers(0, 800))
def test_the_free_period_before_ends_the_day_before_and_is_as_long(start, length):
    period = parse_period(f"{start}..{start + timedelta(length)}")
    before = period.previous()
    assert before.end + ONE_DAY == period.start
    months, rest = months_of(period)
    # Not every month has a 29th.
    if rest == 0 and period.start.day <= 28:
        assert months_of(before) == (months, 0)
    else:
        assert before.days == period.days


def months_of(period: Period) -> tuple[int, int]:
    """Months from the first day to the day after the last, by the calendar, and days beside."""
    after = period.end + ONE_DAY
    months = 12 * (after.year - period.start.year) + after.month - period.start.month
    return months, after.day - period.start.day


@given(PRESETS)
def test_a_preset_is_read_back_from_its_code(period):
    assert parse_period(period.preset) == period


@given(YEARS)
def test_the_parts_of_a_year_fill_it_without_gap_or_overlap(year):
    whole = default_period(year)
    for kind, count in [("h", 2), ("q", 4), ("m", 12)]:
        width = 2 if kind == "m" else 1
        parts = [parse_period(f"{year}-{kind}{n:0{width}d}") for n in range(1, count + 1)]
        days = [part.start + timedelta(n) for part in parts for n in range(part.days)]
        assert days == [whole.start + timedelta(n) for n in range(whole.days)]
    assert parse_period(f"{year}-9m").end == parse_period(f"{year}-q3").end


def test_periods_are_ordered_by_their_days():
    texts = ["2019-q2", "calendar-2019", "2019", "2019-q1"]
    assert [period.preset for period in sorted(map(parse_period, texts))] == [
        "2019-q1", "2019", "calendar-2019", "2019-q2",
    ]  # fmt: skip
