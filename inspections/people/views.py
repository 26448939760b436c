"""Screens of accounts and posts: the administrator's, and everybody's own page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inspections.handovers.actions import open_work_of, who_hands_over
from inspections.people import actions as people
from inspections.people.forms import AccountForm, AccountUpdateForm, AppointForm, EndForm
from inspections.people.lists import ACCOUNT_LIST
from inspections.people.workflow import may_link, may_lock
from tayninh_portal.access import may, today
from tayninh_portal.errors import Refused
from tayninh_portal.forms import ReasonForm, attempt
from tayninh_portal.listing import show
from tayninh_portal.models import Appointment, User
from tayninh_portal.records import require, version_of
from tayninh_portal.timeline import timeline_of


@require_safe
def account_list(request: HttpRequest) -> HttpResponseBase:
    """All accounts, by given name, with the posts they hold today."""
    may_create = may(request.user, "account.manage")
    return show(request, ACCOUNT_LIST, "accounts/list.html", may_create=may_create)


@require_safe
def account_me(request: HttpRequest) -> HttpResponse:
    """Who I am to the portal, and which posts I hold."""
    context = {
        "account": request.user,
        **_posts(request.user),
        "sees_handovers": may(request.user, "handover.list"),
        "may_hand_over": may(request.user, "handover.create"),
    }
    return render(request, "accounts/me.html", context)


@require_safe
def account_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: who, which posts, and what the administrator did about it."""
    require(request.user, "account.list")
    account = get_object_or_404(User, pk=pk)
    context = {
        "account": account,
        **_posts(account),
        "may_manage": may(request.user, "account.manage", account),
        "may_lock": may_lock(request.user, account),
        "may_link": may_link(request.user, account),
        "timeline": timeline_of(account),
        **_left_open(account, unseen=True),
    }
    return render(request, "accounts/detail.html", context)


@require_http_methods(["GET", "POST"])
def account_create(request: HttpRequest) -> HttpResponse:
    """An account without a password and without a post."""
    require(request.user, "account.manage")
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = attempt(form, lambda: people.create_account(by=request.user, **form.cleaned_data))
        if account:
            messages.success(
                request,
                "Đã tạo tài khoản. Việc tiếp theo: giao chức trách, rồi cấp liên kết đặt mật khẩu.",
            )
            return redirect("account-detail", account.pk)
    return render(request, "accounts/create.html", {"form": form})


@require_http_methods(["GET", "POST"])
def account_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct name, mail address and telephone."""
    account = _account(request, pk)
    initial = {name: getattr(account, name) for name in ("full_name", "email", "phone")}
    initial["seen_version"] = version_of(account)
    form = AccountUpdateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        if attempt(form, lambda: people.update_account(account, by=request.user, **asked)):
            messages.success(request, "Đã lưu thông tin tài khoản.")
            return redirect("account-detail", pk)
    return render(request, "accounts/update.html", {"form": form, "account": account})


@require_http_methods(["GET", "POST"])
def account_lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody signs in to the account any more, from the next request on."""
    return _switch(request, pk, active=False, said="Đã khóa tài khoản.")


@require_http_methods(["GET", "POST"])
def account_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """The account is used again, with the posts it holds."""
    return _switch(request, pk, active=True, said="Đã mở khóa tài khoản.")


@never_cache
@require_POST
def account_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a one-time link, this once: it stands in no message, no session and no address."""
    account = _account(request, pk)
    link = people.password_link(account, by=request.user)
    context = {
        "account": account,
        "link": link,
        "mailed": settings.MAIL_ENABLED and bool(account.email),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
    }
    return render(request, "accounts/link.html", context)


@require_http_methods(["GET", "POST"])
def appointment_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the person a post."""
    account = _account(request, pk)
    form = AppointForm(request.POST or None, initial={"starts_on": today()})
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        if attempt(form, lambda: people.appoint(account, by=request.user, **asked)):
            messages.success(request, "Đã giao chức trách.")
            return redirect("account-detail", pk)
    return render(request, "accounts/appoint.html", {"form": form, "account": account})


@require_http_methods(["GET", "POST"])
def appointment_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say when a post ends, or ended."""
    post = _post(request, pk)
    if post.ends_on is not None and post.ends_on < today():
        raise Refused("Chức trách này đã kết thúc.")
    form = EndForm(request.POST or None, initial={"ends_on": today()})
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        if attempt(form, lambda: people.end_appointment(post, by=request.user, **asked)):
            messages.success(request, "Đã ghi ngày thôi chức trách.")
            return redirect("account-detail", post.user_id)
    context = {"form": form, "post": post, **_left_open(post.user)}
    return render(request, "accounts/end.html", context)


@require_http_methods(["GET", "POST"])
def appointment_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a post that has not begun."""
    post = _post(request, pk)
    if post.starts_on <= today():
        raise Refused("Chức trách đã bắt đầu; hãy ghi ngày thôi chức trách.")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account_id, note = post.user_id, form.cleaned_data["note"]

        def withdraw() -> bool:
            people.withdraw_appointment(post, by=request.user, note=note)
            return True

        if attempt(form, withdraw):
            messages.success(request, "Đã rút lại chức trách.")
            return redirect("account-detail", account_id)
    return render(request, "accounts/withdraw.html", {"form": form, "post": post})


def _account(request: HttpRequest, pk: int) -> User:
    require(request.user, "account.manage")
    return get_object_or_404(User, pk=pk)


def _post(request: HttpRequest, pk: int) -> Appointment:
    require(request.user, "account.manage")
    return get_object_or_404(Appointment.objects.select_related("user", "agency"), pk=pk)


def _switch(request: HttpRequest, pk: int, *, active: bool, said: str) -> HttpResponse:
    account = _account(request, pk)
    verdict = may_lock(request.user, account)
    if not verdict:
        raise Refused(verdict.reason)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if attempt(
            form, lambda: people.set_active(account, by=request.user, active=active, note=note)
        ):
            messages.success(request, said)
            return redirect("account-detail", pk)
    if active:
        return render(request, "accounts/unlock.html", {"form": form, "account": account})
    context = {"form": form, "account": account, **_left_open(account)}
    return render(request, "accounts/lock.html", context)


def _left_open(account: User, *, unseen: bool = False) -> dict[str, Any]:
    """How much is open under their name, and who can pass it on; the administrator sees no more."""
    number = open_work_of(account, today(), unseen=unseen)
    return {"open_work": number, "hands_over": who_hands_over(today()) if number else []}


def _posts(account: User) -> dict[str, Any]:
    """Posts by where today falls: held now, to come, and over; the newest first."""
    day = today()
    posts = list(account.appointments.select_related("agency").order_by("-starts_on", "-pk"))
    return {
        "current": [p for p in posts if p.starts_on <= day and (not p.ends_on or day <= p.ends_on)],
        "coming": [p for p in posts if p.starts_on > day],
        "past": [p for p in posts if p.ends_on and p.ends_on < day],
    }
