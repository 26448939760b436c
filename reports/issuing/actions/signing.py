"""Record who signed the bản trình ký, by what right, on which day.

The Chủ tịch signs on paper and need not sign in: the Văn phòng or the registrar records it. The row
keeps what is printed above the name, as it followed from post and standing on that day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from reports.freezing.models import Snapshot
from reports.issuing.models import Signing, Standing
from reports.issuing.papers_for_signing import paper_to_sign, standing_to_sign
from reports.issuing.signing_rights import RIGHTS, name_without_titles, standings_of
from reports.narrative.models import Report
from reports.narrative.writing import hold
from reports.remarks.actions import settle_by_approval
from tayninh_portal.lib.dates import local_day, short_date
from tayninh_portal.lib.text import clean_text
from tayninh_portal.models import Appointment
from tayninh_portal.paper.measure import missing_characters
from tayninh_portal.records import Act, StateChange, transit

ONLY_BY_GRANT = (
    "Chỉ ký thừa ủy quyền (TUQ.) mới ghi văn bản ủy quyền; hãy chọn TUQ. hoặc xóa ô này."
)
PRINT_ANEW = (
    "Văn phòng UBND tỉnh phải chọn “Đổi người ký dự kiến” để in lại bản trình ký trước, rồi mới "
    "ghi nhận chữ ký."
)


def possible_signers(report: Report, *, at: datetime | None = None) -> list[Appointment]:
    """Posts that may sign and were held on some day since the words went up; leaders first."""
    first, last = days_of_signing(report, at=at)
    posts = Appointment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=first),
        role__in={right.role for right in RIGHTS.values()},
        starts_on__lte=last,
    )
    fitting = [
        post
        for post in posts.select_related("user", "agency")
        if standings_of(post.role, post.title)
    ]
    order = list(Standing)
    return sorted(
        fitting,
        key=lambda post: (
            order.index(standings_of(post.role, post.title)[0]),
            post.user.name_key,
            post.starts_on,
        ),
    )


def days_of_signing(report: Report, *, at: datetime | None = None) -> tuple[date, date]:
    """From the day the words that are signed were fixed until today, both included."""
    today = local_day(at or timezone.now())
    snapshot = report.presented_snapshot
    return (local_day(snapshot.at) if snapshot else today), today


def sign(
    change: StateChange,
    act: Act,
    reports: Sequence[Report],
    *,
    appointment: Appointment,
    standing: Standing,
    signed_on: date,
    grant_number: str = "",
    grant_date: date | None = None,
    grant_until: date | None = None,
) -> list[Report]:
    """The signature on what UBND tỉnh has before it; the report then waits for its number.

    Raises ``ValidationError`` by field: a day out of range, a post not held on it, a standing that
    the post does not have or the bản trình ký does not print, a grant missing, out of time, or
    named where there is none.
    """
    grant_number = clean_text(grant_number)
    held = hold(reports)
    settle_by_approval(held, act)
    for report in held:
        problems = {
            **_paper_problems(report, standing, signed_on),
            **_day_problems(signed_on, *days_of_signing(report, at=act.at)),
            **_post_problems(appointment, standing, signed_on),
            **_grant_problems(
                standing,
                signed_on,
                grant_number=grant_number,
                grant_date=grant_date,
                grant_until=grant_until,
            ),
        }
        if problems:
            raise ValidationError(problems)
    signed = transit(held, change, act)
    for report in signed:
        row = Signing(
            report=report,
            snapshot=_presented(report),
            appointment=appointment,
            standing=standing,
            authority="\n".join(RIGHTS[standing].authority),
            signer=name_without_titles(appointment.user.full_name),
            signed_on=signed_on,
            grant_number=grant_number,
            grant_date=grant_date,
            grant_until=grant_until,
            at=act.at,
            by=act.by,
        )
        row.full_clean()
        row.save(force_insert=True)
    return signed


def signing_of(report: Report) -> Signing:
    """The signature that stands: the newest on what UBND tỉnh has before it.

    Raises ``Signing.DoesNotExist``.
    """
    rows = report.signings.select_related("snapshot", "by", "appointment__user")
    return rows.filter(snapshot=report.presented_snapshot_id).latest("pk")


def _presented(report: Report) -> Snapshot:
    if report.presented_snapshot is None:
        raise ValidationError("Báo cáo chưa có bản trình ký nên chưa ghi nhận chữ ký được.")
    return report.presented_snapshot


def printed_lines(report: Report) -> str:
    """The lines that the bản trình ký prints above the room for the signature, in one."""
    return ", ".join(RIGHTS[standing_to_sign(report)].authority)


def _paper_problems(report: Report, standing: Standing, day: date) -> dict[str, str]:
    """What was signed is the paper: it must say by what right, and not an earlier year."""
    paper = paper_to_sign(report)
    problems = {}
    if standing != standing_to_sign(report):
        problems["standing"] = f"Bản trình ký in “{printed_lines(report)}”. {PRINT_ANEW}"
    if paper is not None and day.year > paper.year:
        problems["signed_on"] = f"Bản trình ký in năm {paper.year}. {PRINT_ANEW}"
    return problems


def _day_problems(day: date, first: date, today: date) -> dict[str, str]:
    if day > today:
        return {"signed_on": "Ngày ký không được sau hôm nay."}
    if day < first:
        return {
            "signed_on": f"Ngày ký không được trước ngày chốt nội dung trình ký "
            f"({short_date(first)})."
        }
    return {}


def _post_problems(post: Appointment, standing: Standing, day: date) -> dict[str, str]:
    who = f"{post.user.full_name} ({post.title})"
    fitting = standings_of(post.role, post.title)
    if not fitting:
        return {"appointment": f"Chức vụ của {who} không ký báo cáo của Ủy ban nhân dân tỉnh."}
    if missing := missing_characters("".join(post.user.full_name.split())):
        return {
            "appointment": f"Phông chữ của văn bản không có ký tự {' '.join(missing)} trong họ và "
            "tên này; hãy báo quản trị sửa tài khoản."
        }
    problems = {}
    if post.starts_on > day or (post.ends_on is not None and post.ends_on < day):
        held = f"từ {short_date(post.starts_on)}"
        if post.ends_on is not None:
            held += f" đến hết {short_date(post.ends_on)}"
        problems["appointment"] = (
            f"{who} giữ chức vụ này {held}, không phải vào ngày ký {short_date(day)}."
        )
    if standing not in fitting:
        marks = " hoặc ".join(item.mark for item in fitting)
        problems["standing"] = (
            f"Quyền hạn này là của {RIGHTS[standing].post}; {who} ký với quyền hạn {marks}"
        )
    return problems


def _grant_problems(
    standing: Standing,
    day: date,
    *,
    grant_number: str,
    grant_date: date | None,
    grant_until: date | None,
) -> dict[str, str]:
    named = {
        "grant_number": grant_number,
        "grant_date": grant_date,
        "grant_until": grant_until,
    }
    if standing != Standing.BY_GRANT:
        return {name: ONLY_BY_GRANT for name, value in named.items() if value}
    asked = {
        "grant_number": "Nhập số của văn bản ủy quyền.",
        "grant_date": "Nhập ngày của văn bản ủy quyền.",
        "grant_until": "Nhập ngày cuối của thời hạn ủy quyền.",
    }
    problems = {name: text for name, text in asked.items() if not named[name]}
    if grant_date and grant_date > day:
        problems["grant_date"] = f"Văn bản ủy quyền không được sau ngày ký ({short_date(day)})."
    if grant_until and grant_until < day:
        problems["grant_until"] = f"Ủy quyền đã hết hạn vào ngày ký ({short_date(day)})."
    return problems
