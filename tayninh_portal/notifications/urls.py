"""Addresses of the notices and the mails."""

from django.urls import path

from tayninh_portal.notifications import views

urlpatterns = [
    path("", views.notice_list, name="notice-list"),
    path("<int:pk>/mo/", views.notice_open, name="notice-open"),
    path("da-doc/", views.notice_read, name="notice-read"),
    path("thiet-lap/", views.notice_settings, name="notice-settings"),
    path("thu/", views.mail_list, name="mail-list"),
    path("thu/<int:pk>/", views.mail_detail, name="mail-detail"),
    path("thu-chua-ro/", views.mail_problem_list, name="mail-problem-list"),
    path("thu-chua-ro/<int:pk>/gui-lai/", views.mail_resend, name="mail-resend"),
    path("thu-chua-ro/<int:pk>/khong-gui/", views.mail_leave, name="mail-leave"),
]
