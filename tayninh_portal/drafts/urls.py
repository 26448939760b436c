"""Addresses of drafts, below /ban-nhap/."""

from django.urls import path

from tayninh_portal.drafts import views

urlpatterns = [
    path("", views.draft_list, name="draft-list"),
    path("luu/", views.draft_save, name="draft-save"),
    path("cua-bieu-mau/", views.draft_state, name="draft-state"),
    path("<uuid:key>/", views.draft_detail, name="draft-detail"),
    path("<uuid:key>/xoa/", views.draft_delete, name="draft-delete"),
]
