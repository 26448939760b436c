"""Address of the readings of identities."""

from django.urls import path

from inspections.identities import views

urlpatterns = [path("", views.reading_list, name="identity-reading-list")]
