"""Screens of accounts and posts: the administrator's, and everybody's own page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inspections.handovers.actions import open_work_of, who_hands_over
from inspections.people import actions as people
from inspections.people.forms import (
    AccountForm,
    AccountRecordForm,
    AccountUpdateForm,
    ActiveForm,
    AppointForm,
    EndForm,
    WithdrawForm,
)
from inspections.people.lists import ACCOUNT_LIST
from inspections.people.proposals import (
    appoint_or_ask,
    ask_paper_link,
    end_or_ask,
    reset_factors_or_ask,
    set_active_or_ask,
    update_or_ask,
    withdraw_or_ask,
)
from inspections.people.workflow import (
    has_mail,
    may_appoint,
    may_end,
    may_hand_link,
    may_link,
    may_lock,
    may_reset_factors,
    may_withdraw,
)
from tayninh_portal.access import CONFIRMING, Verdict, holds, may, today
from tayninh_portal.errors import Refused
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.lib.codes import new_tracking_code
from tayninh_portal.listing import show
from tayninh_portal.models import Appointment, Change, Proposal, User
from tayninh_portal.proposals.asking import asked_before
from tayninh_portal.proposals.kinds import kind_of
from tayninh_portal.record_forms import carry_out, client_id_of, is_stale
from tayninh_portal.records import require, sent_before
from tayninh_portal.second_factor.again import require_again
from tayninh_portal.timeline import timeline_of
from tayninh_portal.workflow import Button, Words

SEND_LINK = Words("Gửi liên kết đặt mật khẩu", "", sign="envelope")
HAND_LINK = Words("Đề nghị liên kết trên giấy", "", sign="key")
ASKED = "Đã gửi đề nghị; việc này có hiệu lực khi người thứ hai xác nhận."


@require_safe
def account_list(request: Request) -> HttpResponseBase:
    """All accounts, by given name, with the posts they hold today."""
    may_create = may(request.user, "account.manage")
    return show(request, ACCOUNT_LIST, "accounts/list.html", may_create=may_create)


@require_safe
def account_me(request: Request) -> HttpResponse:
    """Who I am to the portal, and which posts I hold."""
    context = {
        "account": request.user,
        **_posts(request.user),
        "sees_readings": may(request.user, "identity.list_readings"),
        "sees_handovers": may(request.user, "handover.list"),
        "may_hand_over": may(request.user, "handover.create"),
        "confirms": holds(request.user, *CONFIRMING),
    }
    return render(request, "accounts/me.html", context)


@require_safe
def account_detail(request: Request, pk: int) -> HttpResponse:
    """One account: who, which posts, and what the administrator did about it."""
    require(request.user, "account.list")
    account = get_object_or_404(User, pk=pk)
    context = {
        "account": account,
        **_posts(account),
        "may_manage": may(request.user, "account.manage", account),
        "may_lock": may_lock(request.user, account),
        "may_reset": may_reset_factors(request.user, account),
        "link": _link_buttons(request.user, account),
        "may_appoint": may_appoint(request.user, account),
        "pending": [
            (kind_of(proposal).label, proposal)
            for proposal in account.proposals.open(timezone.now()).order_by("pk")
        ],
        "timeline": timeline_of(account),
        **_left_open(account, unseen=True),
    }
    return render(request, "accounts/detail.html", context)


@require_http_methods(["GET", "POST"])
def account_create(request: Request) -> HttpResponse:
    """An account without a password and without a post."""
    require(request.user, "account.manage")
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = attempt(form, lambda: people.create_account(by=request.user, **form.cleaned_data))
        if account:
            messages.success(
                request,
                "Đã tạo tài khoản. Việc tiếp theo: giao chức trách, rồi gửi liên kết đặt mật khẩu.",
            )
            return redirect("account-detail", account.pk)
    return render(request, "accounts/create.html", {"form": form})


@require_http_methods(["GET", "POST"])
def account_update(request: Request, pk: int) -> HttpResponse:
    """Correct name, mail address and telephone."""
    account = _account(request, pk)
    form = AccountUpdateForm(request.POST or None, record=account, user=request.user)
    verdict = may(request.user, "account.manage", account)
    said = "Đã lưu thông tin tài khoản."
    action = partial(update_or_ask, account)
    return _edit(request, verdict, form, action, "update", said)


@require_http_methods(["GET", "POST"])
def account_lock(request: Request, pk: int) -> HttpResponse:
    """Nobody signs in to the account any more, from the next request on."""
    account = _account(request, pk)
    form = ActiveForm(request.POST or None, record=account, user=request.user)
    verdict = may_lock(request.user, account)
    action = partial(set_active_or_ask, account, active=False)
    said = "Đã khóa tài khoản."
    return _edit(request, verdict, form, action, "lock", said, **_left_open(account))


@require_http_methods(["GET", "POST"])
def account_unlock(request: Request, pk: int) -> HttpResponse:
    """The account is used again, with the posts it holds."""
    account = _account(request, pk)
    form = ActiveForm(request.POST or None, record=account, user=request.user)
    verdict = may_lock(request.user, account)
    action = partial(set_active_or_ask, account, active=True)
    return _edit(request, verdict, form, action, "unlock", "Đã mở khóa tài khoản.")


@require_http_methods(["GET", "POST"])
def account_reset_factors(request: Request, pk: int) -> HttpResponse:
    """Somebody lost telephone and codes: ask a second person to take the second factor away."""
    account = _account(request, pk)
    form = ActiveForm(request.POST or None, record=account, user=request.user)
    verdict = may_reset_factors(request.user, account)
    action = partial(reset_factors_or_ask, account)
    return _edit(request, verdict, form, action, "reset_factors", ASKED)


@require_POST
def account_link(request: Request, pk: int) -> HttpResponse:
    """Mail the holder a link to set their password; whoever asks does not see it."""
    account = _account(request, pk)
    client_id = client_id_of(request)
    if not sent_before(account, client_id, request.user):
        people.password_link(account, by=request.user, client_id=client_id)
        messages.success(request, "Đã gửi liên kết đặt mật khẩu tới thư công vụ của người này.")
    return redirect("account-detail", pk)


@never_cache
@require_POST
def account_paper_link(request: Request, pk: int) -> HttpResponse:
    """Ask for a link on paper; the code that opens it is shown here, this once."""
    account = _account(request, pk)
    verdict = may_hand_link(request.user, account)
    if not verdict:
        raise Refused(verdict.reason, of_role=verdict.of_role)
    client_id = client_id_of(request)
    if made := asked_before(client_id, request.user):
        messages.info(request, "Mã trao tay chỉ hiện một lần; mất mã thì rút đề nghị, đề nghị lại.")
        return redirect("proposal-detail", made.pk)
    form = AccountRecordForm(request.POST, record=account, user=request.user)
    code = new_tracking_code()
    ask = partial(ask_paper_link, account, code=code)
    proposal = carry_out(form, lambda: ask(by=request.user, **form.cleaned_data))
    if not isinstance(proposal, Proposal):
        messages.error(
            request, " ".join(map(str, form.non_field_errors())) or "Hãy tải lại trang rồi thử."
        )
        return redirect("account-detail", pk)
    context = {"account": account, "code": code, "proposal": proposal}
    return render(request, "accounts/paper_code.html", context)


@require_http_methods(["GET", "POST"])
def appointment_create(request: Request, pk: int) -> HttpResponse:
    """Give the person a post."""
    account = _account(request, pk)
    require_again(request)
    initial = {"starts_on": today()}
    form = AppointForm(request.POST or None, record=account, user=request.user, initial=initial)
    verdict = may_appoint(request.user, account)
    action = partial(appoint_or_ask, account)
    return _edit(request, verdict, form, action, "appoint", "Đã giao chức trách.")


@require_http_methods(["GET", "POST"])
def appointment_end(request: Request, pk: int) -> HttpResponse:
    """Say when a post ends, or ended."""
    require(request.user, "account.manage")
    post = get_object_or_404(_posts_with_people(), pk=pk)
    initial = {"ends_on": today()}
    form = EndForm(request.POST or None, post=post, user=request.user, initial=initial)
    verdict = may_end(request.user, post)
    action = partial(end_or_ask, post)
    said = "Đã ghi ngày thôi chức trách."
    left_open = _left_open(post.user)
    return _edit(request, verdict, form, action, "end", said, post=post, **left_open)


@require_http_methods(["GET", "POST"])
def appointment_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back a post that has not begun."""
    require(request.user, "account.manage")
    post = _posts_with_people().filter(pk=pk).first()
    if post is None:
        return redirect("account-detail", _whose_was_taken_back(request))
    form = WithdrawForm(request.POST or None, post=post, user=request.user)
    verdict = may_withdraw(request.user, post)
    action = partial(withdraw_or_ask, post)
    return _edit(request, verdict, form, action, "withdraw", "Đã rút lại chức trách.", post=post)


def _link_buttons(user: User, account: User) -> list[Button]:
    """By mail where there is mail; otherwise on paper, by two."""
    form = AccountRecordForm(record=account, user=user, auto_id=False)
    if has_mail(account):
        words, name, verdict = SEND_LINK, "account-link", may_link(user, account)
    else:
        words, name, verdict = HAND_LINK, "account-paper", may_hand_link(user, account)
    return [Button(name, reverse(name, args=[account.pk]), words, verdict, form)]


def _account(request: Request, pk: int) -> User:
    require(request.user, "account.manage")
    return get_object_or_404(User, pk=pk)


def _posts_with_people() -> QuerySet[Appointment]:
    return Appointment.objects.select_related("user", "agency")


def _whose_was_taken_back(request: Request) -> int:
    """The second click finds no post any more, but its line in the log of the account."""
    client_id = client_id_of(request)
    lines = Change.objects.filter(record_type=User._meta.label_lower, action="withdraw")
    line = lines.filter(by=request.user, client_id=client_id).first() if client_id else None
    if line is None:
        raise Http404
    return line.record_id


def _edit(
    request: Request,
    verdict: Verdict,
    form: AccountRecordForm,
    action: Callable[..., object],
    page: str,
    said: str,
    **context: object,
) -> HttpResponse:
    """One form about one account: shown, sent back with what is wrong, or done.

    A form that was typed on an older version comes to its action, which tells the lost race.
    """
    account = form.record
    client_id = client_id_of(request)
    if sent_before(account, client_id, request.user):
        return redirect("account-detail", account.pk)
    if made := asked_before(client_id, request.user):
        return redirect("proposal-detail", made.pk)
    if not verdict and not is_stale(request, account):
        raise Refused(verdict.reason, of_role=verdict.of_role)
    if request.method == "POST":
        done = carry_out(form, lambda: action(by=request.user, **form.cleaned_data))
        if isinstance(done, Proposal):
            messages.success(request, ASKED)
            return redirect("proposal-detail", done.pk)
        if done:
            messages.success(request, said)
            return redirect("account-detail", account.pk)
    return render(request, f"accounts/{page}.html", {"account": account, "form": form, **context})


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
