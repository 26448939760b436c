"""One page a transition of a report: what will happen, what it needs, and its button."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from reports.figures.catalog import CATALOG
from reports.freezing.frozen import newest_freeze
from reports.freezing.telling import telling_now
from reports.issuing import actions
from reports.issuing.forms.transitions import (
    ChooseSignerForm,
    PresentForm,
    ReturnForm,
    SubmitForm,
)
from reports.issuing.models import Standing
from reports.issuing.papers_for_signing import standing_to_sign
from reports.issuing.progress import steps_of
from reports.issuing.workflow import (
    APPROVE,
    CHOOSE_SIGNER,
    ISSUE,
    PRESENT,
    RECALL,
    RETURN,
    SEND_BACK,
    SIGN,
    SUBMIT,
)
from reports.narrative.models import Report
from tayninh_portal.access import Denied, Verdict, may
from tayninh_portal.forms import SeenVersionForm, attempt
from tayninh_portal.races import require_on_form
from tayninh_portal.records import Move


@dataclass(frozen=True)
class TransitionPage:
    """What the page of a transition says: the button, what will happen, what is said afterwards."""

    transition: Move
    button: str
    consequence: str
    done: str
    template: str = "reports/workflow/transition.html"


SUBMITTING = TransitionPage(
    SUBMIT,
    "Trình lãnh đạo Sở",
    "Nội dung được ghi lại đúng như hiện nay và không sửa được nữa cho đến khi báo cáo được rút "
    "lại hoặc trả lại. Một lãnh đạo Sở khác người trình sẽ duyệt.",
    "Đã trình lãnh đạo Sở.",
    "reports/workflow/submit.html",
)
RECALLING = TransitionPage(
    RECALL,
    "Rút lại để sửa",
    "Báo cáo trở về dự thảo để sửa; số liệu đã chốt được giữ nguyên. Sửa xong phải trình lại.",
    "Đã rút báo cáo về dự thảo.",
)
APPROVING = TransitionPage(
    APPROVE,
    "Duyệt báo cáo",
    "Nội dung và số liệu đang hiển thị được duyệt đúng như vậy và chuyển văn thư Sở trình Ủy ban "
    "nhân dân tỉnh. Mọi thay đổi sau đó phải trình duyệt lại từ đầu.",
    "Đã duyệt báo cáo; văn thư Sở sẽ trình Ủy ban nhân dân tỉnh.",
)
RETURNING = TransitionPage(
    RETURN,
    "Trả lại báo cáo",
    "Báo cáo về người soạn để sửa theo các lý do dưới đây, rồi được trình lại từ đầu.",
    "Đã trả lại báo cáo cho người soạn.",
    "reports/workflow/return.html",
)
PRESENTING = TransitionPage(
    PRESENT,
    "Trình UBND tỉnh",
    "Bản đã duyệt được chuyển đến Văn phòng UBND tỉnh cùng tờ trình; cổng kết xuất bản trình ký. "
    "Sau bước này Sở không tự lấy lại được báo cáo, chỉ Văn phòng UBND tỉnh trả lại.",
    "Đã trình Ủy ban nhân dân tỉnh; bản trình ký đang được kết xuất.",
)
SENDING_BACK = TransitionPage(
    SEND_BACK,
    "Trả lại Sở Nội vụ",
    "Báo cáo về Sở Nội vụ để sửa theo các lý do dưới đây. Sửa xong, Sở duyệt và trình lại; chữ ký "
    "đã ghi nhận (nếu có) không còn giá trị với bản mới.",
    "Đã trả lại báo cáo cho Sở Nội vụ.",
    "reports/workflow/return.html",
)
CHOOSING_SIGNER = TransitionPage(
    CHOOSE_SIGNER,
    "Đổi người ký dự kiến",
    "Cổng kết xuất một bản trình ký mới, in quyền hạn, chức vụ chọn dưới đây và năm hiện nay; nội "
    "dung không đổi. Bản trình ký trước vẫn được giữ trong danh sách nhưng không dùng để ký nữa.",
    "Đã đổi người ký dự kiến; bản trình ký mới đang được kết xuất.",
)
_transition_page = require_http_methods(["GET", "POST"])


@never_cache
@_transition_page
def report_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the draft up: what keeps it, what is frozen, and the button."""
    report = open_for_transition(request, pk, SUBMIT)
    # The second of two clicks comes with the form of the first, when there was none to choose.
    freeze = newest_freeze(report) if report.state in SUBMIT.sources else None
    form = SubmitForm(request.POST or None, initial={"seen_version": report.version}, freeze=freeze)
    if form.is_valid() and attempt(
        form,
        lambda: actions.submit_report(
            report,
            by=request.user,
            seen_version=form.cleaned_data["seen_version"],
            note=form.cleaned_data["note"],
            renew=form.renew,
        ),
    ):
        messages.success(request, SUBMITTING.done)
        return redirect("report-detail", pk)
    return show_transition(
        request,
        report,
        SUBMITTING,
        form=form,
        freeze=freeze,
        figures=len(CATALOG),
        findings=telling_now(report).findings,
        blocked=Denied("Xử lý hết các điểm nêu trên rồi trình."),
    )


@never_cache
@_transition_page
def report_recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what one sent up."""
    return _carry_out(request, pk, RECALLING, SeenVersionForm, actions.recall_report)


@never_cache
@_transition_page
def report_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve what was read."""
    return _carry_out(request, pk, APPROVING, SeenVersionForm, actions.approve_report)


@never_cache
@_transition_page
def report_present(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it before UBND tỉnh with its tờ trình."""
    initial = {"standing": Standing.HEAD}
    return _carry_out(request, pk, PRESENTING, PresentForm, actions.present_report, initial)


@never_cache
@_transition_page
def report_choose_signer(request: HttpRequest, pk: int) -> HttpResponse:
    """Another standing, and with it another bản trình ký."""
    initial = {"standing": standing_to_sign(open_for_transition(request, pk, CHOOSE_SIGNER))}
    return _carry_out(
        request, pk, CHOOSING_SIGNER, ChooseSignerForm, actions.choose_signer, initial
    )


@never_cache
@_transition_page
def report_return(request: HttpRequest, pk: int) -> HttpResponse:
    """The Sở's leader returns it."""
    return _give_back(request, pk, RETURNING, actions.return_report)


@never_cache
@_transition_page
def report_send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The Văn phòng returns it."""
    return _give_back(request, pk, SENDING_BACK, actions.send_back_report)


@dataclass(frozen=True)
class ReportAction:
    """A transition the person may carry out now, or the reason why just they may not."""

    verdict: Verdict
    url: str
    label: str
    sign: str
    style: str


# Transition → its address, its button, its icon; the first open one of a page is the main one.
ADDRESSES = (
    (SUBMIT, "report-submit", "Trình lãnh đạo Sở", "send"),
    (APPROVE, "report-approve", "Duyệt báo cáo", "check2"),
    (PRESENT, "report-present", "Trình UBND tỉnh", "send"),
    (SIGN, "report-sign", "Ghi nhận đã ký", "pen"),
    (CHOOSE_SIGNER, "report-choose-signer", "Đổi người ký dự kiến", "arrow-repeat"),
    (ISSUE, "report-issue", "Cấp số, ban hành", "patch-check"),
    (RETURN, "report-return", "Trả lại", "arrow-return-left"),
    (SEND_BACK, "report-send-back", "Trả lại Sở Nội vụ", "arrow-return-left"),
    (RECALL, "report-recall", "Rút lại để sửa", "arrow-counterclockwise"),
)


def actions_for(user: Any, report: Report) -> list[ReportAction]:
    """The transitions of the person's own work that start where the report stands, main one first.

    One that is closed to just them (approving what they sent up) is shown with the reason;
    taking back is not, since it is nobody's work but the sender's.
    """
    found: list[ReportAction] = []
    for transition, url, label, sign in ADDRESSES:
        if report.state not in transition.sources or not may(user, transition.permission):
            continue
        verdict = may(user, transition.permission, report)
        if verdict or transition is not RECALL:
            style = "outline-secondary" if found or transition.target == "returned" else "primary"
            found.append(ReportAction(verdict, reverse(url, args=[report.pk]), label, sign, style))
    return found


def open_for_transition(request: HttpRequest, pk: int, transition: Move) -> Report:
    """The report, for one who may carry out the transition.

    A form that saw an older version is left to the domain, which tells the second of two clicks
    from the slower of two people; only otherwise is the rule asked here.
    """
    rows = Report.objects.visible_to(request.user)
    report = get_object_or_404(rows.select_related("submitted_snapshot"), pk=pk)
    require_on_form(request, transition.permission, report)
    return report


def show_transition(
    request: HttpRequest, report: Report, page: TransitionPage, **context: Any
) -> HttpResponse:
    """The page of a transition; ``context`` holds at least the form."""
    shown = {"report": report, "page": page, "steps": steps_of(report), **context}
    return render(request, page.template, shown)


def _carry_out(
    request: HttpRequest,
    pk: int,
    page: TransitionPage,
    form_class: type[SeenVersionForm],
    action: Callable[..., Report],
    initial: Mapping[str, Any] = MappingProxyType({}),
) -> HttpResponse:
    report = open_for_transition(request, pk, page.transition)
    form = form_class(request.POST or None, initial={**initial, "seen_version": report.version})
    if form.is_valid() and attempt(
        form, lambda: action(report, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, page.done)
        return redirect("report-detail", pk)
    return show_transition(request, report, page, form=form)


def _give_back(
    request: HttpRequest, pk: int, page: TransitionPage, action: Callable[..., Report]
) -> HttpResponse:
    report = open_for_transition(request, pk, page.transition)
    form = ReturnForm(
        request.POST or None,
        initial={"seen_version": report.version},
        sections=report.sections.active(),
    )
    if form.is_valid():
        seen = form.cleaned_data["seen_version"]
        if attempt(
            form, lambda: action(report, by=request.user, seen_version=seen, notes=form.notes)
        ):
            messages.success(request, page.done)
            return redirect("report-detail", pk)
    return show_transition(request, report, page, form=form)
