"""The screen on which somebody who works on a case says whether two findings are about one
person."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from inspections.findings.models import Finding
from inspections.likenesses.actions import decide
from inspections.likenesses.forms import CompareForm
from inspections.likenesses.models import Likeness
from inspections.likenesses.past import pasts_of
from inspections.visits.requests import visible_visit
from tayninh_portal.access import may
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.models import Change
from tayninh_portal.records import require


@never_cache
@require_http_methods(["GET", "POST"])
def finding_compare(request: Request, pk: int, earlier_pk: int) -> HttpResponse:
    """Two findings side by side, without a name; 404 for two whose names are not alike."""
    rows = Finding.objects.visible_to(request.user).select_related("category")
    finding = get_object_or_404(rows, pk=pk)
    require(request.user, "finding.compare", finding)
    finding.visit = visible_visit(request, finding.visit_id)
    pasts = {past.handling.finding_id: past for past in pasts_of([finding])}
    if earlier_pk not in pasts:
        raise Http404
    past = pasts[earlier_pk]
    earlier = get_object_or_404(rows, pk=earlier_pk)
    earlier.visit = visible_visit(request, earlier.visit_id)
    back = f"{reverse('visit-detail', args=[finding.visit_id])}#da-nhac-nho"
    form = CompareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        do = lambda: decide(finding, earlier, by=request.user, **form.asked())  # noqa: E731
        if attempt(form, do):
            messages.success(request, "Đã lưu kết quả đối chiếu.")
            return redirect(back)
    likeness = Likeness.objects.filter(finding=finding, earlier=earlier).first()
    context = {
        "form": form,
        "past": past,
        "pair": [("Nội dung này", finding), ("Nội dung trước", earlier)],
        "may_read": may(request.user, "finding.read_identity"),
        "lines": Change.objects.of(likeness).select_related("by") if likeness else [],
        "visit": finding.visit,
        "back": back,
    }
    return render(request, "likenesses/compare.html", context)
