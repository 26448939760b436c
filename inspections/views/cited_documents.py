"""Screens of the cited documents: list, form, detail, the file, and attaching to a record."""

from __future__ import annotations

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inspections.domain import cited_documents as domain
from inspections.filters.cited_documents import DocumentFilter
from inspections.forms.cited_documents import AttachForm, DocumentForm, DocumentUpdateForm
from inspections.models import CitedDocument, DocumentLink, ImplementationFact
from tayninh_portal.access import may
from tayninh_portal.forms import attempt
from tayninh_portal.lists import page_of
from tayninh_portal.records import require
from tayninh_portal.storage import read_file
from tayninh_portal.timeline import timeline_of


@require_safe
def cited_document_list(request: HttpRequest) -> HttpResponse:
    """Documents the person may see, the newest first."""
    require(request.user, "cited_document.list")
    rows = CitedDocument.objects.visible_to(request.user).select_related("agency")
    found = DocumentFilter(request.GET, rows, request=request)
    context = {
        "filter": found,
        "filtered": any(found.data.get(name) for name in found.filters),
        "page": page_of(found.sorted(), request),
        "may_create": may(request.user, "cited_document.create"),
    }
    return render(request, "cited_documents/list.html", context)


@require_http_methods(["GET", "POST"])
def cited_document_create(request: HttpRequest) -> HttpResponse:
    """Enter a document with its file."""
    user = request.user
    require(user, "cited_document.create")
    form = DocumentForm(request.POST or None, request.FILES or None, user=user)
    if request.method == "POST":
        if form.is_valid():
            done = attempt(form, lambda: domain.record_document(by=user, **form.cleaned_data))
            if done:
                document, new = done
                said = "Đã ghi văn bản." if new else "Văn bản này đã được lưu trước đó."
                messages.success(request, said)
                return redirect("cited-document-detail", document.pk)
        form.ask_for_the_file_again()
    return render(request, "cited_documents/form.html", {"form": form, "document": None})


@require_safe
def cited_document_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """How it is cited, its file, where it is spoken of, what was done to it."""
    user = request.user
    document = _visible(request, pk)
    facts = ImplementationFact.objects.visible_to(user).named()
    carried = DocumentLink.objects.standing().filter(
        document=document, record_type=ImplementationFact._meta.label_lower
    )
    facts = facts.filter(models.Q(document=document) | models.Q(pk__in=carried.values("record_id")))
    context = {
        "document": document,
        "full": domain.cite(document, first=True),
        "short": domain.cite(document, first=False),
        "facts": facts.order_by("-day", "-pk")[:50],
        "may_update": may(user, "cited_document.update", document),
        "updates": may(user, "cited_document.update"),
        "records_facts": may(user, "implementation.create"),
        "timeline": timeline_of(document),
    }
    return render(request, "cited_documents/detail.html", context)


@require_http_methods(["GET", "POST"])
def cited_document_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is cited, replace the file."""
    document = _visible(request, pk)
    require(request.user, "cited_document.update", document)
    form = DocumentUpdateForm(
        request.POST or None, request.FILES or None, document=document, user=request.user
    )
    if request.method == "POST":
        if form.is_valid():
            deed = lambda: domain.update_document(document, by=request.user, **form.cleaned_data)  # noqa: E731
            if attempt(form, deed):
                messages.success(request, "Đã lưu văn bản.")
                return redirect("cited-document-detail", pk)
            document = _visible(request, pk)
        form.ask_for_the_file_again()
    return render(request, "cited_documents/form.html", {"form": form, "document": document})


@require_safe
def cited_document_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes as they came, for saving; a file whose checksum is wrong is not given out."""
    document = _visible(request, pk)
    if document.file is None:
        raise Http404
    response = HttpResponse(read_file(document.file), content_type=document.file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{document.file.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
def cited_document_attach(request: HttpRequest, record_type: str, pk: int) -> HttpResponse:
    """Choose a document for a record; whoever may change the record may do so."""
    kind, record = _record(request, record_type, pk)
    require(request.user, kind.action, record)
    form = AttachForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        document = form.cleaned_data["document"]
        if attempt(form, lambda: domain.attach_document(document, record, by=request.user)):
            messages.success(request, f"Đã kèm {document}.")
            return redirect(kind.url_name, pk)
    context = {"form": form, "record": record, "url_name": kind.url_name}
    return render(request, "cited_documents/attach.html", context)


@require_POST
def cited_document_detach(
    request: HttpRequest, record_type: str, pk: int, document_pk: int
) -> HttpResponse:
    """End the link; a second click finds none and says nothing new."""
    kind, record = _record(request, record_type, pk)
    document = _visible(request, document_pk)
    if domain.detach_document(document, record, by=request.user):
        messages.success(request, f"Đã gỡ {document}; văn bản vẫn còn trong danh sách.")
    return redirect(kind.url_name, pk)


def _visible(request: HttpRequest, pk: int) -> CitedDocument:
    require(request.user, "cited_document.list")
    rows = CitedDocument.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("agency", "issuer_agency", "file"), pk=pk)


def _record(
    request: HttpRequest, record_type: str, pk: int
) -> tuple[domain.Attachable, models.Model]:
    """The record behind an address, where documents may be attached to its kind."""
    kind = domain.attachable_kind(record_type)
    if kind is None:
        raise Http404
    seen = kind.model._default_manager.visible_to(request.user)
    return kind, get_object_or_404(seen, pk=pk)
