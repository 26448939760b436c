"""Two at the same moment: a number is given once, a report issued once, on either database."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from reports.issuing.models import Issuance
from reports.issuing.workflow import ISSUE
from reports.narrative.models import Report, ReportState
from tayninh_portal.access import Role
from tayninh_portal.errors import Conflict
from tayninh_portal.models import Change, Job
from tests.fixtures.cast import appoint
from tests.reports.issuing import issue, signed, signer

TAKEN = "Số 13/BC-UBND của năm 2020 đã cấp cho “Báo cáo năm {}” ngày 14/01/2020"


def together(*activities):
    """Do all at once, each on a connection of its own; what each gave, or the refusal it got."""
    start = Barrier(len(activities))

    def run(activity):
        try:
            start.wait(10)
            return activity()
        except (Conflict, ValidationError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(activities)) as pool:
        return list(pool.map(run, activities))


def test_of_two_reports_that_take_one_number_one_gets_it_and_the_other_loses_nothing(
    transactional_db, cast
):
    post = signer(cast)
    reports = [signed(cast, year, appointment=post) for year in (2017, 2018, 2019)]

    def take(report):
        return lambda: issue(report, cast, by=cast.fresh("province_registrar"))

    done = together(*(take(report) for report in reports))
    row = Issuance.objects.get()
    assert [answer for answer in done if isinstance(answer, Issuance)] == [row]
    lost = [answer for answer in done if answer != row]
    said = TAKEN.format(row.report.year)
    assert [answer.message_dict["number"][0][: len(said)] for answer in lost] == [said, said]
    for report in reports:
        now = Report.objects.get(pk=report.pk)
        won = now.pk == row.report_id
        assert now.state == (ReportState.ISSUED if won else ReportState.SIGNED)
        assert now.version == report.version + won
        assert Change.objects.of(now).filter(action=ISSUE.name).count() == won
        assert Job.objects.filter(payload__report=now.pk, payload__kind="issued").count() == won
    # The slower ones take the next number of the register.
    for number, report in enumerate((r for r in reports if r.pk != row.report_id), start=14):
        assert issue(report, cast, number=number).number == number


def test_two_registrars_issue_one_report_once(transactional_db, cast):
    report = signed(cast)
    appoint(cast.leader, Role.PROVINCE_REGISTRAR, cast.office)
    done = together(
        lambda: issue(report, cast, by=cast.fresh("province_registrar"), number=13),
        lambda: issue(report, cast, by=cast.fresh("leader"), number=14),
    )
    assert sorted(type(answer).__name__ for answer in done) == ["Conflict", "Issuance"]
    assert Issuance.objects.count() == 1


def test_the_clicks_of_one_registrar_on_one_form_give_one_row(transactional_db, cast):
    report = signed(cast)
    form = {
        "seen_version": report.version,
        "client_id": str(uuid.uuid4()),
        "number": "13",
        "issued_on": "14/01/2020",
        "confirmed": "1",
    }
    clients = [cast.client("province_registrar") for _ in range(3)]
    address = f"/bao-cao/{report.pk}/ban-hanh/"
    done = together(*(lambda client=client: client.post(address, form) for client in clients))
    assert [answer.status_code for answer in done] == [302] * 3
    assert Issuance.objects.count() == 1
    assert Job.objects.filter(payload__kind="issued").count() == 1


def test_who_looked_before_the_other_committed_is_told_in_the_end(transactional_db, cast):
    first, second, given = signed(cast), signed(cast, 2018), Event()

    def hold():
        with transaction.atomic():
            row = issue(first, cast, by=cast.fresh("province_registrar"))
            given.set()
            # Meanwhile the other finds the number free (PostgreSQL) or waits to begin (SQLite).
            time.sleep(1)
        return row

    def follow():
        given.wait(10)
        return issue(second, cast, by=cast.fresh("province_registrar"))

    row, refusal = together(hold, follow)
    assert row == Issuance.objects.get()
    assert list(refusal.message_dict) == ["number"]
    assert Report.objects.get(pk=second.pk).state == ReportState.SIGNED
