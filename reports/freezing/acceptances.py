"""Accept a warning of the checks: somebody stands by it with their name and their reason.

Only a warning that is found right now is accepted, never an error. The acceptance counts while the
warning says the same; it stands on the check sheet of the report.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from reports.checks.accepted import Findings
from reports.checks.models import Acceptance
from reports.checks.problems import CheckProblem, Level
from reports.freezing.composition import Composition, composed_anew, composed_now, composition_now
from reports.freezing.reading import reading_of
from reports.narrative.models import WRITABLE, Report
from reports.narrative.writing import locked_for_writing
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.lib.text import clean_text
from tayninh_portal.models import User
from tayninh_portal.paper.measure import missing_characters
from tayninh_portal.records import Act, remark, require

# “Đã xem.” is no reason; a short sentence is.
SHORTEST, LONGEST = 10, 500
GONE = (
    "Cảnh báo này không còn nữa hoặc đã có nội dung khác vì số liệu hay lời văn vừa thay đổi; hãy "
    "xem lại danh sách bên dưới."
)
IS_ERROR = "Đây là lỗi, không chấp nhận được; phải sửa trước khi trình."


def findings_of(report: Report, *, at: datetime | None = None) -> Findings:
    """What the checks find in the report as its writers read it now, and what was accepted."""
    return composition_now(report, at=at).findings


def compositions_of(report: Report, *, at: datetime | None = None) -> tuple[Composition, ...]:
    """The report as it stands; and while it is written, where its numbers are frozen, as it would
    go up with numbers counted anew: both ways are open, so the warnings of both are accepted."""
    at = at or timezone.now()
    with one_state():
        reading = reading_of(report, anew=report.state in WRITABLE)
        composition = composed_now(reading, at=at)
        if composition.freeze is None or report.state not in WRITABLE:
            return (composition,)
        return (composition, composed_anew(reading, at=at))


def blocking(report: Report, *, at: datetime | None = None) -> tuple[CheckProblem, ...]:
    """What keeps the report from going up: errors, and warnings nobody has accepted."""
    return findings_of(report, at=at).open


def accept_warning(
    report: Report,
    *,
    by: User,
    at: datetime | None = None,
    fingerprint: str,
    reason: str,
    client_id: uuid.UUID | None = None,
) -> tuple[Acceptance, bool]:
    """Stand by a warning with a reason; ``(acceptance, False)`` where somebody already does.

    The first reason stays. Raises ``Refused``, and ``ValidationError`` for an error of the checks,
    for a warning that is not found now, and for a reason that is too short, too long or cannot be
    printed.
    """
    (accepted,) = accept_warnings(
        report, by=by, at=at, fingerprints=[fingerprint], reason=reason, client_id=client_id
    )
    return accepted


def accept_warnings(
    report: Report,
    *,
    by: User,
    at: datetime | None = None,
    fingerprints: Sequence[str],
    reason: str,
    client_id: uuid.UUID | None = None,
) -> list[tuple[Acceptance, bool]]:
    """``accept_warning`` for several with one reason, all or none: the report is read once."""
    at = at or timezone.now()
    require(by, "report.accept_warning", report, at=at)
    reason = _checked(reason)
    # Read before the row is held: one state of the database is only one when it is outermost.
    found = [
        problem for each in compositions_of(report, at=at) for problem in each.findings.problems
    ]
    problems = [_found(found, fingerprint) for fingerprint in fingerprints]
    with locked_for_writing(report) as now:
        return [
            _accept(now, problem, Act(by, at, client_id), reason=reason) for problem in problems
        ]


def _accept(
    report: Report, problem: CheckProblem, act: Act, *, reason: str
) -> tuple[Acceptance, bool]:
    existing = Acceptance.objects.filter(report=report, fingerprint=problem.fingerprint).first()
    if existing is not None:
        return existing, False
    made = Acceptance.objects.create(
        report=report,
        check_name=problem.check,
        section=problem.section,
        fingerprint=problem.fingerprint,
        text=problem.text,
        reason=reason,
        at=act.at,
        by=act.by,
    )
    remark(
        made,
        by=act.by,
        at=act.at,
        action="accept",
        label="Chấp nhận cảnh báo",
        note=reason,
        client_id=act.client_id,
    )
    return made, True


def _found(problems: Iterable[CheckProblem], fingerprint: str) -> CheckProblem:
    for problem in problems:
        if problem.fingerprint == fingerprint:
            if problem.level == Level.ERROR:
                raise ValidationError(IS_ERROR)
            return problem
    raise ValidationError(GONE)


def _checked(reason: str) -> str:
    reason = " ".join(clean_text(reason).split())
    if len(reason) < SHORTEST:
        raise ValidationError(
            {"reason": f"Ghi lý do rõ hơn, ít nhất {SHORTEST} ký tự; lý do được ghi vào phiếu."}
        )
    if len(reason) > LONGEST:
        raise ValidationError({"reason": f"Lý do dài quá {LONGEST} ký tự; hãy rút gọn."})
    if missing := missing_characters("".join(reason.split())):
        raise ValidationError(
            {
                "reason": f"Phông chữ của văn bản không có ký tự {' '.join(missing)}; hãy thay ký "
                "tự khác."
            }
        )
    return reason
