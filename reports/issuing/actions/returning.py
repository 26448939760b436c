"""A report comes back, with reasons pinned to its sections."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from reports.issuing.models import ReturnNote
from reports.narrative.models import Report, Section
from reports.narrative.writing import hold
from reports.remarks.models import Remark
from tayninh_portal.lib.text import clean_text
from tayninh_portal.records import Act, StateChange, transit

NEEDS_REASON = "Hãy ghi ít nhất một lý do để người soạn biết phải sửa gì, ở mục nào."
NOT_A_SECTION = "Có lý do gắn với một mục không còn trong báo cáo; hãy tải lại trang."
# The reason where everything to say stands at the sentences.
SEE_REMARKS = "Xem các ý kiến tại từng câu."
# A reason and the section it is pinned to, None for the report as a whole.
Note = tuple[Section | None, str]


def give_back(
    change: StateChange, act: Act, reports: Sequence[Report], *, notes: Sequence[Note]
) -> list[Report]:
    """A leader of the Sở returns it, or the Văn phòng of UBND tỉnh, signed or not; with at least
    one reason, or with remarks at its sentences."""
    kept = [(section, text) for section, note in notes if (text := clean_text(note))]
    if not kept and all(Remark.objects.before(report).exists() for report in reports):
        kept = [(None, SEE_REMARKS)]
    if not kept:
        raise ValidationError({"whole": NEEDS_REASON})
    held = hold(reports)
    for report in held:
        if any(s is not None and (s.report_id != report.pk or s.is_removed) for s, _ in kept):
            raise ValidationError(NOT_A_SECTION)
    stated = "\n".join(f"{_place(section)}: {text}" for section, text in kept)
    returned = transit(held, change, act, note=stated)
    ReturnNote.objects.bulk_create(
        ReturnNote(
            report=report,
            report_version=report.version,
            section=section,
            text=text,
            at=act.at,
            by=act.by,
        )
        for report in returned
        for section, text in kept
    )
    return returned


def _place(section: Section | None) -> str:
    return "Toàn báo cáo" if section is None else f"Mục “{section.heading}”"
