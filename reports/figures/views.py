"""The catalogue in numbers, and the records behind each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from inspections.complaints.models import Complaint
from inspections.head_criticisms.models import HeadCriticism
from inspections.implementation.models import ImplementationFact
from inspections.plans.models import Plan
from inspections.remedies.models import Remedy
from inspections.result_papers.models import ResultPaper
from inspections.submissions.models import Submission
from inspections.visits.models import Visit
from reports.figures import complaints
from reports.figures.breaks import Break, ask_breaks, breaks_between
from reports.figures.catalog import (
    CATALOG,
    NOUNS,
    UnknownFigure,
    ask,
    called,
    compute,
    find,
    label_of,
    rows_for,
)
from reports.figures.forms import PeriodForm, read_period
from reports.figures.kinds import Figure, as_called
from reports.figures.periods import period_in_hand
from reports.figures.tables import CATALOGUE, Line, columns_of, summed_in
from tayninh_portal.access import may, today
from tayninh_portal.exports import export, export_asked, export_lines
from tayninh_portal.http import Request
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.lib.dates import fraction2, number_vi, percent_vi, signed_vi
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question, read_together
from tayninh_portal.listing import Table
from tayninh_portal.lists import page_of
from tayninh_portal.models import User
from tayninh_portal.records import require


@dataclass(frozen=True)
class Lead:
    """Where the lines of a set of rows lead: to the record whose number is in ``column``, where the
    person may see it."""

    visible_to: Callable[[User], QuerySet[Any]]
    column: str
    url_name: str
    # The place of the line on the page of the record.
    fragment: str = ""


LEADS: dict[str, Lead] = {
    "visits": Lead(Visit.objects.visible_to, "pk", "visit-detail"),
    "findings": Lead(Visit.objects.visible_to, "visit_id", "visit-detail"),
    "answered": Lead(Visit.objects.visible_to, "visit_id", "visit-detail", "#noi-dung-{}"),
    "remedies": Lead(Remedy.objects.visible_to, "pk", "remedy-detail"),
    "notices": Lead(ResultPaper.objects.visible_to, "pk", "result-paper-detail"),
    "plan_lines": Lead(Plan.objects.visible_to, "plan_id", "plan-detail"),
    "head_criticisms": Lead(HeadCriticism.objects.visible_to, "pk", "head-criticism-detail"),
    "complaints": Lead(Complaint.objects.visible_to, "pk", "complaint-detail"),
    "due": Lead(Submission.objects.visible_to, "submission_id", "submission-detail"),
    "submissions": Lead(Submission.objects.visible_to, "pk", "submission-detail"),
    "own_violations": Lead(Submission.objects.visible_to, "submission_id", "submission-detail"),
    "facts": Lead(ImplementationFact.objects.visible_to, "pk", "implementation-detail"),
}


@require_safe
def figure_list(request: Request) -> HttpResponseBase:
    """Every figure of the catalogue in one period, each opening its records."""
    require(request.user, "figure.list")
    period = asked_period(request)
    previous = period_before(period)
    now, then = ask(period), ask(previous) if previous else Question((), dict[str, int])
    between = ask_breaks((previous or period).start, period.end)
    with one_state():
        read_together(*now.rows, *then.rows, *between.rows)
        numbers, before, breaks = now.answer(), then.answer(), between.answer()
    if kind := export_asked(request):
        lines = catalogue_lines(period, numbers, before if previous else None, breaks)
        return export_lines(kind, lines, CATALOGUE, f"so-lieu-{slugify(period.preset)}")
    nouns = [
        (
            noun,
            [
                (
                    called(figure, period),
                    shown(figure, numbers),
                    shown(figure, before) if previous else "–",
                    change(figure, numbers, before) if previous else "–",
                )
                for figure in figures
            ],
        )
        for noun, figures in NOUNS
    ]
    return render(
        request,
        "figures/list.html",
        {
            "nouns": nouns,
            "period": period,
            "previous": previous,
            "breaks": breaks,
            "note": complaints.RESERVED_NOTE,
            "may_see_dashboard": may(request.user, "dashboard.view"),
            "form": period_form(request, period),
        },
    )


@require_safe
def figure_detail(request: Request, key: str) -> HttpResponseBase:
    """The records behind one figure: a page, or the fragment of the side panel."""
    require(request.user, "figure.list")
    try:
        figure, label = find(key), label_of(key)
    except UnknownFigure:
        raise Http404 from None
    period = asked_period(request)
    label = as_called(label, period.start, period.end)
    cutoff = asked_cutoff(request, period)
    columns = columns_of(figure)
    if columns and (kind := export_asked(request)):
        in_file = [column for column in columns if column.in_file]
        rows = rows_of(request.user, key, figure, period, cutoff)
        return export(kind, rows, in_file, f"so-lieu-{slugify(key)}", lines=list)
    context: dict[str, Any] = {
        "figure": figure,
        "key": key,
        "label": label,
        "period": period,
        "catalogued": key in CATALOG,
        "cutoff": cutoff,
        "note": note_of(figure),
    }
    with one_state():
        numbers = compute(period, figure.parts if figure.base is None else [key], cutoff=cutoff)
        context["value"] = shown(figure, numbers)
        if previous := period_before(period):
            before = compute(previous, figure.parts if figure.base is None else [key])
            context["before"] = shown(figure, before)
            context["change"] = change(figure, numbers, before)
        context["previous"] = previous
        context["breaks"] = breaks_between((previous or period).start, period.end)
        if figure.base is None:
            context["parts"] = [
                (called(CATALOG[part], period), shown(CATALOG[part], numbers))
                for part in figure.parts
            ]
        else:
            page = page_of(rows_of(request.user, key, figure, period, cutoff), request)
            lines = list(page)
            context["page"] = page
            context["table"] = Table(
                columns,
                lines,
                link=link_for(request.user, figure, lines),
                summed=summed_in(figure),
                total=context["value"],
            )
    if request.htmx:
        return render(request, "figures/_detail.html", context)
    context["form"] = period_form(request, period)
    return render(request, "figures/detail.html", context)


def note_of(figure: Figure) -> str:
    """What is not divided among the rows of a figure, or of the first part of a ratio; "" where
    the definition says it."""
    base = figure.base or CATALOG[figure.parts[0]].base
    return "" if base is not complaints.COMPLAINTS or figure.whole else complaints.RESERVED_NOTE


def catalogue_lines(
    period: Period,
    numbers: dict[str, int],
    before: dict[str, int] | None,
    breaks: Sequence[Break],
) -> Iterator[Line]:
    """The catalogue as the page shows it; numbers as numbers, ratios as they are written."""
    warning = " ".join(found.sentence for found in breaks)
    for noun, figures in NOUNS:
        for figure in figures:
            then: int | str | None = None
            more: int | str | None = None
            if before is not None and figure.kind == "ratio":
                then, more = shown(figure, before), change(figure, numbers, before)
            elif before is not None:
                then, more = before[figure.key], numbers[figure.key] - before[figure.key]
            value = shown(figure, numbers) if figure.kind == "ratio" else numbers[figure.key]
            yield Line(noun, called(figure, period), value, then, more, warning)


def asked_period(request: Request) -> Period:
    """The period of ``?ky=``; of one that cannot be read the picker tells, and the usual one is
    shown."""
    period, _ = read_period(request.GET.get("ky", ""))
    return period or period_in_hand(today())


def asked_cutoff(request: Request, period: Period) -> date | None:
    """The cut-off of ``?chot=``, as a report's links give it; None for the period's last day."""
    try:
        day = date.fromisoformat(request.GET.get("chot", ""))
    except ValueError:
        return None
    return day if day > period.end else None


def period_before(period: Period) -> Period | None:
    """The period of the same kind before, None before the first year the portal knows."""
    try:
        return period.previous()
    except ValueError:
        return None


def period_form(request: Request, period: Period) -> PeriodForm:
    """The picker, with the period that is shown and what is wrong with the one asked for."""
    _, problem = read_period(request.GET.get("ky", ""))
    return PeriodForm(shown=period, today=today(), problem=problem)


def shown(figure: Figure, numbers: dict[str, int]) -> str:
    """The number as the screen writes it; a ratio with its share."""
    if figure.kind != "ratio":
        return number_vi(numbers[figure.key])
    part, whole = (numbers[key] for key in figure.parts)
    return f"{fraction2(part, whole)} ({percent_vi(part, whole)})" if whole else "–"


def change(figure: Figure, now: dict[str, int], before: dict[str, int]) -> str:
    """How much more or less than before, with its sign; of a ratio in percentage points."""
    if figure.kind != "ratio":
        return signed_vi(now[figure.key] - before[figure.key])
    part, whole = figure.parts
    if not (now[whole] and before[whole]):
        return "–"
    points = Decimal(100 * now[part]) / now[whole] - Decimal(100 * before[part]) / before[whole]
    return f"{signed_vi(points.quantize(Decimal('0.1'), ROUND_HALF_UP))} điểm %"


def rows_of(
    user: User, key: str, figure: Figure, period: Period, cutoff: date | None
) -> QuerySet[Any]:
    """The rows behind a figure; of complaints with whether ``user`` may see each.

    A complaint kept from a person is counted for them as for everybody; its line tells nothing.
    """
    rows: QuerySet[Any] = rows_for(key, period, cutoff=cutoff)
    if figure.base is complaints.COMPLAINTS:
        seen = Complaint.objects.visible_to(user).filter(pk=OuterRef("pk"))
        rows = rows.annotate(is_seen=Exists(seen))
    return rows


def link_for(user: User, figure: Figure, rows: list[Any]) -> Callable[[Any], str]:
    """Where each row leads, "" where ``user`` may not see it; one query for all of them."""
    lead = LEADS.get(figure.base.name) if figure.base else None
    if lead is None:
        return lambda row: ""
    number = attrgetter(lead.column)
    asked = {number(row) for row in rows} - {None}
    found = lead.visible_to(user).filter(pk__in=asked)
    seen = set(found.values_list("pk", flat=True))

    def link(row: Model) -> str:
        if number(row) not in seen:
            return ""
        return reverse(lead.url_name, args=[number(row)]) + lead.fragment.format(row.pk)

    return link
