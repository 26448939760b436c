"""What the agencies wrote for a section, to read beside it and take over with its source.

Only what counts is offered: results the Sở accepted, facts it confirmed. What is taken over stands
in the specialist's own words from then on; the agency's record stays as it is.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core.exceptions import ValidationError

from reports.narrative.models import Section
from reports.narrative.reports import write_section
from reports.narrative.stated_words import words_for
from tayninh_portal.models import User
from tayninh_portal.paper.measure import missing_characters
from tayninh_portal.records import require

LONGEST = 20_000
GONE = "Nội dung này không còn trong danh sách; hãy tải lại trang."


def take_words(
    section: Section,
    source: str,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    typed: str | None = None,
) -> Section:
    """Add what ``source`` says to the section, as a point that names the agency (``take_line``).

    Raises ``Refused``, ``Conflict``, and ``ValidationError`` where the source is no longer offered
    or cannot be printed.
    """
    require(by, "report.write", section.report, at=at)
    offered = {words.source: words for words in words_for(section.code, section.report.period)}
    if source not in offered:
        raise ValidationError(GONE)
    return take_line(
        section,
        offered[source].line,
        by=by,
        at=at,
        seen_version=seen_version,
        client_id=client_id,
        typed=typed,
    )


def take_line(
    section: Section,
    line: str,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    typed: str | None = None,
) -> Section:
    """Add a line to the section, under what stands there.

    ``typed``: what stands in the box and was not saved yet; it is saved with the line. A line that
    stands there already is not added again. Raises ``Refused``, ``Conflict``, and
    ``ValidationError`` where it cannot be printed or the section is full.
    """
    text = section.text if typed is None else typed.strip()
    if line not in text.splitlines():
        text = f"{text}\n{line}".strip()
    if missing := missing_characters("".join(line.split())):
        raise ValidationError(
            f"Phông chữ của văn bản không có ký tự {' '.join(missing)} trong nội dung này; hãy "
            "chép tay và thay ký tự khác."
        )
    if len(text) > LONGEST:
        raise ValidationError("Mục đã quá dài; hãy rút gọn trước khi lấy thêm nội dung.")
    # Taking a line is not reading the words of an earlier report that stand above it.
    return write_section(
        section,
        by=by,
        at=at,
        text=text,
        seen_version=seen_version,
        client_id=client_id,
        confirm=False,
    )
