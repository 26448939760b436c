"""Carrying out one transition on one record, and asking one source of the home page, as tests say
it."""

from django.utils import timezone

from tayninh_portal.lib.together import read_side_by_side
from tayninh_portal.records import Act
from tayninh_portal.workflow import workflows


def do(transition, record, *, by, at=None, seen_version=None, client_id=None, **asked):
    """``transition`` of its workflow on ``record``; the record as it stands afterwards."""
    flow = next(flow for flow in workflows() if transition in flow.transitions)
    act = Act(by, at or timezone.now(), client_id, seen_version)
    return flow.perform(transition, [record], act, **asked)[0]


def said_by(source, user, day):
    """The lines or tiles of one source of the home page, read by itself."""
    return read_side_by_side([source(user, day)])[0]
