"""A draft goes up: what it says is read in one state of the database first, then sent up."""

from __future__ import annotations

from reports.issuing.actions.submitting import read_to_submit
from reports.issuing.workflow import REPORTS, SUBMIT
from reports.narrative.models import Report
from tayninh_portal.records import Act


def send_up(report: Report, act: Act, *, renew: bool = False, note: str = "") -> Report:
    """``SUBMIT`` with what the report says now, or said before of the same form.

    One state is only one outside of any transaction, so it is read before; that takes seconds, so
    whether it may be sent up is asked before that. Raises ``Refused``, ``Conflict``,
    ``ValidationError``.
    """
    if not REPORTS.check(SUBMIT, [report], act):
        return Report.objects.get(pk=report.pk)
    reading = read_to_submit(report, at=act.at, renew=renew)
    return REPORTS.perform(SUBMIT, [report], act, readings=[reading], note=note)[0]
