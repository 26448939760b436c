"""Addresses of the handlings, under those of the visits."""

from django.urls import path

from inspections.handlings import views

urlpatterns = [
    path("xu-ly/", views.handling_list, name="handling-list"),
    path("noi-dung/<int:finding_pk>/xu-ly/", views.handling_create, name="handling-create"),
    path("xu-ly/<int:pk>/", views.handling_detail, name="handling-detail"),
    path("xu-ly/<int:pk>/sua/", views.handling_update, name="handling-update"),
    path("xu-ly/<int:pk>/tep/", views.handling_file, name="handling-file"),
    path("xu-ly/<int:pk>/xac-nhan/", views.handling_confirm, name="handling-confirm"),
    path("xu-ly/<int:pk>/tra-lai/", views.handling_return, name="handling-return"),
    path("xu-ly/<int:pk>/rut/", views.handling_withdraw, name="handling-withdraw"),
    path("xu-ly/<int:pk>/mo-lai/", views.handling_reopen, name="handling-reopen"),
]
