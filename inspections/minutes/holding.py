"""What a signed biên bản means for its visit: facts are held, and change only by a correction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from inspections.minutes.models import Minutes, held_by
from inspections.visits.models import Visit
from tayninh_portal import records
from tayninh_portal.hanging import known_without
from tayninh_portal.lib.dates import short_date, short_time
from tayninh_portal.records import Act


def held(visit: Visit) -> str | None:
    """Why the facts of a visit cannot be written on, or None."""
    minutes = signed_of(visit)
    return because_of(minutes) if minutes else None


def signed_of(visit: Visit) -> Minutes | None:
    """The signed biên bản by which the facts of a visit are held."""
    return None if known_without(visit, Minutes) else held_by([visit]).get(visit.pk)


def because_of(minutes: Minutes) -> str:
    """The sentence that leads to the correction of a signed biên bản."""
    assert minutes.signed_on is not None
    return (
        f"{minutes} đã ký ngày {short_date(minutes.signed_on)} nên nội dung lượt kiểm tra được giữ "
        "nguyên. Muốn sửa: kết thúc lượt kiểm tra, lãnh đạo Sở mở lại để đính chính; cổng lập biên "
        "bản đính chính, giữ cả nội dung cũ."
    )


def signed_otherwise(visit: Visit, ends_at: time | None, conclusion: str) -> dict[str, str]:
    """Why a visit cannot end so, by the field that says it: its signed biên bản prints another hour
    or other words. No query where the visit had none before, or the same."""
    changed = {
        "ends_at": visit.ends_at is not None and ends_at not in (None, visit.ends_at),
        "conclusion": visit.conclusion.strip() not in ("", conclusion),
    }
    minutes = held_by([visit]).get(visit.pk) if any(changed.values()) else None
    if minutes is None:
        return {}
    said = {
        "ends_at": f"{minutes} đã ký ghi kết thúc lúc {short_time(visit.ends_at)}; giữ giờ đó."
        if visit.ends_at
        else "",
        "conclusion": f"{minutes} đã ký ghi nhận xét, kết luận khác; giữ như đã ký.",
    }
    return {field: said[field] for field, differs in changed.items() if differs}


def begin_corrections(visits: Sequence[Visit], act: Act, reason: str) -> None:
    """Of visits that were opened again: a draft that corrects the signed biên bản of each."""
    for minutes in held_by(visits).values():
        correction = Minutes(
            visit=minutes.visit,
            team=minutes.team,
            year=minutes.year,
            symbol=minutes.symbol,
            corrects=minutes,
            reason=reason.strip(),
            is_illustrative=minutes.is_illustrative,
        )
        records.create(correction, by=act.by, at=act.at, label="Lập biên bản đính chính")
