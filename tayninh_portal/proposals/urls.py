"""Addresses of the proposals."""

from django.urls import path

from tayninh_portal.proposals import views
from tayninh_portal.proposals.workflow import PROPOSALS
from tayninh_portal.transition_pages import transition_paths

urlpatterns = [
    path("", views.proposal_list, name="proposal-list"),
    path("<int:pk>/", views.proposal_detail, name="proposal-detail"),
    path("<int:pk>/xac-nhan/", views.proposal_confirm, name="proposal-confirm"),
    *transition_paths(
        PROPOSALS,
        "<int:pk>/",
        {"refuse": "khong-xac-nhan", "withdraw": "rut"},
    ),
]
