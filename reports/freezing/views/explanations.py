"""Giải thích số này: the page that says what moved a figure since the period before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from reports.figures.addresses import figure_query
from reports.figures.catalog import CATALOG, UnknownFigure, divided_key, find, label_of
from reports.figures.explaining.breakdowns import SHOWN, Breakdown, Line
from reports.figures.explaining.explanation import Asked, Explanation
from reports.figures.explaining.sides import MONTH
from reports.figures.explaining.words import called, headed
from reports.figures.kinds import as_called
from reports.figures.views import asked_cutoff, asked_period, note_of, period_before, period_form
from reports.freezing.explained import Frozen, explained, explained_ratio
from reports.freezing.frozen import figure_in, kept_of
from reports.freezing.models import Freeze
from reports.freezing.views.freezes import freeze_to_read, report_to_read
from tayninh_portal.access import today
from tayninh_portal.drawing import place
from tayninh_portal.http import Request
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.lib.dates import number_vi
from tayninh_portal.lib.periods import Period
from tayninh_portal.paper.charts import Mark, bars_of, differences, panels
from tayninh_portal.records import require

# A key of rows → where they are.
Address = Callable[[str], str]
# So many lines and months are drawn; the table has them all.
DRAWN, DRAWN_MONTHS = 8, 13
ALL = "tat-ca"


@require_safe
def figure_explained(request: Request, key: str) -> HttpResponse:
    """A figure as records stand, against the period before."""
    require(request.user, "figure.list")
    try:
        figure, label = find(key), label_of(key)
    except UnknownFigure:
        raise Http404 from None
    period = asked_period(request)
    asked = _asked(request, key, as_called(label, period.start), figure.unit, period)
    query = figure_query(period, asked.cutoff)
    with one_state():
        found = explained(asked)[0] if figure.base else explained_ratio(asked, figure.parts)
    context = _context(asked, found, partial(_live, query)) | {
        "figure": figure,
        "parts": [
            (CATALOG[part].label, f"{reverse('figure-explain', args=[part])}?{query}")
            for part in figure.parts
            if part
        ],
        "note": note_of(figure),
        "form": period_form(request, period),
    }
    return render(request, "figures/explained.html", context)


@require_safe
def frozen_explained(request: Request, pk: int, freeze_pk: int, key: str) -> HttpResponse:
    """A figure of a report as it was frozen, against the report in force of the period before."""
    report = report_to_read(request, pk)
    freeze = freeze_to_read(request.user, report, freeze_pk)
    try:
        kept = kept_of(freeze)
        figure, note = figure_in(kept, key), note_of(find(key))
    except UnknownFigure:
        raise Http404 from None
    definition, before_in = figure.definition, None
    asked = _asked(request, key, figure.label, definition.unit, kept.facts.period)
    with one_state():
        if definition.base:
            found, before_in = explained(asked, Frozen(freeze, kept, figure))
        else:
            found = explained_ratio(asked, definition.parts, freeze)
    context = _context(asked, found, partial(_frozen, freeze), before_in) | {
        "figure": definition,
        "parts": [
            (kept.definitions[part].label, reverse("frozen-explain", args=[pk, freeze_pk, part]))
            for part in definition.parts
        ],
        "note": note,
        "report": report,
        "freeze": freeze,
    }
    return render(request, "figures/explained.html", context)


def _asked(request: Request, key: str, label: str, unit: str, period: Period) -> Asked:
    return Asked(
        key=key,
        label=label,
        unit=unit,
        period=period,
        previous=period_before(period),
        cutoff=asked_cutoff(request, period),
        today=today(),
        most=10**6 if ALL in request.GET else SHOWN,
    )


def _context(
    asked: Asked, found: Explanation, here: Address, before_in: Freeze | None = None
) -> dict[str, Any]:
    """What both pages show; ``here`` leads to the rows of this period."""
    previous = found.around.previous
    before = partial(_live, figure_query(previous or asked.period, None))
    addresses: tuple[Address, Address] = here, partial(_frozen, before_in) if before_in else before
    return {
        "report": None,
        "freeze": None,
        "form": None,
        "label": asked.label,
        "period": asked.period,
        "previous": previous,
        "explanation": found,
        "rows_url": here(asked.key),
        "breakdowns": [
            (
                each,
                list(_linked(asked.key, each.lines, addresses)),
                list(_linked(asked.key, each.within, addresses)),
                _drawing(each, asked, previous),
            )
            for each in found.breakdowns
        ],
    }


def _linked(
    key: str, lines: tuple[Line, ...], addresses: tuple[Address, Address]
) -> Iterator[tuple[Line, list[str]]]:
    """Each line with where its rows of either period are, "" where there are none."""
    for line in lines:
        sides = zip(addresses, line.parts, (line.now, line.before), strict=True)
        yield (
            line,
            [to(divided_key(key, *part)) if part and number else "" for to, part, number in sides],
        )


def _live(query: str, key: str) -> str:
    return f"{place('figure-detail', key)}?{query}"


def _frozen(freeze: Freeze, key: str) -> str:
    return reverse("frozen-figure", args=[freeze.report_id, freeze.pk, key])


def _drawing(found: Breakdown, asked: Asked, previous: Period | None) -> SafeString | str:
    """Months as the course of both periods, the others as what changed most."""
    name, title = f"bieu-do-{found.name}", f"{asked.label}: {found.title.lower()} ({asked.unit})"
    if found.name == MONTH:
        of = [asked.period, *([previous] if previous else [])]
        series = [(headed(called(each)), _months(found, side)) for side, each in enumerate(of)]
        longest = max(len(marks) for _, marks in series)
        return panels(name, title, bars_of, series) if longest <= DRAWN_MONTHS else ""
    if previous is None:
        drawn = [Mark(line.label, line.now) for line in found.lines if line.now]
        return differences(name, title, drawn[:DRAWN], number_vi)
    drawn = [Mark(line.label, line.change) for line in found.lines if line.change]
    return differences(name, f"{title}, chênh lệch", drawn[:DRAWN]) if drawn else ""


def _months(found: Breakdown, side: int) -> list[Mark]:
    """The months of this period, or of the one before, which are over."""
    marks = []
    for line in found.lines:
        if part := line.parts[side]:
            number = (None if line.ahead else line.now, line.before)[side]
            marks.append(Mark(f"T{int(part[1][-2:])}", number, line.open and not side))
    return marks
