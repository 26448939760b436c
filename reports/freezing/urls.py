"""Addresses of what was frozen, what changed since, and what the checks find."""

from django.urls import path

from reports.freezing.views import acceptances, explanations, freezes

urlpatterns = [
    path(
        "<int:pk>/so-lieu-chot/<int:freeze_pk>/<str:key>/",
        freezes.frozen_figure,
        name="frozen-figure",
    ),
    path(
        "<int:pk>/so-lieu-chot/<int:freeze_pk>/<str:key>/giai-thich/",
        explanations.frozen_explained,
        name="frozen-explain",
    ),
    path("<int:pk>/thay-doi/", freezes.report_changes, name="report-changes"),
    path("<int:pk>/thay-doi/nhan/", freezes.sentence_take, name="sentence-take"),
    path("<int:pk>/kiem-tra/", acceptances.report_checks, name="report-checks"),
]
