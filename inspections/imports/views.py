"""The screens of an import from Excel: template, upload, what was found, the import itself."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inspections.imports import batches
from inspections.imports.forms import UploadForm
from inspections.imports.models import ImportBatch, ImportKind, ImportState
from inspections.imports.workflow import PERMISSION
from tayninh_portal.errors import Conflict
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.lib.uploads import XLSX
from tayninh_portal.records import require

# What a spreadsheet takes for the beginning of a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
# Errors are worked through from top to bottom: fewer pages than a list has.
PROBLEMS_A_PAGE = 100
# The newest uploads of a person; older ones tell nothing any more.
SHOWN = 10


@require_http_methods(["GET", "POST"])
def import_upload(request: Request, kind: ImportKind) -> HttpResponse:
    """Offer the template and take a filled workbook; a checked one is shown, not yet imported."""
    require(request.user, PERMISSION[kind])
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form, lambda: batches.preview_upload(kind, by=request.user, **form.cleaned_data)
        )
        if done:
            return redirect(f"{kind.noun}-import-detail", done[0].pk)
    rows = ImportBatch.objects.visible_to(request.user).filter(kind=kind)
    context = {"form": form, "kind": kind, "batches": rows.defer("upload", "problems")[:SHOWN]}
    return render(request, "imports/upload.html", context)


@require_safe
def import_template(request: Request, kind: ImportKind) -> HttpResponse:
    """The empty workbook with today's agencies and catalogues."""
    name, data = batches.template_of(kind, by=request.user)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=XLSX, headers=headers)


@require_safe
def import_detail(request: Request, kind: ImportKind, pk: int) -> HttpResponse:
    """What was found in a workbook, and what became of it."""
    batch = _own_batch(request, kind, pk)
    # Any: the types of Django know no ``approximate``, which the pager reads.
    page: Any = Paginator(batch.problems, PROBLEMS_A_PAGE).get_page(request.GET.get("page"))
    page.approximate = False
    context = {"batch": batch, "kind": kind, "page": page}
    return render(request, "imports/detail.html", context)


@require_POST
def import_confirm(request: Request, kind: ImportKind, pk: int) -> HttpResponse:
    """Import a checked workbook; the second of two clicks is told that it is done."""
    batch = _own_batch(request, kind, pk)
    try:
        batch = batches.import_batch(batch, by=request.user)
    except Conflict as conflict:
        batch = _own_batch(request, kind, pk)
        if batch.state == ImportState.IMPORTED:
            messages.info(request, "Tệp này đã được nhập trước đó; không có gì nhập hai lần.")
        else:
            messages.error(request, conflict.reason)
        return redirect(f"{kind.noun}-import-detail", pk)
    if batch.state == ImportState.IMPORTED:
        messages.success(request, "Đã nhập toàn bộ tệp.")
    else:
        messages.error(request, "Chưa nhập: dữ liệu của cổng đã thay đổi nên tệp có lỗi mới.")
    return redirect(f"{kind.noun}-import-detail", pk)


@require_POST
def import_discard(request: Request, kind: ImportKind, pk: int) -> HttpResponse:
    """Forget a checked workbook."""
    batch = _own_batch(request, kind, pk)
    batches.discard_batch(batch, by=request.user)
    messages.success(request, "Đã bỏ tệp; không có gì được nhập.")
    return redirect(f"{kind.noun}-import")


@require_safe
def import_errors(request: Request, kind: ImportKind, pk: int) -> HttpResponse:
    """All errors of a workbook as CSV, to work through beside the workbook."""
    batch = _own_batch(request, kind, pk)
    headers = {"Content-Disposition": f'attachment; filename="loi-nhap-{batch.pk}.csv"'}
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8", headers=headers)
    lines = csv.writer(response)
    lines.writerow(["Trang tính", "Ô", "Lỗi"])
    lines.writerows([_harmless(text) for text in problem] for problem in batch.problems)
    return response


def _own_batch(request: Request, kind: ImportKind, pk: int) -> ImportBatch:
    """The person's own upload of this kind, or 404; 403 for who may no longer import."""
    rows = ImportBatch.objects.visible_to(request.user).filter(kind=kind)
    batch = get_object_or_404(rows, pk=pk)
    require(request.user, PERMISSION[kind])
    return batch


def _harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
