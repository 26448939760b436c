"""Screens of the biên bản: begin, one, its words, its papers, the signed paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inspections.minutes import actions
from inspections.minutes.facts import read
from inspections.minutes.forms import PagesForm, SignForm, WordsForm
from inspections.minutes.models import Minutes, MinutesPage, MinutesState
from inspections.minutes.printing import blank, changes_of, printed
from inspections.minutes.workflow import ADD_PAGES, MINUTES, SIGN
from inspections.visits.requests import visible_visit
from tayninh_portal.access import DEPARTMENT, may, roles_of, today
from tayninh_portal.handing_out import give_file, hand_out
from tayninh_portal.http import Request
from tayninh_portal.models import FileOpening
from tayninh_portal.paper.word.known import Source
from tayninh_portal.record_forms import carry_out, client_id_of, is_stale
from tayninh_portal.records import require, sent_before
from tayninh_portal.second_factor.again import require_again
from tayninh_portal.timeline import timeline_of
from tayninh_portal.transition_pages import TEMPLATE, admit
from tayninh_portal.workflow import Transition

TO_WRITE = "Soạn biên bản"


@require_POST
def minutes_create(request: Request, visit_pk: int) -> HttpResponse:
    """Begin the biên bản of a visit, or go on with the one that is being written."""
    minutes = actions.draft_minutes(visible_visit(request, visit_pk), by=request.user)
    return redirect("minutes-update", minutes.pk)


@require_safe
def minutes_detail(request: Request, pk: int) -> HttpResponse:
    """What it says without names, what is missing, its signed pages, who opened them."""
    user = request.user
    minutes = _visible(request, pk)
    is_draft = minutes.state == MinutesState.DRAFT
    inside = bool(roles_of(user) & DEPARTMENT)
    openings = FileOpening.objects.filter(
        record_type=minutes._meta.label_lower, record_id=minutes.pk
    )
    context = {
        "record": minutes,
        "is_draft": is_draft,
        "facts": read(minutes.facts),
        "changes": changes_of(minutes),
        "missing": actions.missing_to_sign(minutes) if is_draft else [],
        "may_write": may(user, "minutes.write", minutes) if is_draft else None,
        "may_print": may(user, "minutes.read_identity", minutes) if is_draft else None,
        "may_open": may(user, "minutes.open_file", minutes),
        "pages": minutes.pages.select_related("file"),
        "openings": openings.select_related("by").order_by("-at")[:20] if inside else None,
        "buttons": MINUTES.buttons(user, minutes, today()),
        "timeline": timeline_of(minutes, MinutesState),
    }
    return render(request, "minutes/detail.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def minutes_update(request: Request, pk: int) -> HttpResponse:
    """Write its words. What is sealed is shown once asked for (``mo``), and that is recorded."""
    user = request.user
    minutes = _visible(request, pk)
    if sent_before(minutes, client_id_of(request), user):
        return redirect("minutes-detail", pk)
    opens = request.method == "POST" and "mo" in request.POST
    # A form that was typed on an older version comes to its action, which tells the lost race.
    late = is_stale(request, minutes) and not opens
    require(user, "minutes.write", None if late else minutes)
    if opens:
        require_again(request)
        opened = actions.read_words(minutes, by=user, reason=TO_WRITE)
        return _words(request, minutes, WordsForm(record=minutes, user=user, opened=opened))
    form = WordsForm(request.POST or None, record=minutes, user=user)
    do = lambda: actions.update_minutes(minutes, **_sent(form), **form.words())  # noqa: E731
    if request.method == "POST" and carry_out(form, do) is not None:
        messages.success(request, "Đã lưu nội dung biên bản.")
        return redirect("minutes-detail", pk)
    if form.lost is not None:
        form.say_whether_it_still_can(may(user, "minutes.write", _visible(request, pk)))
    return _words(request, minutes, form)


@require_POST
@cache_control(private=True, no_store=True)
def minutes_paper(request: Request, pk: int) -> HttpResponse:
    """The paper to be signed. A POST, because it names people and is recorded."""
    minutes = _visible(request, pk)
    require(request.user, "minutes.read_identity", minutes)
    require_again(request, back=MINUTES.record_url(minutes))
    document = printed(minutes, by=request.user, at=timezone.now())
    return hand_out(request, document, "bien-ban", Source(f"minutes:{minutes.pk}"))


@require_safe
@cache_control(private=True, no_store=True)
def minutes_blank(request: Request, visit_pk: int) -> HttpResponse:
    """A prefilled blank of a visit, to come or begun, to take along."""
    visit = visible_visit(request, visit_pk)
    require(request.user, "minutes.blank", visit)
    document = blank(visit, at=timezone.now())
    return hand_out(request, document, "mau-bien-ban", Source(f"blank:{visit.pk}"))


@never_cache
@require_http_methods(["GET", "POST"])
def minutes_sign(request: Request, pk: int) -> HttpResponse:
    """Number, day and file of the signed paper."""
    return _with_files(request, pk, SIGN, SignForm)


@never_cache
@require_http_methods(["GET", "POST"])
def minutes_add_pages(request: Request, pk: int) -> HttpResponse:
    """More pages of it."""
    return _with_files(request, pk, ADD_PAGES, PagesForm)


@require_POST
def minutes_file(request: Request, pk: int) -> HttpResponse:
    """One signed page as it came. A POST, because the opening is recorded."""
    visible = Minutes.objects.visible_to(request.user)
    require(request.user, "minutes.list")
    pages = MinutesPage.objects.filter(minutes__in=visible).select_related("minutes", "file")
    page = get_object_or_404(pages, pk=pk)
    return give_file(page.file, actions.open_page(page, by=request.user))


def _with_files(
    request: Request,
    pk: int,
    transition: Transition[Minutes, ...],
    form_class: type[PagesForm],
) -> HttpResponse:
    """The page of a transition that brings files: their bytes come to the disk before it."""
    user = request.user
    minutes = _visible(request, pk)
    if sent_before(minutes, client_id_of(request), user):
        return redirect("minutes-detail", pk)
    admit(request, MINUTES, transition, minutes)
    form = form_class(request.POST or None, request.FILES or None, record=minutes, user=user)
    words = MINUTES.words_of(transition, minutes)
    if request.method == "POST":
        if carry_out(form, lambda: _carry(minutes, transition, form)):
            messages.success(request, words.done if words else "")
            return redirect("minutes-detail", pk)
        form.ask_for_the_files_again()
        minutes = _visible(request, pk)
        if form.lost is not None:
            form.say_whether_it_still_can(MINUTES.verdict(user, transition, minutes, today()))
    context = {
        "record": minutes,
        "form": form,
        "words": words,
        "transition": transition,
        "back": MINUTES.record_url(minutes),
        "crumbs": "minutes/_crumbs.html",
        "about": "minutes/_about.html",
        "missing": actions.missing_to_sign(minutes) if transition is SIGN else [],
    }
    return render(request, TEMPLATE, context)


def _carry(
    minutes: Minutes, transition: Transition[Minutes, ...], form: PagesForm
) -> list[Minutes]:
    asked = form.asked()
    manner = asked.pop("manner", None)
    MINUTES.check(transition, [minutes], form.act())
    kept, digital = actions.keep_pages(asked.pop("upload"), digital=manner == "digital")
    if manner is not None:
        asked["digital"] = digital
    return MINUTES.perform(transition, [minutes], form.act(), kept=kept, **asked)


def _words(request: Request, minutes: Minutes, form: WordsForm) -> HttpResponse:
    is_sealed = minutes.words_id is not None and not form["opened"].value()
    context = {"form": form, "record": minutes, "is_sealed": is_sealed}
    return render(request, "minutes/form.html", context)


def _visible(request: Request, pk: int) -> Minutes:
    return get_object_or_404(MINUTES.rows(request.user), pk=pk)


def _sent(form: WordsForm) -> dict[str, Any]:
    """Who sent a form, which one, and the version they read."""
    data = form.cleaned_data
    return {
        "by": form.user,
        "client_id": data["client_id"],
        "seen_version": data["seen_version"],
    }
