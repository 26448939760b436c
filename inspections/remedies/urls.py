"""Addresses of the remedies, under those of the visits."""

from django.urls import path

from inspections.remedies import views

urlpatterns = [
    path("khac-phuc/", views.remedy_list, name="remedy-list"),
    path("khac-phuc/<int:pk>/", views.remedy_detail, name="remedy-detail"),
    path("khac-phuc/<int:pk>/bao-cao/", views.remedy_report, name="remedy-report"),
    path("khac-phuc/<int:pk>/xac-nhan/", views.remedy_confirm, name="remedy-confirm"),
    path("khac-phuc/<int:pk>/tra-lai/", views.remedy_return, name="remedy-return"),
    path("khac-phuc/<int:pk>/mo-lai/", views.remedy_reopen, name="remedy-reopen"),
    path("khac-phuc/<int:pk>/gia-han/", views.remedy_extend, name="remedy-extend"),
]
