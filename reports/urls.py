"""Addresses of reports and figures, one file a part."""

from django.urls import include, path

urlpatterns = [
    path("bao-cao/", include("reports.narrative.urls")),
    path("de-cuong/", include("reports.narrative.outline_urls")),
    path("bao-cao/", include("reports.freezing.urls")),
    path("bao-cao/", include("reports.issuing.urls")),
    path("toan-canh/", include("reports.dashboard.urls")),
    path("so-lieu/", include("reports.figures.urls")),
]
