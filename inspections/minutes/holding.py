"""What a signed biên bản means for its visit: facts are held, and change only by a correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS

from inspections.minutes.facts import differing, facts_of, read, standing_findings
from inspections.minutes.models import Minutes, MinutesState, held_by, newest_of
from inspections.visits.models import Visit
from tayninh_portal import records
from tayninh_portal.hanging import hangs, known_without
from tayninh_portal.lib.dates import short_date, short_time
from tayninh_portal.records import Act
from tayninh_portal.rows import copy_of

# What the page of the conclusion asks, by the fact that prints it; and what to do where that is to
# be corrected.
PRINTED_AS = {"ends_at": "ends", "conclusion": "conclusion"}
NOTE_FIRST = {
    "ends_at": "{} đã ký ghi giờ kết thúc khác; muốn đổi, ghi giờ mới ở “Ghi nhanh tại chỗ”, lưu "
    "nháp, rồi ký biên bản đính chính.",
    "conclusion": "{} đã ký ghi nhận xét, kết luận khác; muốn đổi, ghi nội dung mới ở “Ghi nhanh "
    "tại chỗ”, lưu nháp, rồi ký biên bản đính chính.",
}


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


def signed_otherwise(visits: Sequence[Visit], asked: Mapping[str, Any]) -> list[dict[str, str]]:
    """Why each of ``visits`` cannot end with what is ``asked``, by the field that says it: no
    signed biên bản would bear what then stands.

    One query, none for rows as they were created (an import): a signature and an opening make a
    version. More only of a visit that is being corrected.
    """
    newest = newest_of(later) if (later := [row for row in visits if row.version > 1]) else {}
    return [_otherwise(visit, asked, newest.get(visit.pk)) for visit in visits]


def correction_to_sign(visit: Visit) -> str | None:
    """Why a visit on its page cannot be concluded as it stands until its correction is signed."""
    if not hangs(visit, Minutes):
        return None
    return signed_otherwise([visit], {})[0].get(NON_FIELD_ERRORS)


def _otherwise(visit: Visit, asked: Mapping[str, Any], minutes: Minutes | None) -> dict[str, str]:
    if minutes is None:
        return {}
    if minutes.state == MinutesState.SIGNED:
        return _printed_otherwise(visit, asked, minutes)
    return _not_corrected(visit, asked, minutes)


def _printed_otherwise(visit: Visit, asked: Mapping[str, Any], minutes: Minutes) -> dict[str, str]:
    """The facts are held; what the page of the conclusion asks is kept as it was signed."""
    said = {}
    if visit.ends_at and asked.get("ends_at") not in (None, visit.ends_at):
        said["ends_at"] = (
            f"{minutes} đã ký ghi kết thúc lúc {short_time(visit.ends_at)}; giữ giờ đó."
        )
    noted = visit.conclusion.strip()
    if noted and asked.get("conclusion", noted) != noted:
        said["conclusion"] = f"{minutes} đã ký ghi nhận xét, kết luận khác; giữ như đã ký."
    return said


def _not_corrected(visit: Visit, asked: Mapping[str, Any], minutes: Minutes) -> dict[str, str]:
    """While a correction is not signed a visit ends as it was signed before: who opened it by
    mistake needs no further paper."""
    signed = minutes.corrects
    if signed is None:
        return {}
    ending = copy_of(visit)
    for name, value in asked.items():
        setattr(ending, name, value)
    before = read(signed.facts)
    differs = differing(before, facts_of(ending, standing_findings(ending)))
    if all(fact.key != "conclusion" for fact in before):
        # Signed before the Tổ wrote one: it never stood on the paper.
        differs.discard("conclusion")
    # What the paper would print otherwise than it is asked now has to be noted first.
    typed = {name for name in asked if getattr(ending, name) != getattr(visit, name)}
    said = {name: NOTE_FIRST[name].format(signed) for name in typed if PRINTED_AS[name] in differs}
    if differs - {PRINTED_AS[name] for name in typed}:
        correction = str(minutes) if minutes.number else "Biên bản đính chính"
        said[NON_FIELD_ERRORS] = (
            f"{correction} chưa ký mà nội dung lượt kiểm tra đã khác {signed}; ghi biên bản đính "
            "chính đã ký trước khi kết thúc lượt kiểm tra, hoặc sửa lại đúng như đã ký."
        )
    return said


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
