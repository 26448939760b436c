"""Prepare, certify, return and accept self-inspection results.

Due, filed, on time, accepted and held are five different things; each is a fact with its own day
and actor, and only an accepted result is counted.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.catalogues.models import Category
from inspections.cited_documents.actions import attachable
from inspections.rounds.models import Round
from inspections.submissions.models import Submission, SubmissionCount
from inspections.submissions.workflow import (
    ACCEPT,
    CERTIFY,
    EDITABLE,
    MOST,
    NOT_OF_THIS_AGENCY,
    REOPEN,
    RETURN,
    categories_of,
    missing_for_certification,
)
from tayninh_portal import records
from tayninh_portal.access import agencies_of
from tayninh_portal.errors import Conflict, Refused

__all__ = [
    "accept_submission",
    "certify_submission",
    "missing_for_certification",
    "on_time",
    "reopen_submission",
    "return_submission",
    "save_submission",
    "start_submission",
]

# The agency's own papers, until its head has certified what they belong to.
attachable(Submission, action="submission.fill", url_name="submission-detail")

# What an agency fills in besides the counts.
FIELDS = (
    "plan_number",
    "plan_date",
    "propaganda",
    "rules_reviewed",
    "held",
    "not_held_reason",
    "inspections_held",
    "units_inspected",
    "nothing_found",
    "shortcomings",
    "proposals",
)


def on_time(submission: Submission) -> bool:
    """Whether the head first sent it on the due day or before; a later return changes nothing."""
    first = submission.first_filed_on
    return first is not None and first <= submission.round.due_on


def start_submission(
    round: Round, agency: Agency, *, by: Any, at: datetime | None = None
) -> tuple[Submission, bool]:
    """The agency's one result in this round, made now if there is none yet (``True``).

    Raises ``Refused`` when the round takes no result of this agency from ``by``.
    """
    at = at or timezone.now()
    records.require(by, "submission.fill", at=at)
    if agency.pk not in agencies_of(by, on=timezone.localdate(at)):
        raise Refused(NOT_OF_THIS_AGENCY)
    with transaction.atomic():
        # The round's row is the queue in which two first clicks stand.
        round = Round.objects.select_for_update().get(pk=round.pk)
        existing = Submission.objects.filter(round=round, agency=agency).first()
        if existing is not None:
            return existing, False
        submission = Submission(
            client_id=uuid.uuid4(),
            round=round,
            agency=agency,
            prepared_by=by,
            is_illustrative=round.is_illustrative,
        )
        records.require(by, "submission.fill", submission, at=at)
        return records.create(submission, by=by, at=at, label="Bắt đầu nhập kết quả")


def save_submission(
    submission: Submission,
    *,
    by: Any,
    at: datetime | None = None,
    seen_version: int,
    counts: dict[Category, int | None],
    **changes: Any,
) -> Submission:
    """Save the draft; ``counts`` is the whole table: None, or not mentioned, is blank, not zero.

    What is missing never hinders saving, what is wrong does (``ValidationError``, at ``count_`` +
    code for a count). Nothing is written when nothing has changed. Raises ``Refused``, and
    ``Conflict`` when somebody saved since ``seen_version``.
    """
    unknown = changes.keys() - set(FIELDS)
    if unknown:
        raise TypeError(f"a submission does not have {sorted(unknown)}")
    with transaction.atomic():
        # Locked before its counts are touched: two people saving at once stand in a queue.
        current = (
            Submission.objects.select_for_update(of=("self",))
            .select_related("round", "agency")
            .get(pk=submission.pk)
        )
        records.require(by, "submission.fill", current, at=at)
        typed = _checked(counts, current.round)
        _check_numbers(changes)
        stored = {row.category_id: row.count for row in current.counts.all()}
        same = all(getattr(current, name) == value for name, value in changes.items())
        if same and stored == {category.pk: count for category, count in typed.items()}:
            return current
        if current.version != seen_version:
            raise Conflict(
                "Kết quả này đã được người khác sửa sau khi bạn mở. Nội dung bạn nhập vẫn còn "
                "dưới đây; hãy đối chiếu với bản mới rồi lưu lại."
            )
        current.counts.all().delete()
        SubmissionCount.objects.bulk_create(
            SubmissionCount(submission=current, category=category, count=count)
            for category, count in typed.items()
        )
        return records.amend(
            current,
            {**changes, "prepared_by": by},
            by=by,
            at=at,
            seen_version=seen_version,
            label="Lưu kết quả",
            states=EDITABLE,
        )


def certify_submission(
    submission: Submission,
    *,
    by: Any,
    at: datetime | None = None,
    seen_version: int | None = None,
) -> Submission:
    """The head certifies what he sees and sends it; from here on nothing can be edited.

    Raises ``Refused`` with what is missing, ``Conflict`` when it changed since ``seen_version``.
    """
    at = at or timezone.now()
    _check_seen(
        submission,
        seen_version,
        "Kết quả đã được sửa sau khi bạn mở trang. Dưới đây là bản mới nhất; hãy xem lại trước "
        "khi xác nhận.",
    )
    day = timezone.localdate(at)
    with transaction.atomic():
        # The round cannot be closed between the question and the answer.
        submission.round = Round.objects.select_for_update().get(pk=submission.round_id)
        return records.move(
            submission,
            CERTIFY,
            by=by,
            at=at,
            seen_version=seen_version,
            certified_by=by,
            filed_on=day,
            first_filed_on=submission.first_filed_on or day,
        )


def return_submission(
    submission: Submission,
    *,
    by: Any,
    at: datetime | None = None,
    note: str,
    seen_version: int | None = None,
) -> Submission:
    """Give it back to the agency with what has to be corrected."""
    _check_seen(submission, seen_version)
    return records.move(submission, RETURN, by=by, at=at, note=note, seen_version=seen_version)


def accept_submission(
    submission: Submission,
    *,
    by: Any,
    at: datetime | None = None,
    seen_version: int | None = None,
) -> Submission:
    """Accept it; from now on it is counted. Never by somebody who had a hand in it."""
    at = at or timezone.now()
    _check_seen(submission, seen_version)
    return records.move(
        submission,
        ACCEPT,
        by=by,
        at=at,
        seen_version=seen_version,
        accepted_by=by,
        accepted_on=timezone.localdate(at),
    )


def reopen_submission(
    submission: Submission,
    *,
    by: Any,
    at: datetime | None = None,
    note: str,
    seen_version: int | None = None,
) -> Submission:
    """Take an accepted result back to the agency; it is not counted until accepted anew."""
    _check_seen(submission, seen_version)
    return records.move(
        submission,
        REOPEN,
        by=by,
        at=at,
        note=note,
        seen_version=seen_version,
        accepted_by=None,
        accepted_on=None,
    )


def _checked(counts: dict[Category, int | None], round: Round) -> dict[Category, int]:
    """The counts that were typed, refused where the category or the number cannot be."""
    typed = {category: count for category, count in counts.items() if count is not None}
    in_force = set(categories_of(round).values_list("pk", flat=True)) if typed else set()
    errors = {}
    for category, count in typed.items():
        if category.pk not in in_force:
            errors[f"count_{category.code}"] = "Loại vi phạm này không áp dụng trong kỳ của đợt."
        elif not 0 <= count <= MOST:
            errors[f"count_{category.code}"] = _out_of_range()
    if errors:
        raise ValidationError(errors)
    return typed


def _check_numbers(changes: dict[str, Any]) -> None:
    for name in ("inspections_held", "units_inspected"):
        value = changes.get(name)
        if value is not None and not 0 <= value <= MOST:
            raise ValidationError({name: _out_of_range()})


def _out_of_range() -> str:
    return f"Nhập số từ 0 đến {MOST:,}.".replace(",", ".")


def _check_seen(submission: Submission, seen_version: int | None, *reason: str) -> None:
    # Before the rules: the second of two clicks should hear that it is done, not that it is
    # forbidden.
    if seen_version is not None and seen_version != submission.version:
        raise Conflict(*reason)
