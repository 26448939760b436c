"""Accept a warning of the checks: somebody stands by it with their name and their reason.

Only a warning that is found right now is accepted, never an error. The acceptance counts while the
warning says the same; it stands on the check sheet of the report.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
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
GONE = "Cảnh báo này không còn nữa: số liệu hay lời văn vừa thay đổi sau khi bạn mở trang."
IS_ERROR = "Đây là lỗi, không chấp nhận được; phải sửa trước khi trình."
IS_NOTE = "Đây là lưu ý, không phải chấp nhận."
_NOT_ACCEPTED = {Level.ERROR: IS_ERROR, Level.NOTE: IS_NOTE}


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


@dataclass(frozen=True)
class Answer:
    """What became of one reason: the acceptance it made (``is_new``) or that stood already, and
    what its giver has to be told, "" where there is nothing. ``is_wrong``: the reason cannot stand.
    """

    acceptance: Acceptance | None = None
    is_new: bool = False
    sentence: str = ""
    is_wrong: bool = False


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
    given = {fingerprint: reason}
    answer = accept_warnings(report, by=by, at=at, reasons=given, client_id=client_id)[fingerprint]
    if answer.acceptance is None:
        raise ValidationError({"reason": answer.sentence} if answer.is_wrong else answer.sentence)
    return answer.acceptance, answer.is_new


def accept_warnings(
    report: Report,
    *,
    by: User,
    at: datetime | None = None,
    reasons: Mapping[str, str],
    keep: bool = True,
    client_id: uuid.UUID | None = None,
) -> dict[str, Answer]:
    """Stand by several, ``reasons`` by fingerprint; what became of each, by fingerprint.

    Those that can be accepted are, in one transaction, whatever is wrong with the others. A reason
    given before the numbers changed says nothing by itself: without ``keep`` one that is still word
    for word the earlier one is left out, and not answered. Raises ``Refused``.
    """
    at = at or timezone.now()
    require(by, "report.accept_warning", report, at=at)
    # Read before the row is held: one state of the database is only one when it is outermost.
    found = {
        problem.fingerprint: (problem, each.findings.before(problem))
        for each in reversed(compositions_of(report, at=at))
        for problem in each.findings.problems
    }
    act, answers = Act(by, at, client_id), {}
    with locked_for_writing(report) as now:
        given = now.acceptances.filter(fingerprint__in=reasons).select_related("by")
        standing = {row.fingerprint: row for row in given}
        for fingerprint, reason in reasons.items():
            problem, before = found.get(fingerprint, (None, None))
            if first := standing.get(fingerprint):
                answers[fingerprint] = Answer(first, sentence=_sentence_of(first, by, reason))
            elif problem is None:
                answers[fingerprint] = Answer(sentence=GONE)
            elif problem.level in _NOT_ACCEPTED:
                answers[fingerprint] = Answer(sentence=_NOT_ACCEPTED[problem.level])
            elif keep or before is None or _plain(reason) != before.reason:
                answers[fingerprint] = _accept(now, problem, act, reason=reason)
    return answers


def _accept(report: Report, problem: CheckProblem, act: Act, *, reason: str) -> Answer:
    try:
        reason = _checked(reason)
    except ValidationError as error:
        return Answer(sentence=" ".join(error.messages), is_wrong=True)
    check, section, subject = problem.identity
    made = Acceptance.objects.create(
        report=report,
        check_name=check,
        section=section,
        subject=subject,
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
    return Answer(made, is_new=True)


def _sentence_of(first: Acceptance, by: User, reason: str) -> str:
    """Nothing to who gave this very reason: a second click, or the Back of the browser."""
    if first.by_id == by.pk and first.reason == _plain(reason):
        return ""
    who = "Bạn" if first.by_id == by.pk else first.by.get_full_name()
    return f"{who} đã chấp nhận cảnh báo này trước, lý do giữ nguyên: “{first.reason}”."


def _plain(reason: str) -> str:
    """The reason as it is stored; as it was typed where it cannot be."""
    try:
        return " ".join(clean_text(reason).split())
    except ValidationError:
        return reason


def _checked(reason: str) -> str:
    reason = " ".join(clean_text(reason).split())
    if len(reason) < SHORTEST:
        raise ValidationError(
            f"Ghi lý do rõ hơn, ít nhất {SHORTEST} ký tự; lý do được ghi vào phiếu."
        )
    if len(reason) > LONGEST:
        raise ValidationError(f"Lý do dài quá {LONGEST} ký tự; hãy rút gọn.")
    if missing := missing_characters("".join(reason.split())):
        raise ValidationError(
            f"Phông chữ của văn bản không có ký tự {' '.join(missing)}; hãy thay ký tự khác."
        )
    return reason
