"""Keeping and letting go of a person's own filters; they are shown beside the lists."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from tayninh_portal.http import Request
from tayninh_portal.models import SavedFilter
from tayninh_portal.saved_filters import conditions, delete_filter, keeping, list_url, save_filter


@require_POST
def filter_save(request: Request) -> HttpResponse:
    """Keep the filters shown; back to the list with them."""
    name, query = request.POST.get("list_name", ""), request.POST.get("query", "")
    try:
        row, new = save_filter(
            by=request.user, list_name=name, name=request.POST.get("name", ""), query=query
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        said = "Đã lưu bộ lọc" if new else "Đã thay điều kiện của bộ lọc"
        messages.success(request, f"{said} “{row.name}”.")
    # Nowhere but to a list of ours: the address is made here and not taken from the form.
    if keeping(name) is None:
        return redirect("home")
    address = list_url(name, request.POST.get("record", ""))
    return redirect(f"{address}?{conditions(query)}")


@require_POST
def filter_delete(request: Request, pk: int) -> HttpResponse:
    """Let go of one's own filter; another's does not exist."""
    row = get_object_or_404(SavedFilter.objects.visible_to(request.user), pk=pk)
    delete_filter(row)
    messages.success(request, f"Đã xóa bộ lọc “{row.name}”.")
    return redirect(list_url(row.list_name, request.POST.get("record", "")))
