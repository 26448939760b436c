"""Home page, list, detail and "quá hạn" go by one deadline; and whose turn it is is seen."""

from datetime import date, timedelta
from itertools import product

import pytest
import time_machine

from inspections.complaints import workflow as complaint_flow
from inspections.complaints.models import Complaint, Deadline
from inspections.complaints.states import ComplaintState
from tayninh_portal.models import Change
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.answering import text_of
from tests.inspections.complaint_story import answered, classified, handed, in_state, log

LIST = "/duong-day-nong/"
NOW = moment(2019, 7, 12)
# Received on Monday 08/7/2019: five and ten working days.
FORWARD, ANSWER = date(2019, 7, 15), date(2019, 7, 22)
REPORTED = "Cơ quan đã báo cáo"


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(NOW, tick=False):
        yield


def tasks(cast, who: str) -> dict[str, date | None]:
    groups = cast.client(who).get("/").context["groups"]
    return {line.what: line.due for _, lines in groups for line in lines if "phản ánh" in line.what}


def reported(cast, **fields) -> Complaint:
    given = handed(cast, **fields)
    return do(complaint_flow.REPLY, given, by=cast.clerk_a, at=NOW, reply="Đã chấn chỉnh.")


def test_the_deadline_that_runs_is_the_first_of_what_is_still_to_be_done(cast):
    anonymous = {"is_anonymous": True, "has_evidence": True}
    rules = classified(cast, "rules_other")
    assert [
        row.deadline
        for row in (
            log(cast),
            classified(cast),
            rules,
            do(complaint_flow.HAND_ON, rules, by=cast.operator, at=NOW, to=cast.b),
            handed(cast),
            answered(cast),
            in_state(cast, "passed_on"),
            in_state(cast, "closed"),
            log(cast, is_anonymous=True),
            classified(cast, "rules_other", **anonymous),
        )
    ] == [
        Deadline(ANSWER, "trả lời"),
        Deadline(ANSWER, "trả lời"),
        Deadline(FORWARD, "chuyển"),
        Deadline(ANSWER, "trả lời"),
        Deadline(ANSWER, "trả lời"),
        None,
        None,
        None,
        None,
        Deadline(FORWARD, "chuyển"),
    ]


@pytest.mark.parametrize("state", ComplaintState.values)
def test_the_database_says_the_same(cast, state):
    made = in_state(cast, state)
    row = Complaint.objects.filter(pk=made.pk)
    after = ANSWER + timedelta(days=1)
    for forward, answer in product((None, FORWARD, after), (None, ANSWER)):
        row.update(forward_due_on=forward, answer_due_on=answer)
        deadline = row.get().deadline
        for day in (FORWARD, FORWARD + timedelta(days=1), ANSWER, after, after + timedelta(days=1)):
            assert row.overdue(day).exists() == (deadline is not None and deadline.due_on < day)


def test_home_list_detail_and_filter_agree_on_what_is_late(cast):
    late = classified(cast, "rules_other", at=moment(2019, 7, 1))
    new = log(cast)
    operator = cast.client("operator")
    assert tasks(cast, "operator") == {
        f"Chuyển phản ánh số {late.pk}": date(2019, 7, 8),
        f"Phân loại phản ánh số {new.pk}": ANSWER,
    }
    page = text_of(operator.get(LIST))
    assert "Chuyển: 08/7/2019" in page and "quá hạn 4 ngày" in page
    assert [row.pk for row in operator.get(f"{LIST}?overdue=true").context["page"]] == [late.pk]
    detail = text_of(operator.get(f"{LIST}{late.pk}/"))
    assert "Chuyển, 08/7/2019" in detail and "quá hạn 4 ngày" in detail
    # The letter on its way, nothing is late any more: the page says until when the answer was due.
    do(
        complaint_flow.PASS_ON,
        late,
        by=cast.operator,
        at=NOW,
        to=cast.outside,
        letter_number="15/SNV",
        letter_date=NOW.date(),
    )
    assert "quá hạn" not in text_of(operator.get(f"{LIST}{late.pk}/"))


def test_that_the_agency_has_reported_is_seen_on_home_list_and_page(cast):
    given = handed(cast)
    operator, page = cast.client("operator"), f"{LIST}{given.pk}/"
    assert tasks(cast, "operator") == {f"Trả lời phản ánh số {given.pk}": ANSWER}
    assert REPORTED not in text_of(operator.get(LIST)) + text_of(operator.get(page))
    done = do(complaint_flow.REPLY, given, by=cast.clerk_a, at=NOW, reply="Đã chấn chỉnh.")
    stated = {f"Cơ quan đã báo cáo kết quả: trả lời phản ánh số {done.pk}": ANSWER}
    for who in ("operator", "manager", "specialist"):
        assert tasks(cast, who) == stated
    assert tasks(cast, "specialist_b") == tasks(cast, "clerk_a") == {}
    assert REPORTED in text_of(operator.get(LIST))
    assert REPORTED in text_of(operator.get(page))
    do(
        complaint_flow.ANSWER,
        done,
        by=cast.operator,
        at=NOW,
        answer="Đã trả lời.",
        answered_on=NOW.date(),
    )
    assert REPORTED not in text_of(operator.get(LIST)) + text_of(operator.get(page))


def test_where_nobody_is_to_be_answered_a_report_leads_to_the_end(cast):
    done = reported(cast, is_anonymous=True, has_evidence=True)
    assert tasks(cast, "operator") == {
        f"Cơ quan đã báo cáo kết quả: kết thúc phản ánh số {done.pk}": None
    }


def test_an_agency_given_it_once_more_is_asked_once_more(cast):
    done = reported(cast)
    again = do(complaint_flow.HAND_ON, done, by=cast.operator, at=NOW, to=cast.a, note="Còn thiếu.")
    asked = {f"Báo cáo kết quả xử lý phản ánh số {again.pk}": ANSWER}
    assert tasks(cast, "clerk_a") == asked
    assert tasks(cast, "operator") == {f"Trả lời phản ánh số {again.pk}": ANSWER}
    # The Sở goes on reading what was reported; its badge is gone.
    shown = text_of(cast.client("operator").get(f"{LIST}{again.pk}/"))
    assert "Đã chấn chỉnh." in shown and REPORTED not in shown


def test_the_outcomes_of_classifying_bear_their_own_words_in_the_log(cast):
    said = {}
    for kind in ("conduct", "not_accepted", "grievance", "denunciation"):
        made = do(
            complaint_flow.CLASSIFY,
            log(cast),
            by=cast.operator,
            at=NOW,
            classification=kind,
            not_accepted_reason="Không rõ" if kind == "not_accepted" else "",
            note="Đã hướng dẫn gửi đơn",
        )
        line = Change.objects.of(made).last()
        said[kind] = (line.action, line.label, line.to_state)
    assert said == {
        "conduct": ("classify", "Phân loại", "classified"),
        "not_accepted": ("classify", "Không tiếp nhận", "closed"),
        "grievance": ("classify", "Chuyển sang thủ tục khiếu nại, tố cáo", "closed"),
        "denunciation": ("classify", "Chuyển sang thủ tục khiếu nại, tố cáo", "closed"),
    }


def test_each_that_is_opened_again_goes_where_it_had_come_to(cast):
    worked_on = in_state(cast, "closed")
    refused = do(
        complaint_flow.CLASSIFY,
        log(cast),
        by=cast.operator,
        at=NOW,
        classification="not_accepted",
        not_accepted_reason="Không rõ",
    )
    merged = do(
        complaint_flow.MERGE, log(cast), by=cast.operator, at=NOW, into=worked_on, note="Trùng"
    )
    for made, state, label in (
        (worked_on, "classified", "Mở lại"),
        (refused, "received", "Mở lại để phân loại"),
        (merged, "received", "Mở lại để phân loại"),
    ):
        now = do(complaint_flow.REOPEN, made, by=cast.manager, at=NOW, note="Còn sót nội dung")
        line = Change.objects.of(now).last()
        assert (now.state, line.action, line.label) == (state, "reopen", label)
