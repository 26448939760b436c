"""Signing out."""

from __future__ import annotations

from allauth.account import views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tayninh_portal.models import Draft


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
        response["Clear-Site-Data"] = '"cache"'
    return response
