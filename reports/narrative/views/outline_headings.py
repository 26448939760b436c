"""The headings of an outline while it is a draft: add, write, move, take out."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from reports.narrative.models import OutlineSection
from reports.narrative.outline_drafts import add_heading, end_heading, move_heading, update_heading
from reports.narrative.outline_forms import HeadingAddForm, HeadingForm, HeadingMoveForm
from reports.narrative.views.outlines import to_prepare
from tayninh_portal.forms import FoundChoices
from tayninh_portal.http import Request
from tayninh_portal.record_forms import RecordForm, carry_out, client_id_of
from tayninh_portal.records import sent_before
from tayninh_portal.transition_pages import press


@require_http_methods(["GET", "POST"])
def heading_create(request: Request, pk: int) -> HttpResponse:
    """A new heading; ``?sau=`` is the one it stands behind."""
    outline = to_prepare(request, pk)
    if sent_before(outline, client_id_of(request), request.user):
        return redirect("outline-detail", pk)
    narrowing = FoundChoices.NARROW in request.POST
    sent = None if narrowing else request.POST or None
    initial = {"after": request.GET.get("sau", "")}
    form = HeadingAddForm(sent, record=outline, user=request.user, initial=initial)
    if narrowing:
        form.narrow(request.POST)
    elif request.method == "POST":
        section = carry_out(form, lambda: add_heading(outline, form.act(), **form.asked()))
        if section is not None:
            messages.success(request, f"Đã thêm mục “{form.cleaned_data['heading']}”.")
            return redirect(f"{reverse('outline-detail', args=[pk])}#muc-{section.pk}")
    context = {"outline": outline, "section": None, "form": form}
    return render(request, "outlines/heading.html", context)


@require_http_methods(["GET", "POST"])
def heading_update(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """Title, hint and expected figures of a heading."""
    outline = to_prepare(request, pk)
    if sent_before(outline, client_id_of(request), request.user):
        return redirect(_place(pk, section_pk))
    section = get_object_or_404(_sections(), outline=outline, pk=section_pk)
    narrowing = FoundChoices.NARROW in request.POST
    sent = None if narrowing else request.POST or None
    form = HeadingForm(sent, record=outline, user=request.user, section=section)
    if narrowing:
        form.narrow(request.POST)
    elif request.method == "POST":
        do = lambda: update_heading(section, form.act(), **form.asked())  # noqa: E731
        if carry_out(form, do) is not None:
            messages.success(request, f"Đã lưu mục “{form.cleaned_data['heading']}”.")
            return redirect(_place(pk, section_pk))
    context = {"outline": outline, "section": section, "form": form}
    return render(request, "outlines/heading.html", context)


@require_POST
def heading_move(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """One place up or down among the headings of its level."""
    outline = to_prepare(request, pk)
    url = _place(pk, section_pk)
    if sent_before(outline, client_id_of(request), request.user):
        return redirect(url)
    section = get_object_or_404(_sections(), outline=outline, pk=section_pk)
    form = HeadingMoveForm(request.POST, record=outline, user=request.user)
    do = lambda: move_heading(section, form.act(), **form.asked())  # noqa: E731
    return press(request, form, do, done=f"Đã chuyển mục “{section.heading}”.", url=url, back=url)


@require_http_methods(["GET", "POST"])
def heading_end(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """Take a heading out of the draft."""
    outline = to_prepare(request, pk)
    if sent_before(outline, client_id_of(request), request.user):
        return redirect("outline-detail", pk)
    section = get_object_or_404(_sections(), outline=outline, pk=section_pk)
    form = RecordForm(request.POST or None, record=outline, user=request.user)
    do = lambda: end_heading(section, form.act())  # noqa: E731
    if request.method == "POST" and carry_out(form, do) is not None:
        messages.success(request, f"Đã bỏ mục “{section.heading}”.")
        return redirect("outline-detail", pk)
    context = {"outline": outline, "section": section, "form": form}
    return render(request, "outlines/heading_end.html", context)


def _sections() -> QuerySet[OutlineSection]:
    return OutlineSection.objects.select_related("outline")


def _place(pk: int, section_pk: int) -> str:
    """Where the heading stands on the page of its outline."""
    return f"{reverse('outline-detail', args=[pk])}#muc-{section_pk}"
