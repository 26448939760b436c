"""Addresses of accounts and posts."""

from django.urls import path

from inspections.people import views as people

urlpatterns = [
    path("", people.account_list, name="account-list"),
    path("them/", people.account_create, name="account-create"),
    path("toi/", people.account_me, name="account-me"),
    path("<int:pk>/", people.account_detail, name="account-detail"),
    path("<int:pk>/sua/", people.account_update, name="account-update"),
    path("<int:pk>/khoa/", people.account_lock, name="account-lock"),
    path(
        "<int:pk>/lop-thu-hai/dat-lai/",
        people.account_reset_factors,
        name="account-reset-factors",
    ),
    path("<int:pk>/mo-khoa/", people.account_unlock, name="account-unlock"),
    path("<int:pk>/lien-ket-mat-khau/", people.account_link, name="account-link"),
    path("<int:pk>/lien-ket-giay/", people.account_paper_link, name="account-paper"),
    path("<int:pk>/giao-chuc-trach/", people.appointment_create, name="appointment-create"),
    path("chuc-trach/<int:pk>/thoi/", people.appointment_end, name="appointment-end"),
    path("chuc-trach/<int:pk>/rut-lai/", people.appointment_withdraw, name="appointment-withdraw"),
]
