"""Addresses of the self-inspection rounds."""

from django.urls import path

from inspections.rounds import views as rounds
from inspections.rounds.workflow import ROUNDS
from tayninh_portal.transition_pages import transition_paths

urlpatterns = [
    path("", rounds.round_list, name="round-list"),
    path("lap-dot/", rounds.round_create, name="round-create"),
    path("<int:pk>/", rounds.round_detail, name="round-detail"),
    path("<int:pk>/sua/", rounds.round_update, name="round-update"),
    *transition_paths(
        ROUNDS,
        "<int:pk>/",
        {"open": "mo", "close": "khoa", "reopen": "mo-lai"},
        more=rounds.totals_of,
    ),
    path("<int:pk>/them-co-quan/", rounds.round_due_add, name="round-due-add"),
    path("<int:pk>/dua-ra/<int:agency_pk>/", rounds.round_due_remove, name="round-due-remove"),
]
