"""The page of a transition, the same for every noun, and its address.

1. the record, 404 where the person may not see it  2. the same form once more: done, said once
3. permission, rule and state, 403 with the reason; a form on an older version comes through
4. what the form asks  5. the transition  6. its sentence, and back to the record
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from tayninh_portal.access import today
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.http import Request
from tayninh_portal.models import Versioned
from tayninh_portal.record_forms import RecordForm, carry_out, client_id_of, is_stale
from tayninh_portal.records import require, sent_before
from tayninh_portal.second_factor.again import require_again
from tayninh_portal.workflow import Transition, Words, Workflow

M = TypeVar("M", bound=Versioned)
# Heading and reason where a button met a record that had moved on; True: by oneself.
PRESSED_LATE = {
    False: ("Có người đã xử lý trước", "Hồ sơ này đã được người khác sửa sau khi bạn mở trang."),
    True: ("Hồ sơ đã thay đổi", "Bạn đã sửa hồ sơ này từ một cửa sổ khác sau khi mở trang này."),
}
# What a room's own template reads beside the record.
More = Callable[[Any], Mapping[str, Any]]
TEMPLATE = "components/transition.html"


def transition_paths(
    workflow: Workflow[M],
    prefix: str,
    addresses: Mapping[str, str],
    more: More | None = None,
    template: str = TEMPLATE,
) -> list[URLPattern]:
    """The addresses of a workflow's pages: ``prefix`` leads to the record, ``addresses`` names the
    transitions in Vietnamese without accents."""
    return [
        path(
            f"{prefix}{word}/",
            _page_of(workflow, name, more, template),
            name=f"{workflow.noun}-{name.replace('_', '-')}",
        )
        for name, word in addresses.items()
    ]


def _page_of(
    workflow: Workflow[M], name: str, more: More | None, template: str
) -> Callable[..., HttpResponse]:
    @never_cache
    def page(request: Request, pk: int) -> HttpResponse:
        return transition_page(request, workflow, workflow[name], pk, more=more, template=template)

    return page


def transition_page(
    request: Request,
    workflow: Workflow[M],
    transition: Transition[M, ...],
    pk: int,
    *,
    template: str = TEMPLATE,
    more: More | None = None,
    words: Words | None = None,
) -> HttpResponse:
    """Ask what ``transition`` asks of one record, and carry it out.

    ``words`` are those of the page where they depend on the person.
    """
    allowed = ["POST"] if transition.is_button else ["GET", "HEAD", "POST"]
    if request.method not in allowed:
        return HttpResponseNotAllowed(allowed)
    user = request.user
    row = get_object_or_404(workflow.rows(user), pk=pk)
    words = words or workflow.words_of(transition, row)
    if words is None:
        raise LookupError(f"{workflow.noun}: {transition.name} has no words for its page")
    if sent_before(row, client_id_of(request), user):
        return redirect(workflow.record_url(row))
    admit(request, workflow, transition, row)
    form = transition.form(request.POST or None, request.FILES or None, record=row, user=user)
    if request.method == "POST":
        do = lambda: workflow.perform(transition, [row], form.act(), **form.asked())  # noqa: E731
        if transition.is_button:
            return press(request, form, do, done=words.done, url=workflow.record_url(row))
        if carry_out(form, do):
            messages.success(request, words.done)
            return redirect(workflow.record_url(row))
        row = get_object_or_404(workflow.rows(user), pk=pk)
        if form.lost is not None:
            form.say_whether_it_still_can(workflow.verdict(user, transition, row, today()))
    context = {
        "record": row,
        "form": form,
        "words": words,
        "transition": transition,
        "back": workflow.record_url(row),
        "crumbs": f"{workflow.templates}/_crumbs.html",
        "about": f"{workflow.templates}/_about.html",
    }
    return render(request, template, context | dict(more(row) if more else {}))


def admit(request: Request, workflow: Workflow[M], transition: Transition[M, ...], row: M) -> None:
    """Refuse who may not do this to the record as it stands; but let a form that was typed on an
    older version come to the action, which tells the lost race on the form. Who may, shows who they
    are where the transition asks it."""
    if is_stale(request, row):
        require(request.user, transition.permission)
    else:
        verdict = workflow.verdict(request.user, transition, row, today())
        if not verdict:
            raise Refused(verdict.reason, of_role=verdict.of_role)
    if transition.again:
        require_again(request, back=workflow.record_url(row) if transition.is_button else "")


def press(
    request: Request,
    form: RecordForm,
    do: Callable[[], Any],
    *,
    done: str,
    url: str,
    back: str = "",
) -> HttpResponse:
    """The answer to a button that asks nothing, on the page of ``url``; what a rule of the record
    forbids is told there, or on the page it was pressed on (``back``)."""
    if not form.is_valid():
        if not back:
            raise Conflict()
        messages.error(request, "Hãy tải lại trang rồi thử.")
        return redirect(back)
    try:
        do()
    except Conflict:
        stored = type(form.record)._default_manager.get(pk=form.record.pk)
        if not sent_before(stored, form.cleaned_data["client_id"], form.user):
            heading, reason = PRESSED_LATE[form.race_with(stored).by_self]
            context = {"heading": heading, "reason": reason, "back": back or url}
            return render(request, "components/pressed_late.html", context, status=409)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(back or url)
    else:
        messages.success(request, done)
    return redirect(url)
