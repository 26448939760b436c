"""Prepare self-inspection results; what each transition of a result writes.

Due, filed, on time, accepted and held are five different things; each is a fact with its own day
and actor, and only an accepted result is counted.
"""

from __future__ import annotations

import copy
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.catalogues.models import Category
from inspections.cited_documents.actions import attachable
from inspections.rounds.models import Round
from inspections.submissions.models import Submission, SubmissionCount
from inspections.submissions.parts import FIELDS, MOST, categories_of, missing_for_certification
from tayninh_portal import records
from tayninh_portal.access import agencies_of
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import User
from tayninh_portal.records import Act, StateChange, require_each, transit

NOT_OF_THIS_AGENCY = "Chỉ cán bộ đầu mối hoặc thủ trưởng của cơ quan này mới nhập được kết quả."

# The agency's own papers, until its head has certified what they belong to.
attachable(Submission, action="submission.fill", url_name="submission-detail")


def on_time(submission: Submission) -> bool:
    """Whether the head first sent it on the due day or before; a later return changes nothing."""
    first = submission.first_filed_on
    return first is not None and first <= submission.round.due_on


def start_submission(
    round: Round, agency: Agency, *, by: User, at: datetime | None = None
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
    by: User,
    at: datetime | None = None,
    seen_version: int,
    counts: dict[Category, int | None],
    **changes: object,
) -> Submission:
    """Save the draft; ``counts`` is the whole table: None, or not mentioned, is blank, not zero.

    What is missing never hinders saving, what is wrong does (``ValidationError``, at ``count_`` +
    code for a count). Nothing is written when nothing has changed: that is the second click of a
    form which is saved again and again, so its lines carry no id of a form. Raises ``Refused``,
    and ``Conflict`` when somebody saved since ``seen_version``.
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
        typed = _checked(counts, current)
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
        )


def certify(change: StateChange, act: Act, submissions: Sequence[Submission]) -> list[Submission]:
    """The head certifies what they see and sends it; from here on nothing can be edited.

    Raises ``Refused`` with what is missing.
    """
    # The round cannot be closed, nor the agency taken off its list, between question and answer.
    rounds = Round.objects.select_for_update().in_bulk({row.round_id for row in submissions})
    rows = [copy.copy(row) for row in submissions]
    for row in rows:
        row.round = rounds[row.round_id]
    require_each(act.by, "submission.certify", rows, at=act.at)
    missing = [item for row in rows for item in missing_for_certification(row)]
    if missing:
        raise Refused(f"Kết quả còn thiếu: {' '.join(item.text for item in missing)}")
    return transit(
        rows,
        change,
        act,
        certified_by=act.by,
        filed_on=act.day,
        first_filed_on=lambda row: row.first_filed_on or act.day,
    )


def send_back(
    change: StateChange, act: Act, submissions: Sequence[Submission], *, note: str
) -> list[Submission]:
    """Give it back to the agency with what has to be corrected; it is not counted until it is
    accepted anew."""
    return transit(submissions, change, act, note=note, accepted_by=None, accepted_on=None)


def accept(change: StateChange, act: Act, submissions: Sequence[Submission]) -> list[Submission]:
    """Accept it; from now on it is counted."""
    return transit(submissions, change, act, accepted_by=act.by, accepted_on=act.day)


def _checked(counts: dict[Category, int | None], submission: Submission) -> dict[Category, int]:
    """The counts that were typed, refused where the category or the number cannot be."""
    typed = {category: count for category, count in counts.items() if count is not None}
    offered = categories_of(submission.round, submission)
    in_force = set(offered.values_list("pk", flat=True)) if typed else set()
    errors = {}
    for category, count in typed.items():
        if category.pk not in in_force:
            errors[f"count_{category.code}"] = "Loại vi phạm này không áp dụng trong kỳ của đợt."
        elif not 0 <= count <= MOST:
            errors[f"count_{category.code}"] = _out_of_range()
    if errors:
        raise ValidationError(errors)
    return typed


def _check_numbers(changes: Mapping[str, object]) -> None:
    for name in ("inspections_held", "units_inspected"):
        value = changes.get(name)
        if isinstance(value, int) and not 0 <= value <= MOST:
            raise ValidationError({name: _out_of_range()})


def _out_of_range() -> str:
    return f"Nhập số từ 0 đến {MOST:,}.".replace(",", ".")
