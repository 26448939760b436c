"""What handlings put on the home page: to answer, to confirm, to correct."""

import pytest
import time_machine
from django.urls import reverse

from inspections.handlings import workflow as handling_flow
from inspections.handlings.models import Handling
from tayninh_portal.tasks import grouped_tasks
from tests.doing import do
from tests.inspections.answering import (
    NOW,
    finding,
    handling,
    remedy,
)

pytestmark = pytest.mark.once

LIST = "/kiem-tra/xu-ly/"


@pytest.fixture(autouse=True)
def _clock(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


def tasks_of(cast, who: str) -> list[tuple[str, str, str]]:
    groups = grouped_tasks(cast.fresh(who), NOW.date())
    return [(t.what, t.whose, t.url) for _, tasks in groups for t in tasks if "xử lý" in t.what]


def test_what_the_agency_has_to_answer_is_one_line_a_visit(cast):
    about = finding(cast)
    remedy(cast)
    line = (
        "Ghi kết quả xử lý 01 nội dung, kiểm tra ngày 05/7/2019",
        "Sở Xây dựng",
        f"{reverse('visit-detail', args=[about.visit_id])}#noi-dung",
    )
    assert tasks_of(cast, "clerk_a")[0] == line
    assert len(tasks_of(cast, "head_a")) == 2
    assert tasks_of(cast, "clerk_b") == []
    handling(cast, about)
    assert len(tasks_of(cast, "clerk_a")) == 1


def test_what_waits_is_one_line_an_agency_for_whoever_is_in_charge(cast):
    handling(cast)
    made = handling(cast)
    nobodys = handling(cast, finding(cast, "a_unit"))
    line = ("Xác nhận 02 kết quả xử lý", "Sở Xây dựng", f"{LIST}?state=entered&agency={cast.a.pk}")
    unit = ("Xác nhận 01 kết quả xử lý", "Trung tâm Quy hoạch", f"{LIST}?state=entered&agency={cast.a_unit.pk}")  # noqa: E501  # fmt: skip
    assert tasks_of(cast, "specialist") == [unit, line]
    assert tasks_of(cast, "specialist_b") == tasks_of(cast, "manager") == []
    cast.a.assignments.update(ends_on=made.created_at.date().replace(day=1))
    # Nobody is in charge: the manager, and the specialist who was on the visits.
    assert tasks_of(cast, "manager") == tasks_of(cast, "specialist") == [unit, line]
    assert tasks_of(cast, "specialist_b") == []
    for row in (made, nobodys):
        do(handling_flow.CONFIRM, Handling.objects.get(pk=row.pk), by=cast.manager, at=NOW)
    assert [line[0] for line in tasks_of(cast, "manager")] == ["Xác nhận 01 kết quả xử lý"]


def test_what_came_back_stands_before_the_agency_with_the_reason(cast):
    made = do(handling_flow.RETURN, handling(cast), by=cast.manager, at=NOW, note="Ghi số văn bản.")
    expected = [
        (
            "Sửa kết quả xử lý bị trả lại – Đi muộn: Ghi số văn bản.",
            "Sở Xây dựng",
            reverse("handling-detail", args=[made.pk]),
        )
    ]
    assert tasks_of(cast, "clerk_a") == expected
    assert tasks_of(cast, "clerk_b") == []
