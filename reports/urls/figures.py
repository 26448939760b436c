"""Addresses of the figures."""

from django.urls import path

from reports.views import figures

urlpatterns = [
    path("", figures.figure_list, name="figure-list"),
    path("<str:key>/", figures.figure_detail, name="figure-detail"),
]
