"""The words of last year's report, taken over to be read and changed.

Words only: numbers stand in them as tokens, so what prints are this year's. They stay grey, and the
report does not go up, until somebody who read them stands by them.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core.exceptions import ValidationError

from reports.narrative.models import Report, ReportState, Section
from reports.narrative.writing import check_seen, locked_for_writing
from tayninh_portal import records
from tayninh_portal.models import User
from tayninh_portal.paper.content import Block
from tayninh_portal.paper.wording import deserialize

LABEL = "Kế thừa nội dung báo cáo năm trước"
NOTHING = "Báo cáo năm trước không có nội dung ở mục này."
NOT_EMPTY = (
    "Mục này đã có nội dung nên không kế thừa nội dung năm trước; xóa trắng và lưu mục trước, hoặc "
    "chép từng đoạn ở khung “Nội dung báo cáo năm trước”."
)


def report_before(report: Report) -> Report | None:
    """The annual report of the year before: the one issued last, else the newest."""
    earlier = Report.objects.annual_of(report.year - 1).select_related("submitted_snapshot")
    return earlier.filter(state=ReportState.ISSUED).first() or earlier.first()


def printed_in(report: Report, code: str) -> tuple[Block, ...]:
    """What a report says under the heading ``code``; nothing where it went nowhere yet."""
    if report.submitted_snapshot is None:
        return ()
    stated = deserialize(report.submitted_snapshot.content)
    return next((each.blocks for each in stated.sections if each.code == code), ())


def words_before(report: Report) -> dict[str, Section]:
    """Sections of the year before that hold words, by code."""
    earlier = report_before(report)
    if earlier is None:
        return {}
    return {each.code: each for each in earlier.sections.active().exclude(text="")}


def carry_over(
    section: Section,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
) -> Section:
    """Take last year's words of the same heading into an empty section, unconfirmed.

    Raises ``Refused``, ``Conflict`` and ``ValidationError``.
    """
    records.require(by, "report.write", section.report, at=at)
    check_seen(section, seen_version)
    source = words_before(section.report).get(section.code)
    if source is None:
        raise ValidationError(NOTHING)
    if section.text:
        raise ValidationError(NOT_EMPTY)
    with locked_for_writing(section.report):
        return _carried(section, source, by=by, at=at, client_id=client_id)


def carry_over_all(
    report: Report, *, by: User, at: datetime | None = None, client_id: uuid.UUID | None = None
) -> int:
    """Last year's words into every heading that is still empty; how many were. Raises ``Refused``
    and ``Conflict``."""
    records.require(by, "report.write", report, at=at)
    sources = words_before(report)
    with locked_for_writing(report) as now:
        empty = [each for each in now.sections.active().filter(text="") if each.code in sources]
        for section in empty:
            _carried(section, sources[section.code], by=by, at=at, client_id=client_id)
    return len(empty)


def _carried(
    section: Section,
    source: Section,
    *,
    by: User,
    at: datetime | None,
    client_id: uuid.UUID | None,
) -> Section:
    return records.amend(
        section,
        {
            "text": source.text,
            "is_written": True,
            "carried_from": source,
            "is_confirmed": False,
        },
        by=by,
        at=at,
        seen_version=section.version,
        client_id=client_id,
        label=LABEL,
        note=str(source.report),
    )
