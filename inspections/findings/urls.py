"""Addresses of the findings, under those of the visits."""

from django.urls import path

from inspections.findings import views
from tayninh_portal import numbers as numbers  # the converter of <record:visit_pk>

urlpatterns = [
    path("<record:visit_pk>/noi-dung/them/", views.finding_create, name="finding-create"),
    path("noi-dung/<int:pk>/sua/", views.finding_update, name="finding-update"),
    path("noi-dung/<int:pk>/rut/", views.finding_withdraw, name="finding-withdraw"),
    path("noi-dung/<int:pk>/nguoi-vi-pham/", views.finding_identity, name="finding-identity"),
]
