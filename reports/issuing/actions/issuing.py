"""Number and date: the act that makes the signed paper a report of UBND tỉnh.

The number is the running number of everything the body issues in the year, out of its own register
(Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3): the portal proposes none and allows gaps. That body,
symbol, year and number are used once is said by the database, for two at the same moment too.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from reports.documents.annual import ISSUER, SYMBOL
from reports.issuing.actions.carrying_out import carry_out
from reports.issuing.actions.signing import signing_of
from reports.issuing.models import Issuance, PaperKind
from reports.issuing.papers_for_signing import year_to_sign
from reports.issuing.renderings import request_paper
from reports.issuing.workflow import ISSUE
from reports.narrative.models import Report
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import local_day, number_vi, short_date

# No body of a province issues as many papers in a year; more is a slip of the hand.
HIGHEST_NUMBER = 99_999
OTHER_YEAR = (
    "Bản trình ký đã ký in năm {printed} nên không ban hành vào năm {given} được. Văn phòng UBND "
    "tỉnh phải trả lại báo cáo để trình, in lại bản trình ký năm {given} và ký lại."
)


def issue_report(
    report: Report,
    *,
    by: Any,
    at: datetime | None = None,
    seen_version: int,
    number: int,
    issued_on: date,
) -> Issuance:
    """Give the signed report its number and date, for good, and ask for the issued paper.

    The second click of the same person gives the same row. Raises ``Refused``, ``Conflict``, and
    ``ValidationError`` by field: a number out of range or taken, a day before the signature, after
    today, or of another year than the paper that was signed prints.
    """
    at = at or timezone.now()

    def checked(now: Report) -> dict[str, Any]:
        check_issuance(now, number=number, issued_on=issued_on, at=at)
        return {}

    def write(now: Report) -> None:
        signing = signing_of(now)
        row = Issuance(
            report=now,
            snapshot=signing.snapshot,
            signing=signing,
            body=ISSUER,
            symbol=SYMBOL,
            year=issued_on.year,
            number=number,
            issued_on=issued_on,
            sha256=signing.snapshot.sha256,
            at=at,
            by=by,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            # Somebody gave the number away at this very moment; the whole action is taken back.
            _refuse_taken(now, number, issued_on.year)
            raise Conflict() from error
        request_paper(row.snapshot, kind=PaperKind.ISSUED, issuance=row, by=by)

    now = carry_out(
        report, ISSUE, by=by, at=at, seen_version=seen_version, fields=checked, then=write
    )
    return Issuance.objects.select_related("signing", "snapshot").get(report=now)


def check_issuance(report: Report, *, number: int, issued_on: date, at: datetime) -> None:
    """Whether the signed ``report`` could be issued so. Raises ``ValidationError`` by field.

    The date of a document is that of its issue (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4), and
    the number one of that year. Day and month are written by hand on what was signed, the year is
    printed: signed in December and numbered in January, the original would bear the wrong one.
    """
    signed_on = signing_of(report).signed_on
    if issued_on > local_day(at):
        raise ValidationError({"issued_on": "Ngày ban hành không được sau hôm nay."})
    if issued_on < signed_on:
        raise ValidationError(
            {"issued_on": f"Ngày ban hành không được trước ngày ký ({short_date(signed_on)})."}
        )
    printed = year_to_sign(report)
    if printed is not None and issued_on.year != printed:
        raise ValidationError(
            {"issued_on": OTHER_YEAR.format(printed=printed, given=issued_on.year)}
        )
    if not 1 <= number <= HIGHEST_NUMBER:
        raise ValidationError(
            {"number": f"Số văn bản là một số từ 1 đến {number_vi(HIGHEST_NUMBER)}."}
        )
    _refuse_taken(report, number, issued_on.year)


def number_and_symbol(number: int) -> str:
    """``05/BC-UBND``: a number below 10 takes a 0."""
    return f"{number:02d}/{SYMBOL}"


def _refuse_taken(report: Report, number: int, year: int) -> None:
    rows = Issuance.objects.filter(body=ISSUER, symbol=SYMBOL, year=year, number=number)
    taken = rows.exclude(report=report).select_related("report").first()
    if taken is not None:
        raise ValidationError(
            {
                "number": f"Số {number_and_symbol(number)} của năm {year} đã cấp cho "
                f"“{taken.report}” ngày {short_date(taken.issued_on)}; hãy xem lại sổ văn bản đi."
            }
        )
