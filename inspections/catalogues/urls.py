"""Addresses of the catalogues."""

from django.urls import path

from inspections.catalogues import views as catalogues
from inspections.catalogues.register import CATALOGUES

urlpatterns = [
    *(
        path(f"{slug}/", catalogues.catalogue_list, {"slug": slug}, name=each.list_name)
        for slug, each in CATALOGUES.items()
    ),
    path("<slug:slug>/them/", catalogues.catalogue_create, name="catalogue-create"),
    path("<slug:slug>/<int:pk>/", catalogues.catalogue_detail, name="catalogue-detail"),
    path("<slug:slug>/<int:pk>/doi/", catalogues.catalogue_change, name="catalogue-change"),
    path("<slug:slug>/<int:pk>/ngay-cuoi/", catalogues.catalogue_end, name="catalogue-end"),
]
