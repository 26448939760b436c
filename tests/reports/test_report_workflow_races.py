"""Steps and words at the same moment: on either database one wins, and nothing is left over."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection

from reports.freezing.models import Freeze, Snapshot
from reports.issuing import workflow
from reports.issuing.models import ReturnNote
from reports.issuing.sending_up import send_up
from reports.narrative.models import Report, ReportState, Section
from reports.narrative.reports import write_section
from reports.narrative.writing import locked, locked_for_writing
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change, Job
from tayninh_portal.records import Act
from tests.doing import do
from tests.reports.workflow_story import (
    APPROVED,
    BACK,
    PRESENTED,
    SENT,
    approved,
    now,
    sent,
    written,
)

S = ReportState
# Seconds: longer than it takes to read a small report.
READING = 4
pytestmark = pytest.mark.both_databases


def run_all(*activities):
    """Do all, each on a connection of its own; what they gave, or the name of what rose."""

    def run(activity):
        try:
            return activity()
        except (Conflict, Refused, ValidationError) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(activities)) as pool:
        return list(pool.map(run, activities))


def together(*activities):
    """Do all at the same moment."""
    start = Barrier(len(activities))

    def at_once(activity):
        def run():
            start.wait(10)
            return activity()

        return run

    return run_all(*(at_once(activity) for activity in activities))


def transitions(report: Report) -> list[str]:
    """The transitions in the log."""
    lines = Change.objects.of(report).exclude(from_state="")
    return list(lines.values_list("action", flat=True))


def submit(cast, report, seen=1):
    """The specialist's click."""
    act = Act(cast.fresh("specialist"), SENT, None, seen)
    return send_up(Report.objects.get(pk=report.pk), act).state


def click_together(cast, who, report, page, typed) -> list[int]:
    """One form of one person sent three times at the same moment; how each is answered."""
    form = typed | {"seen_version": report.version, "client_id": str(uuid.uuid4())}
    clients = [cast.client(who) for _ in range(3)]
    address = f"/bao-cao/{report.pk}/{page}/"

    def click(client):
        return lambda: client.post(address, form).status_code

    with time_machine.travel(PRESENTED, tick=True):
        return together(*(click(client) for client in clients))


def write(cast, section, seen, text="Lời phút chót."):
    """Another specialist's words."""
    return write_section(
        Section.objects.select_related("report").get(pk=section.pk),
        by=cast.fresh("specialist_b"),
        at=SENT,
        text=text,
        seen_version=seen,
    ).text


def test_two_clicks_send_a_report_up_once(transactional_db, cast):
    report = written(cast)
    answers = click_together(cast, "specialist", report, "trinh-lanh-dao-so", {"note": ""})
    assert answers == [302] * 3
    assert (Freeze.objects.count(), Snapshot.objects.count()) == (1, 1)
    assert transitions(report) == ["submit"]


def test_no_word_slips_in_between_reading_and_sending(transactional_db, cast):
    """Whoever comes first, what went up is what stands in the sections."""
    report = written(cast)
    section = report.sections.get(code="causes")
    seen = section.version
    done = together(lambda: submit(cast, report), lambda: write(cast, section, seen))
    section.refresh_from_db()
    if done[0] == S.SUBMITTED:
        stated = str(now(report).submitted_snapshot.content)
        assert ("Lời phút chót." in stated) == (section.text == "Lời phút chót.")
        assert done[1] in ("Refused", "Lời phút chót.")
    else:
        assert done == ["Conflict", "Lời phút chót."]
        assert (now(report).state, Snapshot.objects.count()) == (S.DRAFT, 0)


def test_words_saved_while_the_report_is_read_make_the_sender_read_again(transactional_db, cast):
    report = written(cast)
    section = report.sections.get(code="causes")
    holding = Event()

    def writer():
        with locked_for_writing(report):
            holding.set()
            # Meanwhile the sender has read everything and waits for the row.
            sleep(READING)
            return write(cast, section, section.version)

    def sender():
        holding.wait(10)
        return submit(cast, report)

    done = run_all(writer, sender)
    assert done == ["Lời phút chót.", "Conflict"]
    assert (now(report).state, Snapshot.objects.count(), Freeze.objects.count()) == (S.DRAFT, 0, 0)


def test_words_that_waited_for_the_sender_are_refused(transactional_db, cast):
    report = written(cast)
    section = report.sections.get(code="causes")
    seen, before = section.version, section.text
    holding = Event()

    def sender():
        with locked(report) as held:
            holding.set()
            sent_up = sent(cast, held)
            return sent_up.state

    def writer():
        holding.wait(10)
        return write(cast, section, seen)

    assert run_all(sender, writer) == [S.SUBMITTED, "Refused"]
    section.refresh_from_db()
    assert section.text == before


def test_of_two_leaders_one_decides(transactional_db, cast):
    report = sent(cast)
    seen = report.version

    def approve():
        by = cast.fresh("manager")
        return do(workflow.APPROVE, report, by=by, at=APPROVED, seen_version=seen).state

    def give_back():
        return do(
            workflow.RETURN,
            report,
            by=cast.fresh("manager"),
            at=BACK,
            seen_version=seen,
            notes=[(None, "Sửa lại.")],
        ).state

    done = together(approve, give_back)
    assert sorted(done) in (["Conflict", S.APPROVED], ["Conflict", S.RETURNED])
    assert len(transitions(report)) == 2
    assert ReturnNote.objects.count() == (1 if now(report).state == S.RETURNED else 0)


def test_a_recall_and_an_approval_do_not_both_happen(transactional_db, cast):
    report = sent(cast)
    seen = report.version

    def approve():
        by = cast.fresh("manager")
        return do(workflow.APPROVE, report, by=by, at=APPROVED, seen_version=seen).state

    def recall():
        by = cast.fresh("specialist")
        return do(workflow.RECALL, report, by=by, at=APPROVED, seen_version=seen).state

    assert sorted(together(approve, recall)) in (["Conflict", S.APPROVED], ["Conflict", S.DRAFT])
    assert len(transitions(report)) == 2


def test_two_clicks_present_a_report_once_with_one_paper(transactional_db, cast):
    report = approved(cast)
    memo = {"memo_number": "123/TTr-SNV", "memo_date": "09/01/2020", "standing": "head"}
    answers = click_together(cast, "department_registrar", report, "trinh-ubnd-tinh", memo)
    assert answers == [302] * 3
    assert transitions(report) == ["submit", "approve", "present"]
    assert Job.objects.filter(payload__kind="for_signature").count() == 1
