"""Addresses of the visits."""

from django.urls import path

from inspections.visits import views
from inspections.visits.workflow import VISITS
from tayninh_portal.transition_pages import transition_paths

urlpatterns = [
    path("", views.visit_list, name="visit-list"),
    path("ghi-nhan/", views.visit_create, name="visit-create"),
    path("co-quan-theo-ngay/", views.visit_agencies, name="visit-agencies"),
    path("<int:pk>/", views.visit_detail, name="visit-detail"),
    path("<int:pk>/sua/", views.visit_update, name="visit-update"),
    *transition_paths(
        VISITS,
        "<int:pk>/",
        {"conclude": "ket-thuc", "cancel": "huy", "reopen": "mo-lai"},
        more=views.asked_before_conclusion,
    ),
]
