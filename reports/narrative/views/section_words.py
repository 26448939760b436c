"""The words of one section: write them with figures in them, take over, compare versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports.narrative import tokens
from reports.narrative.agency_words import SOURCES, take_words, words_for
from reports.narrative.first_words import first_words
from reports.narrative.forms import SectionForm, SectionTakeForm
from reports.narrative.known_figures import known_figures, relevant_first
from reports.narrative.last_year import carry_over, carry_over_all, words_before
from reports.narrative.models import Report, Section
from reports.narrative.numbers import numbers_of
from reports.narrative.reports import write_section
from reports.narrative.section_versions import version_of, versions_of
from reports.narrative.views.sections import place_of, to_write
from tayninh_portal.forms import SeenVersionForm, attempt, said_of, show_again
from tayninh_portal.http import Request
from tayninh_portal.lib.worddiff import word_diff
from tayninh_portal.models import User
from tayninh_portal.paper.form import ND30_2020, heading_mark
from tayninh_portal.paper.html import draw
from tayninh_portal.records import require
from tayninh_portal.timeline import timeline_of

# So many agencies' words stand beside the section; the filter brings out the others.
SHOWN = 30


@require_http_methods(["GET", "POST"])
def section_update(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """The form of one section; the second of two people gets their words back and is told.

    ``xem-truoc`` shows what is typed as it will print and saves nothing; ``?ban=`` begins with an
    earlier version of the words.
    """
    report, section = to_write(request, pk, section_pk)
    chosen = request.GET.get("ban", "")
    version = version_of(section, int(chosen)) if chosen.isdecimal() else None
    text = version.text if version else section.text
    shown = {"seen_version": section.version, "text": text}
    form = SectionForm(request.POST or None, initial=shown)
    stale = False
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["text"]
        if "xem-truoc" in request.POST:
            for sentence in tokens.check(typed):
                form.add_error("text", sentence)
        else:
            saved = attempt(form, lambda: _write(section, request.user, form.cleaned_data))
            if saved is not None:
                messages.success(request, f"Đã lưu mục “{section.heading}”.")
                return redirect(place_of(report, section))
            stale = _take_up(form, section)
    return _page(request, report, section, form, stale=stale, version=version)


@require_POST
def section_take(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """Take over what one agency wrote, with its name, under what was typed so far."""
    report, section = to_write(request, pk, section_pk)
    form = SectionTakeForm(request.POST)
    if form.is_valid():
        sent = form.cleaned_data
        taken = attempt(
            form,
            lambda: take_words(
                section,
                sent["source"],
                by=request.user,
                seen_version=sent["seen_version"],
                typed=sent["text"] if "text" in request.POST else None,
            ),
        )
        if taken is not None:
            messages.success(request, "Đã lấy nội dung của cơ quan vào mục; hãy rà lại lời văn.")
            return redirect(f"{request.path.removesuffix('lay/')}#co-quan-viet")
        section.refresh_from_db()
    return _again(request, report, section, form)


@require_POST
def section_carry(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """Take last year's words into an empty section, to be read and confirmed."""
    report, section = to_write(request, pk, section_pk)
    form = SeenVersionForm(request.POST)
    if (
        form.is_valid()
        and attempt(form, lambda: carry_over(section, by=request.user, **form.cleaned_data))
        is not None
    ):
        messages.success(
            request, "Đã kế thừa nội dung báo cáo năm trước; hãy đọc lại, sửa rồi xác nhận."
        )
    else:
        messages.error(request, said_of(form) or "Hãy tải lại trang rồi thử.")
    return redirect("section-update", report.pk, section.pk)


@require_POST
def report_carry(request: Request, pk: int) -> HttpResponse:
    """Take last year's words into every heading that is still empty."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "report.write", report)
    form = Form(request.POST)
    carried = attempt(form, lambda: carry_over_all(report, by=request.user))
    if carried is None:
        messages.error(request, said_of(form))
    elif carried:
        messages.success(
            request,
            f"Đã kế thừa nội dung báo cáo năm trước vào {carried} mục còn trống; "
            "hãy đọc lại và xác nhận.",
        )
    else:
        messages.info(request, "Không có mục trống nào mà báo cáo năm trước có lời văn.")
    return redirect("report-detail", report.pk)


@require_POST
def section_confirm(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """Stand by words taken over from last year as they are."""
    report, section = to_write(request, pk, section_pk)
    form = SeenVersionForm(request.POST)
    sent: dict[str, Any] = {"text": section.text}
    if (
        form.is_valid()
        and attempt(form, lambda: _write(section, request.user, sent | form.cleaned_data))
        is not None
    ):
        messages.success(request, f"Đã xác nhận lời văn của mục “{section.heading}”.")
        return redirect(place_of(report, section))
    sentences = [str(message) for errors in form.errors.values() for message in errors]
    messages.error(request, " ".join(sentences))
    return redirect("section-update", report.pk, section.pk)


@require_safe
def section_versions(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """Two versions of the words, old beside new; the last two unless they are chosen."""
    require(request.user, "report.write")
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    section = get_object_or_404(Section, report=report, pk=section_pk)
    versions = versions_of(section)
    by_number = {str(each.number): each for each in versions}
    new = by_number.get(request.GET.get("moi", ""), versions[0])
    old = by_number.get(request.GET.get("cu", ""), versions[min(1, len(versions) - 1)])
    context = {
        "report": report,
        "section": section,
        "versions": versions,
        "old": old,
        "new": new,
        "pieces": word_diff(old.text, new.text),
    }
    return render(request, "reports/section_versions.html", context)


def _write(section: Section, user: User, sent: dict[str, Any]) -> Section:
    # Read anew: what a refused write leaves in memory must not be shown as what is stored.
    fresh = Section.objects.select_related("report").get(pk=section.pk)
    return write_section(fresh, by=user, text=sent["text"], seen_version=sent["seen_version"])


def _again(
    request: Request, report: Report, section: Section, form: SectionTakeForm
) -> HttpResponse:
    """The page of the section with what was typed, after a take-over that was refused."""
    typed = request.POST.get("text")
    if typed is None:
        sentences = [str(message) for errors in form.errors.values() for message in errors]
        messages.error(request, " ".join(sentences))
        return redirect(f"{request.path.removesuffix('lay/')}#co-quan-viet")
    stale = form.cleaned_data.get("seen_version") != section.version
    again = SectionForm({"text": typed, "seen_version": section.version})
    again.is_valid()
    for name, errors in form.errors.items():
        for error in errors if name != "text" else ():
            again.add_error(None, error)
    if "text" in form.errors and "text" not in again.errors:
        again.add_error("text", form.errors["text"])
    return _page(request, report, section, again, stale=stale)


def _page(
    request: Request, report: Report, section: Section, form: SectionForm, **more: object
) -> HttpResponse:
    typed = str(form["text"].value() or "")
    numbers = numbers_of(report, tokens.keys_in(typed))
    facts, address = numbers.facts, numbers.address(request.user)
    wanted = request.GET.get("loc", "")
    found = words_for(section.code, report.period, wanted)
    context = {
        "report": report,
        "section": section,
        "told": section.code in SOURCES,
        "wanted": wanted,
        "words": [(words, words.line in section.text.splitlines()) for words in found[:SHOWN]],
        "more_words": max(0, len(found) - SHOWN),
        "mark": heading_mark(section.level, section.number, ND30_2020),
        "form": form,
        "frozen_at": numbers.frozen_at,
        "figures": relevant_first(known_figures(facts), section.code),
        "first_words": draw(first_words(section.code, facts), top=3, figure_address=address),
        "preview": draw(tokens.blocks(typed, facts), top=3, figure_address=address),
        "stale": False,
        "version": None,
        "last_year": words_before(report).get(section.code),
        "moves": timeline_of(section),
        **more,
    }
    return render(request, "reports/section.html", context)


def _take_up(form: SectionForm, section: Section) -> bool:
    """Whether somebody saved since the form was shown; then it may be saved over what they see now.

    What they typed stands beside the form, so saving again is a choice and no accident.
    """
    section.refresh_from_db()
    if form.cleaned_data["seen_version"] == section.version:
        return False
    show_again(form, seen_version=str(section.version))
    return True
