"""What each transition of a visit writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError

from inspections.minutes.holding import begin_corrections, signed_otherwise
from inspections.remedies.actions import open_remedies
from inspections.visits.actions.checks import missing_for_conclusion
from inspections.visits.models import Visit
from tayninh_portal.records import Act, StateChange, transit


def conclude(
    change: StateChange,
    act: Act,
    visits: Sequence[Visit],
    *,
    conclusion: str | None = None,
    ends_at: time | None = None,
) -> list[Visit]:
    """End visits: from now on they count, and their agencies can read them and have to put things
    right.

    None keeps what each visit was noted with: an import brings its hours and conclusions in its
    rows. Raises ``ValidationError`` with everything that is still missing in the first visit that
    is not complete.
    """
    asked: dict[str, Any] = {"conclusion": conclusion and conclusion.strip(), "ends_at": ends_at}
    asked = {name: value for name, value in asked.items() if value is not None}
    otherwise = signed_otherwise(visits, asked)
    complete = missing_for_conclusion(visits)
    for visit, missing, signed in zip(visits, complete, otherwise, strict=True):
        errors: dict[str, list[str]] = {}
        ends = asked.get("ends_at", visit.ends_at)
        if ends and ends <= visit.starts_at:
            errors["ends_at"] = ["Giờ kết thúc phải sau giờ bắt đầu."]
        words = asked.get("conclusion", visit.conclusion.strip())
        if not words:
            errors["conclusion"] = ["Ghi nhận xét, kết luận của Tổ kiểm tra."]
        for field, said in signed.items():
            errors.setdefault(field, [said])
        for one in missing:
            if one.field not in asked:
                errors.setdefault(one.field, []).append(one.text)
        if errors:
            raise ValidationError(errors)
    concluded = transit(visits, change, act, concluded_at=act.at, **asked)
    open_remedies(concluded, act)
    return concluded


def cancel(change: StateChange, act: Act, visits: Sequence[Visit], *, note: str) -> list[Visit]:
    """Take drafts out of the count for good; their findings stay readable and never count."""
    return transit(visits, change, act, note=note)


def reopen(change: StateChange, act: Act, visits: Sequence[Visit], *, note: str) -> list[Visit]:
    """Make concluded visits drafts again, to be corrected; they do not count meanwhile."""
    begin_corrections(visits, act, note)
    return transit(visits, change, act, note=note, concluded_at=None)
