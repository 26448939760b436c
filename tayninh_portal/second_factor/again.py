"""Who they are once more, before the gravest steps: issuing, reading an identity, giving a post.

A session left open or stolen is not enough for these. Who signed in, or showed their factor, a
moment ago is not asked again (``PORTAL_REAUTH_MINUTES``). Where no second factor is demanded
nothing is asked: nobody could show more than the password they signed in with.
"""

from __future__ import annotations

import time
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect

from tayninh_portal.errors import AskAgain
from tayninh_portal.second_factor.factors import has_factor

# A form that waited longer than the time of the settings: its words are kept as a draft, which an
# error leaves as it is (``drafts.middleware.SentForms``).
WAITED = (
    "Cần xác nhận lại người dùng trước khi làm việc này nên chưa thực hiện. Nội dung đã gõ được "
    "giữ ở bản nháp: mở lại biểu mẫu rồi bấm “Điền lại bản nháp”."
)


def require_again(request: HttpRequest, *, back: str = "") -> None:
    """Raise ``AskAgain`` unless the person showed lately who they are; ``back``: where the page is
    that led here, if not this one."""
    if settings.SECOND_FACTOR and not shown_lately(request):
        raise AskAgain(back or request.path)


def shown_lately(request: HttpRequest) -> bool:
    """Whether the session was proved within the time of the settings: by the second factor where
    the account has one, else by the password."""
    user = request.user
    if not user.is_authenticated:
        return False
    records = get_authentication_records(request, user)
    if has_factor(user):
        records = [record for record in records if record["method"] == "mfa"]
    newest = max((record["at"] for record in records), default=0.0)
    return bool(time.time() - newest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def to_show_again(request: HttpRequest, back: str) -> HttpResponseRedirect:
    """The way to the page that asks for the factor, and from there to ``back``."""
    if request.method == "POST":
        messages.error(request, WAITED)
    method = get_adapter().get_reauthentication_methods(request.user)[0]
    return HttpResponseRedirect(f"{method['url']}?{urlencode({'next': back})}")
