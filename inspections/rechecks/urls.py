"""Address of a re-check, under that of its visit."""

from django.urls import path

from inspections.rechecks import views
from tayninh_portal import numbers as numbers  # the converter of <record:pk>

urlpatterns = [
    path("<record:visit_pk>/kiem-tra-lai/", views.recheck_record, name="recheck-record"),
]
