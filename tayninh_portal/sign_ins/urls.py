"""Addresses of the events at the door."""

from django.urls import path

from tayninh_portal.sign_ins import views

urlpatterns = [
    path("", views.event_list, name="sign-in-list"),
    path("cua-toi/", views.own_list, name="sign-in-own"),
]
