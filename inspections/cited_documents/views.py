"""Screens of the cited documents: list, form, detail, the file, and attaching to a record."""

from __future__ import annotations

import re
import uuid
from functools import partial

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inspections.cited_documents import actions
from inspections.cited_documents.forms import AttachForm, DocumentForm, DocumentUpdateForm
from inspections.cited_documents.lists import DOCUMENT_LIST
from inspections.cited_documents.models import CitedDocument, DocumentLink
from inspections.implementation.models import ImplementationFact
from tayninh_portal.access import may
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.listing import show
from tayninh_portal.models import User
from tayninh_portal.record_forms import carry_out, client_id_of, is_stale
from tayninh_portal.records import require, sent_before
from tayninh_portal.storage import read_file
from tayninh_portal.timeline import timeline_of


@require_safe
def cited_document_list(request: Request) -> HttpResponseBase:
    """Documents the person may see, the newest first."""
    may_create = may(request.user, "cited_document.create")
    return show(request, DOCUMENT_LIST, "cited_documents/list.html", may_create=may_create)


@require_http_methods(["GET", "POST"])
def cited_document_create(request: Request) -> HttpResponse:
    """Enter a document with its file; with ``?gan=app.model:12`` for that record, and attach it."""
    user = request.user
    require(user, "cited_document.create")
    asked = _record_asked(request)
    kind, record = asked or (None, None)
    action = partial(actions.record_document, by=user)
    if asked is not None:
        require(user, asked[0].action, asked[1])
        action = partial(actions.record_and_attach, asked[1], by=user)
    form = DocumentForm(request.POST or None, request.FILES or None, user=user)
    if request.method == "POST":
        if form.is_valid():
            done = attempt(form, lambda: action(**form.cleaned_data))
            if done:
                document, new = done
                messages.success(request, _said(document, new, record))
                if asked is not None:
                    return redirect(asked[0].url_name, asked[1].pk)
                return redirect("cited-document-detail", document.pk)
        form.ask_for_the_file_again()
    context = {"form": form, "document": None, "record": record, "kind": kind}
    return render(request, "cited_documents/form.html", context)


@require_safe
def cited_document_detail(request: Request, pk: int) -> HttpResponse:
    """How it is cited, its file, where it is spoken of, what was done to it."""
    user = request.user
    document = _visible(request, pk)
    facts = ImplementationFact.objects.visible_to(user).named()
    carried = DocumentLink.objects.active().filter(
        document=document, record_type=ImplementationFact._meta.label_lower
    )
    facts = facts.filter(models.Q(document=document) | models.Q(pk__in=carried.values("record_id")))
    context = {
        "document": document,
        "full": actions.cite(document, first=True),
        "short": actions.cite(document, first=False),
        "facts": facts.order_by("-day", "-pk")[:50],
        "records": _records_of(document, user),
        "may_update": may(user, "cited_document.update", document),
        "updates": may(user, "cited_document.update"),
        "records_facts": may(user, "implementation.create"),
        "timeline": timeline_of(document),
    }
    return render(request, "cited_documents/detail.html", context)


@require_http_methods(["GET", "POST"])
def cited_document_update(request: Request, pk: int) -> HttpResponse:
    """Correct what is cited, replace the file."""
    user, document = request.user, _visible(request, pk)
    if sent_before(document, client_id_of(request), user):
        return redirect("cited-document-detail", pk)
    # A form that was typed on an older version comes to its action, which tells the lost race.
    require(user, "cited_document.update", None if is_stale(request, document) else document)
    sent = (request.POST or None, request.FILES or None)
    form = DocumentUpdateForm(*sent, record=document, user=user)
    if request.method == "POST":
        if carry_out(form, lambda: actions.update_document(document, by=user, **form.cleaned_data)):
            messages.success(request, "Đã lưu văn bản.")
            return redirect("cited-document-detail", pk)
        document = _visible(request, pk)
        form.ask_for_the_file_again()
    return render(request, "cited_documents/form.html", {"form": form, "document": document})


@require_safe
def cited_document_file(request: Request, pk: int) -> HttpResponse:
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
def cited_document_attach(request: Request, record_type: str, pk: int) -> HttpResponse:
    """Choose a document for a record; whoever may change the record may do so."""
    kind, record = _record(request, record_type, pk)
    require(request.user, kind.action, record)
    form = AttachForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        done = attempt(
            form, lambda: actions.attach_document(record=record, by=request.user, **asked)
        )
        if done:
            link, new = done
            said = _said_of_link(link, asked["client_id"])
            if new or said:
                messages.success(request, said or f"Đã gắn {link.document}.")
            return redirect(kind.url_name, pk)
    context = {
        "form": form,
        "record": record,
        "record_type": record_type,
        "url_name": kind.url_name,
        "may_create": may(request.user, "cited_document.create"),
    }
    return render(request, "cited_documents/attach.html", context)


@require_POST
def cited_document_detach(
    request: Request, record_type: str, pk: int, document_pk: int
) -> HttpResponse:
    """End the link the button stood beside; a second click finds it ended and is told so once."""
    kind, record = _record(request, record_type, pk)
    document = _visible(request, document_pk)
    links = DocumentLink.objects.of(record).filter(document=document)
    link = links.filter(pk=_number(request.POST.get("link", "")) or 0).first()
    if link is None:
        require(request.user, kind.action, record)
        messages.error(request, "Hãy tải lại trang rồi thử.")
    elif actions.detach_document(link, by=request.user):
        messages.success(request, f"Đã gỡ {document}; văn bản vẫn còn trong danh sách.")
    elif link.detached_by_id != request.user.pk:
        messages.success(request, f"{document} đã được người khác gỡ trước đó.")
    return redirect(kind.url_name, pk)


def _said_of_link(link: DocumentLink, client_id: uuid.UUID) -> str:
    """What is told of a link that stood before; nothing of one this very form has made."""
    if link.detached_at is not None:
        return f"{link.document} đã được gắn rồi gỡ sau khi bạn mở trang; chưa gắn lại."
    made_now = link.client_id == client_id
    return "" if made_now else f"{link.document} đã được gắn từ trước."


def _said(document: CitedDocument, new: bool, record: models.Model | None) -> str:
    if not new:
        return "Văn bản này đã được lưu trước đó."
    return "Đã ghi văn bản." if record is None else f"Đã ghi và gắn {document}."


def _record_asked(request: Request) -> tuple[actions.Attachable, models.Model] | None:
    """The kind and the record of ``?gan=app.model:12``, None where none is asked for."""
    asked = request.GET.get("gan", "")
    if not asked:
        return None
    record_type, _, typed = asked.partition(":")
    # A visit that once was to come bears a number below zero.
    if not re.fullmatch("-?[0-9]{1,13}", typed, re.ASCII):
        raise Http404
    return _record(request, record_type, int(typed))


def _number(typed: str) -> int | None:
    """The number of a row as a button names it; None for anything else."""
    readable = typed.isascii() and typed.isdecimal() and len(typed) < 12
    return int(typed) if readable else None


def _records_of(document: CitedDocument, user: User) -> list[tuple[str, models.Model, str]]:
    """The records it is attached to, facts aside: (kind, record, name of the page)."""
    links = DocumentLink.objects.active().filter(document=document)
    numbers: dict[str, list[int]] = {}
    for record_type, number in links.values_list("record_type", "record_id"):
        numbers.setdefault(record_type, []).append(number)
    numbers.pop(ImplementationFact._meta.label_lower, None)
    found = []
    for kind in actions.attachable_kinds():
        asked = numbers.get(kind.model._meta.label_lower, [])
        if asked:
            rows = kind.visible_to(user).filter(pk__in=asked)
            found += [(kind.label, row, kind.url_name) for row in rows.order_by("-pk")[:50]]
    return found


def _visible(request: Request, pk: int) -> CitedDocument:
    require(request.user, "cited_document.list")
    rows = CitedDocument.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("agency", "issuer_agency", "file"), pk=pk)


def _record(request: Request, record_type: str, pk: int) -> tuple[actions.Attachable, models.Model]:
    """The record behind an address, where documents may be attached to its kind."""
    kind = actions.attachable_kind(record_type)
    if kind is None:
        raise Http404
    return kind, get_object_or_404(kind.visible_to(request.user), pk=pk)
