"""Back from Word: give a file back, read what was changed in it, take words of it over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports.documents.annual import CLOSING, OPENING
from reports.figures.catalog import UnknownFigure, label_of
from reports.issuing.forms.from_word import WordRemarkForm, WordReturnForm, WordTakeForm
from reports.issuing.from_word.bringing import Noted, bring, noted
from reports.issuing.from_word.comparing import OUTSIDE, SectionBack
from reports.issuing.from_word.taking import Returned, give_back, returned, take_over
from reports.issuing.from_word.templates import Typed
from reports.issuing.models import WordReturn
from reports.issuing.views.paper import addresses_in
from reports.narrative.models import Report, Section
from tayninh_portal.http import Request
from tayninh_portal.models import User
from tayninh_portal.paper.content import Figure
from tayninh_portal.record_forms import carry_out, client_id_of
from tayninh_portal.records import require, sent_before
from tayninh_portal.transition_pages import press

# What begins with no heading of its own.
HEADINGS = {OUTSIDE: "Ngoài các mục", OPENING: "Mở đầu", CLOSING: "Kết thúc"}


@dataclass(frozen=True)
class TypedOver:
    """A number that was typed over: what the figure is called and where its records are."""

    typed: Typed
    sentence: str
    label: str
    address: str


@dataclass(frozen=True)
class ShownPlace:
    """What came back under one heading; ``form`` takes its open changes over, ``remarking`` makes
    remarks of its comments, None without any that can be."""

    back: SectionBack
    heading: str
    typed: list[TypedOver]
    section: Section | None
    form: WordTakeForm | None
    noted: Sequence[Noted]
    remarking: WordRemarkForm | None


@require_http_methods(["GET", "POST"])
def word_return_create(request: Request, pk: int) -> HttpResponse:
    """Give a Word file of the report back."""
    report = _report(request, pk)
    form = WordReturnForm(
        request.POST or None, request.FILES or None, record=report, user=request.user
    )
    if request.method == "POST":
        done = carry_out(form, lambda: give_back(report, form.act(), **form.asked()))
        if isinstance(done, tuple):
            row, is_new = done
            if not is_new:
                messages.info(request, "Tệp này đã được đưa về trước đó.")
            return redirect("word-return-detail", report.pk, row.pk)
        form.ask_for_the_file_again()
    before = report.word_returns.select_related("by", "snapshot").defer("went", "came")
    context = {"report": report, "form": form, "before": before[:20]}
    return render(request, "reports/from_word/create.html", context)


@require_safe
def word_return_detail(request: Request, pk: int, word_pk: int) -> HttpResponse:
    """What was changed in the file, section by section, beside the report as it stands."""
    row = _row(request, pk, word_pk)
    now = returned(row)
    places = _shown(row, now, request.user)
    context = {
        "report": row.report,
        "row": row,
        "is_current": now.is_current,
        "places": places,
        "waiting": sum(each.is_open for place in places for each in place.back.changes),
        "typed": sum(len(place.typed) for place in places),
        "said": sum(len(place.noted) for place in places),
        "unplaced": sum(len(place.back.unplaced) for place in places),
    }
    return render(request, "reports/from_word/detail.html", context)


@require_POST
def word_return_take(request: Request, pk: int, word_pk: int, section_pk: int) -> HttpResponse:
    """Take the chosen changes of one section over."""
    row = _row(request, pk, word_pk)
    sections = Section.objects.select_related("report")
    section = get_object_or_404(sections, report=row.report, pk=section_pk)
    page = reverse("word-return-detail", args=[pk, word_pk])
    url = f"{page}#muc-{section.code}"
    if sent_before(section, client_id_of(request), request.user):
        return redirect(url)
    places = {place.code: place for place in returned(row).places}
    changes = places[section.code].changes if section.code in places else ()
    form = WordTakeForm(request.POST, record=section, user=request.user, changes=changes)
    if "numbers" in form.errors:
        messages.error(request, " ".join(map(str, form.errors["numbers"])))
        return redirect(url)
    do = lambda: take_over(row, section, form.act(), **form.asked())  # noqa: E731
    done = f"Đã lấy vào mục “{section.heading}”; hãy rà lại lời văn."
    return press(request, form, do, done=done, url=url)


@require_POST
def word_return_remark(request: Request, pk: int, word_pk: int) -> HttpResponse:
    """Make remarks of the chosen comments."""
    row = _row(request, pk, word_pk)
    url = reverse("word-return-detail", args=[pk, word_pk])
    if sent_before(row.report, client_id_of(request), request.user):
        return redirect(url)
    found = noted(row, returned(row))
    form = WordRemarkForm(
        request.POST,
        record=row.report,
        user=request.user,
        noted=[each for place in found.values() for each in place],
    )
    if "comments" in form.errors:
        messages.error(request, " ".join(map(str, form.errors["comments"])))
        return redirect(url)
    chosen = set(form.asked()["comments"])
    done = (
        f"Đã ghi {len(chosen):02d} nhận xét thành ý kiến tại câu; trả lời ở báo cáo hoặc ở màn "
        "hình soạn của mục."
    )
    do = lambda: bring(row, form.act(), **form.asked())  # noqa: E731
    return press(request, form, do, done=done, url=url)


def _report(request: Request, pk: int) -> Report:
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "report.write", report)
    return report


def _row(request: Request, pk: int, word_pk: int) -> WordReturn:
    """A file that was given back, for one who may write its report."""
    report = _report(request, pk)
    rows = WordReturn.objects.select_related("report", "snapshot", "by")
    return get_object_or_404(rows, pk=word_pk, report=report)


def _shown(row: WordReturn, now: Returned, user: User) -> list[ShownPlace]:
    address = addresses_in(now.composition.stated, row.report, user, now.composition.freeze)
    comments = noted(row, now)
    found = []
    for back in now.places:
        section = now.sections.get(back.code)
        is_open = any(change.is_open for change in back.changes)
        form = WordTakeForm(record=section, user=user) if section and is_open else None
        typed = [
            TypedOver(each, sentence, _label(each.key), address(Figure(each.key, None, "–")))
            for each, sentence in back.typed
        ]
        heading = HEADINGS.get(back.code, back.heading)
        here = comments.get(back.code, ())
        is_open = any(each.is_open for each in here)
        remarking = WordRemarkForm(record=row.report, user=user) if is_open else None
        found.append(ShownPlace(back, heading, typed, section, form, here, remarking))
    return found


def _label(key: str) -> str:
    """What a figure is called; its key where it is worked out of others."""
    try:
        return label_of(key)
    except UnknownFigure:
        return key
