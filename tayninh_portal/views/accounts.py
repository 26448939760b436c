"""Signing out, and signing in by a click while the portal holds nothing but a demo."""

from __future__ import annotations

from allauth.account import views
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from tayninh_portal.access import today
from tayninh_portal.drafts.sessions import begin
from tayninh_portal.errors import Refused
from tayninh_portal.http import Request
from tayninh_portal.illustrative import offered_posts
from tayninh_portal.models import Draft, SignInKind
from tayninh_portal.sign_ins.events import write_event

NO_PASSWORD = (
    "Tài khoản này chưa có mật khẩu nên chưa có gì để đổi. Đăng xuất rồi dùng “Quên mật khẩu”, "
    "hoặc nhờ quản trị của cổng cấp liên kết đặt mật khẩu."
)


@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """allauth's sign-out, after which the browser forgets the pages it still shows on “Back”.

    An office PC is shared: whoever sits down next must not read the last person's records. Where
    something typed was not sent, it is asked first: ``here`` is how much lies in the browser alone.
    """
    user = request.user
    if user.is_authenticated and "sure" not in request.POST:
        unsent = Draft.objects.visible_to(user).unsent().count()
        here = request.POST.get("here", request.GET.get("here", ""))
        context = {"unsent": unsent, "here": int(here) if here in list("123456789") else 0}
        if request.method != "POST":
            return render(request, "account/logout.html", context)
        if any(context.values()):
            return redirect(f"{request.path}?here={context['here']}")
    response: HttpResponse = views.logout(request)
    if request.method == "POST":
        if user.is_authenticated:
            write_event(SignInKind.SIGNED_OUT, user)
        response["Clear-Site-Data"] = '"cache"'
    return response


def password_change(request: Request) -> HttpResponse:
    """allauth's change of the password; whoever has none (a demo account signed in by a click)
    sets one from a link, since the old one is asked for here."""
    if not request.user.has_usable_password():
        raise Refused(NO_PASSWORD)
    response: HttpResponse = views.password_change(request)
    return response


@login_not_required
@require_POST
def sign_in_to_try(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the people the sign-in page offers, without a password; nobody else's
    account, and none at all once there is a real one, is to be had this way: 404."""
    asked = request.POST.get("user")
    post = next((post for post in offered_posts(today()) if str(post.user_id) == asked), None)
    if post is None:
        raise Http404
    login(request, post.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    begin(request)
    UserSession.objects.create_from_request(request)
    write_event(SignInKind.SIGNED_IN, post.user)
    return redirect("home")
