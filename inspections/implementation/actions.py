"""Enter implementation facts, correct them, confirm or return them."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.cited_documents.actions import attachable, check_visible
from inspections.cited_documents.models import CitedDocument
from inspections.implementation.models import FactKind, FactState, ImplementationFact
from inspections.implementation.workflow import (
    CONFIRM,
    EDITABLE,
    REOPEN,
    RESEND,
    RETURN,
    WITHDRAW,
)
from inspections.submissions.models import Submission
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.vietnamese import normalise, search_text

attachable(ImplementationFact, action="implementation.update", url_name="implementation-detail")

OUT_OF_PERIOD = (
    "Ngày {day} ngoài kỳ của đợt tự kiểm tra ({period}); hãy sửa ngày, hoặc ghi việc này riêng ở "
    "trang “Kết quả triển khai”."
)
CHANGEABLE = frozenset({"day", "kind", "title", "quantity", "people_reached", "text", "document"})


def record_fact(
    *,
    by: Any,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    agency: Agency,
    kind: str,
    day: date | None = None,
    title: str = "",
    quantity: int = 1,
    people_reached: int | None = None,
    text: str = "",
    document: CitedDocument | None = None,
    submission: Submission | None = None,
    is_illustrative: bool = False,
) -> tuple[ImplementationFact, bool]:
    """Enter what an agency did; it waits for the Sở. ``(fact, True)``.

    A directive takes its day and its title from the document where none are given. A second call
    with the same ``client_id`` returns the first fact with False. One told within a self-inspection
    (``submission``) changes that too: its head certifies what he has seen, and its day is one of
    the round's period. Raises ``Refused``, ``ValidationError``.
    """
    at = at or timezone.now()
    told = _told(kind, document, {"day": day, "title": title})
    fact = ImplementationFact(
        client_id=client_id or uuid.uuid4(),
        agency=agency,
        kind=kind,
        quantity=quantity,
        people_reached=people_reached,
        text=text,
        document=document,
        submission=submission,
        is_illustrative=is_illustrative,
        **told,
    )
    with transaction.atomic():
        _lock_submission(fact)
        records.require(by, "implementation.create", fact, at=at)
        _check_day(fact.day, fact.submission, at)
        if document is not None:
            check_visible(document, by)
        fact, new = records.create(fact, by=by, at=at, label="Ghi kết quả triển khai")
        if new and submission is not None and fact.submission is not None:
            _tell_submission(fact, by=by, at=at, label="Ghi kết quả triển khai kèm theo")
            submission.version = fact.submission.version
    return fact, new


def same_facts(
    *, agency: Agency, kind: str, day: date, title: str, besides: ImplementationFact | None = None
) -> QuerySet[ImplementationFact]:
    """What ``agency`` has told already of this kind and day in these words, accents and case aside:
    told once in the self-inspection and once apart it would be counted twice."""
    alike = ImplementationFact.objects.exclude(state=FactState.WITHDRAWN).filter(
        agency=agency, kind=kind, day=day, search=search_text(normalise(title))[:1500]
    )
    return alike.exclude(pk=besides.pk) if besides is not None else alike


def update_fact(
    fact: ImplementationFact,
    *,
    by: Any,
    at: datetime | None = None,
    seen_version: int,
    **changes: Any,
) -> ImplementationFact:
    """Correct it before it is confirmed; a returned one is sent again with the correction."""
    unknown = changes.keys() - CHANGEABLE
    if unknown:
        raise TypeError(f"a fact does not change {sorted(unknown)}")
    at = at or timezone.now()
    _check_seen(fact, seen_version, records.STALE)
    records.require(by, "implementation.update", fact, at=at)
    document = changes.get("document", fact.document)
    changes |= _told(
        changes.get("kind", fact.kind),
        document,
        {name: changes.get(name, getattr(fact, name)) for name in ("day", "title")},
    )
    if document is not None and document.pk != fact.document_id:
        check_visible(document, by)
    returned = fact.state == FactState.RETURNED
    with transaction.atomic():
        if _lock_submission(fact):
            records.require(by, "implementation.update", fact, at=at)
        _check_day(changes["day"], fact.submission, at)
        fact = records.amend(
            fact,
            changes,
            by=by,
            at=at,
            seen_version=seen_version,
            label="Sửa kết quả triển khai",
            states=EDITABLE,
        )
        if returned:
            fact = records.move(fact, RESEND, by=by, at=at)
        _tell_submission(fact, by=by, at=at, label="Sửa kết quả triển khai kèm theo")
    return fact


def confirm_fact(
    fact: ImplementationFact,
    *,
    by: Any,
    at: datetime | None = None,
    seen_version: int | None = None,
) -> ImplementationFact:
    """Confirm what was read; from now on it is counted."""
    _check_seen(fact, seen_version)
    return records.move(fact, CONFIRM, by=by, at=at, seen_version=seen_version)


def return_fact(
    fact: ImplementationFact,
    *,
    by: Any,
    at: datetime | None = None,
    note: str,
    seen_version: int | None = None,
) -> ImplementationFact:
    """Give it back with what has to be corrected."""
    _check_seen(fact, seen_version)
    return records.move(fact, RETURN, by=by, at=at, note=note, seen_version=seen_version)


def withdraw_fact(
    fact: ImplementationFact,
    *,
    by: Any,
    at: datetime | None = None,
    note: str,
    seen_version: int | None = None,
) -> ImplementationFact:
    """Take it out for good; it was entered by mistake or twice."""
    _check_seen(fact, seen_version)
    with transaction.atomic():
        _lock_submission(fact)
        fact = records.move(fact, WITHDRAW, by=by, at=at, note=note, seen_version=seen_version)
        _tell_submission(fact, by=by, at=at, label="Rút kết quả triển khai kèm theo")
    return fact


def reopen_fact(
    fact: ImplementationFact,
    *,
    by: Any,
    at: datetime | None = None,
    note: str,
    seen_version: int | None = None,
) -> ImplementationFact:
    """Take a confirmed fact back to whoever entered it; it is not counted until confirmed anew."""
    _check_seen(fact, seen_version)
    return records.move(fact, REOPEN, by=by, at=at, note=note, seen_version=seen_version)


def _told(kind: str, document: CitedDocument | None, given: dict[str, Any]) -> dict[str, Any]:
    """Day and title, from the document where a directive leaves them to it."""
    day, title = given["day"], normalise(given["title"])
    if kind == FactKind.DIRECTIVE and document is not None:
        subject = document.subject[:1].upper() + document.subject[1:]
        day, title = day or document.issued_on, title or subject
    return {"day": day, "title": title}


def _lock_submission(fact: ImplementationFact) -> bool:
    """Read the self-inspection the fact is told in anew, and hold it: what a head certifies does
    not change between his look and his word. Whether there is one."""
    if fact.submission_id is None:
        return False
    rows = Submission.objects.select_for_update(of=("self",)).select_related("round", "agency")
    fact.submission = rows.get(pk=fact.submission_id)
    return True


def _tell_submission(fact: ImplementationFact, *, by: Any, at: datetime | None, label: str) -> None:
    if fact.submission is not None:
        records.touch(fact.submission, by=by, at=at, label=label)


def _check_day(day: date | None, submission: Submission | None, at: datetime) -> None:
    """What is told within a self-inspection was done in the period that its round asks about: it is
    read and accepted with that, and counted by its own day."""
    if day is None:
        return
    if day > timezone.localdate(at):
        raise ValidationError({"day": "Ngày thực hiện chưa đến; chỉ ghi việc đã làm."})
    if submission is None:
        return
    first, last = submission.round.period_start, submission.round.period_end
    if not first <= day <= last:
        period = f"từ {short_date(first)} đến {short_date(last)}"
        raise ValidationError({"day": OUT_OF_PERIOD.format(day=short_date(day), period=period)})


def _check_seen(fact: ImplementationFact, seen_version: int | None, *reason: str) -> None:
    # Before the rules: the second of two people should hear that it is done, not that it is
    # forbidden.
    if seen_version is not None and seen_version != fact.version:
        raise Conflict(*reason)
