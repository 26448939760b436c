"""Addresses of the checks of a report and of what is accepted of them."""

from django.urls import path

from reports.views import acceptances

urlpatterns = [
    path("<int:pk>/kiem-tra/", acceptances.report_checks, name="report-checks"),
    path(
        "<int:pk>/kiem-tra/<slug:fingerprint>/chap-nhan/",
        acceptances.warning_accept,
        name="warning-accept",
    ),
]
