"""Phản ánh, kiến nghị received in the period, and how many of these are handled by the cut-off."""

from __future__ import annotations

from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q

from inspections.enums import COMPLAINT_HANDLED
from inspections.models import Complaint
from reports.figures.kinds import Base, Figure, Rows
from reports.figures.names import name_then
from tayninh_portal.lib.periods import Period

BASIS = "Nghị định số 20/2008/NĐ-CP ngày 14/02/2008 của Chính phủ"


def complaints(period: Period, cutoff: date) -> Rows:
    """Complaints received in the period, without merged duplicates, khiếu nại and tố cáo."""
    handled = Q(state__in=COMPLAINT_HANDLED, handled_on__lte=cutoff)
    return (
        Complaint.objects.counted()
        .received_between(period.start, period.end)
        .annotate(is_handled=ExpressionWrapper(handled, output_field=BooleanField()))
    )


def shown_complaints(rows: Rows) -> Rows:
    """With the name the agency complained about bore that day."""
    return rows.annotate(agency_name=name_then("subject_agency", "received_on"))


COMPLAINTS = Base("complaints", complaints, shown_complaints, order=("received_at", "pk"))

FIGURES = (
    Figure(
        "complaints.total",
        "Phản ánh, kiến nghị tiếp nhận",
        "trường hợp",
        "Phản ánh, kiến nghị tiếp nhận trong kỳ, không kể trường hợp trùng đã gộp và không kể "
        "khiếu nại, tố cáo (giải quyết theo thủ tục khác).",
        BASIS,
        base=COMPLAINTS,
    ),
    Figure(
        "complaints.handled",
        "Phản ánh, kiến nghị đã xử lý",
        "trường hợp",
        "Trong số phản ánh, kiến nghị tiếp nhận, những trường hợp đã kết thúc hoặc đã chuyển bằng "
        "văn bản đến cơ quan có thẩm quyền, chậm nhất vào ngày chốt số liệu (ngày cuối kỳ).",
        BASIS,
        base=COMPLAINTS,
        condition=Q(is_handled=True),
    ),
    Figure(
        "complaints.rate",
        "Tỷ lệ phản ánh, kiến nghị đã xử lý",
        "",
        "Phản ánh, kiến nghị đã xử lý trên phản ánh, kiến nghị tiếp nhận.",
        BASIS,
        kind="ratio",
        parts=("complaints.handled", "complaints.total"),
    ),
)
