"""Addresses of the registry of agencies."""

from django.urls import path

from inspections.agencies import views as agencies

urlpatterns = [
    path("", agencies.agency_list, name="agency-list"),
    path("them/", agencies.agency_create, name="agency-create"),
    path("<int:pk>/", agencies.agency_detail, name="agency-detail"),
    path("<int:pk>/sua/", agencies.agency_update, name="agency-update"),
    path("<int:pk>/doi-ten/", agencies.agency_rename, name="agency-rename"),
    path("<int:pk>/ngung-hoat-dong/", agencies.agency_close, name="agency-close"),
    path("<int:pk>/ngay-cuoi/", agencies.agency_last_day, name="agency-last-day"),
    path("<int:pk>/sap-nhap/", agencies.agency_merge, name="agency-merge"),
    path("<int:pk>/viec-con-do/", agencies.agency_open_work, name="agency-open-work"),
    path("<int:pk>/phan-cong/", agencies.agency_assign, name="agency-assign"),
]
