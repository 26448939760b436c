"""Addresses of the biên bản, under those of the visits."""

from django.urls import path

from inspections.minutes import views
from tayninh_portal import numbers as numbers  # the converter of <record:visit_pk>

urlpatterns = [
    path("<record:visit_pk>/bien-ban/lap/", views.minutes_create, name="minutes-create"),
    path("<record:visit_pk>/bien-ban/mau/", views.minutes_blank, name="minutes-blank"),
    path("bien-ban/<int:pk>/", views.minutes_detail, name="minutes-detail"),
    path("bien-ban/<int:pk>/soan/", views.minutes_update, name="minutes-update"),
    path("bien-ban/<int:pk>/in/", views.minutes_paper, name="minutes-paper"),
    path("bien-ban/<int:pk>/da-ky/", views.minutes_sign, name="minutes-sign"),
    path("bien-ban/<int:pk>/bo-sung/", views.minutes_add_pages, name="minutes-add-pages"),
    path("bien-ban/trang/<int:pk>/", views.minutes_file, name="minutes-file"),
]
