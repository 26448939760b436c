"""Write one section: the first words above, the specialist's own below."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from reports.domain.facts import gather
from reports.domain.narrative import first_words
from reports.domain.reports import write_section
from reports.forms.reports import SectionForm
from reports.models import Report, Section
from reports.views.paper import figure_address
from tayninh_portal.forms import attempt
from tayninh_portal.paper.form import ND30_2020, heading_mark
from tayninh_portal.paper.html import draw
from tayninh_portal.records import require
from tayninh_portal.timeline import timeline_of


@require_http_methods(["GET", "POST"])
def section_update(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """The form of one section; the second of two people gets his words back and is told."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "report.write", report)
    section = get_object_or_404(Section, report=report, pk=section_pk)
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
            return redirect(f"{reverse('report-detail', args=[report.pk])}#muc-{section.code}")
        stale = _take_up(form, section)
    context = {
        "report": report,
        "section": section,
        "mark": heading_mark(section.level, section.number, ND30_2020),
        "form": form,
        "first_words": draw(
            first_words(section.code, gather(report.period)),
            top=3,
            figure_address=figure_address(report.period, request.user),
        ),
        "stale": stale,
        "moves": timeline_of(section),
    }
    return render(request, "reports/section.html", context)


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
