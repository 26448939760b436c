"""How often the heavy pages ask the database: twelve times at the most, whatever is in it.

On PostgreSQL a page that reads one state of the database says three things more outside of tests:
where its transaction begins, how it reads, where it ends.
"""

from datetime import date

import pytest

from reports.issuing.workflow import SEND_BACK
from reports.narrative.reports import write_section
from tests.doing import do
from tests.fixtures.cast import moment
from tests.reports.composition import a_reported_year, violation
from tests.reports.freezing import frozen
from tests.reports.issuing import bring_up
from tests.reports.remarking import remark_at, resubmitted

pytestmark = pytest.mark.once


@pytest.fixture
def draft(cast, maker):
    report = a_reported_year(maker)
    section = report.sections.get(code="inspections")
    text = "Đi muộn: {violations.total@category=late,group=commune}."
    write_section(section, by=cast.specialist, text=text, seen_version=section.version)
    return report


@pytest.fixture
def returned(cast, draft):
    _, snapshot = frozen(cast, draft)
    report = bring_up(draft, cast, snapshot)
    notes = [(None, "Rà lại số liệu")]
    return do(SEND_BACK, report, by=cast.office_examiner, at=moment(2020, 1, 9), notes=notes)


@pytest.fixture
def asks(cast, django_assert_num_queries):
    """Opens a page of somebody that asks so often; what is loaded once is loaded before."""

    def opened(who, address, number):
        client = cast.client(who)
        client.get(address)
        with django_assert_num_queries(number):
            assert client.get(address).status_code == 200

    return opened


@pytest.mark.parametrize(
    ("who", "number"),
    [
        # Whose charge they are is asked first: a dozen questions ask for it.
        ("specialist", 7),
        ("manager", 7),
        ("operator", 4),
        ("office_examiner", 5),
        ("leader", 5),
        ("clerk_a", 8),
        ("head_a", 8),
        ("admin", 6),
    ],
)
def test_the_home_page_of_each(asks, draft, who, number):
    asks(who, "/", number)


@pytest.mark.parametrize("more", [1, 30])
@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("/bao-cao/{}/", 9),
        ("/bao-cao/{}/kiem-tra/", 7),
        ("/bao-cao/{}/phieu-kiem-tra/", 9),
        ("/so-lieu/?ky=calendar-2019", 5),
        ("/toan-canh/?ky=calendar-2019", 6),
    ],
)
def test_a_draft_and_its_numbers(asks, maker, draft, address, number, more):
    for at in range(more):
        maker.visit(day=date(2019, 7, 1 + at % 28), place=at % 6, found=[violation()])
    asks("specialist", address.format(draft.pk), number)


@pytest.mark.parametrize("more", [1, 30])
@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("/bao-cao/{}/", 11),
        ("/bao-cao/{}/kiem-tra/", 8),
        ("/bao-cao/{}/phieu-kiem-tra/", 10),
        ("/bao-cao/{}/thay-doi/", 10),
    ],
)
def test_a_report_whose_numbers_are_frozen(asks, maker, returned, address, number, more):
    for at in range(more):
        maker.visit(day=date(2019, 7, 1 + at % 28), place=at % 6, found=[violation()])
    asks("specialist", address.format(returned.pk), number)


@pytest.fixture
def read_again(cast, returned):
    """The same, remarked on and answered, gone up once more and remarked on by its reader."""
    return resubmitted(cast, returned)


@pytest.mark.parametrize("more", [1, 12])
def test_the_page_a_report_is_approved_on(asks, cast, read_again, more):
    for at in range(more):
        remark_at(read_again, by=cast.manager, text=f"Ý kiến {at}.")
    asks("manager", f"/bao-cao/{read_again.pk}/duyet/", 10)
