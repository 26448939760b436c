"""What a citizen sees of their complaint by its code: its state and its days, nothing else.

No person, no agency by name, no text. The code travels in a form, never in an address, which
browsers and proxies remember. One sentence answers every code that opens nothing.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import date

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from inspections.complaints.models import Complaint
from inspections.complaints.states import OTHER_PROCEDURE, ComplaintClass, ComplaintState
from tayninh_portal.forms import Sent
from tayninh_portal.lib.codes import normalise_code
from tayninh_portal.limits import too_often

# A code has 60 bits: ten tries a minute find nothing in a lifetime, and bother nobody who mistypes.
TRIES_A_MINUTE = 10
# Looked up in place of what cannot be a code, so that both take one query.
NO_CODE = "----"
UNKNOWN = (
    "Không tìm thấy phản ánh nào với mã này. Kiểm tra lại mã; nếu vẫn không tìm thấy, gọi lại "
    "đường dây nóng {}."
)
TOO_OFTEN = "Đã tra cứu quá nhiều lần từ mạng này. Chờ một phút rồi thử lại."
WORDS = {
    ComplaintState.RECEIVED: "Đã tiếp nhận, đang xem xét để phân loại.",
    ComplaintState.CLASSIFIED: "Đã phân loại, đang xử lý.",
    ComplaintState.HANDED_ON: "Đã giao cơ quan có trách nhiệm xử lý, đang chờ kết quả.",
    ComplaintState.ANSWERED: "Đã trả lời người phản ánh.",
    ComplaintState.PASSED_ON: "Đã chuyển bằng văn bản đến cơ quan có thẩm quyền; cơ quan đó sẽ "
    "xem xét và trả lời.",
    ComplaintState.CLOSED: "Đã xử lý xong.",
}
# An answer given before a reopening is no longer the answer.
ANSWERED = (ComplaintState.ANSWERED, ComplaintState.CLOSED)


class TrackingForm(forms.Form):
    """The code the citizen was told; whether it is one is not told by the form."""

    code = forms.CharField(
        label="Mã tra cứu",
        help_text="Mã được đọc khi tiếp nhận, dạng XXXX-XXXX-XXXX. Chữ hoa, chữ thường, dấu gạch "
        "đều được.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "maxlength": 40}
        ),
        error_messages={"required": "Nhập mã tra cứu."},
    )

    def __init__(self, data: Sent = None) -> None:
        super().__init__(data)
        # Whatever cannot be a code is answered like a code that nobody has.
        self.fields["code"].validators = []


@dataclass(frozen=True)
class Status:
    """What is shown: plain words, days, and the kind of body that has it (never its name)."""

    words: str
    received_on: date
    merged: bool
    due_on: date | None
    answered_on: date | None
    handled_on: date | None
    body_kind: str


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def complaint_track(request: HttpRequest) -> HttpResponse:
    """Ask for the code; the state stands in the answer to that very form."""
    form = TrackingForm(request.POST or None)
    status, http_status = None, 200
    if request.method == "POST" and _tries_too_often(request):
        form.full_clean()
        form.add_error(None, TOO_OFTEN)
        http_status = 429
    elif request.method == "POST" and form.is_valid():
        status = status_of(form.cleaned_data["code"])
        if status is None:
            form.add_error("code", UNKNOWN.format(settings.HOTLINE))
    context = {"form": form, "status": status}
    return render(request, "tracking/track.html", context, status=http_status)


def status_of(typed: str) -> Status | None:
    """The public state of the complaint of this code, or None."""
    try:
        code = normalise_code(typed)
    except ValueError:
        code = NO_CODE
    related = ("handed_to", "merged_into__handed_to")
    complaint = Complaint.objects.select_related(*related).filter(code=code).first()
    if complaint is None:
        return None
    stated = complaint
    # A duplicate is worked on under the first one; that may have been merged itself since.
    while stated.state == ComplaintState.MERGED and stated.merged_into is not None:
        stated = stated.merged_into
    return Status(
        words=_words(stated),
        received_on=complaint.received_on,
        merged=stated is not complaint,
        due_on=stated.answer_due_on if stated.is_waiting and not complaint.is_anonymous else None,
        answered_on=stated.answered_on if stated.state in ANSWERED else None,
        handled_on=stated.handled_on,
        body_kind=stated.handed_to.get_legal_kind_display() if stated.handed_to else "",
    )


def _words(complaint: Complaint) -> str:
    if complaint.classification == ComplaintClass.NOT_ACCEPTED:
        return f"Không được tiếp nhận. Gọi lại đường dây nóng {settings.HOTLINE} để biết lý do."
    if complaint.classification in OTHER_PROCEDURE:
        return "Thuộc thủ tục khiếu nại, tố cáo; không giải quyết theo thủ tục phản ánh, kiến nghị."
    return WORDS[ComplaintState(complaint.state)]


def _tries_too_often(request: HttpRequest) -> bool:
    """Count this try of the visitor's network; whether it is one too many this minute."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    # One household holds a whole /64 of IPv6.
    network = ipaddress.ip_network(f"{address}/{64 if address.version == 6 else 32}", strict=False)
    return too_often(f"track:{network}", TRIES_A_MINUTE)


urlpatterns = [path("", complaint_track, name="complaint-track")]
