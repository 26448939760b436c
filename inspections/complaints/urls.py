"""Addresses of complaints."""

from django.urls import path

from inspections.complaints import views
from inspections.complaints.workflow import COMPLAINTS
from tayninh_portal.transition_pages import transition_paths

urlpatterns = [
    path("", views.complaint_list, name="complaint-list"),
    path("ghi-nhan/", views.complaint_create, name="complaint-create"),
    path("<int:pk>/", views.complaint_detail, name="complaint-detail"),
    path("<int:pk>/phieu-tiep-nhan/", views.complaint_receipt, name="complaint-receipt"),
    path("<int:pk>/sua/", views.complaint_update, name="complaint-update"),
    path("<int:pk>/danh-tinh/", views.complaint_identity, name="complaint-identity"),
    path("<int:pk>/mo-lai/", views.complaint_reopen, name="complaint-reopen"),
    *transition_paths(
        COMPLAINTS,
        "<int:pk>/",
        {
            "classify": "phan-loai",
            "hand_on": "giao-xu-ly",
            "pass_on": "chuyen",
            "reply": "bao-cao-ket-qua",
            "answer": "tra-loi",
            "close": "ket-thuc",
            "merge": "gop",
            "reserve": "doi-tuong-bao-mat",
        },
    ),
]
