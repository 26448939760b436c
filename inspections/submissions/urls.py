"""Addresses of the self-inspection results."""

from django.urls import path

from inspections.submissions import views as submissions

urlpatterns = [
    path("<int:pk>/nhap/<int:agency_pk>/", submissions.submission_start, name="submission-start"),
    path("ket-qua/<int:pk>/", submissions.submission_detail, name="submission-detail"),
    path("ket-qua/<int:pk>/sua/", submissions.submission_update, name="submission-update"),
    path("ket-qua/<int:pk>/xac-nhan/", submissions.submission_certify, name="submission-certify"),
    path("ket-qua/<int:pk>/tra-lai/", submissions.submission_return, name="submission-return"),
    path("ket-qua/<int:pk>/chap-nhan/", submissions.submission_accept, name="submission-accept"),
    path("ket-qua/<int:pk>/mo-lai/", submissions.submission_reopen, name="submission-reopen"),
]
