"""Who called and what exactly he said: shown once, for a reason that is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from inspections.complaints.actions import read_caller
from inspections.complaints.forms import IdentityForm
from inspections.complaints.views.open import open_complaint
from tayninh_portal.forms import attempt
from tayninh_portal.records import require


@never_cache
@require_http_methods(["GET", "POST"])
def complaint_identity(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the reason; then show the identity in the answer to that very form."""
    complaint = open_complaint(request, pk)
    require(request.user, "complaint.read_identity", complaint)
    form = IdentityForm(request.POST or None)
    told = None
    if request.method == "POST" and form.is_valid():
        told = attempt(form, lambda: read_caller(complaint, by=request.user, **form.cleaned_data))
    context = {"complaint": complaint, "form": form, "told": told}
    return render(request, "complaints/identity.html", context)
