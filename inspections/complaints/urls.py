"""Addresses of complaints."""

from django.urls import include, path

from inspections.complaints.views import identity, moves, pages
from inspections.imports import urls as imports

urlpatterns = [
    path("", pages.complaint_list, name="complaint-list"),
    path("ghi-nhan/", pages.complaint_create, name="complaint-create"),
    path("nhap-excel/", include(imports.COMPLAINTS)),
    path("<int:pk>/", pages.complaint_detail, name="complaint-detail"),
    path("<int:pk>/phieu-tiep-nhan/", pages.complaint_receipt, name="complaint-receipt"),
    path("<int:pk>/sua/", pages.complaint_update, name="complaint-update"),
    path("<int:pk>/phan-loai/", moves.complaint_classify, name="complaint-classify"),
    path("<int:pk>/giao-xu-ly/", moves.complaint_hand_on, name="complaint-hand-on"),
    path("<int:pk>/chuyen/", moves.complaint_pass_on, name="complaint-pass-on"),
    path("<int:pk>/bao-cao-ket-qua/", moves.complaint_reply, name="complaint-reply"),
    path("<int:pk>/tra-loi/", moves.complaint_answer, name="complaint-answer"),
    path("<int:pk>/ket-thuc/", moves.complaint_close, name="complaint-close"),
    path("<int:pk>/gop/", moves.complaint_merge, name="complaint-merge"),
    path("<int:pk>/mo-lai/", moves.complaint_reopen, name="complaint-reopen"),
    path("<int:pk>/danh-tinh/", identity.complaint_identity, name="complaint-identity"),
]
