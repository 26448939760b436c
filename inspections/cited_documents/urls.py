"""Addresses of the cited documents."""

from django.urls import path

from inspections.cited_documents import views
from tayninh_portal import numbers as numbers  # the converter of <record:pk>

urlpatterns = [
    path("", views.cited_document_list, name="cited-document-list"),
    path("ghi/", views.cited_document_create, name="cited-document-create"),
    path("<int:pk>/", views.cited_document_detail, name="cited-document-detail"),
    path("<int:pk>/sua/", views.cited_document_update, name="cited-document-update"),
    path("<int:pk>/tep/", views.cited_document_file, name="cited-document-file"),
    path(
        "kem/<str:record_type>/<record:pk>/",
        views.cited_document_attach,
        name="cited-document-attach",
    ),
    path(
        "go/<str:record_type>/<record:pk>/<int:document_pk>/",
        views.cited_document_detach,
        name="cited-document-detach",
    ),
]
