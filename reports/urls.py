"""Addresses of reports and figures, one file a part."""

from django.urls import include, path

from reports.freezing.views.explanations import figure_explained

urlpatterns = [
    path("bao-cao/", include("reports.narrative.urls")),
    path("de-cuong/", include("reports.narrative.outline_urls")),
    path("bao-cao/", include("reports.freezing.urls")),
    path("bao-cao/", include("reports.remarks.urls")),
    path("bao-cao/", include("reports.issuing.urls")),
    path("toan-canh/", include("reports.dashboard.urls")),
    path("so-lieu/", include("reports.figures.urls")),
    # What moved a figure asks what the report before was frozen with, so it stands to the right.
    path("so-lieu/<str:key>/giai-thich/", figure_explained, name="figure-explain"),
]
