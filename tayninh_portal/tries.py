"""How often a password may be tried, and by whom the tries are counted.

A count by account alone lets anybody keep anybody out, a count by address alone keeps a whole
office out for one of its people. So:

* a browser its account was signed in from before (``devices``) has a count of its own, and no
  other holds it up;
* everybody else is counted by account and address together, then by address, then by account. The
  last two are slow brakes for who tries many accounts, or one account from many addresses.

An account is counted by the name that was typed, whoever it belongs to and whether there is one:
two names of one account are two counts, so that a refusal does not tell which belong together. The
numbers stand in ``settings.ACCOUNT_RATE_LIMITS``, the counts in the cache of all processes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from tayninh_portal.devices import known_mark
from tayninh_portal.models import User

APP = "allauth.account"
KNOWN_DEVICE = "login_known_device"
FAILED = "login_failed"
FAILED_ADDRESS = "login_failed_address"
FAILED_ACCOUNT = "login_failed_account"


@dataclass(frozen=True)
class Count:
    """One count: the name of its rates in the settings, and what is counted."""

    action: str
    key: str


@dataclass
class Tries:
    """What one try was counted as; taken back when the password was right."""

    used: list[ratelimit.RateLimitUsage] = field(default_factory=list)

    def take_back(self) -> None:
        """A right password is no try: only its own counts, not those of others before it."""
        for usage in self.used:
            usage.rollback()


def counted(request: HttpRequest, login: str) -> Tries | None:
    """Count one try of ``login``; None where it is one too many.

    Who is refused by account and address together does not use up the brakes of the others.
    """
    tries = Tries()
    for count in _counts(request, login):
        usage = ratelimit.consume(request, app=APP, action=count.action, key=count.key)
        if usage is None:
            return None
        tries.used.append(usage)
    return tries


def forget(request: HttpRequest, login: str) -> None:
    """A link was opened by the holder of ``login``: they begin anew, from this address."""
    for action, key in (
        (FAILED, f"{login}|{ratelimit.get_ip(request)}"),
        (FAILED_ACCOUNT, login),
    ):
        ratelimit.clear(request, app=APP, action=action, key=key)


def forget_codes(request: HttpRequest, user: User) -> None:
    """The same of the codes of a second factor, which allauth counts by account: whoever knew the
    old password may have used up the tries."""
    ratelimit.clear(request, app=APP, action=FAILED, key=f"mfa-auth-user-{user.pk}")


def _counts(request: HttpRequest, login: str) -> list[Count]:
    mark = known_mark(request, login)
    if mark:
        return [Count(KNOWN_DEVICE, f"{login}|{mark}")]
    address = ratelimit.get_ip(request)
    return [
        Count(FAILED, f"{login}|{address}"),
        Count(FAILED_ADDRESS, address),
        Count(FAILED_ACCOUNT, login),
    ]
