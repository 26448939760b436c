"""Of whom a second factor is demanded: they set one up after signing in, and do nothing before."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from tayninh_portal.access import protected_roles, roles_of
from tayninh_portal.models import User
from tayninh_portal.second_factor.factors import has_factor

# In the session: the account was seen to have a factor. Who takes the last one away ends all other
# sessions (``adapter``), so none goes on believing it.
SEEN = "second_factor"
# What somebody can reach who has yet to set one up.
OPEN = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_reauthenticate",
        "account_logout",
        "draft-state",
        "session-extend",
    }
)


def is_demanded(user: User) -> bool:
    """Whether the person, by a post held today, may not do without a second factor."""
    return settings.SECOND_FACTOR and not roles_of(user).isdisjoint(protected_roles())


def lacks_factor(request: HttpRequest) -> bool:
    """Whether the person must set one up before anything else. No query where the session knows
    of one."""
    user = request.user
    if not user.is_authenticated or request.session.get(SEEN) or not is_demanded(user):
        return False
    if not has_factor(user):
        return True
    request.session[SEEN] = True
    return False


class FactorFirst:
    """Leads to the page of the second factor whoever has to set one up, whatever they ask for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> HttpResponseBase | None:
        """None, or the way to the page of the second factor."""
        if not settings.SECOND_FACTOR or not getattr(view, "login_required", True):
            return None
        match = request.resolver_match
        if match is not None and match.url_name in OPEN:
            return None
        return redirect("mfa_index") if lacks_factor(request) else None
