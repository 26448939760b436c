"""Screens of the proposals to criticise a head: list, proposal, detail, result, paper, name."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inspections.cited_documents.actions import keep_upload
from inspections.head_criticisms import actions
from inspections.head_criticisms.forms import DecideForm, ProposeForm
from inspections.head_criticisms.lists import HEAD_CRITICISM_LIST
from inspections.head_criticisms.models import HeadCriticism, HeadCriticismState
from inspections.head_criticisms.workflow import DECIDE, HEAD_CRITICISMS
from inspections.identities.actions import open_identity
from inspections.identities.fields import ReadIdentityForm
from inspections.visits.models import Visit
from inspections.visits.requests import visible_visit
from tayninh_portal.access import DEPARTMENT, may, roles_of, today
from tayninh_portal.drafts.middleware import done
from tayninh_portal.forms import attempt
from tayninh_portal.handing_out import give_file
from tayninh_portal.http import Request
from tayninh_portal.listing import show
from tayninh_portal.record_forms import carry_out, client_id_of
from tayninh_portal.records import require, sent_before
from tayninh_portal.second_factor.again import require_again
from tayninh_portal.timeline import timeline_of
from tayninh_portal.transition_pages import admit


@require_safe
def head_criticism_list(request: Request) -> HttpResponseBase:
    """Proposals the person may see, the newest visits first."""
    return show(request, HEAD_CRITICISM_LIST, "head_criticisms/list.html")


@require_http_methods(["GET", "POST"])
def head_criticism_create(request: Request, visit_pk: int) -> HttpResponse:
    """Propose it on a visit."""
    user = request.user
    visit = visible_visit(request, visit_pk)
    require(user, "head_criticism.propose", HeadCriticism(visit=visit))
    form = ProposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: actions.propose_criticism(visit, by=user, **form.asked()))
        if made:
            row, new = made
            said = "Đã ghi đề nghị phê bình." if new else "Đề nghị này đã được lưu trước đó."
            messages.success(request, said)
            return redirect("head-criticism-detail", row.pk)
    return render(request, "head_criticisms/form.html", {"form": form, "visit": visit})


@require_safe
def head_criticism_detail(request: Request, pk: int) -> HttpResponse:
    """Who proposed what on which visit, what was decided, what can be done."""
    user = request.user
    row = _visible(request, pk)
    inside = bool(roles_of(user) & DEPARTMENT)
    context = {
        "row": row,
        "sees_visit": Visit.objects.visible_to(user).filter(pk=row.visit_id).exists(),
        "buttons": HEAD_CRITICISMS.buttons(user, row, today()),
        "may_read": row.person_id is not None and may(user, "head_criticism.read_identity", row),
        "may_open": may(user, "head_criticism.open_file", row),
        "inside": inside,
        "timeline": timeline_of(row, HeadCriticismState),
    }
    return render(request, "head_criticisms/detail.html", context)


@require_http_methods(["GET", "POST"])
def head_criticism_decide(request: Request, pk: int) -> HttpResponse:
    """Enter what was decided, or correct it."""
    user = request.user
    row = _visible(request, pk)
    if sent_before(row, client_id_of(request), user):
        return redirect("head-criticism-detail", pk)
    admit(request, HEAD_CRITICISMS, DECIDE, row)
    form = DecideForm(request.POST or None, request.FILES or None, record=row, user=user)
    if request.method == "POST":
        if carry_out(form, lambda: _decide(row, form)):
            messages.success(request, HEAD_CRITICISMS.words["decide"].done)
            return redirect("head-criticism-detail", pk)
        if form.files.get("upload") and "upload" not in form.errors:
            form.add_error("upload", "Trình duyệt không giữ tệp đã chọn; hãy chọn lại tệp này.")
    return render(request, "head_criticisms/decide.html", {"form": form, "row": row})


def _decide(row: HeadCriticism, form: DecideForm) -> list[HeadCriticism]:
    """The bytes of a file come to the disk before the transaction."""
    asked = form.asked()
    kept = keep_upload(asked.pop("upload", None))
    return HEAD_CRITICISMS.perform(DECIDE, [row], form.act(), kept=kept, **asked)


@require_POST
def head_criticism_file(request: Request, pk: int) -> HttpResponse:
    """The paper as it came. A POST, because the opening is recorded."""
    row = _visible(request, pk)
    require(request.user, "head_criticism.open_file", row)
    if row.file is None:
        raise Http404
    return give_file(row.file, actions.open_paper(row, by=request.user))


@never_cache
@require_http_methods(["GET", "POST"])
def head_criticism_identity(request: Request, pk: int) -> HttpResponse:
    """Read whom a proposal is about: once, for a reason, and on record."""
    row = _visible(request, pk)
    require(request.user, "head_criticism.read_identity", row)
    require_again(request)
    form = ReadIdentityForm(request.POST or None)
    opened = None
    if request.method == "POST" and form.is_valid():
        opened = attempt(
            form,
            lambda: open_identity(
                row,
                row.person,
                by=request.user,
                action="head_criticism.read_identity",
                reason=form.cleaned_data["reason"],
            ),
        )
    page = render(
        request, "head_criticisms/identity.html", {"form": form, "row": row, "opened": opened}
    )
    return done(page) if opened else page


def _visible(request: Request, pk: int) -> HeadCriticism:
    return get_object_or_404(HEAD_CRITICISMS.rows(request.user), pk=pk)
