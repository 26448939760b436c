"""What became of the findings of a visit: the handling and the remedy of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.db.models import F, FilteredRelation, Q, QuerySet

from inspections.agencies.models import agency_then
from inspections.findings.models import FINDING_READERS, Finding
from inspections.handlings.models import HANDLING_READERS, Handling, HandlingState
from inspections.remedies.models import Remedy
from inspections.remedies.workflow import REMEDIES, REPORT
from inspections.statements.models import Statement
from inspections.visits.models import Visit, VisitState
from tayninh_portal.access import Verdict, may_each, today
from tayninh_portal.hanging import hangs
from tayninh_portal.hanging import register as hang
from tayninh_portal.lib.prepared import Prepared
from tayninh_portal.models import User


@dataclass(frozen=True)
class Answer:
    """What became of one finding, as far as a person may see and do: the handling and the remedy
    (None where there is none to be seen), and whether they may enter or report (None: never)."""

    handling: Handling | None = None
    may_enter: Verdict | None = None
    remedy: Remedy | None = None
    may_report: Verdict | None = None


hang("inspections.visit", Statement, lambda pk: Statement.objects.filter(finding__visit=pk))


@cache
def _findings(handled: bool, stated: bool) -> Prepared[Finding]:
    """The findings of a visit by its number: ``handled`` each with ``handled``, the one handling
    that is not withdrawn, ``stated`` each with its statement. Nothing is joined that none of them
    has: of eight relations PostgreSQL weighs every order."""
    related = ["category", "field", "recommended_handling"]
    related += ["handled__form"] * handled + ["statement"] * stated
    standing = FilteredRelation("handlings", condition=~Q(handlings__state=HandlingState.WITHDRAWN))

    def findings(visit: int) -> QuerySet[Finding]:
        rows = Finding.objects.filter(visit=visit).order_by("pk")
        if handled:
            rows = rows.annotate(handled=standing)
        rows = rows.annotate(
            agency_then=agency_then("agency", "visit_day"), erased_at=F("person__erased_at")
        )
        return rows.select_related(*related)

    return Prepared(findings)


def answered_findings(visit: Visit, user: User, *, withdrawn: bool) -> list[Finding]:
    """The findings of a visit, each with its ``answer``; a few queries once it is concluded.

    None while the visit is not concluded, and for a finding that was withdrawn. ``withdrawn``:
    whether those are among them. One about a stranger is told to who may see it alone.
    """
    stated, concluded = hangs(visit, Statement), visit.state == VisitState.CONCLUDED
    there = _findings(concluded, stated)(visit.pk)
    if not stated:
        for row in there:
            row._state.fields_cache["statement"] = None
    rows = [row for row in there if withdrawn or row.withdrawn_at is None]
    strangers = {row.pk: row for row in rows if row.agency_id != visit.agency_id}
    unseen = strangers.keys() - FINDING_READERS.covers(user, strangers.values(), today())
    rows = [row for row in rows if row.pk not in unseen]
    asked = [row for row in rows if concluded and row.withdrawn_at is None]
    written = {row.pk: row.handled for row in asked if hasattr(row, "handled")}
    seen = HANDLING_READERS.covers(user, written.values(), today())
    handlings = {pk: row for pk, row in written.items() if row.pk in seen}
    remedies: dict[int, Remedy] = {}
    if any(row.remedy_due_on for row in asked):
        due = Remedy.objects.active().visible_to(user).select_related("receiver")
        remedies = {row.finding_id: row for row in due.filter(finding__in=asked) if row.finding_id}
    for finding in rows:
        finding.visit = visit
        finding.answer = None  # type: ignore[attr-defined]  # for the template alone
    for finding in asked:
        if finding.pk in remedies:
            remedies[finding.pk].finding, remedies[finding.pk].visit = finding, visit
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
        row.finding_id: verdict
        for row, verdict in zip(remedies, verdicts, strict=True)
        if verdict and row.finding_id
    }
