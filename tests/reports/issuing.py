"""A report on its last steps: what UBND tỉnh has before it, who signs, how it is issued."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from reports.freezing.models import Snapshot
from reports.issuing.actions import present_report
from reports.issuing.actions.issuing import issue_report
from reports.issuing.actions.signing import record_signing
from reports.issuing.models import Issuance, Standing
from reports.issuing.workflow import APPROVE, SUBMIT
from reports.narrative.models import Report
from tayninh_portal import records
from tayninh_portal.access import Role
from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.models import Appointment
from tests.fixtures.cast import appoint, make_user, moment
from tests.reports.telling import make_report

CONTENT = json.loads((Path(__file__).parent / "golden" / "snapshot.json").read_text())
# The words were fixed on 08/01/2020, presented on 09/01, signed on 13/01, issued on 14/01.
FIXED = moment(2020, 1, 8)
PRESENTED = moment(2020, 1, 9)
SIGNED = moment(2020, 1, 13, 15)
ISSUED = moment(2020, 1, 14)


def presented(cast, year: int = 2019, **fields) -> Report:
    """A report of ``year`` with UBND tỉnh; every year's paper says what that of 2019 says."""
    report = make_report(cast) if year == 2019 else make_report(cast, year=year)
    snapshot = Snapshot.objects.create(
        report=report,
        report_version=report.version,
        sha256=sha256_hex(CONTENT),
        content=CONTENT,
        at=FIXED,
        by=cast.specialist,
    )
    return bring_up(report, cast, snapshot, **fields)


def bring_up(report: Report, cast, snapshot: Snapshot, at=FIXED, **fields) -> Report:
    """Submitted, approved and presented with ``snapshot``, one after the other."""
    report = records.move(report, SUBMIT, by=cast.specialist, at=at, submitted_snapshot=snapshot)
    report = records.move(report, APPROVE, by=cast.manager, at=at)
    return present_report(
        report,
        by=cast.department_registrar,
        at=max(at, PRESENTED),
        seen_version=report.version,
        memo_number="123/TTr-SNV",
        memo_date=date(2020, 1, 9),
        **fields,
    )


def signer(cast, title: str = "Chủ tịch", name: str = "Nguyễn Văn Mẫu", **days) -> Appointment:
    """Somebody in a post that signs: of UBND tỉnh, or the director of the Sở."""
    at_department = title.startswith("Giám đốc")
    return appoint(
        make_user(f"nguoiky{Appointment.objects.count()}", name),
        Role.MANAGER if at_department else Role.LEADER,
        cast.department if at_department else cast.province,
        title,
        **days,
    )


def sign(report: Report, cast, **fields):
    """The Văn phòng records the signature of the Chủ tịch on 13/01/2020."""
    given = {
        "by": cast.office_examiner,
        "at": SIGNED,
        "seen_version": report.version,
        "standing": Standing.HEAD,
        "signed_on": date(2020, 1, 13),
    } | fields
    if "appointment" not in given:
        given["appointment"] = signer(cast)
    return record_signing(report, **given)


def signed(cast, year: int = 2019, **fields) -> Report:
    """A report that waits for its number."""
    report = presented(cast, year)
    sign(report, cast, **fields)
    return Report.objects.get(pk=report.pk)


def issue(report: Report, cast, **fields) -> Issuance:
    """The registrar gives number 13 of 14/01/2020."""
    given = {
        "by": cast.province_registrar,
        "at": ISSUED,
        "seen_version": report.version,
        "number": 13,
        "issued_on": date(2020, 1, 14),
    } | fields
    return issue_report(report, **given)
