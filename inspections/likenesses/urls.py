"""Address of a comparison, under that of its finding."""

from django.urls import path

from inspections.likenesses import views

urlpatterns = [
    path(
        "noi-dung/<int:pk>/doi-chieu/<int:earlier_pk>/",
        views.finding_compare,
        name="finding-compare",
    ),
]
