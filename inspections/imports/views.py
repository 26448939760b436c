"""The screens of an import from Excel: template, upload, how far it is, what was found."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from inspections.imports import batches
from inspections.imports.forms import UploadForm
from inspections.imports.models import ImportBatch, ImportKind, ImportState
from inspections.imports.workflow import PERMISSION
from tayninh_portal import jobs
from tayninh_portal.errors import Conflict
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.records import require
from tayninh_portal.uploads.kinds import XLSX

# What a spreadsheet takes for the beginning of a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
# Errors are worked through from top to bottom: fewer pages than a list has.
PROBLEMS_A_PAGE = 100
# What is said to who pressed a button that had been pressed before, or too late: by state.
TOO_LATE: dict[str, str] = {
    ImportState.UPLOADED: "Tệp này đang được kiểm tra.",
    ImportState.FAULTY: "Tệp này đã kiểm tra xong và có lỗi; chưa nhập gì.",
    ImportState.IMPORTING: "Tệp này đang được nhập; không có gì nhập hai lần.",
    ImportState.IMPORTED: "Tệp này đã được nhập trước đó; không có gì nhập hai lần.",
    ImportState.DISCARDED: "Tệp này đã bỏ; không có gì được nhập.",
}
DONE: dict[str, str] = {
    ImportState.CHECKED: "Đã dừng; chưa có gì được nhập.",
    ImportState.DISCARDED: "Đã bỏ tệp; không có gì được nhập.",
}
# The newest uploads of a person; older ones tell nothing any more.
SHOWN = 10


@require_http_methods(["GET", "POST"])
def import_upload(request: Request, kind: ImportKind) -> HttpResponse:
    """Offer the template and take a filled workbook; it is checked in the background."""
    require(request.user, PERMISSION[kind])
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form, lambda: batches.store_upload(kind, by=request.user, **form.cleaned_data)
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
    """What was found in a workbook, and what became of it; while somebody is at it, how far."""
    batch = _own_batch(request, kind, pk)
    job = batches.job_of(batch)
    context: dict[str, Any] = {"batch": batch, "kind": kind, "job": job}
    if request.htmx:
        return (
            render(request, "imports/_work.html", context) if job else HttpResponseClientRefresh()
        )
    # Any: the types of Django know no ``approximate``, which the pager reads.
    page: Any = Paginator(batch.problems, PROBLEMS_A_PAGE).get_page(request.GET.get("page"))
    page.approximate = False
    return render(request, "imports/detail.html", context | {"page": page})


@require_POST
def import_confirm(request: Request, kind: ImportKind, pk: int) -> HttpResponse:
    """Have a checked workbook imported; the second of two clicks is told how far it is."""
    return _changed(request, kind, pk, batches.confirm_import)


@require_POST
def import_stop(request: Request, kind: ImportKind, pk: int) -> HttpResponse:
    """Stop the import of a workbook, which is kept."""
    return _changed(request, kind, pk, batches.stop_import)


@require_POST
def import_discard(request: Request, kind: ImportKind, pk: int) -> HttpResponse:
    """Forget a workbook; who was slower than its check is shown what that found."""
    return _changed(request, kind, pk, batches.discard_batch)


@require_POST
def import_retry(request: Request, kind: ImportKind, pk: int) -> HttpResponse:
    """Have done once more what failed."""
    job = batches.job_of(_own_batch(request, kind, pk))
    if job:
        jobs.retry(job)
    return redirect(f"{kind.noun}-import-detail", pk)


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


def _changed(
    request: Request, kind: ImportKind, pk: int, action: Callable[..., ImportBatch]
) -> HttpResponse:
    """Carry out what a button asks; the page says what became of the workbook."""
    batch = _own_batch(request, kind, pk)
    try:
        batch = action(batch, by=request.user)
    except Conflict as conflict:
        batch = _own_batch(request, kind, pk)
        messages.info(request, TOO_LATE.get(batch.state, conflict.reason))
    else:
        if batch.state in DONE:
            messages.success(request, DONE[batch.state])
    return redirect(f"{kind.noun}-import-detail", pk)


def _own_batch(request: Request, kind: ImportKind, pk: int) -> ImportBatch:
    """The person's own upload of this kind, or 404; 403 for who may no longer import."""
    rows = ImportBatch.objects.visible_to(request.user).filter(kind=kind)
    batch = get_object_or_404(rows.defer("upload"), pk=pk)
    require(request.user, PERMISSION[kind])
    return batch


def _harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
