"""The page of one's own second factor; the steps are allauth's views, two of them told what we do
otherwise."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as passkeys
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tayninh_portal.http import Request
from tayninh_portal.second_factor.adapter import LAST_ONE
from tayninh_portal.second_factor.demanded import is_demanded, lacks_factor


@require_safe
def index(request: Request) -> HttpResponse:
    """What one has, what may be added, and what is still to be done before anything else."""
    rows = Authenticator.objects.filter(user=request.user).order_by("pk")
    of = {kind: [row for row in rows if row.type == kind] for kind in Authenticator.Type}
    codes = of[Authenticator.Type.RECOVERY_CODES]
    context = {
        "passkeys": of[Authenticator.Type.WEBAUTHN],
        "app": next(iter(of[Authenticator.Type.TOTP]), None),
        "codes": len(codes[0].wrap().get_unused_codes()) if codes else None,
        "demanded": is_demanded(request.user),
        "lacks": lacks_factor(request),
    }
    return render(request, "mfa/index.html", context)


class RemovePasskey(passkeys.RemoveWebAuthnView):
    """allauth's, which asks of an app alone whether it may go."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Neither asked nor removed where it is the last of somebody who must have one."""
        if not get_adapter().can_delete_authenticator(self.get_object()):
            messages.error(request, LAST_ONE)
            return redirect("mfa_index")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class ReauthenticatePasskey(passkeys.ReauthenticateWebAuthnView):
    """allauth's, which leads whoever showed a wrong one away."""

    def form_invalid(self, form: Form) -> HttpResponse:
        """Once more, on the way to the same page."""
        super().form_invalid(form)
        return redirect(self.request.get_full_path())
