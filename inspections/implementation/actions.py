"""Enter implementation facts; what each transition of a fact writes."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from inspections.agencies.models import Agency, AgencyQuerySet, LegalKind
from inspections.cited_documents.actions import attachable, check_visible
from inspections.cited_documents.models import CitedDocument
from inspections.implementation.models import FactKind, FactState, ImplementationFact
from inspections.submissions.models import Submission
from tayninh_portal import records
from tayninh_portal.access import AGENCY, DEPARTMENT, agencies_of, roles_of
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.vietnamese import normalise, search_text
from tayninh_portal.models import User
from tayninh_portal.records import Act, StateChange, require_each, transit

attachable(ImplementationFact, action="implementation.update", url_name="implementation-detail")

OUT_OF_PERIOD = (
    "Ngày {day} ngoài kỳ của đợt tự kiểm tra ({period}); hãy sửa ngày, hoặc ghi việc này riêng ở "
    "trang “Kết quả triển khai”."
)
CHANGEABLE = frozenset({"day", "kind", "title", "quantity", "people_reached", "text", "document"})


def writes_for(user: User, on: date) -> AgencyQuerySet:
    """The agencies whose facts ``user`` enters on a day: their own; the Sở's people those of the
    Sở and of UBND tỉnh."""
    where = Q(pk__in=agencies_of(user, AGENCY, on))
    if roles_of(user, on) & DEPARTMENT:
        where |= Q(is_department=True) | Q(legal_kind=LegalKind.PROVINCE)
    return Agency.objects.on(on).filter(where)


def record_fact(
    *,
    by: User,
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
    (``submission``) changes that too: its head certifies what they have seen, and its day is one of
    the round's period. Raises ``Refused``, ``ValidationError``.
    """
    at = at or timezone.now()
    stated = _stated(kind, document, day, title)
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
        **stated,
    )
    act = Act(by, at, fact.client_id)
    with transaction.atomic():
        [fact] = _held([fact])
        records.require(by, "implementation.create", fact, at=at)
        _check_day(fact.day, fact.submission, act.day)
        if document is not None:
            check_visible(document, by)
        fact, new = records.create(fact, by=by, at=at, label="Ghi kết quả triển khai")
        if new:
            _touch_submissions([fact], act, "Ghi kết quả triển khai kèm theo")
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


def update(
    change: StateChange, act: Act, facts: Sequence[ImplementationFact], /, **changes: object
) -> list[ImplementationFact]:
    """Correct facts before they are confirmed; a returned one is sent again with the correction."""
    unknown = changes.keys() - CHANGEABLE
    if unknown:
        raise TypeError(f"a fact does not change {sorted(unknown)}")
    held = _held(facts)
    require_each(act.by, "implementation.update", held, at=act.at)
    stated = {}
    for fact in held:
        row = copy.copy(fact)
        for name, value in changes.items():
            setattr(row, name, value)
        if row.document is not None and row.document_id != fact.document_id:
            check_visible(row.document, act.by)
        stated[fact.pk] = _stated(row.kind, row.document, row.day, row.title)
        _check_day(stated[fact.pk]["day"], row.submission, act.day)
    # Columns and functions of the row, each of its own type.
    written: dict[str, Any] = changes | {
        "day": lambda fact: stated[fact.pk]["day"],
        "title": lambda fact: stated[fact.pk]["title"],
        # Derived from the title when the row is cleaned; named, so that it is written.
        "search": lambda fact: fact.search,
    }
    rows = transit(held, change, act, **written)
    _touch_submissions(rows, act, "Sửa kết quả triển khai kèm theo")
    return rows


def confirm(
    change: StateChange, act: Act, facts: Sequence[ImplementationFact]
) -> list[ImplementationFact]:
    """Confirm what was read; from now on it is counted."""
    return transit(facts, change, act)


def send_back(
    change: StateChange, act: Act, facts: Sequence[ImplementationFact], *, note: str
) -> list[ImplementationFact]:
    """Give it back to whoever entered it; it is not counted until it is confirmed anew."""
    return transit(facts, change, act, note=note)


def withdraw(
    change: StateChange, act: Act, facts: Sequence[ImplementationFact], *, note: str
) -> list[ImplementationFact]:
    """Take it out for good; it was entered by mistake or twice."""
    held = _held(facts)
    require_each(act.by, "implementation.withdraw", held, at=act.at)
    rows = transit(held, change, act, note=note)
    _touch_submissions(rows, act, "Rút kết quả triển khai kèm theo")
    return rows


def _stated(
    kind: str, document: CitedDocument | None, day: date | None, title: str
) -> dict[str, Any]:
    """Day and title, from the document where a directive leaves them to it."""
    title = normalise(title)
    if kind == FactKind.DIRECTIVE and document is not None:
        subject = document.subject[:1].upper() + document.subject[1:]
        day, title = day or document.issued_on, title or subject
    return {"day": day, "title": title}


def _held(facts: Sequence[ImplementationFact]) -> list[ImplementationFact]:
    """The facts with the self-inspections they are told in read anew, and held: what a head
    certifies does not change between their look and their word."""
    rows = [copy.copy(fact) for fact in facts]
    reported_in = {row.submission_id for row in rows if row.submission_id is not None}
    if reported_in:
        found = Submission.objects.select_for_update(of=("self",)).select_related("round", "agency")
        held = found.in_bulk(reported_in)
        for row in rows:
            if row.submission_id is not None:
                row.submission = held[row.submission_id]
    return rows


def _touch_submissions(facts: Sequence[ImplementationFact], act: Act, label: str) -> None:
    """One line in each self-inspection the facts are told in: it is another from now on."""
    reported_in = {
        fact.submission.pk: fact.submission for fact in facts if fact.submission is not None
    }
    for submission in reported_in.values():
        records.touch(submission, by=act.by, at=act.at, label=label)


def _check_day(day: date | None, submission: Submission | None, today: date) -> None:
    """What is told within a self-inspection was done in the period that its round asks about: it is
    read and accepted with that, and counted by its own day."""
    if day is None:
        return
    if day > today:
        raise ValidationError({"day": "Ngày thực hiện chưa đến; chỉ ghi việc đã làm."})
    if submission is None:
        return
    first, last = submission.round.period_start, submission.round.period_end
    if not first <= day <= last:
        period = f"từ {short_date(first)} đến {short_date(last)}"
        raise ValidationError({"day": OUT_OF_PERIOD.format(day=short_date(day), period=period)})
