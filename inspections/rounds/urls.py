"""Addresses of the self-inspection rounds."""

from django.urls import path

from inspections.rounds import views as rounds

urlpatterns = [
    path("", rounds.round_list, name="round-list"),
    path("lap-dot/", rounds.round_create, name="round-create"),
    path("<int:pk>/", rounds.round_detail, name="round-detail"),
    path("<int:pk>/sua/", rounds.round_update, name="round-update"),
    path("<int:pk>/mo/", rounds.round_open, name="round-open"),
    path("<int:pk>/khoa/", rounds.round_close, name="round-close"),
    path("<int:pk>/mo-lai/", rounds.round_reopen, name="round-reopen"),
    path("<int:pk>/them-co-quan/", rounds.round_due_add, name="round-due-add"),
    path("<int:pk>/dua-ra/<int:agency_pk>/", rounds.round_due_remove, name="round-due-remove"),
]
