"""Tường trình: asked of a person, given or not; it changes nothing that is counted."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from inspections.findings.actions import withdraw_finding
from inspections.findings.models import Finding
from inspections.statements.actions import ask_statement, update_statement
from inspections.statements.models import Statement
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change
from tests.inspections.answering import NOW, TODAY, finding, text_of
from tests.inspections.visiting import DAY, draft, violation

ASKED = "yêu cầu ngày 08/7/2019"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def ask(cast, about, **changes) -> Statement:
    given = {"by": cast.specialist, "at": NOW, "asked_on": date(2019, 7, 8)} | changes
    return ask_statement(about, **given)[0]


def refused(change) -> dict:
    with pytest.raises(ValidationError) as failure:
        change()
    return failure.value.message_dict


def test_it_is_asked_and_received_after_the_conclusion_and_the_finding_stays_as_it_was(cast):
    about = finding(cast)
    client, url = cast.client("specialist"), reverse("statement-record", args=[about.pk])
    sent = {"client_id": str(uuid4()), "asked_on": "08/7/2019", "received_on": ""}
    for _ in range(2):
        assert client.post(url, sent).status_code == 302
    visit = reverse("visit-detail", args=[about.visit_id])
    assert f"Tường trình: {ASKED}, chưa nhận" in text_of(client.get(visit))
    sent = {"client_id": str(uuid4()), "asked_on": "08/7/2019", "received_on": "10/7/2019"}
    assert client.post(url, sent | {"seen_version": 1}).status_code == 302
    assert f"Tường trình: {ASKED}, nhận ngày 10/7/2019" in text_of(cast.client("head_a").get(visit))
    assert Finding.objects.get().version == about.version
    lines = Change.objects.of(Statement.objects.get()).order_by("version")
    assert [line.label for line in lines] == ["Ghi yêu cầu tường trình", "Ghi kết quả tường trình"]
    assert "Ghi kết quả tường trình" in text_of(client.get(visit))


def test_the_days_are_in_order_and_over(cast):
    about = finding(cast)
    early, late = date(2019, 7, 4), date(2019, 7, 20)
    assert refused(lambda: ask(cast, about, asked_on=early)) == {
        "asked_on": ["Ngày yêu cầu tường trình không được trước ngày kiểm tra."]
    }
    assert refused(lambda: ask(cast, about, asked_on=late)) == {
        "asked_on": ["Ngày này chưa đến; chỉ ghi việc đã làm."]
    }
    assert refused(lambda: ask(cast, about, received_on=DAY)) == {
        "__all__": ["Ngày nhận tường trình không được trước ngày yêu cầu."]
    }
    assert refused(lambda: ask(cast, about, received_on=TODAY, not_given=True)) == {
        "__all__": ["Đã nhận tường trình thì không chọn “Không nộp”."]
    }
    assert str(ask(cast, about, not_given=True)) == f"{ASKED}, không nộp"


def test_the_second_of_two_people_is_told(cast):
    row = ask(cast, finding(cast))
    told = {"asked_on": row.asked_on, "received_on": TODAY, "not_given": False}
    update_statement(row, by=cast.specialist, at=NOW, seen_version=1, **told)
    with pytest.raises(Conflict):
        update_statement(row, by=cast.manager, at=NOW, seen_version=1, **told)
    assert refused(lambda: ask(cast, row.finding, by=cast.manager)) == {
        "finding": ["Người khác vừa ghi tường trình của nội dung này; mở lại trang."]
    }


def test_only_the_team_asks_and_only_of_a_person_whose_finding_stands(cast):
    about = finding(cast)
    for stranger in (cast.specialist_b, cast.head_a):
        with pytest.raises(Refused):
            ask(cast, about, by=stranger)
    with pytest.raises(Refused, match="không có người tường trình"):
        ask(cast, finding(cast, unit=True, day=date(2019, 7, 4)))
    visit = draft(cast)
    gone = withdraw_finding(violation(cast, visit), by=cast.specialist, at=NOW, note="Ghi nhầm.")
    with pytest.raises(Refused, match="đã được rút"):
        ask(cast, gone)
    assert Statement.objects.count() == 0
