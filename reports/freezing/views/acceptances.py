"""Check a report before it goes up: what does not fit, and who stands by a warning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from reports.freezing.acceptances import GONE, Answer, accept_warnings, compositions_of
from reports.freezing.forms import GivenReason, ReasonsForm, reasons_given
from reports.freezing.shown_checks import ShownChecks, shown_checks
from reports.narrative.models import Report
from tayninh_portal.access import may
from tayninh_portal.http import Request
from tayninh_portal.lib.dates import count2
from tayninh_portal.record_forms import client_id_of
from tayninh_portal.records import require

CHANGED = (
    "Câu này vừa đổi sau khi bạn mở trang. Đọc lại câu ở trên; lý do còn đúng thì ghi lần nữa."
)
NOTHING = "Chưa ghi lý do nào: điền vào ô của cảnh báo cần chấp nhận rồi bấm lại."
UNTOUCHED = (
    "Chưa ghi lý do nào: điền vào ô còn trống, hoặc bấm “Giữ lý do cũ” nếu lý do cũ còn đúng."
)
KEEP = "keep"


@never_cache
@require_http_methods(["GET", "POST"])
def report_checks(request: Request, pk: int) -> HttpResponse:
    """Everything the checks find, and what they would find besides if the numbers were frozen
    anew; reasons for any number of warnings are given at once."""
    user = request.user
    require(user, "report.write")
    report = get_object_or_404(Report.objects.visible_to(user), pk=pk)
    given: list[GivenReason] = []
    answers: dict[str, Answer] = {}
    if request.method == "POST":
        require(user, "report.accept_warning", report)
        given = reasons_given(request.POST.dict())
        answers = accept_warnings(
            report,
            by=user,
            reasons={each.fingerprint: each.reason for each in given if each.reason.strip()},
            keep=KEEP in request.POST,
            client_id=client_id_of(request),
        )
        if made := sum(answer.is_new for answer in answers.values()):
            messages.success(request, f"Đã ghi lý do chấp nhận {count2(made)} cảnh báo.")
        if answers and not any(answer.sentence for answer in answers.values()):
            # Nothing keeps the report any more: it is sent up from its own foot.
            if any(each.findings.open for each in compositions_of(report)):
                return redirect("report-checks", pk)
            return redirect(f"{reverse('report-detail', args=[pk])}#trinh")
    shown = shown_checks(report, user, *compositions_of(report))
    sentences, left = _sentences(shown, given, answers)
    kept = [line for line in shown.asked if line.before]
    if request.method == "POST" and not answers:
        sentences[""] = UNTOUCHED if kept else NOTHING
    form = ReasonsForm(shown.asked, given, sentences)
    context = {
        "report": report,
        "shown": shown,
        "form": form,
        "changed": form.boxes(shown.changed),
        "warnings": form.boxes(shown.warnings),
        "anew": form.boxes(shown.anew),
        "kept": kept,
        "left": left,
        "may_accept": may(user, "report.accept_warning", report),
    }
    return render(request, "reports/checks/checks.html", context)


def _sentences(
    shown: ShownChecks, given: Sequence[GivenReason], answers: Mapping[str, Answer]
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """What is said at which box; and what was typed for warnings that have none any more."""
    by_print = {line.problem.fingerprint: line.name for line in shown.asked}
    names = set(by_print.values())
    sentences: dict[str, str] = {}
    left: list[tuple[str, str]] = []
    for name, fingerprint, reason in given:
        answer = answers.get(fingerprint, Answer())
        if not answer.sentence:
            continue
        if fingerprint in by_print:
            sentences[by_print[fingerprint]] = answer.sentence
        elif answer.sentence == GONE and name in names:
            sentences[name] = CHANGED
        else:
            left.append((answer.sentence, reason))
    return sentences, left
