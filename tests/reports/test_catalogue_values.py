"""What an administrator does to a catalogue, and what the figures and reports make of it."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from inspections.catalogues.actions import add_row, change_row, end_row
from inspections.catalogues.models import Category, HandlingMeasure
from inspections.findings.models import Finding
from reports.figures.catalog import compute
from reports.freezing.frozen import facts_of, frozen_rows
from reports.issuing.open_data import _label
from reports.narrative.facts import gather
from tayninh_portal.lib.periods import parse_period
from tests.fixtures.cast import moment
from tests.inspections.importing import (
    FINDING,
    VISIT,
    import_batch,
    preview,
    problems,
    visits_file,
)
from tests.reports.composition import a_reported_year, violation
from tests.reports.freezing import frozen
from tests.reports.reading import lines

YEAR = parse_period("calendar-2019")
MAY, JULY = date(2019, 5, 6), date(2019, 7, 1)
# Everything is said after the end of 2019, and before any freeze of it.
SAID = moment(2020, 1, 2)


@pytest.fixture
def late_renamed(cast):
    """“Đi muộn” bears another name from July on."""
    late = Category.objects.get(code="late")
    return change_row(late, by=cast.admin, at=SAID, starts_on=JULY, name="Đến muộn giờ làm việc")


def test_an_official_car_is_counted_by_itself_and_not_as_dress(cast, maker):
    maker.visit(day=MAY, place=0, found=[violation("official_car"), violation("dress")])
    facts = gather(YEAR)
    assert {line.code: line.total for line in facts.violations} == {"official_car": 1, "dress": 1}
    assert {line.name: line.total for line in facts.areas} == {
        "Chuẩn mực đạo đức, lối sống": 1,
        "Trang phục": 1,
    }


def test_a_value_that_ended_last_year_is_still_counted_and_explained(cast, maker, page):
    maker.visit(day=date(2018, 5, 7), place=0, found=[violation("gambling")])
    maker.visit(day=MAY, place=0, found=[violation("late")])
    gambling = Category.objects.get(code="gambling")
    end_row(gambling, by=cast.admin, at=SAID, ends_on=date(2018, 12, 31))
    key = "violations.total@category=gambling"
    assert compute(parse_period("calendar-2018"), keys=[key])[key] == 1
    answer = page("/so-lieu/violations.total/giai-thich/?ky=calendar-2019")
    assert lines(answer, 1) == [
        ("Đi muộn", "1", "0", "+1"),
        ("Đánh bạc dưới mọi hình thức", "0", "1", "−1"),
        ("Cộng", "1", "1", "0"),
    ]


def test_a_new_name_divides_no_number_and_each_row_reads_as_it_was_called(
    cast, maker, late_renamed, page
):
    maker.visit(day=MAY, place=0, found=[violation("late")])
    maker.categories["person"] = [late_renamed]
    maker.visit(day=date(2019, 8, 5), place=0, found=[violation("late")])
    assert compute(YEAR, keys=["violations.total@category=late"]) == {
        "violations.total@category=late": 2
    }
    called = {line.code: (line.name, line.total) for line in gather(YEAR).violations}
    assert called == {"late": ("Đến muộn giờ làm việc", 2)}
    half = gather(parse_period("2019-01-01..2019-06-30"))
    assert {line.code: line.name for line in half.violations} == {"late": "Đi muộn"}
    rows = page("/so-lieu/violations.total/?ky=calendar-2019").content.decode()
    assert (rows.count("Đi muộn"), rows.count("Đến muộn giờ làm việc")) == (1, 1)


def test_a_name_from_next_year_on_leaves_report_and_freeze_of_this_one_alone(cast, maker):
    report = a_reported_year(maker)
    before = gather(YEAR)
    late = Category.objects.get(code="late")
    change_row(late, by=cast.admin, at=SAID, starts_on=date(2020, 1, 1), name="Đến muộn", area=3)
    assert gather(YEAR) == before
    freeze, _ = frozen(cast, report)
    assert facts_of(freeze).violations == before.violations
    assert facts_of(freeze).areas == before.areas
    cells = [dict(map(tuple, row.cells)) for row in frozen_rows(freeze, "violations.total")]
    assert "Đi muộn" in {cell["Loại"] for cell in cells}
    assert "Đến muộn" not in str(freeze.facts)


def test_a_form_of_handling_is_told_as_the_agency_called_it(cast, maker):
    reminded = HandlingMeasure.objects.get(code="remind_oral")
    change_row(reminded, by=cast.admin, at=SAID, starts_on=date(2020, 1, 1), name="Nhắc nhở")
    a_reported_year(maker)
    assert {form.name for form in gather(YEAR).forms}.isdisjoint({"Nhắc nhở"})


@time_machine.travel(moment(2019, 7, 5, 14), tick=False)
def test_a_value_added_in_the_middle_of_the_year_is_there_wherever_it_is_chosen_and_told(cast):
    """Catalogue, form, template, import, list, its filter and file, figures, tables, open data."""
    row = add_row(
        "hanh-vi",
        by=cast.admin,
        starts_on=JULY,
        name="Hút thuốc lá điện tử",
        subject="person",
        area=3,
        order=17,
    )
    data = visits_file(cast, [VISIT], [FINDING | {"Loại vi phạm": row.name}])
    lists = openpyxl.load_workbook(BytesIO(data))["Danh mục"]
    assert row.name in {cell.value for column in lists.columns for cell in column}
    batch = preview(cast, data)
    assert problems(batch) == []
    import_batch(batch, by=cast.specialist)
    assert Finding.objects.get().category == row
    Finding.objects.update(recommendation="Nhắc nhở")
    client = cast.client("manager")
    found = client.get(reverse("handling-list"), {"category": row.code}).context["page"]
    assert [line.category for line in found] == [row]
    none = client.get(reverse("handling-list"), {"category": "late"}).context["page"]
    assert list(none) == []
    key = f"violations.total@category={row.code}"
    assert compute(YEAR, keys=[key])[key] == 1
    assert client.get(f"/so-lieu/{key}/?ky=calendar-2019").status_code == 200
    facts = gather(YEAR)
    assert [(line.name, line.total) for line in facts.violations] == [(row.name, 1)]
    assert _label("violations.total", "category", row.code, JULY) == row.name
    # A day before it there is no such value.
    early = FINDING | {"Loại vi phạm": row.name}
    late = preview(cast, visits_file(cast, [VISIT | {"Ngày kiểm tra": date(2019, 6, 30)}], [early]))
    assert [text for *_, text in problems(late)] == [
        "Loại vi phạm này không áp dụng vào ngày kiểm tra."
    ]


def test_an_import_reads_every_name_a_value_bore_and_takes_the_row_of_the_day(cast, late_renamed):
    visits = [VISIT, VISIT | {"Mã lượt": 2, "Ngày kiểm tra": date(2019, 6, 28)}]
    rows = [
        FINDING | {"Loại vi phạm": "Đi muộn"},
        FINDING | {"Mã lượt": 2, "Loại vi phạm": "Đến muộn giờ làm việc"},
    ]
    batch = preview(cast, visits_file(cast, visits, rows))
    assert problems(batch) == []
    import_batch(batch, by=cast.specialist)
    found = Finding.objects.order_by("visit_day").values_list("category__name", flat=True)
    assert list(found) == ["Đi muộn", "Đến muộn giờ làm việc"]
