"""Addresses of the steps of a report."""

from django.urls import path

from reports.views import way

urlpatterns = [
    path("<int:pk>/trinh-lanh-dao-so/", way.report_submit, name="report-submit"),
    path("<int:pk>/rut-lai/", way.report_recall, name="report-recall"),
    path("<int:pk>/duyet/", way.report_approve, name="report-approve"),
    path("<int:pk>/tra-lai/", way.report_return, name="report-return"),
    path("<int:pk>/trinh-ubnd-tinh/", way.report_present, name="report-present"),
    path("<int:pk>/nguoi-ky-du-kien/", way.report_choose_signer, name="report-choose-signer"),
    path("<int:pk>/tra-lai-so/", way.report_send_back, name="report-send-back"),
]
