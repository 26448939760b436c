"""Addresses of the visits."""

from django.urls import path

from inspections.visits import views

urlpatterns = [
    path("", views.visit_list, name="visit-list"),
    path("ghi-nhan/", views.visit_create, name="visit-create"),
    path("co-quan-theo-ngay/", views.visit_agencies, name="visit-agencies"),
    path("<int:pk>/", views.visit_detail, name="visit-detail"),
    path("<int:pk>/sua/", views.visit_update, name="visit-update"),
    path("<int:pk>/ket-thuc/", views.visit_conclude, name="visit-conclude"),
    path("<int:pk>/huy/", views.visit_cancel, name="visit-cancel"),
    path("<int:pk>/mo-lai/", views.visit_reopen, name="visit-reopen"),
]
