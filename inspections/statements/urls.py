"""The address of a statement, under that of its finding."""

from django.urls import path

from inspections.statements import views

urlpatterns = [
    path("noi-dung/<int:pk>/tuong-trinh/", views.statement_record, name="statement-record"),
]
