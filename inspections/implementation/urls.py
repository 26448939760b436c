"""Addresses of the implementation facts."""

from django.urls import path

from inspections.implementation import views
from inspections.implementation.workflow import FACTS
from tayninh_portal.transition_pages import transition_paths

urlpatterns = [
    path("", views.implementation_list, name="implementation-list"),
    path("ghi/", views.implementation_create, name="implementation-create"),
    path("ghi/tu-kiem-tra/<int:pk>/", views.implementation_report, name="implementation-report"),
    path("<int:pk>/", views.implementation_detail, name="implementation-detail"),
    path("<int:pk>/sua/", views.implementation_update, name="implementation-update"),
    path("<int:pk>/rut/", views.implementation_withdraw, name="implementation-withdraw"),
    *transition_paths(
        FACTS,
        "<int:pk>/",
        {"confirm": "xac-nhan", "return": "tra-lai", "reopen": "mo-lai"},
    ),
]
