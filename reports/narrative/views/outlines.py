"""Outlines: the list, one with its headings, a new version, put in force or given up."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from reports.narrative.models import Outline, OutlineSection, Report
from reports.narrative.outline_drafts import (
    Differences,
    apply_outline,
    differences,
    discard_outline,
    make_outline,
    update_outline,
)
from reports.narrative.outline_forms import OutlineForm, OutlineUpdateForm, labels_of
from reports.narrative.outline_list import OUTLINE_LIST, standing_of
from tayninh_portal.access import may, today
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.listing import show
from tayninh_portal.record_forms import RecordForm, carry_out, client_id_of, is_stale
from tayninh_portal.records import Act, require, sent_before
from tayninh_portal.timeline import timeline_of


@require_safe
def outline_list(request: Request) -> HttpResponseBase:
    """All outlines, the newest first."""
    used = Outline.objects.used_on(today())
    may_prepare = may(request.user, "outline.prepare")
    return show(request, OUTLINE_LIST, "outlines/list.html", used=used, may_prepare=may_prepare)


@require_safe
def outline_detail(request: Request, pk: int) -> HttpResponse:
    """Its headings with what each is to tell, the reports made in it, and what may be done."""
    user = request.user
    require(user, "outline.list")
    outline = get_object_or_404(_kept(), pk=pk)
    sections = list(outline.sections.all())
    context = {
        "outline": outline,
        "standing": standing_of(outline, Outline.objects.used_on(today())),
        "lines": [(each, labels_of(each.expects)) for each in sections],
        "changed": _changed(outline, sections),
        "reports": Report.objects.visible_to(user).filter(outline=outline),
        "move": RecordForm(record=outline, user=user, auto_id=False) if outline.is_draft else None,
        "may_prepare": may(user, "outline.prepare"),
        "may_change": may(user, "outline.prepare", outline),
        "may_apply": may(user, "outline.apply", outline),
        "timeline": timeline_of(outline),
    }
    return render(request, "outlines/detail.html", context)


@require_http_methods(["GET", "POST"])
def outline_create(request: Request, pk: int) -> HttpResponse:
    """A new outline from one in force."""
    user = request.user
    require(user, "outline.prepare")
    base = get_object_or_404(Outline.objects.in_force(), pk=pk)
    form = OutlineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = dict(form.cleaned_data)
        act = Act(user, client_id=asked.pop("client_id"))
        made = attempt(form, lambda: make_outline(base, act, **asked))
        if made is not None:
            outline, is_new = made
            if is_new:
                messages.success(request, "Đã lập đề cương mới; hãy sửa các mục rồi áp dụng.")
            return redirect("outline-detail", outline.pk)
    return render(request, "outlines/form.html", {"base": base, "outline": None, "form": form})


@require_http_methods(["GET", "POST"])
def outline_update(request: Request, pk: int) -> HttpResponse:
    """Name, basis and first day of a draft."""
    outline = to_prepare(request, pk)
    url = reverse("outline-detail", args=[pk])
    if sent_before(outline, client_id_of(request), request.user):
        return redirect(url)
    form = OutlineUpdateForm(request.POST or None, record=outline, user=request.user)
    do = lambda: update_outline(outline, form.act(), **form.asked())  # noqa: E731
    if request.method == "POST" and carry_out(form, do) is not None:
        messages.success(request, "Đã lưu thông tin đề cương.")
        return redirect(url)
    return render(request, "outlines/form.html", {"outline": outline, "form": form})


@require_http_methods(["GET", "POST"])
def outline_apply(request: Request, pk: int) -> HttpResponse:
    """Put a draft in force, with what it changes before one's eyes."""
    outline = to_prepare(request, pk, "outline.apply")
    url = reverse("outline-detail", args=[pk])
    if sent_before(outline, client_id_of(request), request.user):
        return redirect(url)
    form = RecordForm(request.POST or None, record=outline, user=request.user)
    do = lambda: apply_outline(outline, form.act())  # noqa: E731
    if request.method == "POST" and carry_out(form, do) is not None:
        messages.success(request, "Đã áp dụng đề cương.")
        return redirect(url)
    changed = _changed(outline, list(outline.sections.all()))
    context = {"outline": outline, "form": form, "changed": changed}
    return render(request, "outlines/apply.html", context)


@require_http_methods(["GET", "POST"])
def outline_discard(request: Request, pk: int) -> HttpResponse:
    """Give a draft up."""
    require(request.user, "outline.prepare")
    # The draft is gone from sight after the first click of two.
    if sent_before(get_object_or_404(Outline, pk=pk), client_id_of(request), request.user):
        return redirect("outline-list")
    outline = to_prepare(request, pk)
    form = RecordForm(request.POST or None, record=outline, user=request.user)
    do = lambda: discard_outline(outline, form.act())  # noqa: E731
    if request.method == "POST" and carry_out(form, do) is not None:
        messages.success(request, f"Đã bỏ bản soạn “{outline}”.")
        return redirect("outline-list")
    return render(request, "outlines/discard.html", {"outline": outline, "form": form})


def to_prepare(request: Request, pk: int, permission: str = "outline.prepare") -> Outline:
    """The draft, for one who may; a form shown with an older version comes to the action, and so
    does the second click of one that did its work."""
    require(request.user, permission)
    outline = get_object_or_404(_kept(), pk=pk)
    late = is_stale(request, outline) or sent_before(outline, client_id_of(request), request.user)
    require(request.user, permission, None if late else outline)
    return outline


def _kept() -> QuerySet[Outline]:
    return Outline.objects.kept().select_related("made_from", "request")


def _changed(outline: Outline, sections: list[OutlineSection]) -> Differences | None:
    base = outline.made_from
    return differences(base.sections.all(), sections) if base else None
