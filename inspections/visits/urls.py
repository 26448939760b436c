"""Addresses of the visits, and under them those of the findings and what became of them."""

from django.urls import include, path

from inspections.imports import urls as imports
from inspections.visits import views

urlpatterns = [
    path("", views.visit_list, name="visit-list"),
    path("ghi-nhan/", views.visit_create, name="visit-create"),
    path("nhap-excel/", include(imports.VISITS)),
    path("co-quan-theo-ngay/", views.visit_agencies, name="visit-agencies"),
    path("<int:pk>/", views.visit_detail, name="visit-detail"),
    path("<int:pk>/sua/", views.visit_update, name="visit-update"),
    path("<int:pk>/ket-thuc/", views.visit_conclude, name="visit-conclude"),
    path("<int:pk>/huy/", views.visit_cancel, name="visit-cancel"),
    path("<int:pk>/mo-lai/", views.visit_reopen, name="visit-reopen"),
    path("", include("inspections.findings.urls")),
    path("", include("inspections.handlings.urls")),
    path("", include("inspections.remedies.urls")),
]
