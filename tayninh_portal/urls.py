"""Addresses of the frame; records and reports bring their own."""

from django.urls import include, path

from tayninh_portal.sealing import views as sealing
from tayninh_portal.sign_ins import views as sign_ins
from tayninh_portal.views import components, health, help, home, saved_filters, search

urlpatterns = [
    path("", home.home, name="home"),
    path("tim-kiem/", search.search, name="search"),
    path("bo-loc/luu/", saved_filters.filter_save, name="filter-save"),
    path("bo-loc/<int:pk>/xoa/", saved_filters.filter_delete, name="filter-delete"),
    path("tro-giup/", help.help_list, name="help-list"),
    path("tro-giup/<slug:word>/", help.help_detail, name="help-detail"),
    path("thanh-phan/", components.components, name="components"),
    path("niem-phong/", sealing.seal_list, name="seal-list"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("ban-nhap/", include("tayninh_portal.drafts.urls")),
    path("de-nghi/", include("tayninh_portal.proposals.urls")),
    path("thong-bao/", include("tayninh_portal.notifications.urls")),
    path("nguoi-dung/nhat-ky/", sign_ins.event_list, name="sign-in-list"),
    path("tai-khoan/nhat-ky/", sign_ins.own_list, name="sign-in-own"),
    path("tai-khoan/", include("tayninh_portal.account_urls")),
    path("", include("inspections.urls")),
    path("", include("reports.urls")),
]

handler400 = "tayninh_portal.views.errors.bad_request"
handler403 = "tayninh_portal.views.errors.permission_denied"
handler404 = "tayninh_portal.views.errors.page_not_found"
handler500 = "tayninh_portal.views.errors.server_error"
