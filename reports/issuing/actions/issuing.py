"""Number and date: the act that makes the signed paper a report of UBND tỉnh.

The number is the running number of everything the body issues in the year, out of its own register
(Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3): the portal proposes none and allows gaps. That body,
symbol, year and number are used once is said by the database, for two at the same moment too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from reports.documents.annual import ISSUER, SYMBOL
from reports.issuing.actions.signing import signing_of
from reports.issuing.models import Issuance, PaperKind
from reports.issuing.papers_for_signing import year_to_sign
from reports.issuing.renderings import request_paper
from reports.narrative.models import Report
from reports.narrative.writing import hold
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import number_vi, short_date
from tayninh_portal.records import Act, StateChange, transit

# No body of a province issues as many papers in a year; more is a slip of the hand.
HIGHEST_NUMBER = 99_999
OTHER_YEAR = (
    "Bản trình ký đã ký in năm {printed} nên không ban hành vào năm {given} được. Văn phòng UBND "
    "tỉnh phải trả lại báo cáo để trình, in lại bản trình ký năm {given} và ký lại."
)


def issue(
    change: StateChange, act: Act, reports: Sequence[Report], *, number: int, issued_on: date
) -> list[Report]:
    """Give the signed report its number and date, for good, and ask for the issued paper.

    Raises ``ValidationError`` by field: a number out of range or taken, a day before the signature,
    after today, or of another year than the paper that was signed prints.
    """
    held = hold(reports)
    for report in held:
        check_issuance(report, number=number, issued_on=issued_on, day=act.day)
    issued = transit(held, change, act)
    for report in issued:
        _issue(report, act, number, issued_on)
    return issued


def _issue(report: Report, act: Act, number: int, issued_on: date) -> None:
    signing = signing_of(report)
    row = Issuance(
        report=report,
        snapshot=signing.snapshot,
        signing=signing,
        body=ISSUER,
        symbol=SYMBOL,
        year=issued_on.year,
        number=number,
        issued_on=issued_on,
        sha256=signing.snapshot.sha256,
        at=act.at,
        by=act.by,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        # Somebody gave the number away at this very moment; the whole action is taken back.
        _refuse_taken(report, number, issued_on.year)
        raise Conflict() from error
    request_paper(row.snapshot, kind=PaperKind.ISSUED, issuance=row, by=act.by)


def check_issuance(report: Report, *, number: int, issued_on: date, day: date) -> None:
    """Whether the signed ``report`` could be issued so on ``day``. Raises ``ValidationError`` by
    field.

    The date of a document is that of its issue (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4), and
    the number one of that year. Day and month are written by hand on what was signed, the year is
    printed: signed in December and numbered in January, the original would bear the wrong one.
    """
    signed_on = signing_of(report).signed_on
    if issued_on > day:
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
