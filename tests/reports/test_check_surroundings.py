"""What stands around a report is read from the reports in force, not from drafts."""

from datetime import date

import pytest

from reports.checks.surroundings import surroundings_of
from reports.freezing.models import Freeze, Snapshot
from reports.issuing.models import Withdrawal
from reports.narrative.facts import gather
from reports.narrative.models import Report
from reports.narrative.reports import create_report
from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.storage import store_file
from tests.reports.checking import YEAR
from tests.reports.composition import a_year, make_report
from tests.reports.issuing import CONTENT, FIXED, bring_up, issue, sign, signed

NEXT = parse_period("calendar-2020")
BY_DECREE = parse_period("2020")


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Papers of the test lie in a folder of its own."""
    settings.FILES_DIR = tmp_path


def names(period, report=None):
    """The other reports around a period."""
    return [(other.name, other.period) for other in surroundings_of(period, report).others]


def test_a_draft_and_a_signed_report_report_nothing_yet(cast):
    report = signed(cast)
    assert names(YEAR) == []
    issue(report, cast)
    assert names(YEAR) == [("Báo cáo năm 2019 (số 13/BC-UBND)", YEAR)]


def test_only_shared_days_count_and_never_the_report_itself(cast):
    issued = issue(signed(cast), cast).report
    assert names(YEAR, issued) == []
    assert names(NEXT) == []
    assert names(YEAR.previous()) == []
    assert names(BY_DECREE) == [("Báo cáo năm 2019 (số 13/BC-UBND)", YEAR)]


def test_the_one_it_replaces_is_no_other_report(cast):
    issued = issue(signed(cast), cast).report
    new, _ = create_report(by=cast.specialist, year=2019, period=YEAR, replaces=issued)
    assert names(YEAR, new) == []
    assert len(names(YEAR)) == 1


def test_a_withdrawn_report_reports_nothing(cast):
    issuance = issue(signed(cast), cast)
    file = store_file(b"%PDF-1.7", name="a.pdf", media_type="application/pdf", by=cast.admin)
    Withdrawal.objects.create(
        issuance=issuance,
        number="20/QĐ-UBND",
        day=date(2020, 2, 1),
        reason="Sai thẩm quyền (minh họa)",
        file=file,
        at=FIXED,
        by=cast.province_registrar,
    )
    assert names(YEAR) == []


def test_the_year_before_is_as_the_issued_report_said_and_else_as_counted(cast, maker):
    a_year(maker)
    before = surroundings_of(NEXT)
    # With the parts that are told, as a report keeps them.
    counted = gather(YEAR).figures
    assert counted["violations.total@category=no_badge"] == 2
    assert (before.previous_period, before.previous) == (YEAR, counted)
    report = make_report(cast)
    freeze = Freeze.objects.create(
        report=report,
        report_version=report.version,
        figures={"visits.total": 99},
        facts={"kept": {"facts": {"figures": []}}},
        sha256="0" * 64,
        at=FIXED,
        by=cast.specialist,
    )
    snapshot = Snapshot.objects.create(
        report=report,
        report_version=report.version,
        freeze=freeze,
        sha256=sha256_hex(CONTENT),
        content=CONTENT,
        at=FIXED,
        by=cast.specialist,
    )
    sign(bring_up(report, cast, snapshot), cast)
    assert surroundings_of(NEXT).previous == counted
    issue(Report.objects.get(pk=report.pk), cast)
    assert surroundings_of(NEXT).previous == {"visits.total": 99}


def test_before_the_first_year_there_is_none(cast):
    around = surroundings_of(parse_period("calendar-2000"))
    assert (around.previous_period, around.previous) == (None, {})
