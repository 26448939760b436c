"""Addresses of the figures."""

from django.urls import path

from reports.figures import views as figures

urlpatterns = [
    path("", figures.figure_list, name="figure-list"),
    path("<str:key>/", figures.figure_detail, name="figure-detail"),
]
