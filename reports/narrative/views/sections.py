"""The headings of one report: add, rename, move, take out and put back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from reports.narrative.forms import (
    SectionAddForm,
    SectionHeadingForm,
    SectionMoveForm,
    SectionRemoveForm,
)
from reports.narrative.models import Report, Section
from reports.narrative.sections import (
    add_section,
    move_section,
    remove_section,
    rename_section,
    restore_section,
)
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.record_forms import RecordForm, carry_out, client_id_of
from tayninh_portal.records import require, sent_before
from tayninh_portal.transition_pages import press


@require_http_methods(["GET", "POST"])
def section_create(request: Request, pk: int) -> HttpResponse:
    """Add a heading to this report alone."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "report.write", report)
    form = SectionAddForm(request.POST or None, sections=report.sections.active())
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: add_section(
                report,
                by=request.user,
                client_id=form.cleaned_data["client_id"],
                after=form.cleaned_data["after"],
                level=form.level,
                heading=form.cleaned_data["heading"],
            ),
        )
        if made is not None:
            messages.success(request, f"Đã thêm mục “{made[0].heading}”.")
            return redirect(place_of(report, made[0]))
    removed = [
        (section, RecordForm(record=section, user=request.user, auto_id=False))
        for section in report.sections.filter(is_removed=True).order_by("order", "pk")
    ]
    context = {"report": report, "form": form, "removed": removed}
    return render(request, "reports/section_create.html", context)


@require_http_methods(["GET", "POST"])
def section_rename(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """Another title for a heading of this report alone."""
    report, section = to_write(request, pk, section_pk)
    if sent_before(section, client_id_of(request), request.user):
        return redirect(place_of(report, section))
    form = SectionHeadingForm(request.POST or None, record=section, user=request.user)
    if request.method == "POST":
        do = lambda: rename_section(section, by=request.user, **form.cleaned_data)  # noqa: E731
        if carry_out(form, do):
            heading = form.cleaned_data["heading"]
            messages.success(request, f"Đã đổi tên mục thành “{heading}”.")
            return redirect(place_of(report, section))
    context = {"report": report, "section": section, "form": form}
    return render(request, "reports/section_rename.html", context)


@require_POST
def section_move(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """One place up or down among the headings of its level."""
    report, section = to_write(request, pk, section_pk)
    url = place_of(report, section)
    if sent_before(section, client_id_of(request), request.user):
        return redirect(url)
    form = SectionMoveForm(request.POST, record=section, user=request.user)
    if not form.is_valid():
        messages.error(request, "Chọn chuyển mục lên hay xuống.")
        return redirect(url)
    seen = {name: form.cleaned_data[name] for name in ("client_id", "seen_version")}
    if move_section(section, by=request.user, up=form.cleaned_data["to"] == "up", **seen):
        messages.success(request, f"Đã chuyển mục “{section.heading}”.")
    else:
        messages.info(request, f"Mục “{section.heading}” đã ở vị trí ngoài cùng trong cấp của nó.")
    return redirect(url)


@require_http_methods(["GET", "POST"])
def section_remove(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """Take a heading out of this report, with the reason where one is needed."""
    report, section = to_write(request, pk, section_pk)
    if sent_before(section, client_id_of(request), request.user):
        return redirect("report-detail", report.pk)
    form = SectionRemoveForm(request.POST or None, record=section, user=request.user)
    if request.method == "POST":
        do = lambda: remove_section(section, by=request.user, **form.cleaned_data)  # noqa: E731
        if carry_out(form, do):
            messages.success(request, f"Đã bỏ mục “{section.heading}” khỏi báo cáo.")
            return redirect("report-detail", report.pk)
    context = {"report": report, "section": section, "form": form}
    return render(request, "reports/section_remove.html", context)


@require_POST
def section_restore(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """Put a heading back that was taken out."""
    report, section = to_write(request, pk, section_pk)
    url = place_of(report, section)
    if sent_before(section, client_id_of(request), request.user):
        return redirect(url)
    form = RecordForm(request.POST, record=section, user=request.user)
    do = lambda: restore_section(section, by=request.user, **form.cleaned_data)  # noqa: E731
    done = f"Đã khôi phục mục “{section.heading}”."
    back = reverse("section-create", args=[report.pk])
    return press(request, form, do, done=done, url=url, back=back)


def to_write(request: Request, pk: int, section_pk: int) -> tuple[Report, Section]:
    """The report and one of its sections, for one who may write in it."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "report.write", report)
    sections = Section.objects.select_related("report")
    return report, get_object_or_404(sections, report=report, pk=section_pk)


def place_of(report: Report, section: Section) -> str:
    """Where the section stands on the report's page."""
    return f"{reverse('report-detail', args=[report.pk])}#muc-{section.code}"
