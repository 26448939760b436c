"""Addresses of the requests."""

from django.urls import path

from inspections.report_requests import views

urlpatterns = [
    path("", views.report_request_list, name="report-request-list"),
    path("ghi/", views.report_request_create, name="report-request-create"),
    path("<int:pk>/", views.report_request_detail, name="report-request-detail"),
    path("<int:pk>/cong-van/", views.report_request_letter, name="report-request-letter"),
    path("<int:pk>/sua/", views.report_request_update, name="report-request-update"),
]
