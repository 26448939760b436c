"""The address of the province at a glance."""

from django.urls import path

from reports.views import glance

urlpatterns = [path("", glance.glance, name="glance")]
