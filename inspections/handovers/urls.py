"""Addresses of the handovers."""

from django.urls import path

from inspections.handovers import views

urlpatterns = [
    path("", views.handover_list, name="handover-list"),
    path("moi/", views.handover_create, name="handover-create"),
    path("<int:pk>/", views.handover_detail, name="handover-detail"),
]
