"""Screens of the catalogues: their lists, one value over time, and the administrator's moves."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections.catalogues.forms import AddForm, ChangeForm, EndForm, RowForm
from inspections.catalogues.lists import CATALOGUE_LISTS, rows_of
from inspections.catalogues.models import DatedRow
from inspections.catalogues.proposals import change_or_ask
from inspections.catalogues.register import CATALOGUES, Catalogue
from tayninh_portal.access import may, today
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.listing import show
from tayninh_portal.models import Proposal
from tayninh_portal.proposals.asking import asked_before
from tayninh_portal.record_forms import carry_out, client_id_of, value_words
from tayninh_portal.records import require, sent_before
from tayninh_portal.timeline import timeline_of


@require_safe
def catalogue_list(request: Request, slug: str) -> HttpResponseBase:
    """The rows of a catalogue, those that ended among them."""
    return show(
        request,
        CATALOGUE_LISTS[slug],
        "catalogues/list.html",
        catalogue=CATALOGUES[slug],
        catalogues=CATALOGUES.values(),
        may_manage=may(request.user, "catalogue.manage"),
    )


@require_safe
def catalogue_detail(request: Request, slug: str, pk: int) -> HttpResponse:
    """One value: what it says, and what it said at other times."""
    require(request.user, "catalogue.list")
    catalogue = _catalogue(slug)
    row = get_object_or_404(rows_of(catalogue), pk=pk)
    columns = CATALOGUE_LISTS[slug].columns
    of_code = catalogue.model._default_manager.filter(code=row.code).order_by("-starts_on")
    context = {
        "catalogue": catalogue,
        "row": row,
        "is_in_force": row.stands_on(today()),
        "facts": [(each.label, value_words(each.value(row))) for each in columns[1:]],
        "rows": of_code,
        "may_manage": may(request.user, "catalogue.manage"),
        "timeline": timeline_of(row),
    }
    return render(request, "catalogues/detail.html", context)


@require_http_methods(["GET", "POST"])
def catalogue_create(request: Request, slug: str) -> HttpResponse:
    """Add a value."""
    require(request.user, "catalogue.manage")
    catalogue = _catalogue(slug)
    form = AddForm(request.POST or None, catalogue=catalogue)
    if made := asked_before(client_id_of(request), request.user):
        return redirect("proposal-detail", made.pk)
    if request.method == "POST" and form.is_valid():
        add = partial(change_or_ask, "add", slug, by=request.user)
        done = attempt(form, lambda: add(**form.cleaned_data))
        if isinstance(done, Proposal):
            return _asked(request, done)
        if isinstance(done, DatedRow):
            messages.success(request, f"Đã ghi “{done}” vào danh mục.")
            return redirect("catalogue-detail", slug, done.pk)
    context = {"catalogue": catalogue, "form": form}
    return render(request, "catalogues/create.html", context)


@require_http_methods(["GET", "POST"])
def catalogue_change(request: Request, slug: str, pk: int) -> HttpResponse:
    """Another name, another content from a day on."""
    require(request.user, "catalogue.manage")
    row = _row(slug, pk)
    form = ChangeForm(request.POST or None, record=row, user=request.user)
    return _edit(request, slug, form, "change", "Đã ghi; hồ sơ trước ngày này giữ nguyên như cũ.")


@require_http_methods(["GET", "POST"])
def catalogue_end(request: Request, slug: str, pk: int) -> HttpResponse:
    """The last day on which a value is chosen."""
    require(request.user, "catalogue.manage")
    row = _row(slug, pk)
    form = EndForm(request.POST or None, record=row, user=request.user)
    said = "Đã ghi ngày cuối; hồ sơ đã chọn giá trị này giữ nguyên và vẫn được tính."
    return _edit(request, slug, form, "end", said)


def _catalogue(slug: str) -> Catalogue:
    if slug not in CATALOGUES:
        raise Http404
    return CATALOGUES[slug]


def _row(slug: str, pk: int) -> DatedRow:
    return get_object_or_404(_catalogue(slug).model, pk=pk)


def _edit(request: Request, slug: str, form: RowForm, move: str, said: str) -> HttpResponse:
    """One form about one row: shown, sent back with what is wrong, done, or asked for."""
    row = form.record
    if not isinstance(row, DatedRow):
        raise TypeError("the form is about a row of a catalogue")
    if sent_before(row, client_id_of(request), request.user):
        return redirect("catalogue-detail", slug, row.pk)
    if made := asked_before(client_id_of(request), request.user):
        return redirect("proposal-detail", made.pk)
    if request.method == "POST":
        do = partial(change_or_ask, move, row, by=request.user)
        done = carry_out(form, lambda: do(**form.cleaned_data))
        if isinstance(done, Proposal):
            return _asked(request, done)
        if isinstance(done, DatedRow):
            messages.success(request, said)
            return redirect("catalogue-detail", slug, done.pk)
    context = {"catalogue": CATALOGUES[slug], "row": row, "form": form}
    return render(request, f"catalogues/{move}.html", context)


def _asked(request: Request, proposal: Proposal) -> HttpResponse:
    """It waits for a second person."""
    messages.success(
        request,
        "Thay đổi chạm tới kỳ đã chốt số liệu nên cần hai người. Đã gửi đề nghị; việc này có hiệu "
        "lực khi người thứ hai xác nhận.",
    )
    return redirect("proposal-detail", proposal.pk)
