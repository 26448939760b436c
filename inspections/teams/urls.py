"""Addresses of the teams, under those of the visits."""

from django.urls import path

from inspections.teams import views
from tayninh_portal import numbers as numbers  # the converter of <record:pk>

urlpatterns = [
    path("to-kiem-tra/", views.team_list, name="team-list"),
    path("to-kiem-tra/ghi/", views.team_create, name="team-create"),
    path("to-kiem-tra/<record:pk>/", views.team_detail, name="team-detail"),
    path("to-kiem-tra/<record:pk>/sua/", views.team_update, name="team-update"),
    path("to-kiem-tra/<record:pk>/dua-vao/", views.team_seat, name="team-seat"),
    path(
        "to-kiem-tra/<record:pk>/thoi/<int:member_pk>/",
        views.team_unseat,
        name="team-unseat",
    ),
    path("to-kiem-tra/<record:pk>/quyet-dinh/", views.team_decision, name="team-decision"),
]
