"""The rows behind a frozen number, and what changed since the freeze."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reports.figures.addresses import figure_query
from reports.figures.catalog import CATALOG, UnknownFigure
from reports.freezing.changes import SETS, Changes, Since, ask_changes, corrected_since
from reports.freezing.composition import composed_now
from reports.freezing.forms import SentenceForm
from reports.freezing.frozen import (
    FrozenFigure,
    figure_in,
    frozen_count,
    kept_of,
    rows_in,
)
from reports.freezing.frozen_facts import Kept
from reports.freezing.links import addresses_of, is_kept, kept_cells
from reports.freezing.models import Freeze, FrozenRow
from reports.freezing.reading import begin
from reports.freezing.sentences import ChangedSentence, changed_in, take_sentence
from reports.freezing.views.differences import drawn
from reports.narrative.models import AT_PROVINCE, Report
from tayninh_portal.access import DEPARTMENT, may, roles_of
from tayninh_portal.forms import attempt, said_of
from tayninh_portal.http import Request
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.lib.dates import number_vi
from tayninh_portal.lib.together import read_together
from tayninh_portal.listing import ListColumn, Table
from tayninh_portal.lists import page_of
from tayninh_portal.models import User
from tayninh_portal.records import require

# So many rows of one set stand on the page of changes; who wants them all opens the figure.
SHOWN = 25


@require_safe
def frozen_figure(request: Request, pk: int, freeze_pk: int, key: str) -> HttpResponse:
    """The rows behind a frozen number as they were: a page, or the fragment of the side panel."""
    report = report_to_read(request, pk)
    freeze = freeze_to_read(request.user, report, freeze_pk)
    try:
        kept = kept_of(freeze)
        figure = figure_in(kept, key)
    except UnknownFigure:
        raise Http404 from None
    context: dict[str, Any] = {
        "report": report,
        "freeze": freeze,
        "kept": kept,
        "figure": figure,
        "key": key,
        "period": kept.facts.period,
        "whole": not request.htmx,
        "is_explained": figure.key in CATALOG,
    }
    if figure.definition.base:
        context |= _rows(request, freeze, figure, key)
    else:
        context["parts"] = _parts(freeze, kept, figure)
    template = "reports/freezes/_figure.html" if request.htmx else "reports/freezes/figure.html"
    return render(request, template, context)


@require_safe
def report_changes(request: Request, pk: int) -> HttpResponse:
    """What changed since the freeze: figures, the rows behind them, sentences old beside new."""
    report = report_to_read(request, pk)
    within = bool(roles_of(request.user) & DEPARTMENT)
    # Words that are written anew are the Sở's until they are presented, and not when they go up.
    shown = within or report.state in AT_PROVINCE
    found = _found(report, None if within else _presented(report), sentences=shown, newest=within)
    if found is None:
        nothing = {"report": report, "freeze": None}
        return render(request, "reports/freezes/changes.html", nothing)
    freeze, changes, sentences = found
    links = addresses_of(request.user, [each.row for _, found in changes.rows for each in found])
    told = [
        (name, [each for each in found if not is_kept(each.row, links)])
        for name, found in changes.rows
    ]
    context = {
        "report": report,
        "freeze": freeze,
        "figures": changes.figures,
        "asked": figure_query(report.period, report.cutoff_on),
        "groups": [
            {
                "label": SETS[name],
                "rows": [(each, links.get(_named(each.row))) for each in found[:SHOWN]],
                "all": len(found),
                "more": max(0, len(found) - SHOWN),
            }
            for name, found in told
            if found
        ],
        "sentences": [(each, drawn(each.difference)) for each in sentences],
        "left": sum(not each.is_taken for each in sentences),
        "may_take": may(request.user, "report.write", report),
    }
    return render(request, "reports/freezes/changes.html", context)


def _found(
    report: Report, presented: Freeze | None, *, sentences: bool, newest: bool
) -> tuple[Freeze, Changes, list[ChangedSentence]] | None:
    """What changed since the newest freeze or the ``presented`` one, and the sentences that would;
    all from one state, None without a freeze."""
    with one_state():
        begun = begin(report)
        freeze = begun.freeze if newest else presented
        if freeze is None:
            return None
        changes, rest = ask_changes(freeze, report), begun.rest(anew=True)
        read_together(*changes.rows, *(rest.rows if sentences else ()))
        if not sentences:
            return freeze, changes.answer(), []
        reading = rest.answer()
        composition = composed_now(reading, at=timezone.now())
        return freeze, changes.answer(), changed_in(reading, composition)


@require_POST
def sentence_take(request: Request, pk: int) -> HttpResponse:
    """Take one sentence as the new numbers tell it."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "report.write", report)
    form = SentenceForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Không rõ nhận câu nào; hãy bấm lại ở câu cần nhận.")
    elif attempt(form, lambda: take_sentence(report, by=request.user, **form.cleaned_data)) is None:
        messages.error(request, said_of(form))
    else:
        messages.success(request, "Đã nhận câu theo số liệu mới.")
    return redirect(f"{reverse('report-changes', args=[report.pk])}#cau-thay-doi")


@dataclass(frozen=True)
class FrozenLine:
    """A row as it was kept: its cells (head, text), what it adds to a sum, the version of its
    record, what became of that since (or None), and where it leads ("": nowhere for this person).
    Of a complaint kept from the person neither cells nor version.
    """

    cells: list[tuple[str, str | None]]
    amount: int | None
    version: int | None
    since: Since | None
    url: str


def report_to_read(request: Request, pk: int) -> Report:
    """A report the person sees, if they may look into its numbers at all."""
    require(request.user, "figure.list")
    reports = Report.objects.visible_to(request.user).select_related("presented_snapshot__freeze")
    return get_object_or_404(reports, pk=pk)


def _presented(report: Report) -> Freeze | None:
    snapshot = report.presented_snapshot
    return snapshot.freeze if snapshot else None


def freeze_to_read(user: User, report: Report, freeze_pk: int) -> Freeze:
    """One of the report's own freezes; for UBND tỉnh that of what it has before it."""
    freezes = report.freezes.select_related("by")
    if not roles_of(user) & DEPARTMENT:
        presented = _presented(report)
        freezes = freezes.filter(pk=presented.pk) if presented else freezes.none()
    return get_object_or_404(freezes, pk=freeze_pk)


def _rows(request: Request, freeze: Freeze, figure: FrozenFigure, key: str) -> dict[str, Any]:
    page = page_of(rows_in(freeze, figure), request)
    shown = list(page)
    since, links = corrected_since(shown), addresses_of(request.user, shown)
    lines = []
    for row in shown:
        amount = row.amounts[figure.key]
        if is_kept(row, links):
            lines.append(FrozenLine(kept_cells(row), amount, None, None, ""))
        else:
            became, url = since.get(row.pk), links.get(_named(row), "")
            lines.append(FrozenLine(row.cells, amount, row.version, became, url))
    value = freeze.figures[key] if key in freeze.figures else frozen_count(freeze, key)
    table = Table(
        _columns(figure, lines),
        lines,
        link=lambda line: line.url,
        summed="amount" if figure.is_sum else "",
        total=number_vi(value),
    )
    return {"page": page, "value": value, "table": table}


def _columns(figure: FrozenFigure, lines: list[FrozenLine]) -> tuple[ListColumn[FrozenLine], ...]:
    """Those the rows were kept with, what each adds to a sum, and the version of its record."""
    heads = [head for head, _ in lines[0].cells] if lines else []
    columns = [ListColumn(f"kept-{at}", head, partial(_kept, at)) for at, head in enumerate(heads)]
    if figure.is_sum:
        columns.append(ListColumn("amount", "Cộng vào", lambda line: line.amount, number=True))
    columns.append(ListColumn("record", "Bản ghi", _version))
    return tuple(columns)


def _version(line: FrozenLine) -> str | None:
    return None if line.version is None else f"phiên bản {line.version}"


def _kept(at: int, line: FrozenLine) -> str | None:
    return line.cells[at][1]


def _parts(freeze: Freeze, kept: Kept, figure: FrozenFigure) -> list[tuple[str, FrozenFigure, int]]:
    parts = figure.definition.parts
    return [(part, figure_in(kept, part), freeze.figures[part]) for part in parts]


def _named(row: FrozenRow) -> tuple[str, int]:
    return row.record_type, row.record_id
