"""Addresses of signature and issue, and of the papers of a report."""

from django.urls import path

from reports.views import issues, renderings

urlpatterns = [
    path("<int:pk>/ghi-nhan-ky/", issues.report_sign, name="report-sign"),
    path("<int:pk>/ban-hanh/", issues.report_issue, name="report-issue"),
    path("<int:pk>/cac-ban-in/", renderings.report_papers, name="report-papers"),
]
