"""Addresses of the reports."""

from django.urls import path

from reports.views import renderings, reports, sections

urlpatterns = [
    path("", reports.report_list, name="report-list"),
    path("lap/", reports.report_create, name="report-create"),
    path("<int:pk>/", reports.report_detail, name="report-detail"),
    path("<int:pk>/them-muc/", sections.section_create, name="section-create"),
    path("<int:pk>/muc/<int:section_pk>/", sections.section_update, name="section-update"),
    path("<int:pk>/muc/<int:section_pk>/doi-ten/", sections.section_rename, name="section-rename"),
    path("<int:pk>/muc/<int:section_pk>/chuyen/", sections.section_move, name="section-move"),
    path("<int:pk>/muc/<int:section_pk>/lay/", sections.section_take, name="section-take"),
    path("<int:pk>/ket-xuat/", renderings.report_render, name="report-render"),
    path("<int:pk>/viec/<int:job_pk>/", renderings.report_job, name="report-job"),
    path("<int:pk>/viec/<int:job_pk>/thu-lai/", renderings.job_retry, name="report-job-retry"),
    path("<int:pk>/tai-ve/", renderings.report_download, name="report-download"),
]
