"""Carrying out one transition on one record, as the story of the demo says it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from tayninh_portal.models import User, Versioned
from tayninh_portal.records import Act
from tayninh_portal.workflow import Transition, workflows

M = TypeVar("M", bound=Versioned)


def do(transition: Transition[M, ...], record: M, *, by: User, at: datetime, **asked: object) -> M:
    """``transition`` of its workflow on ``record``; the record as it stands afterwards."""
    return do_many(transition, [record], by=by, at=at, **asked)[0]


def do_many(
    transition: Transition[M, ...], records: Sequence[M], *, by: User, at: datetime, **asked: object
) -> list[M]:
    """``do`` for several records at once, all or nothing."""
    flow = next(flow for flow in workflows() if transition in flow.transitions)
    return flow.perform(transition, records, Act(by, at), **asked)
