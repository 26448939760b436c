"""Addresses of the recommendations, under those of the visits."""

from django.urls import path

from inspections.recommendations import views
from tayninh_portal import numbers as numbers  # the converter of <record:pk>

urlpatterns = [
    path(
        "<record:visit_pk>/kien-nghi/ghi/",
        views.recommendation_create,
        name="recommendation-create",
    ),
    path("kien-nghi/<int:pk>/sua/", views.recommendation_update, name="recommendation-update"),
    path("kien-nghi/<int:pk>/rut/", views.recommendation_withdraw, name="recommendation-withdraw"),
]
