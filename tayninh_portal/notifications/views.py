"""The bell's list, how one wants to be told, and the mails: those of the demo, those in doubt."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tayninh_portal.access import may
from tayninh_portal.http import Request
from tayninh_portal.lists import page_of
from tayninh_portal.logs import SECRET_LINK
from tayninh_portal.models import Mail, Notice, User
from tayninh_portal.models.notices import FOR_A_PERSON, MailQuerySet, MailState
from tayninh_portal.models.users import MailPace
from tayninh_portal.notifications.letters import read
from tayninh_portal.notifications.mails import decide
from tayninh_portal.notifications.transport import file_name
from tayninh_portal.records import require

UNREAD = "chua-doc"
MANAGE = "mail.manage"


class PaceForm(forms.Form):
    """When a person's notices go out by mail."""

    mail_pace = forms.ChoiceField(
        label="Thư báo",
        choices=MailPace,
        widget=forms.RadioSelect,
        help_text="Thư về mật khẩu, chức trách và thiết bị đăng nhập luôn được gửi ngay.",
        error_messages={"required": "Chọn một cách nhận thư."},
    )


@require_safe
def notice_list(request: Request) -> HttpResponse:
    """One's notices, the newest first; ``?chua-doc`` leaves those already read out."""
    rows = Notice.objects.visible_to(request.user).select_related("mail").order_by("-at", "-pk")
    unread = UNREAD in request.GET
    page = page_of(rows.unread() if unread else rows, request)
    context = {
        "page": page,
        "lines": read(list(page), request.user),
        "only_unread": unread,
        "demo_mails": not settings.MAIL_ENABLED,
        "may_manage": may(request.user, MANAGE),
        "may_check": may(request.user, "log.check"),
    }
    return render(request, "notices/list.html", context)


@require_POST
def notice_open(request: Request, pk: int) -> HttpResponse:
    """Read a notice, and go where it leads; back to the list where the record is not theirs now."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=timezone.now())
    (stated,) = read([notice], request.user)
    return redirect(stated.url or "notice-list")


@require_POST
def notice_read(request: Request) -> HttpResponse:
    """Mark all of one's notices as read."""
    Notice.objects.visible_to(request.user).unread().update(read_at=timezone.now())
    messages.success(request, "Đã đánh dấu đã đọc tất cả thông báo.")
    return redirect("notice-list")


@require_http_methods(["GET", "POST"])
def notice_settings(request: Request) -> HttpResponse:
    """At once, or in one mail in the morning."""
    form = PaceForm(request.POST or None, initial={"mail_pace": request.user.mail_pace})
    if request.method == "POST" and form.is_valid():
        User.objects.filter(pk=request.user.pk).update(**form.cleaned_data)
        messages.success(request, "Đã lưu cách nhận thông báo.")
        return redirect("notice-settings")
    failed = Mail.objects.visible_to(request.user).filter(state__in=FOR_A_PERSON)
    return render(request, "notices/settings.html", {"form": form, "failed": failed.count()})


@require_safe
def mail_list(request: Request) -> HttpResponse:
    """The mails that lie in the directory of the demo: one's own, for the administrator all."""
    page = page_of(_written(request.user).select_related("user").order_by("-pk"), request)
    return render(request, "mails/list.html", {"page": page, "directory": settings.MAIL_DIR.name})


@never_cache
@require_safe
def mail_detail(request: Request, pk: int) -> HttpResponse:
    """One mail of the demo as it was written.

    In another's mail the link that opens an account is left out, and no link can be followed:
    it leads to what its reader may see.
    """
    mail = get_object_or_404(_written(request.user), pk=pk)
    path = settings.MAIL_DIR / file_name(mail.message_id)
    if not path.exists():
        raise Http404
    letter = message_from_bytes(path.read_bytes(), EmailMessage, policy=policy.default)
    body = letter.get_content().strip()
    mine = mail.user_id == request.user.pk
    context = {
        "mail": mail,
        "letter": letter,
        "body": body if mine else SECRET_LINK.sub(r"\1…/", body),
        "mine": mine,
    }
    return render(request, "mails/detail.html", context)


@require_safe
def mail_problem_list(request: Request) -> HttpResponse:
    """Mails nobody knows whether they went, and those that did not."""
    require(request.user, MANAGE)
    rows = Mail.objects.filter(state__in=FOR_A_PERSON).select_related("user")
    context = {
        "page": page_of(rows.order_by("settled_at", "pk"), request),
        "waiting": Mail.objects.filter(state=MailState.WAITING).exclude(reason="").count(),
    }
    return render(request, "mails/problems.html", context)


@require_http_methods(["GET", "POST"])
def mail_resend(request: Request, pk: int) -> HttpResponse:
    """Send it once more, knowing that it may arrive twice."""
    return _decide(request, pk, again=True)


@require_http_methods(["GET", "POST"])
def mail_leave(request: Request, pk: int) -> HttpResponse:
    """Let it be."""
    return _decide(request, pk, again=False)


def _decide(request: Request, pk: int, *, again: bool) -> HttpResponse:
    require(request.user, MANAGE)
    mail = get_object_or_404(Mail.objects.select_related("user"), pk=pk)
    if request.method == "POST":
        decide(mail, by=request.user, again=again)
        done = "Đã đưa thư vào hàng chờ gửi lại." if again else "Đã bỏ thư này, không gửi nữa."
        messages.success(request, done)
        return redirect("mail-problem-list")
    return render(request, "mails/decide.html", {"mail": mail, "again": again})


def _written(user: User) -> MailQuerySet:
    """Mails that lie as files: only in the embedded mode are there any."""
    if settings.MAIL_ENABLED:
        raise Http404
    rows = Mail.objects.filter(state=MailState.SENT)
    return rows if may(user, MANAGE) else rows.visible_to(user)
