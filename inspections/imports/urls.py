"""Addresses of the import from Excel, under those of what is imported."""

from typing import Any

from django.urls import URLPattern, path

from inspections.imports import views
from inspections.imports.models import ImportKind


def addresses(kind: ImportKind) -> list[URLPattern]:
    """The addresses of one kind of workbook, named after it."""
    noun = kind.noun
    given: dict[str, Any] = {"kind": kind}
    return [
        path("", views.import_upload, given, name=f"{noun}-import"),
        path("mau.xlsx", views.import_template, given, name=f"{noun}-import-template"),
        path("<int:pk>/", views.import_detail, given, name=f"{noun}-import-detail"),
        path("<int:pk>/nhap/", views.import_confirm, given, name=f"{noun}-import-confirm"),
        path("<int:pk>/dung/", views.import_stop, given, name=f"{noun}-import-stop"),
        path("<int:pk>/thu-lai/", views.import_retry, given, name=f"{noun}-import-retry"),
        path("<int:pk>/bo/", views.import_discard, given, name=f"{noun}-import-discard"),
        path("<int:pk>/loi.csv", views.import_errors, given, name=f"{noun}-import-errors"),
    ]


VISITS = addresses(ImportKind.VISITS)
COMPLAINTS = addresses(ImportKind.COMPLAINTS)
