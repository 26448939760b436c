"""Addresses of the records, one file a noun."""

from django.urls import include, path

urlpatterns = [
    path("kiem-tra/", include("inspections.urls.visits")),
    path("duong-day-nong/", include("inspections.urls.complaints")),
    path("tra-cuu/", include("inspections.urls.tracking")),
    path("tu-kiem-tra/", include("inspections.urls.rounds")),
    path("tu-kiem-tra/", include("inspections.urls.submissions")),
    path("trien-khai/", include("inspections.urls.implementation")),
    path("trien-khai/van-ban/", include("inspections.urls.cited_documents")),
    path("co-quan/", include("inspections.urls.agencies")),
    path("ban-giao/", include("inspections.urls.handovers")),
    path("nguoi-dung/", include("inspections.urls.people")),
]
