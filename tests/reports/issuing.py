"""A report on its last steps: what UBND tỉnh has before it, who signs, how it is issued."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from django.utils import timezone

from reports.freezing.models import Snapshot
from reports.issuing.actions.signing import signing_of
from reports.issuing.models import Issuance, Signing, Standing
from reports.issuing.workflow import APPROVE, ISSUE, PRESENT, SIGN, SUBMIT
from reports.narrative.models import Report
from tayninh_portal.access import Role
from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.models import Appointment
from tayninh_portal.records import Act, transit
from tests.doing import do
from tests.fixtures.cast import appoint, make_user, moment
from tests.reports.composition import make_report

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
    report = sent_as(report, snapshot, by=cast.specialist, at=at)
    report = do(APPROVE, report, by=cast.manager, at=at)
    return do(
        PRESENT,
        report,
        by=cast.department_registrar,
        at=max(at, PRESENTED),
        memo_number="123/TTr-SNV",
        memo_date=date(2020, 1, 9),
        **fields,
    )


def sent_as(report: Report, snapshot: Snapshot, *, by, at=None) -> Report:
    """Sent up as if it had been read to say what ``snapshot`` says."""
    act = Act(by, at or timezone.now())
    return transit([report], SUBMIT, act, submitted_snapshot=snapshot)[0]


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


def sign(report: Report, cast, **fields) -> Signing:
    """The Văn phòng records the signature of the Chủ tịch on 13/01/2020."""
    given = {
        "by": cast.office_examiner,
        "at": SIGNED,
        "standing": Standing.HEAD,
        "signed_on": date(2020, 1, 13),
    } | fields
    if "appointment" not in given:
        given["appointment"] = signer(cast)
    return signing_of(do(SIGN, report, **given))


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
        "number": 13,
        "issued_on": date(2020, 1, 14),
    } | fields
    return do(ISSUE, report, **given).issuance
