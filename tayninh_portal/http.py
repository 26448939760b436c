"""What a view of the portal is handed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from tayninh_portal.models import User


class Request(HttpRequest):
    """A request of somebody signed in: what every view gets that is not ``login_not_required``.

    ``LoginRequiredMiddleware`` answers everybody else before the view is called, and
    ``HtmxMiddleware`` says whether a fragment is asked for; a public page says ``HttpRequest``.
    For the signatures of views alone: no request is ever made from this class.
    """

    user: User
    htmx: HtmxDetails
