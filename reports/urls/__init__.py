"""Addresses of reports and figures."""

from django.urls import include, path

urlpatterns = [
    path("bao-cao/", include("reports.urls.reports")),
    path("bao-cao/", include("reports.urls.sections")),
    path("bao-cao/", include("reports.urls.way")),
    path("bao-cao/", include("reports.urls.freezes")),
    path("bao-cao/", include("reports.urls.acceptances")),
    path("bao-cao/", include("reports.urls.issues")),
    path("bao-cao/", include("reports.urls.after_issue")),
    path("toan-canh/", include("reports.urls.glance")),
    path("so-lieu/", include("reports.urls.figures")),
]
