"""Addresses of the reports."""

from django.urls import path

from reports.views import renderings, reports

urlpatterns = [
    path("", reports.report_list, name="report-list"),
    path("lap/", reports.report_create, name="report-create"),
    path("<int:pk>/", reports.report_detail, name="report-detail"),
    path("<int:pk>/ket-xuat/", renderings.report_render, name="report-render"),
    path("<int:pk>/viec/<int:job_pk>/", renderings.report_job, name="report-job"),
    path("<int:pk>/viec/<int:job_pk>/thu-lai/", renderings.job_retry, name="report-job-retry"),
    path("<int:pk>/tai-ve/", renderings.report_download, name="report-download"),
]
