"""What the browser asks while one types, and the page on which a writer finds their drafts."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tayninh_portal.drafts.forms import DraftForm
from tayninh_portal.drafts.sessions import ends_at, over_at
from tayninh_portal.drafts.sheet import place_of
from tayninh_portal.drafts.store import (
    browser_key,
    delete_draft,
    drafts_of_form,
    open_sheet,
    save_draft,
    writer_tag,
)
from tayninh_portal.http import Request
from tayninh_portal.lib.dates import short_moment, short_time
from tayninh_portal.limits import too_often
from tayninh_portal.models import Draft

OTHER_WRITER = (
    "Người khác đang đăng nhập cổng trên trình duyệt này nên không gửi được. Nội dung được giữ "
    "riêng cho người đã gõ."
)
STATUS = {"too_long": 413, "too_many": 409}
# A page saves 1.5 s after the last key, so forty times a minute at the most; two windows do.
SAVES_A_MINUTE = 120


@require_POST
def draft_save(request: Request) -> JsonResponse:
    """Keep what stands in a form; answers when, or with the sentence why not."""
    if too_often(f"drafts:{request.user.pk}", SAVES_A_MINUTE):
        return JsonResponse({"reason": "Lưu nháp quá nhiều lần trong một phút."}, status=429)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"reason": "Bản nháp gửi thiếu phần cần có."}, status=422)
    asked = form.cleaned_data
    # A page of one person, saved by the session of another, would hand on their words.
    if asked["writer"] != writer_tag(request.user):
        return JsonResponse({"reason": OTHER_WRITER, "other": True}, status=409)
    try:
        row = save_draft(by=request.user, key=asked["key"], path=asked["form"], text=asked["sheet"])
    except ValidationError as error:
        status = STATUS.get(error.code or "", 422)
        return JsonResponse({"reason": " ".join(error.messages)}, status=status)
    sent = row.sent_at is not None
    return JsonResponse({"saved_at": short_time(row.saved_at), "sent": sent})


@never_cache
@require_safe
def draft_state(request: Request) -> JsonResponse:
    """What a page with forms asks once: whose it is, the key of the browser's own store, when the
    session ends, and the drafts of the forms whose addresses it names (``form``)."""
    user, end = request.user, ends_at(request)
    drafts = {
        path: _stated(drafts_of_form(user, path)) for path in request.GET.getlist("form")[:20]
    }
    return JsonResponse(
        {
            "writer": writer_tag(user),
            "key": browser_key(user),
            "days": settings.DRAFT_DAYS,
            "token": get_token(request),
            "drafts": drafts,
            **_end_of(end),
        }
    )


@require_POST
def session_extend(request: Request) -> JsonResponse:
    """Prolong the session as any action does, at most to the end of its working day."""
    request.session.modified = True
    return JsonResponse(_end_of(min(request.session.get_expiry_date(), over_at(request))))


@never_cache
@require_safe
def draft_list(request: Request) -> HttpResponse:
    """Everything the person typed and has not sent."""
    rows = Draft.objects.visible_to(request.user).unsent()
    drafts = [(row, open_sheet(row)) for row in rows]
    return render(request, "drafts/list.html", {"drafts": drafts, "days": settings.DRAFT_DAYS})


@never_cache
@require_safe
def draft_detail(request: Request, key: uuid.UUID) -> HttpResponse:
    """The words, to be read and copied, whatever became of the form."""
    row = _own(request, key)
    sheet = open_sheet(row)
    there = sheet is not None and place_of(sheet.page.partition("?")[0]) is not None
    return render(request, "drafts/detail.html", {"draft": row, "sheet": sheet, "there": there})


@require_http_methods(["GET", "POST"])
def draft_delete(request: Request, key: uuid.UUID) -> HttpResponse:
    """Let go of one's own draft, after a question; another's does not exist."""
    row = _own(request, key)
    if request.method == "POST":
        delete_draft(row)
        messages.success(request, "Đã xóa bản nháp.")
        return redirect("draft-list")
    return render(request, "drafts/delete.html", {"draft": row, "sheet": open_sheet(row)})


def _own(request: Request, key: uuid.UUID) -> Draft:
    return get_object_or_404(Draft.objects.visible_to(request.user).unsent(), key=key)


def _stated(rows: list[Draft]) -> list[dict[str, object]]:
    """Drafts as the browser shows them; one that no key opens is left to the person's own page."""
    return [
        {"key": str(row.key), "at": short_moment(row.saved_at), **asdict(sheet)}
        for row in rows
        if (sheet := open_sheet(row)) is not None
    ]


def _end_of(end: datetime) -> dict[str, object]:
    left = max(0, int((end - timezone.now()).total_seconds()))
    return {"ends_in": left, "ends_at": short_time(end)}
