"""Addresses of the records, one file a noun; under whose address a noun lies is said here."""

from django.urls import include, path

from inspections.imports import urls as imports

urlpatterns = [
    path("kiem-tra/", include("inspections.visits.urls")),
    path("kiem-tra/ke-hoach/", include("inspections.plans.urls")),
    path("kiem-tra/", include("inspections.teams.urls")),
    path("kiem-tra/", include("inspections.findings.urls")),
    path("kiem-tra/", include("inspections.statements.urls")),
    path("kiem-tra/", include("inspections.head_criticisms.urls")),
    path("kiem-tra/", include("inspections.minutes.urls")),
    path("kiem-tra/", include("inspections.recommendations.urls")),
    path("kiem-tra/", include("inspections.handlings.urls")),
    path("kiem-tra/", include("inspections.remedies.urls")),
    path("kiem-tra/", include("inspections.likenesses.urls")),
    path("kiem-tra/", include("inspections.rechecks.urls")),
    path("kiem-tra/", include("inspections.result_papers.urls")),
    path("kiem-tra/nhap-excel/", include(imports.VISITS)),
    path("duong-day-nong/", include("inspections.complaints.urls")),
    path("duong-day-nong/nhap-excel/", include(imports.COMPLAINTS)),
    path("tra-cuu/", include("inspections.complaints.tracking")),
    path("tu-kiem-tra/", include("inspections.rounds.urls")),
    path("tu-kiem-tra/", include("inspections.submissions.urls")),
    path("trien-khai/", include("inspections.implementation.urls")),
    path("trien-khai/van-ban/", include("inspections.cited_documents.urls")),
    path("bao-cao/yeu-cau/", include("inspections.report_requests.urls")),
    path("co-quan/", include("inspections.agencies.urls")),
    path("danh-muc/", include("inspections.catalogues.urls")),
    path("ban-giao/", include("inspections.handovers.urls")),
    path("lan-xem-danh-tinh/", include("inspections.identities.urls")),
    path("nguoi-dung/", include("inspections.people.urls")),
]
