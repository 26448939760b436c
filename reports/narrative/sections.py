"""The headings of one report: added, renamed, moved, taken out. Their outline stays as it is."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError

from reports.narrative import headings, tokens
from reports.narrative.models import Report, Section
from reports.narrative.writing import check_seen, locked_for_writing
from tayninh_portal import records
from tayninh_portal.lib.text import clean_text
from tayninh_portal.models import User

ADDED = "added-"
NEEDS_NOTE = "Hãy ghi lý do bỏ mục của đề cương hoặc mục đã có nội dung."


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
    headings.check_level(level, after)
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
            _arrange(headings.added(others, section, after), by=by, at=at)
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
        check_seen(sections[sections.index(section)], section.version)
        arranged = headings.moved(sections, section, up=up)
        if arranged is None:
            return False
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
        others = headings.without(list(section.report.sections.active()), section)
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
        _arrange(others, by=by, at=at)
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
        # A new row bears the number of the old one, and so the place it was given.
        arranged = headings.put_back(others, section)
        section = records.amend(
            section,
            {"is_removed": False},
            by=by,
            at=at,
            seen_version=section.version,
            client_id=client_id,
            label="Khôi phục mục",
        )
        _arrange([section if each == section else each for each in arranged], by=by, at=at)
        section.refresh_from_db()
    return section


def _arrange(
    sections: Sequence[Section],
    *,
    by: User,
    at: datetime | None,
    client_id: uuid.UUID | None = None,
) -> None:
    """Write order and number of each heading that has others now."""
    for section, order, number in headings.renumbered(sections):
        records.amend(
            section,
            {"order": order, "number": number},
            by=by,
            at=at,
            seen_version=section.version,
            client_id=client_id,
            label="Sắp xếp, đánh số mục",
        )
