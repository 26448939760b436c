"""What became of the findings of a visit: the handling and the remedy of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inspections.findings.models import Finding
from inspections.handlings.models import Handling
from inspections.remedies.models import Remedy
from inspections.remedies.workflow import REMEDIES, REPORT
from inspections.visits.models import Visit, VisitState
from tayninh_portal.access import Verdict, may_each, today
from tayninh_portal.models import User


@dataclass(frozen=True)
class Answer:
    """What became of one finding, as far as a person may see and do: the handling and the remedy
    (None where there is none to be seen), and whether they may enter or report (None: never)."""

    handling: Handling | None = None
    may_enter: Verdict | None = None
    remedy: Remedy | None = None
    may_report: Verdict | None = None


def with_answers(findings: Iterable[Finding], visit: Visit, user: User) -> list[Finding]:
    """The findings of one visit, each with its ``answer``; a few queries once it is concluded.

    None while the visit is not concluded, and for a finding that was withdrawn.
    """
    rows = list(findings)
    asked = [row for row in rows if row.withdrawn_at is None]
    if visit.state != VisitState.CONCLUDED:
        asked = []
    handlings: dict[int, Handling] = {}
    remedies: dict[int, Remedy] = {}
    if asked:
        active = Handling.objects.active().visible_to(user).select_related("form")
        handlings = {row.finding_id: row for row in active.filter(finding__in=asked)}
    if any(row.remedy_due_on for row in asked):
        due = Remedy.objects.active().visible_to(user).select_related("receiver")
        remedies = {row.finding_id: row for row in due.filter(finding__in=asked)}
    for finding in rows:
        finding.answer = None  # type: ignore[attr-defined]  # for the template alone
    for finding in asked:
        finding.visit = visit
        if finding.pk in remedies:
            remedies[finding.pk].finding = finding
    enters = may_enter(user, [row for row in asked if row.pk not in handlings])
    reports = _may_report(user, [row for row in remedies.values() if row.is_open])
    for finding in asked:
        finding.answer = Answer(  # type: ignore[attr-defined]  # for the template alone
            handlings.get(finding.pk),
            enters.get(finding.pk),
            remedies.get(finding.pk),
            reports.get(finding.pk),
        )
    return rows


def may_enter(user: User, findings: Sequence[Finding]) -> dict[int, Verdict]:
    """The findings whose result ``user`` may enter; one query for all of them."""
    unwritten = [Handling(finding=finding) for finding in findings]
    verdicts = may_each(user, "handling.enter", unwritten)
    return {row.pk: verdict for row, verdict in zip(findings, verdicts, strict=True) if verdict}


def _may_report(user: User, remedies: Sequence[Remedy]) -> dict[int, Verdict]:
    verdicts = REMEDIES.verdicts(user, REPORT, remedies, today())
    return {
        row.finding_id: verdict for row, verdict in zip(remedies, verdicts, strict=True) if verdict
    }
