"""The words of one section: write them with figures in them, take over, compare versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports.narrative import tokens
from reports.narrative.agency_words import GONE, take_line, take_words
from reports.narrative.beside import beside, named, sentence_named
from reports.narrative.doubts import doubts_about
from reports.narrative.facts import Facts
from reports.narrative.forms import SectionForm, SectionTakeForm
from reports.narrative.known_figures import insertable, known_figures, relevant_first
from reports.narrative.last_year import carry_over, carry_over_all, printed_in, report_before
from reports.narrative.models import Report, Section
from reports.narrative.numbers import ReportNumbers, numbers_of
from reports.narrative.reports import write_section
from reports.narrative.section_versions import version_of, versions_of
from reports.narrative.stated_words import SOURCES, words_for
from reports.narrative.suggestions import suggestion
from reports.narrative.views.sections import place_of, to_write
from reports.narrative.writing import check_seen
from tayninh_portal.http import Request
from tayninh_portal.lib.worddiff import word_diff
from tayninh_portal.paper.content import Item, Paragraph, plain_text
from tayninh_portal.paper.form import ND30_2020, heading_mark
from tayninh_portal.paper.html import draw, underlined
from tayninh_portal.record_forms import RecordForm, carry_out, client_id_of
from tayninh_portal.records import require, sent_before
from tayninh_portal.timeline import timeline_of
from tayninh_portal.transition_pages import press

# Before the name of a suggested sentence where it is taken.
SUGGESTED = "suggested-"
# So many agencies' words stand beside the section; the filter brings out the others.
SHOWN = 30


@require_http_methods(["GET", "POST"])
def section_update(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """The form of one section; the second of two people gets their words back and is told.

    ``xem-truoc`` shows what is typed as it will print and saves nothing; ``?ban=`` begins with an
    earlier version of the words. The report's page asks for the box alone, where the section is.
    """
    report, section = to_write(request, pk, section_pk)
    user = request.user
    if sent_before(section, client_id_of(request), user):
        return redirect(place_of(report, section))
    chosen = request.GET.get("ban", "")
    version = version_of(section, int(chosen)) if chosen.isdecimal() else None
    typed = request.POST.get("text") or (version or section).text
    numbers = numbers_of(report, tokens.keys_in(typed))
    now = suggestion(section.code, numbers.facts)
    initial = {"text": version.text if version else _begun(section, now), "seen": named(now)}
    names = f"muc-{section.pk}-%s" if _in_place(request, section) else "id_%s"
    sent = request.POST or None
    form = SectionForm(sent, record=section, user=user, initial=initial, auto_id=names)
    if "xem-truoc" in request.POST:
        if form.is_valid():
            for sentence in tokens.check(form.cleaned_data["text"]):
                form.add_error("text", sentence)
        return _page(request, section, form, numbers, version=version)
    do = lambda: _write(section, form, now)  # noqa: E731
    if request.method == "POST" and carry_out(form, do) is not None:
        messages.success(request, f"Đã lưu mục “{section.heading}”.")
        return redirect(place_of(report, section))
    return _page(request, section, form, numbers, version=version)


@require_POST
def section_take(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """Take over what one agency wrote, with its name, or a sentence suggested since, under what was
    typed so far."""
    report, section = to_write(request, pk, section_pk)
    back = f"{request.path.removesuffix('lay/')}#co-quan-viet"
    if sent_before(section, client_id_of(request), request.user):
        return redirect(back)
    form = SectionTakeForm(request.POST, record=section, user=request.user)
    numbers = numbers_of(report, tokens.keys_in(request.POST.get("text", "")))
    now = suggestion(section.code, numbers.facts)
    if carry_out(form, lambda: _take(section, request, form, now)):
        messages.success(request, "Đã lấy nội dung vào mục; hãy rà lại lời văn.")
        return redirect(back)
    if "text" not in request.POST:
        messages.error(request, _said_of(form))
        return redirect(back)
    return _page(request, section, _again(form), numbers)


@require_POST
def section_carry(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """Take last year's words into an empty section, to be read and confirmed."""
    report, section = to_write(request, pk, section_pk)
    url = reverse("section-update", args=[report.pk, section.pk])
    if sent_before(section, client_id_of(request), request.user):
        return redirect(url)
    form = RecordForm(request.POST, record=section, user=request.user)
    do = lambda: carry_over(section, by=request.user, **form.cleaned_data)  # noqa: E731
    done = "Đã kế thừa nội dung báo cáo năm trước; hãy đọc lại, sửa rồi xác nhận."
    return press(request, form, do, done=done, url=url, back=url)


@require_POST
def report_carry(request: Request, pk: int) -> HttpResponse:
    """Take last year's words into every heading that is still empty."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "report.write", report)
    client_id = client_id_of(request)
    if any(sent_before(each, client_id, request.user) for each in report.sections.all()):
        return redirect("report-detail", report.pk)
    carried = carry_over_all(report, by=request.user, client_id=client_id)
    if carried:
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
    url = place_of(report, section)
    if sent_before(section, client_id_of(request), request.user):
        return redirect(url)
    form = RecordForm(request.POST, record=section, user=request.user)
    do = lambda: _confirm(section, form)  # noqa: E731
    done = f"Đã xác nhận lời văn của mục “{section.heading}”."
    back = reverse("section-update", args=[report.pk, section.pk])
    return press(request, form, do, done=done, url=url, back=back)


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


def _in_place(request: Request, section: Section) -> bool:
    """Whether the answer stands where the section does on the report's page (htmx)."""
    return bool(request.htmx) and request.htmx.target == f"muc-{section.code}"


def _begun(section: Section, now: str) -> str:
    """What the box begins with: the text, and until somebody wrote one the suggestion."""
    return section.text if section.is_written else now


def _write(section: Section, form: SectionForm, now: str) -> Section:
    sent = dict(form.cleaned_data)
    # Another suggestion than the one that stood there was seen by nobody yet.
    suggested = now if sent.pop("seen") == named(now) else None
    return write_section(section, by=form.user, suggested=suggested, **sent)


def _take(section: Section, request: Request, form: SectionTakeForm, now: str) -> Section:
    sent, source = form.cleaned_data, form.cleaned_data["source"]
    common: dict[str, Any] = {
        "by": request.user,
        "seen_version": sent["seen_version"],
        "client_id": sent["client_id"],
        "typed": sent["text"] if "text" in request.POST else _begun(section, now),
    }
    if not source.startswith(SUGGESTED):
        return take_words(section, source, **common)
    line = sentence_named(source.removeprefix(SUGGESTED), now)
    if line is None:
        raise ValidationError(GONE)
    return take_line(section, line, **common)


def _confirm(section: Section, form: RecordForm) -> Section:
    check_seen(section, form.cleaned_data["seen_version"])
    if section.is_confirmed:
        # Nothing was taken over; what is suggested would be saved as an empty text.
        return section
    return write_section(section, by=form.user, text=section.text, **form.cleaned_data)


def _said_of(form: SectionTakeForm) -> str:
    return " ".join(str(message) for errors in form.errors.values() for message in errors)


def _again(refused: SectionTakeForm) -> SectionForm:
    """The box with what was typed, after a take-over that was refused."""
    again = SectionForm(refused.data, record=refused.record, user=refused.user)
    again.is_valid()
    again.lost = refused.lost
    for name, errors in refused.errors.items():
        target = "text" if name == "text" else None
        for error in errors:
            if error not in again.errors.get(name, ()):
                again.add_error(target, error)
    return again


def _page(
    request: Request, section: Section, form: SectionForm, numbers: ReportNumbers, **more: object
) -> HttpResponse:
    report, typed = section.report, str(form["text"].value() or "")
    if _in_place(request, section):
        form.fields["text"].widget.attrs["autofocus"] = True
        box = {"report": report, "section": section, "form": form}
        return render(request, "reports/_section_in_place.html", box)
    facts, address = numbers.facts, numbers.address(request.user)
    preview = draw(tokens.blocks(typed, facts), top=3, figure_address=address)
    doubts = doubts_about(section, typed, facts)
    wanted = request.GET.get("loc", "")
    found = words_for(section.code, report.period, wanted)
    context = {
        "report": report,
        "section": section,
        "stated": section.code in SOURCES,
        "wanted": wanted,
        "words": [(words, words.line in typed.splitlines()) for words in found[:SHOWN]],
        "more_words": max(0, len(found) - SHOWN),
        "mark": heading_mark(section.level, section.number, ND30_2020),
        "form": form,
        "frozen_at": numbers.frozen_at,
        "figures": relevant_first(known_figures(facts), section.code),
        "insertable": insertable(facts),
        "beside": _beside(section, facts),
        "preview": underlined(preview, [doubt.words for doubt in doubts]),
        "doubts": doubts,
        "press": {
            name: RecordForm(record=section, user=request.user, auto_id=False)
            for name in ("confirm", "carry", "move")
        },
        "version": None,
        **_last_year(report, section),
        "moves": timeline_of(section),
        **more,
    }
    return render(request, "reports/section.html", context)


def _beside(section: Section, facts: Facts) -> dict[str, list[tuple[str, str, str]]]:
    """Proposed sentences as they print now, with their text and the name they are taken by."""
    found = beside(section, suggestion(section.code, facts))
    return {
        name: [(_printed(each, facts), each, SUGGESTED + named(each)) for each in sentences]
        for name, sentences in (
            ("fresh", found.fresh),
            ("left", found.left),
            ("stale", found.stale),
        )
    }


def _printed(sentence: str, facts: Facts) -> str:
    said = [
        plain_text(block.runs)
        for block in tokens.blocks(sentence, facts)
        if isinstance(block, Paragraph | Item)
    ]
    return " ".join(said) or sentence


def _last_year(report: Report, section: Section) -> dict[str, object]:
    """The report of the year before with what it prints under this heading, and whether its words
    may be taken over."""
    earlier = report_before(report)
    if earlier is None:
        return {"last_year": None, "may_carry": False}
    printed = printed_in(earlier, section.code)
    written = earlier.sections.active().filter(code=section.code).exclude(text="")
    return {
        "last_year": (earlier, draw(printed, top=3)) if printed else None,
        "may_carry": not section.text and written.exists(),
    }
