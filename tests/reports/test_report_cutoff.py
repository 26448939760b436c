"""The day up to which a report looks at handling, and the lists behind its numbers."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from reports.freezing.composition import compose_now
from tayninh_portal.paper.content import plain_text
from tayninh_portal.paper.wording import deserialize
from tests.fixtures.cast import moment
from tests.reports.composition import make_report
from tests.reports.ledger import FIRST, LAST
from tests.reports.reading import rows, words

CUTOFF = LAST + timedelta(6)


def test_what_was_handled_by_the_cut_off_is_handled_in_number_table_and_list(cast, maker):
    maker.complaint(day=FIRST, state="closed", handled=CUTOFF)
    maker.complaint(day=FIRST, state="closed", handled=CUTOFF + timedelta(1))
    report = make_report(cast, cutoff_on=CUTOFF)
    figures = compose_now(report)[0]["figures"]
    assert (figures["complaints.handled"], figures["complaints.open"]) == (1, 1)
    client = cast.client("specialist")
    page = client.get(f"/bao-cao/{report.pk}/")
    assert "; kết quả xử lý tính đến hết ngày 06/01/2020), cụ thể như sau:" in words(page)
    address = "/so-lieu/complaints.handled/?ky=calendar-2019&chot=2020-01-06"
    assert address.replace("&", "&amp;") in page.content.decode()
    assert rows(client.get(address)) == 1
    assert "Kết quả xử lý tính đến hết ngày 06/01/2020." in words(client.get(address))


def test_without_a_cut_off_the_last_day_of_the_period_is_the_last(cast, maker):
    maker.complaint(day=FIRST, state="closed", handled=CUTOFF)
    report = make_report(cast)
    assert report.cutoff == LAST
    assert compose_now(report)[0]["figures"]["complaints.handled"] == 0
    assert "; kết quả xử lý tính đến" not in words(
        cast.client("specialist").get(f"/bao-cao/{report.pk}/")
    )


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (FIRST, "(số liệu tính từ ngày 01/01/2019 đến ngày 01/01/2019), cụ thể như sau:"),
        (LAST, "(số liệu tính từ ngày 01/01/2019 đến ngày 31/12/2019), cụ thể như sau:"),
        (
            LAST + timedelta(1),
            "(số liệu tính từ ngày 01/01/2019 đến ngày 31/12/2019), cụ thể như sau:",
        ),
    ],
)
def test_a_report_of_a_year_under_way_says_up_to_which_day(cast, day, says):
    at = moment(day.year, day.month, day.day, 17)
    opening = deserialize(compose_now(make_report(cast), at=at)[0]).opening
    assert says in plain_text(opening.runs)


def test_a_cut_off_within_the_period_is_refused(cast):
    with pytest.raises(ValidationError) as refused:
        make_report(cast, cutoff_on=LAST - timedelta(1))
    assert refused.value.message_dict == {
        "cutoff_on": ["Ngày chốt số liệu không được trước ngày cuối kỳ."]
    }


@pytest.mark.parametrize("text", ["hôm-qua", "2019-06-01", date.max.isoformat() + "0"])
def test_a_cut_off_that_says_nothing_is_left_aside(cast, maker, text):
    maker.complaint(day=FIRST, state="closed", handled=LAST)
    page = cast.client("specialist").get(
        f"/so-lieu/complaints.handled/?ky=calendar-2019&chot={text}"
    )
    assert (page.status_code, rows(page)) == (200, 1)
