"""Check a report before it goes up: what does not fit, and who stands by a warning."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from reports.checks.problems import CheckProblem
from reports.figures.addresses import figure_address
from reports.freezing.acceptances import GONE, accept_warning, compositions_of
from reports.freezing.composition import Composition
from reports.freezing.forms import AcceptanceForm
from reports.freezing.links import frozen_address
from reports.narrative.models import Report
from tayninh_portal.access import may
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.paper.content import Figure
from tayninh_portal.paper.form import ND30_2020, heading_mark
from tayninh_portal.records import require, sent_before


@dataclass(frozen=True)
class ProblemPlace:
    """Where a problem is: the heading as it prints, and where its words are written.

    Without a heading it is about the whole report.
    """

    heading: str
    url: str


WHOLE = ProblemPlace("Toàn báo cáo", "")


@dataclass(frozen=True)
class ShownProblem:
    """A problem on the screen: where it is, and where the records of its number are."""

    problem: CheckProblem
    place: ProblemPlace
    figure_url: str


@require_safe
def report_checks(request: Request, pk: int) -> HttpResponse:
    """Everything the checks find: errors, warnings nobody has accepted, those somebody has; and
    what they would find besides if the numbers were frozen anew."""
    require(request.user, "report.write")
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    composition, *renewed = compositions_of(report)
    found, shown = composition.findings, _shown(request, report, composition)
    known = {problem.fingerprint for problem in found.problems}
    anew = [
        (each, problem)
        for each in renewed
        for problem in each.findings.open
        if problem.fingerprint not in known
    ]
    stands = {problem.fingerprint for each in renewed for problem in each.findings.problems}
    return render(
        request,
        "reports/checks/checks.html",
        {
            "report": report,
            "findings": found,
            "errors": shown(found.errors),
            "warnings": shown(found.warnings),
            "accepted": [
                (line, accepted)
                for line, (_, accepted) in zip(
                    shown(problem for problem, _ in found.accepted), found.accepted, strict=True
                )
            ],
            "anew": [_shown(request, report, each)([problem])[0] for each, problem in anew],
            "lapsed": [each for each in found.lapsed if each.fingerprint not in stands],
            "may_accept": may(request.user, "report.accept_warning", report),
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
def warning_accept(request: Request, pk: int, fingerprint: str) -> HttpResponse:
    """Accept one warning with a reason; one that is gone leads back to the list."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "report.accept_warning", report)
    form = AcceptanceForm(request.POST or None)
    if form.is_valid() and _accepted(request, report, form, fingerprint):
        return redirect("report-checks", pk)
    asked = [
        (composition, warning)
        for composition in compositions_of(report)
        for warning in composition.findings.warnings
        if warning.fingerprint == fingerprint
    ]
    if not asked and not form.is_bound:
        messages.info(request, GONE)
        return redirect("report-checks", pk)
    shown = next((_shown(request, report, each)([warning])[0] for each, warning in asked), None)
    context = {"report": report, "shown": shown, "form": form}
    return render(request, "reports/checks/accept.html", context)


def _accepted(request: Request, report: Report, form: AcceptanceForm, fingerprint: str) -> bool:
    """Whether the warning is accepted as this form says; done and said once."""
    user, sent = request.user, form.cleaned_data
    found = attempt(form, lambda: accept_warning(report, by=user, fingerprint=fingerprint, **sent))
    if found is None:
        return False
    first, is_new = found
    if is_new:
        messages.success(
            request, "Đã chấp nhận cảnh báo; lý do được ghi vào Phiếu kiểm tra số liệu."
        )
    elif not sent_before(first, sent["client_id"], user):
        form.lose_to(first, first.by_id == user.pk)
        return False
    return True


def _shown(
    request: Request, report: Report, composition: Composition
) -> Callable[[Iterable[CheckProblem]], list[ShownProblem]]:
    """How the problems of one report are shown to one person."""
    may_write = may(request.user, "report.write", report)
    page = reverse("report-detail", args=[report.pk])
    address = figure_address(report.period, request.user, report.cutoff_on)
    if composition.freeze:
        address = frozen_address(composition.freeze, request.user)
    places = {"": WHOLE}
    for section in composition.sections:
        mark = heading_mark(section.level, section.number, ND30_2020)
        url = reverse("section-update", args=[report.pk, section.pk])
        places[section.code] = ProblemPlace(
            f"{mark} {section.heading}", url if may_write else f"{page}#muc-{section.code}"
        )

    def show(problems: Iterable[CheckProblem]) -> list[ShownProblem]:
        return [
            ShownProblem(
                problem,
                places.get(problem.section, WHOLE),
                address(Figure(problem.figure, None, "–")) if problem.figure else "",
            )
            for problem in problems
        ]

    return show
