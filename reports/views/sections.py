"""The sections of one report: write them, take over what agencies wrote, add, rename and move."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from reports.domain.agency_words import SOURCES, take_words, words_for
from reports.domain.facts import gather
from reports.domain.narrative import first_words
from reports.domain.reports import write_section
from reports.domain.sections import add_section, move_section, rename_section
from reports.forms.reports import (
    SectionAddForm,
    SectionForm,
    SectionHeadingForm,
    SectionMoveForm,
    SectionTakeForm,
)
from reports.models import Report, Section
from reports.views.paper import figure_address
from tayninh_portal.forms import attempt
from tayninh_portal.paper.form import ND30_2020, heading_mark
from tayninh_portal.paper.html import draw
from tayninh_portal.records import require
from tayninh_portal.timeline import timeline_of

# So many agencies' words stand beside the section; the filter brings out the others.
SHOWN = 30


@require_http_methods(["GET", "POST"])
def section_update(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """The form of one section; the second of two people gets his words back and is told."""
    report, section = _to_write(request, pk, section_pk)
    shown = {"seen_version": section.version, "text": section.text}
    form = SectionForm(request.POST or None, initial=shown)
    stale = False
    if request.method == "POST" and form.is_valid():
        saved = attempt(
            form,
            lambda: write_section(
                Section.objects.select_related("report").get(pk=section.pk),
                by=request.user,
                text=form.cleaned_data["text"],
                seen_version=form.cleaned_data["seen_version"],
            ),
        )
        if saved is not None:
            messages.success(request, f"Đã lưu mục “{section.heading}”.")
            return redirect(_place(report, section))
        stale = _take_up(form, section)
    wanted = request.GET.get("loc", "")
    found = words_for(section.code, report.period, wanted)
    context = {
        "report": report,
        "section": section,
        "told": section.code in SOURCES,
        "wanted": wanted,
        "words": [(words, words.line in section.text.splitlines()) for words in found[:SHOWN]],
        "more": max(0, len(found) - SHOWN),
        "mark": heading_mark(section.level, section.number, ND30_2020),
        "form": form,
        "first_words": draw(
            first_words(section.code, gather(report.period, report.cutoff_on)),
            top=3,
            figure_address=figure_address(report.period, request.user, report.cutoff_on),
        ),
        "stale": stale,
        "moves": timeline_of(section),
    }
    return render(request, "reports/section.html", context)


@require_http_methods(["GET", "POST"])
def section_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a heading to this report alone."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "report.write", report)
    form = SectionAddForm(request.POST or None, sections=report.sections.all())
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
            return redirect(_place(report, made[0]))
    return render(request, "reports/section_create.html", {"report": report, "form": form})


@require_http_methods(["GET", "POST"])
def section_rename(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """Another title for a heading of this report alone."""
    report, section = _to_write(request, pk, section_pk)
    shown = {"seen_version": section.version, "heading": section.heading}
    form = SectionHeadingForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():
        renamed = attempt(
            form, lambda: rename_section(section, by=request.user, **form.cleaned_data)
        )
        if renamed is not None:
            messages.success(request, f"Đã đổi tên mục thành “{renamed.heading}”.")
            return redirect(_place(report, renamed))
    context = {"report": report, "section": section, "form": form}
    return render(request, "reports/section_rename.html", context)


@require_POST
def section_move(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """One place up or down among the headings of its level."""
    report, section = _to_write(request, pk, section_pk)
    form = SectionMoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Chọn chuyển mục lên hay xuống.")
    elif move_section(section, by=request.user, up=form.cleaned_data["to"] == "up"):
        messages.success(request, f"Đã chuyển mục “{section.heading}”.")
    else:
        messages.info(request, f"Mục “{section.heading}” đã ở vị trí ngoài cùng trong cấp của nó.")
    return redirect(_place(report, section))


@require_POST
def section_take(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """Take over what one agency wrote, with its name."""
    report, section = _to_write(request, pk, section_pk)
    form = SectionTakeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Chọn nội dung cần lấy vào mục.")
    elif attempt(form, lambda: take_words(section, by=request.user, **form.cleaned_data)) is None:
        messages.error(request, " ".join(form.non_field_errors()))
    else:
        messages.success(request, "Đã lấy nội dung của cơ quan vào mục; hãy rà lại lời văn.")
    return redirect(f"{reverse('section-update', args=[report.pk, section.pk])}#co-quan-viet")


def _to_write(request: HttpRequest, pk: int, section_pk: int) -> tuple[Report, Section]:
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "report.write", report)
    sections = Section.objects.select_related("report")
    return report, get_object_or_404(sections, report=report, pk=section_pk)


def _place(report: Report, section: Section) -> str:
    return f"{reverse('report-detail', args=[report.pk])}#muc-{section.code}"


def _take_up(form: SectionForm, section: Section) -> bool:
    """Whether somebody saved since the form was shown; then it may be saved over what he sees now.

    His words stand beside the form, so saving again is a choice and no accident.
    """
    section.refresh_from_db()
    if form.cleaned_data["seen_version"] == section.version:
        return False
    form.data = form.data.copy()
    form.data["seen_version"] = str(section.version)
    return True
