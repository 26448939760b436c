"""Addresses of the handlings, under those of the visits."""

from django.urls import path

from inspections.handlings import views
from inspections.handlings.workflow import HANDLINGS
from tayninh_portal.transition_pages import transition_paths

urlpatterns = [
    path("xu-ly/", views.handling_list, name="handling-list"),
    path("noi-dung/<int:finding_pk>/xu-ly/", views.handling_create, name="handling-create"),
    path("xu-ly/<int:pk>/", views.handling_detail, name="handling-detail"),
    path("xu-ly/<int:pk>/sua/", views.handling_update, name="handling-update"),
    path("xu-ly/<int:pk>/tep/", views.handling_file, name="handling-file"),
    *transition_paths(
        HANDLINGS,
        "xu-ly/<int:pk>/",
        {"confirm": "xac-nhan", "return": "tra-lai", "withdraw": "rut", "reopen": "mo-lai"},
    ),
]
