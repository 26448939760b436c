"""Addresses of the remedies, under those of the visits."""

from django.urls import path

from inspections.remedies import proof_views, views
from inspections.remedies.models import RemedyState
from inspections.remedies.workflow import REMEDIES
from tayninh_portal.timeline import sent_back
from tayninh_portal.transition_pages import transition_paths

urlpatterns = [
    path("khac-phuc/", views.remedy_list, name="remedy-list"),
    path("khac-phuc/<int:pk>/", views.remedy_detail, name="remedy-detail"),
    path("khac-phuc/<int:pk>/minh-chung/", proof_views.remedy_prove, name="remedy-prove"),
    path("khac-phuc/minh-chung/<int:pk>/tep/", proof_views.proof_file, name="proof-file"),
    path("khac-phuc/minh-chung/<int:pk>/go/", proof_views.proof_remove, name="proof-remove"),
    *transition_paths(
        REMEDIES,
        "khac-phuc/<int:pk>/",
        {
            "report": "bao-cao",
            "confirm": "xac-nhan",
            "return": "tra-lai",
            "reopen": "mo-lai",
            "extend": "gia-han",
        },
        more=lambda remedy: {"sent_back": sent_back(remedy, RemedyState.RETURNED)},
    ),
]
