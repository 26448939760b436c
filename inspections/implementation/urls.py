"""Addresses of the implementation facts."""

from django.urls import path

from inspections.implementation import views

urlpatterns = [
    path("", views.implementation_list, name="implementation-list"),
    path("ghi/", views.implementation_create, name="implementation-create"),
    path("ghi/tu-kiem-tra/<int:pk>/", views.implementation_tell, name="implementation-tell"),
    path("<int:pk>/", views.implementation_detail, name="implementation-detail"),
    path("<int:pk>/sua/", views.implementation_update, name="implementation-update"),
    path("<int:pk>/xac-nhan/", views.implementation_confirm, name="implementation-confirm"),
    path("<int:pk>/tra-lai/", views.implementation_return, name="implementation-return"),
    path("<int:pk>/rut/", views.implementation_withdraw, name="implementation-withdraw"),
    path("<int:pk>/mo-lai/", views.implementation_reopen, name="implementation-reopen"),
]
