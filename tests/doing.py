"""Carrying out one transition on one record, as tests say it."""

from django.utils import timezone

from tayninh_portal.records import Act
from tayninh_portal.workflow import workflows


def do(transition, record, *, by, at=None, seen_version=None, client_id=None, **asked):
    """``transition`` of its workflow on ``record``; the record as it stands afterwards."""
    flow = next(flow for flow in workflows() if transition in flow.transitions)
    act = Act(by, at or timezone.now(), client_id, seen_version)
    return flow.perform(transition, [record], act, **asked)[0]
