"""Asking for what takes two people: everything is checked then as it will be when it is done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from tayninh_portal import records
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Proposal, User
from tayninh_portal.proposals.kinds import NOBODY_ELSE, Kind, NeedsTwo, seconds
from tayninh_portal.proposals.values import pack, unpack
from tayninh_portal.proposals.workflow import close_lapsed
from tayninh_portal.records import Act

# Long enough for a leader who is away for a week, short enough that nobody confirms what has been
# forgotten.
LASTS = timedelta(days=7)


def do_or_ask(
    kind: Kind,
    values: Mapping[str, Any],
    *,
    by: User,
    client_id: UUID | None = None,
    seen_version: int | None = None,
    **told: Any,
) -> Any:
    """Do at once what one person may do alone, with what the act returns; of the rest a proposal,
    described by ``told`` (see ``ask``)."""
    seen = {} if seen_version is None else {"seen_version": seen_version}
    try:
        return kind.act(**values, by=by, client_id=client_id, **seen)
    except NeedsTwo:
        act = Act(by, client_id=client_id, seen_version=seen_version)
        return ask(kind, values, act, **told)[0]


def asked_before(client_id: UUID | None, by: User) -> Proposal | None:
    """The proposal this very form made before."""
    if client_id is None:
        return None
    return Proposal.objects.filter(client_id=client_id, created_by=by).first()


def ask(
    kind: Kind,
    values: Mapping[str, Any],
    act: Act,
    *,
    subject: str,
    summary: str,
    reason: str = "",
    account: User | None = None,
    record: Any = None,
) -> tuple[Proposal, bool]:
    """A proposal to do ``kind`` with ``values``; ``(proposal, True)``, or False with the one this
    form made before.

    The act is tried and taken back, so that what cannot be done is refused now, with its own
    sentence at its own field. ``record`` is the row ``act.seen_version`` is the version of.
    Raises ``Refused``, ``Conflict``, ``ValidationError``.
    """
    records.require(act.by, kind.permission, at=act.at)
    row = Proposal(
        kind=kind.name,
        account=account,
        subject=subject,
        summary=summary[:600],
        values=pack(values),
        reason=reason.strip(),
        expires_at=act.at + LASTS,
    )
    if act.client_id is not None:
        row.client_id = act.client_id
        made = records.made_by_form(row, act.by)
        if made is not None:
            return made, False
    if record is not None and act.seen_version not in (None, records.version_of(record)):
        raise Conflict(records.STALE)
    second = seconds(act.by, account, act.day).select_related("user").first()
    if second is None:
        raise Refused(NOBODY_ELSE)
    with transaction.atomic():
        close_lapsed(act.at, subject=subject)
        _try(kind, row, act, second.user)
        return records.create(row, by=act.by, at=act.at, label=f"Đề nghị: {kind.label}")


def _try(kind: Kind, row: Proposal, act: Act, second: User) -> None:
    with transaction.atomic():
        kind.act(**unpack(row.values), by=act.by, second=second, at=act.at)
        transaction.set_rollback(True)
