"""One page a move of a complaint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from inspections.complaints import actions as domain
from inspections.complaints import forms as screens
from inspections.complaints.models import Complaint, ComplaintState
from inspections.complaints.views.open import done_already, open_complaint, open_for
from inspections.complaints.workflow import NOT_LEADERS_WORK, RESERVED, takes_over
from tayninh_portal.access import Verdict, may
from tayninh_portal.forms import attempt
from tayninh_portal.models import User


@dataclass(frozen=True)
class Page:
    """What the page of a deed says, and the moves (of ``rules.MOVES``) it leads to.

    ``consequence`` is the sentence shown where the move cannot be taken back.
    """

    url: str
    action: str
    deed: str
    done: str
    sign: str
    moves: tuple[str, ...]
    consequence: str = ""


CLASSIFY = Page(
    "complaint-classify",
    "complaint.classify",
    "Phân loại",
    "Đã phân loại",
    "tag",
    ("classify", "refuse", "redirect"),
)
HAND_ON = Page(
    "complaint-hand-on",
    "complaint.hand_on",
    "Giao cơ quan xử lý",
    "Đã giao",
    "arrow-right",
    ("hand_on",),
)
PASS_ON = Page(
    "complaint-pass-on",
    "complaint.hand_on",
    "Chuyển cơ quan có thẩm quyền",
    "Đã chuyển",
    "box-arrow-up-right",
    ("pass_on",),
    consequence="Phản ánh được tính là đã xử lý từ ngày văn bản chuyển và không theo dõi tiếp. "
    "Cơ quan nhận không thấy danh tính người phản ánh trên cổng. Chỉ lãnh đạo mở lại được.",
)
REPLY = Page(
    "complaint-reply",
    "complaint.reply",
    "Báo cáo kết quả xử lý",
    "Đã báo cáo kết quả xử lý",
    "reply",
    ("reply",),
)
ANSWER = Page(
    "complaint-answer",
    "complaint.answer",
    "Ghi kết quả trả lời",
    "Đã ghi kết quả trả lời",
    "chat-left-text",
    ("answer",),
)
CLOSE = Page(
    "complaint-close",
    "complaint.close",
    "Kết thúc",
    "Đã kết thúc",
    "check-circle",
    ("close",),
    consequence="Phản ánh được tính là đã xử lý từ hôm nay và không sửa được nữa. Chỉ lãnh đạo mở "
    "lại được.",
)
MERGE = Page(
    "complaint-merge",
    "complaint.merge",
    "Gộp phản ánh trùng",
    "Đã gộp",
    "intersect",
    ("merge",),
    consequence="Phản ánh này không còn được đếm; phản ánh gốc được đếm và theo dõi thay cho cả "
    "hai. Người phản ánh tra cứu mã này sẽ thấy tình trạng của phản ánh gốc.",
)
REOPEN = Page(
    "complaint-reopen",
    "complaint.reopen",
    "Mở lại",
    "Đã mở lại",
    "arrow-counterclockwise",
    ("reopen", "reopen_unclassified"),
)
TAKE_OVER = replace(
    REOPEN,
    deed="Mở lại và nhận xử lý",
    done="Đã mở lại và nhận xử lý",
    consequence="Lãnh đạo được giao riêng phản ánh này đã thôi giữ chức vụ. Khi mở lại, phản ánh "
    "được giao riêng cho bạn; từ đó chỉ bạn xem và xử lý.",
)
# The step that usually comes next.
NEXT = {
    ComplaintState.RECEIVED: CLASSIFY.url,
    ComplaintState.CLASSIFIED: HAND_ON.url,
    ComplaintState.HANDED_ON: ANSWER.url,
    ComplaintState.ANSWERED: CLOSE.url,
}
# Whoever hears this has no work here at all: one sentence on the page instead of many buttons.
NOT_ONES_OWN = (NOT_LEADERS_WORK, RESERVED)
PAGES = (CLASSIFY, HAND_ON, REPLY, ANSWER, CLOSE, PASS_ON, MERGE, REOPEN)


@dataclass(frozen=True)
class Action:
    """A deed on the detail page, open or with the reason why not."""

    verdict: Verdict
    url: str
    label: str
    sign: str


def actions_for(user: User, complaint: Complaint) -> list[Action]:
    """The deeds that belong to the person's work, the next step first; those of others are not
    shown at all."""
    entries = [(page.url, page.action, page.deed, page.sign) for page in PAGES]
    entries.append(("complaint-update", "complaint.update", "Sửa", "pencil-square"))
    next_url = NEXT.get(ComplaintState(complaint.state), "")
    actions = []
    for url, action, deed, sign in sorted(entries, key=lambda entry: entry[0] != next_url):
        verdict = may(user, action, complaint)
        if may(user, action) and (verdict or verdict.reason not in NOT_ONES_OWN):
            actions.append(Action(verdict, reverse(url, args=[complaint.pk]), deed, sign))
    return actions


def _carry_out(
    request: HttpRequest,
    pk: int,
    page: Page,
    form_class: type[forms.Form],
    deed: Callable[..., Complaint],
    **options: Any,
) -> HttpResponse:
    if done_already(request, pk, page.moves):
        return redirect("complaint-detail", pk)
    complaint, form = open_for(request, pk, page.action, form_class, **options)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: deed(complaint, by=request.user, **form.cleaned_data))
    ):
        messages.success(request, f"{page.done}: phản ánh số {pk}.")
        return redirect("complaint-detail", pk)
    # A deed that failed half-way leaves its values on the object: show the record as it is.
    context = {"form": form, "page": page, "complaint": open_complaint(request, pk)}
    return render(request, "complaints/move.html", context)


_moves = require_http_methods(["GET", "POST"])


@never_cache
@_moves
def complaint_classify(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what it is in law."""
    return _carry_out(request, pk, CLASSIFY, screens.ClassifyForm, domain.classify_complaint)


@never_cache
@_moves
def complaint_hand_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it to an agency of the province."""
    return _carry_out(request, pk, HAND_ON, screens.HandOnForm, domain.hand_on_complaint)


@never_cache
@_moves
def complaint_pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass it on in writing."""
    return _carry_out(request, pk, PASS_ON, screens.PassOnForm, domain.pass_on_complaint)


@never_cache
@_moves
def complaint_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The agency's result."""
    return _carry_out(request, pk, REPLY, screens.ReplyForm, domain.reply_complaint)


@never_cache
@_moves
def complaint_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What the citizen was told."""
    return _carry_out(request, pk, ANSWER, screens.AnswerForm, domain.answer_complaint)


@never_cache
@_moves
def complaint_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End it."""
    return _carry_out(request, pk, CLOSE, screens.CloseForm, domain.close_complaint)


@never_cache
@_moves
def complaint_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it a duplicate of another."""
    form_class, deed = screens.MergeForm, domain.merge_complaint
    return _carry_out(request, pk, MERGE, form_class, deed, user=request.user)


@never_cache
@_moves
def complaint_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it again; where its leader is gone, take it over."""
    inherits = takes_over(request.user, open_complaint(request, pk))
    page = TAKE_OVER if inherits else REOPEN
    return _carry_out(request, pk, page, screens.ReopenForm, domain.reopen_complaint)
