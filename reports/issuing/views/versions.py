"""Two versions of a report, block by block."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.freezing.block_diff import differences
from reports.freezing.views.differences import drawn
from reports.freezing.views.freezes import report_to_read
from reports.issuing.versions import Version, versions_of
from tayninh_portal.http import Request
from tayninh_portal.paper.wording import deserialize


@require_safe
def report_compare(request: Request, pk: int) -> HttpResponse:
    """What differs between the versions of ``?tu=`` and ``?den=``, by section; the last two unless
    they are chosen."""
    report = report_to_read(request, pk)
    versions = versions_of(report, request.user)
    context: dict[str, object] = {"report": report, "versions": versions, "old": None}
    if len(versions) > 1:
        old = _chosen(request, "tu", versions, versions[-2])
        new = _chosen(request, "den", versions, versions[-1])
        found = differences(deserialize(old.snapshot.content), deserialize(new.snapshot.content))
        context |= {
            "old": old,
            "new": new,
            "places": [
                (heading, [(each, drawn(each)) for each in group])
                for heading, group in groupby(found, key=lambda each: each.heading)
            ],
        }
    return render(request, "reports/freezes/compare.html", context)


def _chosen(request: Request, name: str, versions: list[Version], usual: Version) -> Version:
    asked = request.GET.get(name, "")
    return next((each for each in versions if str(each.snapshot.pk) == asked), usual)
