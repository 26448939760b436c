"""Addresses of the records, one file a noun."""

from django.urls import include, path

urlpatterns = [
    path("kiem-tra/", include("inspections.visits.urls")),
    path("duong-day-nong/", include("inspections.complaints.urls")),
    path("tra-cuu/", include("inspections.complaints.tracking")),
    path("tu-kiem-tra/", include("inspections.rounds.urls")),
    path("tu-kiem-tra/", include("inspections.submissions.urls")),
    path("trien-khai/", include("inspections.implementation.urls")),
    path("trien-khai/van-ban/", include("inspections.cited_documents.urls")),
    path("co-quan/", include("inspections.agencies.urls")),
    path("ban-giao/", include("inspections.handovers.urls")),
    path("nguoi-dung/", include("inspections.people.urls")),
]
