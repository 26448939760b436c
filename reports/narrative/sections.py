"""The headings of one report: added, renamed, moved, taken out. Their outline stays as it is.

Numbers are never typed: they follow the order, so that no number is skipped or given twice.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError

from reports.narrative import tokens
from reports.narrative.models import Report, Section
from reports.narrative.writing import check_seen, locked_for_writing
from tayninh_portal import records
from tayninh_portal.lib.text import clean_text
from tayninh_portal.models import User
from tayninh_portal.paper.form import VIETNAMESE_LETTERS, roman

DEEPEST = 3
ADDED = "added-"
HOLDS_OTHERS = "Mục này còn mục con; hãy bỏ hoặc chuyển các mục con trước."
NEEDS_NOTE = "Hãy ghi lý do bỏ mục của đề cương hoặc mục đã có nội dung."
NO_PLACE = "Không còn chỗ cho mục này trong thứ tự hiện tại; hãy khôi phục mục cha của nó trước."
TOO_MANY = "Dưới một mục chỉ đánh được hai mươi ba điểm, từ a đến y."


def add_section(
    report: Report,
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID,
    after: Section,
    level: int,
    heading: str,
) -> tuple[Section, bool]:
    """A heading of ``level`` after ``after`` and all that stands under it.

    The level is that of ``after`` or, right under it, one below. ``(section, False)`` for a form
    sent before. Raises ``Refused`` and ``ValidationError``.
    """
    records.require(by, "report.write", report, at=at)
    if level not in (after.level, after.level + 1) or level > DEEPEST:
        raise ValidationError({"level": "Mục mới chỉ đứng cùng cấp hoặc ngay dưới mục đã chọn."})
    tokens.refuse_in(heading=heading)
    section = Section(
        report=report,
        client_id=client_id,
        code=f"{ADDED}{client_id.hex[:12]}",
        order=0,
        level=level,
        number="",
        heading=clean_text(heading),
    )
    with locked_for_writing(report):
        section, made = records.create(
            section, by=by, at=at, label="Thêm mục", validate_exclude=("number",)
        )
        if made:
            others = list(report.sections.active().exclude(pk=section.pk))
            place = (
                _end_of(others, others.index(after))
                if level == after.level
                else (others.index(after) + 1)
            )
            _arrange([*others[:place], section, *others[place:]], by=by, at=at)
            section.refresh_from_db()
    return section, made


def rename_section(
    section: Section,
    *,
    by: User,
    at: datetime | None = None,
    heading: str,
    seen_version: int,
    client_id: uuid.UUID | None = None,
) -> Section:
    """Another title for one heading of one report.

    Raises ``Refused``, ``Conflict``, and ``ValidationError`` for a figure in it.
    """
    records.require(by, "report.write", section.report, at=at)
    heading = clean_text(heading)
    if heading == section.heading:
        return section
    tokens.refuse_in(heading=heading)
    with locked_for_writing(section.report):
        return records.amend(
            section,
            {"heading": heading},
            by=by,
            at=at,
            seen_version=seen_version,
            client_id=client_id,
            label="Đổi tên mục",
        )


def move_section(
    section: Section,
    *,
    by: User,
    at: datetime | None = None,
    up: bool,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
) -> bool:
    """Change places with the heading of the same level before or after it, each with all under it.

    False where there is none. Raises ``Refused``, and ``Conflict`` where somebody else writes.
    """
    records.require(by, "report.write", section.report, at=at)
    check_seen(section, seen_version)
    with locked_for_writing(section.report):
        sections = list(section.report.sections.active())
        here = sections.index(section)
        check_seen(sections[here], section.version)
        first = _sibling_before(sections, here) if up else here
        second = here if up else _end_of(sections, here)
        if first is None or second >= len(sections) or sections[second].level != section.level:
            return False
        end = _end_of(sections, second)
        swapped = [*sections[second:end], *sections[first:second]]
        arranged = [*sections[:first], *swapped, *sections[end:]]
        _arrange(arranged, by=by, at=at, client_id=client_id)
    return True


def needs_note(section: Section) -> bool:
    """Whether taking it out asks for a reason: the outline is the Ministry's, words are work."""
    return not section.code.startswith(ADDED) or bool(section.text)


def remove_section(
    section: Section,
    *,
    by: User,
    at: datetime | None = None,
    note: str = "",
    seen_version: int,
    client_id: uuid.UUID | None = None,
) -> Section:
    """Take a heading out of the report; its words stay in its log and it can be put back.

    Raises ``Refused``, ``Conflict``, and ``ValidationError`` where a reason is missing or headings
    stand under it.
    """
    records.require(by, "report.write", section.report, at=at)
    check_seen(section, seen_version)
    note = clean_text(note)
    if needs_note(section) and not note:
        raise ValidationError({"note": NEEDS_NOTE})
    with locked_for_writing(section.report):
        sections = list(section.report.sections.active())
        here = sections.index(section)
        if _end_of(sections, here) > here + 1:
            raise ValidationError(HOLDS_OTHERS)
        section = records.amend(
            section,
            {"is_removed": True},
            by=by,
            at=at,
            seen_version=seen_version,
            client_id=client_id,
            label="Bỏ mục",
            note=note,
        )
        _arrange([*sections[:here], *sections[here + 1 :]], by=by, at=at)
    return section


def restore_section(
    section: Section,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
) -> Section:
    """Put a heading back where it stood, or at the nearest place its level fits.

    Raises ``Refused``, ``Conflict``, and ``ValidationError`` where its level fits nowhere.
    """
    records.require(by, "report.write", section.report, at=at)
    check_seen(section, seen_version)
    if not section.is_removed:
        return section
    with locked_for_writing(section.report):
        others = list(section.report.sections.active())
        stood = sum(each.order < section.order for each in others)
        spots = range(len(others) + 1)
        places = [spot for spot in spots if _fits(section.level, others, spot)]
        if not places:
            raise ValidationError(NO_PLACE)
        place = min(places, key=lambda spot: abs(spot - stood))
        section = records.amend(
            section,
            {"is_removed": False},
            by=by,
            at=at,
            seen_version=section.version,
            client_id=client_id,
            label="Khôi phục mục",
        )
        _arrange([*others[:place], section, *others[place:]], by=by, at=at)
        section.refresh_from_db()
    return section


def _fits(level: int, others: Sequence[Section], place: int) -> bool:
    """Whether a heading of ``level`` at ``place`` has one to stand under and takes none over."""
    under = level == 1 if place == 0 else others[place - 1].level >= level - 1
    return under and (place == len(others) or others[place].level <= level)


def _end_of(sections: Sequence[Section], at: int) -> int:
    """The place after the heading at ``at`` and all that stands under it."""
    level = sections[at].level
    end = at + 1
    while end < len(sections) and sections[end].level > level:
        end += 1
    return end


def _sibling_before(sections: Sequence[Section], here: int) -> int | None:
    level = sections[here].level
    for at in range(here - 1, -1, -1):
        if sections[at].level < level:
            return None
        if sections[at].level == level:
            return at
    return None


def _arrange(
    sections: Sequence[Section],
    *,
    by: User,
    at: datetime | None,
    client_id: uuid.UUID | None = None,
) -> None:
    """Write order and number of each heading that has others now."""
    counts = [0] * (DEEPEST + 2)
    for order, section in enumerate(sections, 1):
        counts[section.level] += 1
        counts[section.level + 1 :] = [0] * len(counts[section.level + 1 :])
        number = _number(section.level, counts[section.level])
        if (section.order, section.number) != (order, number):
            records.amend(
                section,
                {"order": order, "number": number},
                by=by,
                at=at,
                seen_version=section.version,
                client_id=client_id,
                label="Sắp xếp, đánh số mục",
            )


def _number(level: int, position: int) -> str:
    if level == 1:
        return roman(position)
    if level == 2:
        return str(position)
    if position > len(VIETNAMESE_LETTERS):
        raise ValidationError(TOO_MANY)
    return VIETNAMESE_LETTERS[position - 1]
