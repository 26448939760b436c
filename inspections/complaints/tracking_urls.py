"""The public page on which a citizen follows his complaint."""

from django.urls import path

from inspections.complaints import tracking_views as tracking

urlpatterns = [path("", tracking.complaint_track, name="complaint-track")]
