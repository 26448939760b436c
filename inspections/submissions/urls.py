"""Addresses of the self-inspection results."""

from django.urls import path

from inspections.submissions import views as submissions
from inspections.submissions.workflow import SUBMISSIONS
from tayninh_portal.transition_pages import transition_paths

urlpatterns = [
    path("<int:pk>/nhap/<int:agency_pk>/", submissions.submission_start, name="submission-start"),
    path("ket-qua/<int:pk>/", submissions.submission_detail, name="submission-detail"),
    path("ket-qua/<int:pk>/sua/", submissions.submission_update, name="submission-update"),
    path("ket-qua/<int:pk>/xac-nhan/", submissions.submission_certify, name="submission-certify"),
    *transition_paths(
        SUBMISSIONS,
        "ket-qua/<int:pk>/",
        {"accept": "chap-nhan", "return": "tra-lai", "reopen": "mo-lai"},
    ),
]
