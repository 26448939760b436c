"""Signing out."""

from __future__ import annotations

from allauth.account import views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse


@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """allauth's sign-out, after which the browser forgets the pages it still shows on “Back”.

    An office PC is shared: whoever sits down next must not read the last person's records.
    """
    response: HttpResponse = views.logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache"'
    return response
