"""The page of the seals: the newest check, and the heads to compare with those outside."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tayninh_portal.http import Request
from tayninh_portal.lists import page_of
from tayninh_portal.models import LogCheck, Seal
from tayninh_portal.records import require
from tayninh_portal.sealing.night import PERMISSION
from tayninh_portal.sealing.seals import open_lines


@require_safe
def seal_list(request: Request) -> HttpResponse:
    """What the newest check found, today's open part, and the seals, the newest first."""
    require(request.user, PERMISSION)
    context = {
        "check": LogCheck.objects.first(),
        "open": open_lines(Seal.objects.defer("leaves").last()),
        "page": page_of(Seal.objects.defer("leaves").order_by("-number"), request),
    }
    return render(request, "seals/list.html", context)
