"""The dossier of a visit: every paper on one page, and one ZIP of them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from inspections.visits.requests import visible_visit
from tayninh_portal.dossiers import dossier_of, zipped
from tayninh_portal.http import Request
from tayninh_portal.lib.vietnamese import fold


@require_safe
def visit_dossier(request: Request, pk: int) -> HttpResponseBase:
    """From plan to remedy, each paper to be opened where it stands."""
    visit = visible_visit(request, pk)
    parts = dossier_of(visit, request.user)
    files = [paper for _, papers in parts for paper in papers if paper.file]
    context = {"record": visit, "parts": parts, "files": files}
    return render(request, "visits/dossier.html", context)


@require_POST
def visit_dossier_zip(request: Request, pk: int) -> HttpResponseBase:
    """All files the person may see. A POST, because what names a person is recorded as opened."""
    visit = visible_visit(request, pk)
    parts = dossier_of(visit, request.user)
    try:
        file = zipped(parts, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("visit-dossier", pk)
    name = slugify(fold(f"ho so kiem tra {visit.agency_then} {visit.day:%Y-%m-%d}"))
    response = FileResponse(
        file, as_attachment=True, filename=f"{name[:120]}.zip", content_type="application/zip"
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
