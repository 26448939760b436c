"""Addresses of what is said at a sentence of a report; the paper it is said on is of issuing."""

from django.urls import path

from reports.remarks import views

urlpatterns = [
    path("y-kien/<int:pk>/", views.remark_detail, name="remark-detail"),
    path("y-kien/<int:pk>/tra-loi/", views.remark_answer, name="remark-answer"),
    path("y-kien/<int:pk>/da-xong/", views.remark_settle, name="remark-settle"),
]
