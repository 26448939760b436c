"""Addresses of an issued report: its original, and what becomes of it."""

from django.urls import path

from reports.views import after_issue as views

urlpatterns = [
    path("<int:pk>/ban-goc/", views.signed_copy_create, name="signed-copy-create"),
    path("<int:pk>/ban-goc/<int:copy_pk>/tep/", views.signed_copy_open, name="signed-copy-open"),
    path("<int:pk>/dinh-chinh/", views.report_correct, name="report-correct"),
    path(
        "<int:pk>/dinh-chinh/<int:correction_pk>/tep/",
        views.correction_open,
        name="correction-open",
    ),
    path("<int:pk>/thu-hoi/", views.report_withdraw, name="report-withdraw"),
    path("<int:pk>/thu-hoi/tep/", views.withdrawal_open, name="withdrawal-open"),
    path("<int:pk>/thay-the/", views.report_replace, name="report-replace"),
]
