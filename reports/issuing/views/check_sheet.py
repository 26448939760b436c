"""The check sheet on the screen: the blocks that are printed, each figure leading to its rows."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reports.documents.check_sheet import sheet_parts
from reports.freezing.snapshots import content_for
from reports.issuing.models import PaperKind
from reports.issuing.renderings import sealed_by
from reports.issuing.views.paper import addresses_in
from reports.narrative.models import Report
from tayninh_portal.http import Request
from tayninh_portal.models import Seal
from tayninh_portal.paper.html import draw
from tayninh_portal.paper.wording import deserialize
from tayninh_portal.records import require


@require_safe
def report_check_sheet(request: Request, pk: int) -> HttpResponse:
    """The sheet of what the person reads of the report, and its newest PDF."""
    user = request.user
    require(user, "report.read_sheet")
    rows = Report.objects.visible_to(user).select_related(
        "submitted_snapshot__freeze", "presented_snapshot__freeze"
    )
    report = get_object_or_404(rows, pk=pk)
    content, freeze = content_for(report, user)
    stated = deserialize(content)
    sealed = sealed_by(Seal.objects.defer("leaves").last())
    blocks = sheet_parts(stated, sealed) if stated.check_sheet else ()
    context = {
        "report": report,
        "wording": stated,
        "blocks": draw(blocks, figure_address=addresses_in(stated, report, user, freeze)),
        "printed": report.renderings.visible_to(user).filter(kind=PaperKind.CHECK_SHEET).first(),
    }
    return render(request, "reports/check_sheet.html", context)
