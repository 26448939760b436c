"""Addresses of what was frozen, what changed since, and what differs between two versions."""

from django.urls import path

from reports.views import freezes, versions

urlpatterns = [
    path(
        "<int:pk>/so-lieu-chot/<int:freeze_pk>/<str:key>/",
        freezes.frozen_figure,
        name="frozen-figure",
    ),
    path("<int:pk>/thay-doi/", freezes.report_changes, name="report-changes"),
    path("<int:pk>/thay-doi/nhan/", freezes.sentence_take, name="sentence-take"),
    path("<int:pk>/doi-chieu/", versions.report_compare, name="report-compare"),
]
